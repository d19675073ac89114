"""Columns whose blocks are moved apart once a page is laid out.

Upstream (seen in WeasyPrint 70.0): no rule of CSS spreads the blocks of a column but flex boxes, which lay out what is
in them two or three times (`align-content` does nothing on blocks), and nothing public comes between laying a page out
and finding places for its backgrounds.
Here: that is the moment at which `columns.spread` moves the blocks: every box has its place, and nothing depends on it
yet.
"""

from __future__ import annotations

from collections.abc import Callable

from weasyprint import layout

from packbuilder.typeset.boxes import Box
from packbuilder.typeset.columns import spread

_Paint = Callable[[Box, object], None]


def apply() -> None:
    """Spread first, then let the backgrounds be laid out."""
    layout.layout_backgrounds = _after_spreading(layout.layout_backgrounds)


def _after_spreading(paint: _Paint) -> _Paint:
    def both(page: Box, get_image: object) -> None:
        spread(page)
        paint(page, get_image)

    return both
