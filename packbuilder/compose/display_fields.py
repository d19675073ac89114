"""The fields of display type of a layout: which of two settings is better, what is said where words do not fit."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from math import floor

from packbuilder.compose.composed import called
from packbuilder.compose.display import SENSE, FittedDisplay, too_long, too_wide
from packbuilder.compose.glyph_metrics import MeasuredFace
from packbuilder.compose.leading import DisplayField
from packbuilder.compose.tokens import PageOnPaper, field_mm, top_mm
from packbuilder.compose.typography import NBSP
from packbuilder.errors import Problem, Severity
from packbuilder.model.layout import Display
from packbuilder.model.legibility import LIMIT_MM_PER_M, limit_m
from packbuilder.model.paper import sheet_name
from packbuilder.model.text import Text
from packbuilder.plan import Document

# A placard is read across a road.
_WANTED_M = 10
# From one A size to the next.
_LARGER = 2**0.5


def measured(display: Display, sheet: PageOnPaper) -> DisplayField:
    """The field of a layout's display type, at the size in mm and in the place that it has on this sheet."""
    return DisplayField(
        *field_mm(display, sheet),
        display.slant,
        display.clear,
        display.smallest,
        display.largest,
        display.line_height,
        display.tracking,
        display.stretch,
        top_mm(display, sheet),
        display.start,
    )


def better(one: FittedDisplay, other: FittedDisplay) -> bool:
    """Whether one setting is larger than another, or not much smaller and its lines end where the sense does.

    A setting with whole words comes before one that parts a word, as long as it fits.
    """
    if one.parted != other.parted and one.fits and other.fits:
        return other.parted
    if one.pauses != other.pauses:
        better, worse = (one, other) if one.pauses else (other, one)
        return (better.size_pt >= worse.size_pt * SENSE) == one.pauses
    return one.size_pt > other.size_pt


def refusal(  # noqa: PLR0913, PLR0917 - what was set, and in what
    document: Document, display: Display, fitted: FittedDisplay, words: str, face: MeasuredFace, field: DisplayField
) -> Problem:
    """What is said of words that do not fit: that they are too long, or that one, or some tied ones, are too wide."""
    text, edition = fitted.text, document.edition
    where = called(document.layout.name, edition.lang, document.variant, edition.stock.label)
    if word := too_wide(words, face, field):
        what = f"{'The words' if NBSP in word else 'The word'} “{word}” {'are' if NBSP in word else 'is'} too wide for "
        what += f"the {where} at its smallest size, {display.smallest:g} pt."
        remedy = "Write something shorter, or put `&shy;` where a word may be broken."
    else:
        surplus = too_long(words, face, field)
        what = f"“{text}” fits the {where} only at {fitted.size_pt:g} pt, and its smallest size is "
        what += f"{display.smallest:g} pt: it is about {surplus} letters too long."
        remedy = "Shorten it."
    name, key = ("slogans", document.subject) if display.text == "slogan" else (display.text, None)
    source = document.edition.case.texts[document.edition.lang].get(name)
    file, line = (source.file, line_of(source, key)) if source else (document.layout.source.file, 0)
    return Problem.at(file, what, remedy, line=line, key=display.text, lang=edition.lang)


def line_of(text: Text, key: str | None) -> int:
    """The line of an entry of a text, or, without a key, of its heading; 0 where there is none."""
    return text.heading_line if key is None else next((entry.line for entry in text.entries if entry.key == key), 0)


def hard_to_read(document: Document, sheet: PageOnPaper, display: Mapping[str, FittedDisplay]) -> tuple[Problem, ...]:
    """What is to be said of slogans that are set too small for a street."""
    edition = document.edition
    slogans = edition.case.texts[edition.lang].get("slogans")
    if slogans is None or document.subject is None:
        return ()
    where = f"{document.layout.name} ({edition.lang}, {sheet_name(sheet.size)})"
    line = line_of(slogans, document.subject)
    found = (
        too_small(slogans.file, line, display[d.key].text, display[d.key].cap_mm, where)
        for d in document.layout.facts.display
        if d.text == "slogan"
    )
    return tuple(problem for problem in found if problem)


def too_small(file: str, line: int, slogan: str, cap_mm: float, where: str) -> Problem | None:
    """The warning for a slogan whose capitals cannot be read from ten metres; None for one that can be."""
    if limit_m(cap_mm) >= _WANTED_M:
        return None
    steps = next(n for n in count(1) if limit_m(cap_mm * _LARGER**n) >= _WANTED_M)
    words = max(1, floor(len(slogan.split()) * (limit_m(cap_mm) / _WANTED_M) ** 2))
    return Problem.at(
        file,
        f"“{slogan}” on the {where} has capitals of {cap_mm:g} mm, which nobody reads from more than "
        f"{limit_m(cap_mm):.0f} m; {_WANTED_M} m take {_WANTED_M * LIMIT_MM_PER_M:g} mm.",
        f"Cut it to some {words} word(s), or print it {steps} size(s) larger.",
        line=line,
        key="slogan",
        severity=Severity.WARNING,
    )
