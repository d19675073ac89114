"""Flex boxes of their own place on pages that are read from right to left.

Upstream (seen in WeasyPrint 70.0): a flex box in the flow of a page is moved to where its lines start, at the right.
One with `position: absolute` has its place already, and is moved there all the same, off the sheet.
Here: it is moved back as soon as it is laid out, before anything depends on it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.layout import flex

from packbuilder.typeset.boxes import Box

_LayOut = Callable[..., tuple[Any, ...]]  # WeasyPrint is untyped


def apply() -> None:
    """Absolute boxes ask for this function by its name in its module; boxes in the flow have taken it before."""
    flex.flex_layout = _once(flex.flex_layout)


def _once(lay_out: _LayOut) -> _LayOut:
    def laid_out(  # the arguments up to the box around it, by which it was moved
        context: Box, box: Box, bottom: float, skip: object, around: Box, *more: object, **named: object
    ) -> tuple[Any, ...]:
        made, *rest = lay_out(context, box, bottom, skip, around, *more, **named)
        placed = box.style["position"] in {"absolute", "fixed"}
        if made is not None and placed and around.style["direction"] == "rtl":
            made.translate(dx=made.margin_width() - around.width)
        return (made, *rest)

    return laid_out
