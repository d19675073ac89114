"""Languages as people write them: codes, locales, and names in whatever language, by CLDR (through Babel)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.localedata import locale_identifiers

from packbuilder.lists import column_headers

_TWO = "two"  # in the place of a language


def spoken(said: str, langs: Collection[str]) -> str:
    """The one of some languages (BCP 47) that is meant by `ru_RU`, `rus`, `Russian`, `русский язык`; empty for none.

    >>> spoken("Русский язык", ["en", "ru"])
    'ru'
    """
    return _coded(said, langs) or _named(said, langs)


def _coded(said: str, langs: Collection[str]) -> str:
    code = said.strip().partition(".")[0].casefold().replace("_", "-")
    lang, hyphen, more = code.partition("-")
    aliases: Any = get_global("language_aliases")
    short = str(aliases.get(lang, lang)).casefold().replace("_", "-")
    known = {one.casefold(): one for one in langs}
    return known.get(code) or known.get(f"{short}{hyphen}{more}") or known.get(short) or ""


def _named(said: str, langs: Collection[str]) -> str:
    """The one language whose name it is: in one of those that headers are read in, or else in any at all."""
    word = _bare(said)
    for everywhere in (False, True):
        if found := _names(tuple(langs), everywhere=everywhere).get(word):
            return found if found in langs else ""
    return ""


@cache
def _names(langs: tuple[str, ...], *, everywhere: bool) -> Mapping[str, str]:
    """Some languages by what others call them, folded; nothing in the place of one that is the name of two."""
    usual = dict.fromkeys((*langs, *column_headers.languages()))
    found: dict[str, str] = {}
    for code in (one for one in locale_identifiers() if "_" not in one) if everywhere else usual:
        called = _languages(code)
        for lang in langs:
            if name := called.get(lang.replace("-", "_")):
                word = _bare(name)
                found[word] = lang if found.get(word, lang) == lang else _TWO
    return found


def _languages(code: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(code, sep="-").languages)
    except (UnknownLocaleError, ValueError):
        return {}


def _bare(name: str) -> str:
    """A name, folded, without the word for language in it: Russian language, қазақ тілі, русский язык."""
    words = [column_headers.folded(word) for word in name.split()]
    kept = [word for word in words if word not in column_headers.words("language")]
    return "".join(kept or words)
