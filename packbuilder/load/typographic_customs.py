"""What a language begins with: its quotation marks, its signs, its digits, from CLDR and from customs.yaml.

Each is looked up under the whole code of a locale, then under the shorter ones: `zh-Hant-TW`, `zh-Hant`, `zh`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from packbuilder.errors import ErrorCollector
from packbuilder.load import documents, models
from packbuilder.model.customs import Custom, CustomsFile

FOLDER = "_language"
_PAIRS = re.compile(r"(\S)(\s?)(\S)\s*(\S)(\s?)(\S)")
_NBSP = "\u00a0"
_ROOT = "und"  # what CLDR calls the language that all others fall back to


@dataclass(frozen=True, slots=True)
class Cldr:
    """Of CLDR what Babel does not have: by language the quotation marks and the signs, by numbering system its digits.

    `signs` are pairs of a common sign and the language's own.
    """

    quotes: Mapping[str, str] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)
    digits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Customs:
    """How a new language is set: `quotes` its outer and inner pair, `tied` None where nobody knows."""

    quotes: str
    signs: str
    tied: int | None


def cldr(folders: Sequence[Path]) -> Cldr:
    """CLDR's data in the first of the layouts folders that has them; none where none has."""
    files = (folder / FOLDER / "cldr.json" for folder in folders)
    return next((_read(file) for file in files if file.is_file()), Cldr())


def customs(folders: Sequence[Path], locale: str, problems: ErrorCollector) -> Customs:
    """The customs of a locale (`pt-BR`); each from the nearest language that has it."""
    data, own = cldr(folders), _own(folders, problems)
    codes = [*_codes(locale), _ROOT]
    quotes = next(filter(None, (_said(own, code, "quotes") or data.quotes.get(code) for code in codes)), "")
    signs = next((data.signs[code] for code in codes if code in data.signs), "")
    tied = next((custom.tied for code in codes for custom in own if code in custom.languages and custom.tied), None)
    return Customs(quotes, signs, tied)


def marks(quotes: str) -> list[str]:
    """The four marks of two pairs (`« »“”`), with the spaces inside the pairs; none if it is not that."""
    if (found := _PAIRS.fullmatch(quotes)) is None:
        return []
    opened, space, closed, inner, narrow, end = found.groups()
    outside, inside = _NBSP if space else "", _NBSP if narrow else ""
    return [opened + outside, outside + closed, inner + inside, inside + end]


@cache
def _read(file: Path) -> Cldr:
    data = json.loads(file.read_text("utf-8"))
    return Cldr(data["quotes"], data["signs"], data["digits"])


def _own(folders: Sequence[Path], problems: ErrorCollector) -> list[Custom]:
    for folder in folders:
        if (path := folder / FOLDER / "customs.yaml").is_file():
            read = documents.read(folder.parent, path, problems)
            listed = models.made(CustomsFile, *read, problems) if read else None
            return listed.customs if listed else []
    return []


def _said(own: Sequence[Custom], code: str, key: str) -> str | None:
    return next((value for custom in own if code in custom.languages and (value := getattr(custom, key))), None)


def _codes(locale: str) -> Iterator[str]:
    code = locale
    while code:
        yield code
        code = code.rpartition("-")[0]
