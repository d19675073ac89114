"""Flex boxes of their own place on pages that are read from right to left: the renderer moves them twice.

A flex box in the flow of a page is moved to where its lines start, at the right. One with `position: absolute` has its
place already, and is moved there all the same, off the sheet. Here it is moved back, before anything depends on it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.layout import flex

_LayOut = Callable[..., tuple[Any, ...]]  # WeasyPrint is untyped


def _once(lay_out: _LayOut) -> _LayOut:
    def laid_out(*arguments: Any, **named: Any) -> tuple[Any, ...]:  # noqa: ANN401 - see above
        _, box, _, _, around, *_ = arguments
        made, *rest = lay_out(*arguments, **named)
        placed = box.style["position"] in {"absolute", "fixed"}
        if made is not None and placed and around.style["direction"] == "rtl":
            made.translate(dx=made.margin_width() - around.width)
        return (made, *rest)

    return laid_out


# Absolute boxes ask for this function by its name in its module; boxes in the flow have taken it before.
flex.flex_layout = _once(flex.flex_layout)
