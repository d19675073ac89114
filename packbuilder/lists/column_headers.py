"""What people head their columns with: data, in column_headers.toml, with their sources."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

# The parts of a name that lists have in columns of their own, in the order in which most languages say them.
PARTS = ("title", "given", "middle", "family", "suffix")
# What a column can be besides those that somebody asks for: parts and other forms of `name`, and of `address`.
OF_NAMES = ("whole", *PARTS)
OF_ADDRESSES = ("street", "number", "postcode")
_SIGNS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")
_CAMEL = re.compile(r"(?<=[a-zа-я])(?=[A-ZА-Я])")
# Letters of one shape that keyboards of Arabic and of Persian code apart, and one that only fills a line.
_SHAPES = str.maketrans("يىكة", "ییکه", "ـ")


def folded(words: str) -> str:
    """Words without capitals, spaces, signs and marks upon letters.

    >>> folded("Эл. Почта")
    'элпочта'
    """
    return _SIGNS.sub("", normalize("NFKD", words)).casefold().translate(_SHAPES)


def column_names() -> tuple[str, ...]:
    """The columns that can be asked for."""
    return tuple(name for name in _file()["columns"] if name not in {*OF_NAMES, *OF_ADDRESSES})


@cache
def words(column: str) -> frozenset[str]:
    """What a column is headed with in any language, folded."""
    listed = _file()["columns"][column].values()
    return frozenset(folded(one) for some in listed for one in (*some, column if column in column_names() else some[0]))


@cache
def other() -> frozenset[str]:
    """Headers, folded, that are those of no column of ours, and meant so."""
    return frozenset(folded(one) for some in _file()["others"].values() for one in some)


def known(header: str, columns: Iterator[str] | tuple[str, ...]) -> str:
    """Which of some columns a header is that of; digits in it may count its columns. Empty for none."""
    whole = folded(header)
    tried = (whole, _DIGITS.sub("", whole))
    return next((name for one in tried for name in columns if one in words(name)), "")


def is_other(header: str) -> bool:
    """Whether a header is one of those that are none of ours, and meant so."""
    whole = folded(header)
    return not other().isdisjoint({whole, _DIGITS.sub("", whole)})


def names_somebody(header: str) -> bool:
    """Whether a header looks like that of a name, or of a part of one: `Contact's last name`."""
    apart = _CAMEL.sub(" ", re.sub("['’ʼ]", "", header))
    found = {_DIGITS.sub("", folded(one)) for one in _SIGNS.split(normalize("NFC", apart))}
    return not found.isdisjoint(_marks())


@cache
def languages() -> tuple[str, ...]:
    """The languages that headers are listed in."""
    return tuple(dict.fromkeys(lang for one in _file()["columns"].values() for lang in one))


def order(lang: str) -> tuple[str, ...]:
    """The parts of a name in the order of a language (BCP 47)."""
    if lang.partition("-")[0] not in _file()["order"]["family_first"]:
        return PARTS
    return ("title", "family", "given", "middle", "suffix")


def between(lang: str) -> str:
    """What stands between the parts of a name in a language."""
    return "" if lang.partition("-")[0] in _file()["order"]["unspaced"] else " "


def several(value: str) -> list[str]:
    """The values of a field, of which an export may have put several into it; the first one is the one to use."""
    return value.split(_file()["values"]["between"])


@cache
def _marks() -> frozenset[str]:
    return frozenset(folded(one) for one in _file()["marks"]["words"])


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
