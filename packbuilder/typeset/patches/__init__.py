"""What is changed in WeasyPrint: one module a change, all of them applied here, once a process.

Each module says what upstream does, in which version that was seen, and what is done instead; tests/typeset has the
smallest example for each, which fails as soon as upstream no longer needs the change: then its module is deleted.

What is set right in finished files is no change of WeasyPrint's and stands in printing/, with tests of the same sort:

- archive: PDF/A and PDF/UA at once, pictures that are not interpolated, links that print;
- black: colours without a hue in black ink alone;
- ligatures: the letters of those that are written from right to left;
- structure: languages, spelling, page labels, words of links, and margins of pages as artifacts;
- shape: labels and numbering of lists, scopes of headers, places of figures, no tags of nothing;
- press: PDF/X of the same bytes each time, without colour spaces that nothing is printed in; marks: outside the bleed.

What is not public and only read: `Page._page_box` and `Document._html` (boxes), `AbsolutePlaceholder._box` (boxes),
`TextBox.pango_layout` (overlaps).
"""

from __future__ import annotations

import gc
from contextlib import ExitStack
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from packbuilder.typeset.patches import compiler_search, system_fonts, unused_subsetter

if TYPE_CHECKING:
    from types import ModuleType

# Those that hold while WeasyPrint is imported, and those that are made once it is there: they import parts of it.
WHILE_IMPORTED = (compiler_search, system_fonts, unused_subsetter)
ONCE_IMPORTED = ("array_types", "column_gaps", "mirrored_flex", "truncated_pictures")


@cache
def applied() -> ModuleType:
    """WeasyPrint with every patch applied; it is started by this, and nothing of the program may import it before."""
    with ExitStack() as patches:
        for patch in WHILE_IMPORTED:
            patches.enter_context(patch.applied())
        if gc.isenabled():  # what is imported stays: looking for garbage takes an eighth of the time of starting
            gc.disable()
            patches.callback(gc.enable)
        weasyprint = import_module("weasyprint")
    for name in ONCE_IMPORTED:
        import_module(f"{__name__}.{name}").apply()
    return weasyprint
