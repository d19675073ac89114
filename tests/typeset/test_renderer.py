"""How the renderer is started: what was changed about it works as before."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from packbuilder.typeset.renderer import weasyprint

FONTS = weasyprint.pdf.fonts


@given(values=st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=50))
def test_arrays_hold_their_values_and_are_of_one_type(values: list[int]) -> None:
    """However long: cffi would parse each length as a type of its own."""
    array = FONTS.ffi.new(f"hb_codepoint_t[{len(values)}]", values)
    assert list(array) == values
    assert FONTS.ffi.typeof(array) == FONTS.ffi.typeof(FONTS.ffi.new("hb_codepoint_t[7]", [7] * 7))


def test_arrays_without_values_have_the_length_that_is_asked_for() -> None:
    """Nothing else could tell it."""
    assert len(FONTS.ffi.new("hb_codepoint_t[5]")) == 5


def test_everything_else_is_cffi_itself() -> None:
    """Functions, types and NULL come from where they always did."""
    assert FONTS.ffi.NULL == weasyprint.text.ffi.ffi.NULL
    assert FONTS.ffi.string(FONTS.ffi.new("char[]", b"text")) == b"text"


def test_what_was_left_out_at_the_start_comes_when_it_is_called() -> None:
    """The subsetter of fontTools, where HarfBuzz has none; and whoever imports it gets the module itself."""
    from fontTools import subset

    assert isinstance(FONTS.subset.Options(hinting=False), subset.Options)
    assert not FONTS.subset.Options(hinting=False).hinting


def test_the_start_leaves_out_what_no_font_of_the_house_needs() -> None:
    """In a process of its own, as every import of this one counts."""
    code = "import sys, packbuilder.typeset.renderer; print('fontTools.ttLib' in sys.modules, *sys.modules)"
    found, *modules = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert found == "True"
    assert not {"fontTools.subset", "fontTools.varLib", "fontTools.varLib.instancer"} & set(modules)
