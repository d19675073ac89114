"""The front of the pack: what is inside and how to print it, made from what was really laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from babel import Locale, UnknownLocaleError

from packbuilder.compose.labels import Labels
from packbuilder.compose.page import BASE_URL, Page

# Capital height in mm per metre of distance: comfortable 1 inch to 10 feet (ssksigns.com), limit DIN 4844-1, one to
# 300 (permalight.de).
_COMFORTABLE_MM_PER_M = 8.3
_LIMIT_MM_PER_M = 3.3

_SHEETS = {(148, 210): "A5", (210, 297): "A4", (297, 420): "A3", (420, 594): "A2", (594, 841): "A1"}


@dataclass(frozen=True, slots=True)
class Made:
    """A document that was laid out, and its number of pages."""

    page: Page
    pages: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: `page` is the number of its first page in the pack."""

    name: str
    label: str
    subject: str
    sheet_name: str
    page: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A document type of the pack: its shape, how many pages, and how to print it.

    `cap_mm` is the height of the smallest of its slogans' capitals, empty where it has none; `near_m` and `far_m` the
    distances from which they are easy and just possible to read.
    """

    title: str
    sheet: tuple[float, float]
    sheet_name: str
    field: float
    pages_label: str
    count_label: str
    sides_label: str
    advice: str
    drawing: str
    cap_mm: str
    near_m: str
    far_m: str


def front(made: Sequence[Made], first_page: int, languages: Sequence[str], labels: Labels) -> dict[str, object]:
    """What the pack's own template sees beside the view: `entries`, `kinds` and `other_languages`."""
    return {
        "entries": _entries(made, first_page, labels),
        "kinds": [_kind(list(group), labels) for _, group in groupby(made, key=lambda m: m.page.layout)],
        "other_languages": [_language_name(lang) for lang in languages if lang != labels.lang],
    }


def sheet_name(width: float, height: float) -> str:
    """A3 for 297 x 420 mm, whichever way it lies; the figures themselves for a sheet without a name."""
    known = _SHEETS.get((round(min(width, height)), round(max(width, height))))
    return known or f"{width:g} × {height:g} mm"


def _entries(made: Sequence[Made], page: int, labels: Labels) -> list[Entry]:
    entries = []
    for one in made:
        label = labels(one.page.facts.title)
        subject = one.page.title.removeprefix(f"{label}: ")
        entries.append(Entry(one.page.name, label, subject, sheet_name(*one.page.sheet_mm), page))
        page += one.pages
    return entries


def _kind(made: Sequence[Made], labels: Labels) -> Kind:
    page, facts = made[0].page, made[0].page.facts
    pages = sum(one.pages for one in made)
    capitals = min((one.page.cap_mm for one in made if one.page.cap_mm and facts.each == "slogan"), default=None)
    return Kind(
        title=labels(facts.title),
        sheet=(facts.sheet.width, facts.sheet.height),
        sheet_name=sheet_name(facts.sheet.width, facts.sheet.height),
        field=float(facts.data.get("field", 0)),
        pages_label=labels.plural("%(n)s page", "%(n)s pages", pages),
        count_label=labels.plural("%(n)s document", "%(n)s documents", len(made)),
        sides_label=labels("both sides") if facts.sides == 2 else labels("one side"),  # noqa: PLR2004 - two sides
        advice=labels(facts.advice),
        drawing=f"{BASE_URL}layouts/{page.layout}/print.svg" if page.drawing else "",
        cap_mm=labels.number(int(capitals)) if capitals else "",
        near_m=labels.number(int(capitals / _COMFORTABLE_MM_PER_M)) if capitals else "",
        far_m=labels.number(int(capitals / _LIMIT_MM_PER_M)) if capitals else "",
    )


def _language_name(lang: str) -> str:
    try:
        locale = Locale.parse(lang, sep="-")
    except (ValueError, UnknownLocaleError):
        return lang
    return (locale.get_display_name(locale) or lang).capitalize()
