"""The front of the pack: what is inside and how to print it, made from what was really laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from babel import Locale, UnknownLocaleError

from packbuilder.compose.composed import BASE_URL, BOUND_URL, ComposedDocument
from packbuilder.compose.labels import Labels
from packbuilder.model.legibility import easy_m, limit_m
from packbuilder.model.paper import Size, sheet_name

# For how many copies the sheets of paper are counted.
COPIES = (10, 50, 200)

# What is to be done with printed sheets.
Finish = Literal["cut", "fold", "staple", "glue", ""]

TURNED = {"long": "turn on the long edge", "short": "turn on the short edge"}
FINISHES: dict[str, Finish] = {"cut": "cut", "booklet": "staple", "letter-fold": "fold", "z-fold": "fold"}  # by scheme
FINISH = {"cut": "cut", "fold": "fold in three", "staple": "fold, staple", "glue": "glue together"}


@dataclass(frozen=True, slots=True)
class Print:
    """A file that can be printed.

    `file` is its path in the folder of the language; `sheet` what goes through the printer, in mm; `duplex` the edge on
    which that is turned, empty for one side; `finish` what is then to be done: cut, fold, staple, glue or nothing;
    `sheets` how many of them COPIES take; `drawing` the SVG of a sheet, empty for a page by itself.
    """

    file: str
    sheet: Size
    duplex: Literal["long", "short", ""]
    finish: Finish
    sheets: tuple[int, ...]
    drawing: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A document that was laid out, its number of pages, and the files that are made of it, its pages first."""

    composed: ComposedDocument
    pages: int
    prints: tuple[Print, ...]


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents: `page` is the number of its first page in the pack, `href` what leads there."""

    name: str
    href: str
    label: str
    subject: str
    sheet_name: str
    page: int


@dataclass(frozen=True, slots=True)
class PrintRow:
    """How one file, or one of several alike, is printed: everything in words, and a figure for each of COPIES.

    `drawing` is the address of a picture of its sheet, empty for a page by itself.
    """

    file: str
    paper: str
    duplex: str
    finish: str
    sheets: tuple[str, ...]
    drawing: str = ""


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A document type of the pack: its shape, how many, and how to print it.

    `cap_mm` is the height of the smallest of its slogans' capitals, empty where it has none; `near_m` and `far_m` the
    distances from which they are easy and just possible to read.
    """

    title: str
    sheet: tuple[float, float]
    field: float
    count_label: str
    advice: str
    rows: tuple[PrintRow, ...]
    cap_mm: str
    near_m: str
    far_m: str


def front(
    made: Sequence[Made], first_page: int, languages: Sequence[str], labels: Labels, missing: Sequence[str] = ()
) -> dict[str, object]:
    """What the pack's own template sees beside the view: `entries`, `missing`, `kinds`, `copies`, `other_languages`.

    `missing` are the titles of documents that were refused.
    """
    return {
        "entries": _entries(made, first_page, labels),
        "missing": missing,
        "kinds": [_kind(group, labels) for group in _by_layout(made)],
        "copies": [labels.number(count) for count in COPIES],
        "other_languages": [_language_name(lang) for lang in languages if lang != labels.lang],
    }


def drawings(made: Sequence[Made]) -> dict[str, tuple[bytes, str]]:
    """The pictures that the front shows, as resources of its page."""
    return {
        _drawing(one): (one.drawing.encode(), "image/svg+xml")
        for group in _by_layout(made)
        for one in group[0].prints
        if one.drawing
    }


def _by_layout(made: Sequence[Made]) -> list[list[Made]]:
    return [list(group) for _, group in groupby(made, key=lambda one: one.composed.layout)]


def _entries(made: Sequence[Made], page: int, labels: Labels) -> list[ContentsEntry]:
    entries = []
    for one in made:
        label = labels(one.composed.facts.title)
        subject = one.composed.title.removeprefix(f"{label}: ")
        name = one.composed.name
        entries.append(ContentsEntry(name, f"{BOUND_URL}{name}", label, subject, sheet_name(_sheet(one)), page))
        page += one.pages
    return entries


def _sheet(made: Made) -> Size:
    """What a document is printed on, in mm: its page, or where pages are panels the sheet that they are folded from."""
    return next((one.sheet for one in made.prints if one.finish == "fold"), made.composed.sheet_mm)


def _kind(made: Sequence[Made], labels: Labels) -> DocumentKind:
    composed, facts = made[0].composed, made[0].composed.facts
    slogans = [one.composed for one in made] if facts.each == "slogan" else []
    capitals = min((one.cap_mm for one in slogans if one.cap_mm), default=None)
    return DocumentKind(
        title=labels(facts.title),
        sheet=composed.sheet_mm,
        field=float(facts.data.get("field", 0)),
        count_label=labels.plural("%(n)s document", "%(n)s documents", len(made)),
        advice=labels(facts.advice),
        rows=tuple(_row(one, _file(one, made), labels) for one in made[0].prints),
        cap_mm=labels.number(int(capitals)) if capitals else "",
        near_m=labels.number(int(easy_m(capitals))) if capitals else "",
        far_m=labels.number(int(limit_m(capitals))) if capitals else "",
    )


def _drawing(one: Print) -> str:
    """The path of the picture of a sheet."""
    return f"drawings/{one.file}.svg"


def _file(one: Print, made: Sequence[Made]) -> str:
    """The name of a file, or what all the files of a layout have in common."""
    composed = made[0].composed
    return one.file.replace(composed.name, f"{composed.layout}-…") if len(made) > 1 else one.file


def _row(one: Print, file: str, labels: Labels) -> PrintRow:
    return PrintRow(
        file=file,
        paper=sheet_name(one.sheet),
        duplex=labels(TURNED[one.duplex]) if one.duplex else labels("one side"),
        finish=labels(FINISH[one.finish]) if one.finish else "",
        sheets=tuple(map(labels.number, one.sheets)),
        drawing=f"{BASE_URL}{_drawing(one)}" if one.drawing else "",
    )


def _language_name(lang: str) -> str:
    try:
        locale = Locale.parse(lang, sep="-")
    except (ValueError, UnknownLocaleError):
        return lang
    return (locale.get_display_name(locale) or lang).capitalize()
