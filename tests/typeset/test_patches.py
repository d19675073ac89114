"""What is changed in WeasyPrint: that it still has to be, that it helps, and that all else works as before."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packbuilder.typeset import patches, weasyprint

ROOT = Path(__file__).parents[2]
PATCHES = sorted(file.stem for file in Path(patches.__file__).parent.glob("[!_]*.py"))
FONTS = weasyprint.pdf.fonts


@cache
def faults(start: str) -> dict[str, bool]:
    """For each patch whether the fault is there, in a process that was started by importing `start`."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.typeset.upstream", start],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, bool] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", PATCHES)
def test_upstream_still_needs_the_patch_and_the_patch_helps(name: str) -> None:
    """Each has its smallest example. Where the first of these fails WeasyPrint has got better: delete the patch."""
    if name == "compiler_search" and sys.platform != "linux":
        pytest.skip("elsewhere, the search is what finds the libraries")
    assert faults("weasyprint")[name], f"WeasyPrint no longer needs typeset/patches/{name}.py"
    assert not faults("packbuilder.typeset")[name]


def test_every_patch_is_applied_once_and_has_an_example() -> None:
    """Asking again gives the same library, with nothing patched twice; no example is left of a patch that has gone."""
    applied = [one.__name__.rpartition(".")[2] for one in patches.WHILE_IMPORTED] + [*patches.ONCE_IMPORTED]
    assert sorted(applied) == PATCHES == sorted(faults("packbuilder.typeset"))
    before = FONTS.ffi, weasyprint.layout.flex.flex_layout, weasyprint.layout.layout_backgrounds
    assert patches.applied() is weasyprint
    assert (FONTS.ffi, weasyprint.layout.flex.flex_layout, weasyprint.layout.layout_backgrounds) == before


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
    code = "import sys, packbuilder.typeset; print('fontTools.ttLib' in sys.modules, *sys.modules)"
    found, *modules = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert found == "True"
    assert not {"fontTools.subset", "fontTools.varLib", "fontTools.varLib.instancer"} & set(modules)
