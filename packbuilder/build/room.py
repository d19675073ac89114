"""Room for what a document can do without: its second code is left out before its text is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from packbuilder.compose.composer import Composer
from packbuilder.errors import LayoutError, Problem, Severity
from packbuilder.plan import Document

if TYPE_CHECKING:
    from packbuilder.typeset.engine import Engine
    from packbuilder.typeset.fit import Typeset


def laid_out(engine: Engine, composer: Composer, document: Document, first_pt: float | None) -> Typeset:
    """A document at the largest size that fits; `first_pt` is the size to try first.

    Where there is no room for the code that opens a mail, the document goes without, and says so: that of the appeal
    leads to the letter as well. Raises LayoutError for what does not fit without it either.
    """
    from packbuilder.typeset.fit import typeset  # brings the renderer, which is slow to start

    page = composer.page(document)
    if "mail" not in page.codes:
        return typeset(engine, page, first_pt)
    try:
        return typeset(engine, page, first_pt)
    except LayoutError:
        layout = document.layout
        bare = replace(layout, facts=layout.facts.model_copy(update={"mail": None}))
        page = composer.page(replace(document, layout=bare))
        told = Problem(
            page.file, layout.source.line("mail"), f"{page.layout} ({page.lang})",
            "There is no room for the code that opens a mail: it is left out.",
            f"To have it, shorten one of {', '.join(page.fed_by)}.", Severity.WARNING,
        )  # fmt: skip
        return typeset(engine, replace(page, warnings=(*page.warnings, told)), first_pt)
