"""The lines of an address as they stand on an envelope: where it goes abroad, the country is the last of them.

The Universal Postal Union asks for the country in capitals, on the last line, in the language of the country of posting
or in one that is known there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages

from packbuilder.language.capitals import capitals, unaccented
from packbuilder.model.branch import BranchFile
from packbuilder.model.campaign import Address

# Languages in which people name countries on envelopes wherever they are: French is that of the Postal Union.
_EVERYWHERE = ("en", "fr")
_SCRIPT = re.compile(r"-([^-]{4})(?:-|$)")  # as in kk-Arab


def posted_lines(address: Address, branch: BranchFile | None, lang: str) -> tuple[str, ...]:
    """The lines of an address that is posted by a branch, or from wherever a pack in `lang` is printed.

    None where the address is not known. Where nobody knows from where it is posted, the country stands, which does no
    harm within it.
    """
    if not isinstance(address.postal, list):
        return ()
    if address.country == "any" or (branch and branch.country == address.country):
        return tuple(address.postal)
    spoken = language(branch) if branch else lang
    if not (country := country_line(address.country, spoken)):
        return tuple(address.postal)
    return *_without_country(address.postal, address.country, (spoken, lang)), country


def language(branch: BranchFile) -> str:
    """The language in which a branch names countries to its own post: the first of its own that is official there.

    Else the first that is official there, in Latin letters or in those of one of its own; else the branch's first: of
    other letters nobody knows whether the house fonts have them. Source: CLDR.
    """
    spoken = official(branch.country)
    own = (lang for lang in branch.languages if lang.split("-")[0] in spoken)
    scripts = {"Latn", *map(script_of, branch.languages)}
    return next(own, next((lang for lang in spoken if script_of(lang) in scripts), branch.languages[0]))


def country_line(country: str, lang: str) -> str:
    """The name of a country in the capitals of a language; empty where CLDR knows none."""
    return capitals(_name(country, lang), lang)


def official(country: str) -> tuple[str, ...]:
    """The languages that are official in a country, by law or in fact. Source: CLDR."""
    return tuple(get_official_languages(country, de_facto=True))


def script_of(lang: str) -> str:
    """The script of a language (ISO 15924); empty where CLDR knows none."""
    named = _SCRIPT.search(lang)
    likely = get_global("likely_subtags").get(lang.partition("-")[0], "")
    return named[1] if named else next(iter(likely.split("_")[1:2]), "")


@cache
def _name(country: str, lang: str) -> str:
    try:
        return str(Locale.parse(lang, sep="-" if "-" in lang else "_").territories.get(country, ""))
    except (UnknownLocaleError, ValueError):
        return ""


@cache
def _names(country: str, langs: tuple[str, ...]) -> frozenset[str]:
    """What a line may call a country, without case: its names in some languages, and USA or UK."""
    names = (_name(country, lang) for lang in dict.fromkeys((*langs, *_EVERYWHERE, *official(country))))
    codes = (code for code, now in get_global("territory_aliases").items() if now == [country] and code.isalpha())
    return frozenset(_bare(name) for name in (*names, *codes) if name)


def _bare(name: str) -> str:
    """A name as it is compared, whatever the language whose capitals it is typed in."""
    return unaccented(name.strip(" .")).casefold()


def _without_country(lines: Sequence[str], country: str, langs: tuple[str, ...]) -> Iterator[str]:
    """The lines without a country at their end, which stands on a line of its own in another language or in none."""
    names = _names(country, langs)
    *first, last = lines
    yield from first
    town, comma, tail = last.rpartition(",")
    if _bare(last) in names:
        return
    yield town.rstrip() if comma and _bare(tail) in names else last
