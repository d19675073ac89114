"""What is said of a document that does not fit, is faulty, or that the renderer warns of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.origins import blamed
from packbuilder.errors import Problem
from packbuilder.typeset import boxes
from packbuilder.typeset.boxes import walk
from packbuilder.typeset.misfits import Misfit
from packbuilder.typeset.overset import overset, shown_lines

if TYPE_CHECKING:
    from weasyprint import Document

_CONSEQUENCES = frozenset({"covered", "lost", "picture"})


def worst_misfits(found: Sequence[Misfit]) -> list[Misfit]:
    """One misfit of each kind and place: inner boxes repeat what the outer ones say.

    Where text is too long, what it then covers or loses is its consequence, and not told; nor is where it runs to.
    """
    boxes_told = [one.place for one in found if one.kind in {"height", "width"} and one.place is not None]
    inside = {id(box) for place in boxes_told for box in (place, *walk(place))}
    causes = [one for one in found if one.kind not in _CONSEQUENCES]
    causes = [one for one in causes if one.kind != "page" or id(one.place) not in inside]
    worst: dict[tuple[str, int], Misfit] = {}
    for misfit in causes or found:
        key = misfit.kind, misfit.page
        if key not in worst or misfit.surplus_px > worst[key].surplus_px:
            worst[key] = misfit
    return list(worst.values())


def misfit_problem(composed: ComposedDocument, document: Document, misfit: Misfit, size: float, foot: float) -> Problem:
    """What is said of something that does not fit, at the place in the campaign where its words stand."""
    lines, letters = overset(document, misfit)
    by = f"{misfit.surplus_px * boxes.MM_PER_PX:.1f} mm"
    what = {
        "pages": f"runs {misfit.surplus_px:g} page(s) over, by {lines} line(s) (some {letters} letters),",
        "page": f"runs {by} past the edge of the page",
        "height": f"is about {lines} line(s) (some {letters} letters) too long",
        "width": f"is {by} (about {letters} letter(s)) too wide for its place",
        "covered": "lies under a code",
        "overlap": "lies upon other text",
        "lost": "is printed nowhere",
        "picture": "is printed nowhere",
    }[misfit.kind]
    subject = "picture" if misfit.kind == "picture" else "text"
    where = f" in “{misfit.where}”" if misfit.where not in {"", "html", "body"} else ""
    on = f" on page {misfit.page}" if misfit.page else ""
    told = f"The {subject} {what}{where}{on} at the smallest size, {size:g} pt: “{misfit.words.strip()}…”."
    blame = blamed(shown_lines(document, misfit), composed.lang, composed.origins)
    if not blame:
        fed_by = ", ".join(composed.fed_by) or "the template itself"
        remedy = f"Shorten one of the texts that feed it: {fed_by}" + _for_the_foot(foot)
        return Problem.at(composed.file, told, remedy, key=composed.called, lang=composed.lang)
    first, *others = blame
    remedy = "Shorten it" + "".join(f"{', or' if n else ' or'} {one.place} ({one.key})" for n, one in enumerate(others))
    what = f"{composed.called}: {told}"
    return Problem.at(
        first.file, what, remedy + _for_the_foot(foot), line=first.line, key=first.key, lang=composed.lang
    )


def _for_the_foot(foot: float) -> str:
    return f"; or the imprint, for which the foot is {foot:g} mm higher." if foot else "."


def too_few_pages(composed: ComposedDocument, document: Document) -> list[Problem]:
    """What is said of a document that has fewer pages than its layout asks for."""
    if len(document.pages) >= composed.facts.pages.min:
        return []
    return [
        Problem.at(
            composed.file,
            f"The document has {len(document.pages)} page(s), and its layout asks for {composed.facts.pages.min}.",
            "Correct pages.min in layout.yaml, or the template.",
            key=composed.called,
        )
    ]


def unknown_fonts(composed: ComposedDocument, families: Iterable[str]) -> list[Problem]:
    """What is said of fonts that are none of the house."""
    return [
        Problem.at(
            composed.file,
            f"Text asks for the font “{name}”, none of the house.",
            "Correct font-family in style.css; the names are in fonts/fonts.yaml.",
            key=composed.called,
        )
        for name in sorted(families)
    ]


def renderer_warning(composed: ComposedDocument, message: str) -> Problem:
    """What is said of something that the renderer warns of."""
    return Problem.at(
        composed.file,
        f"The renderer warns: {message}.",
        "Correct the layout's page.html or style.css, or the text that it names.",
        key=composed.called,
    )
