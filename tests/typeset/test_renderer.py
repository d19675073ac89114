"""How the renderer is started: what was changed about it works as before."""

from __future__ import annotations

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
