"""Which script a language is written in, and where fonts are for scripts that the house fonts do not hold."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from packbuilder.errors import ErrorCollector
from packbuilder.load import documents, models
from packbuilder.model.scripts import ScriptsFile, Writing

if TYPE_CHECKING:
    from babel import Locale

FILE = "scripts.yaml"
_NONE = ScriptsFile(packages={}, scripts=[])


def scripts(folders: Sequence[Path], problems: ErrorCollector) -> ScriptsFile:
    """The scripts that the first of the fonts folders lists that has a list; none after a problem."""
    for folder in folders:
        if (path := folder / FILE).is_file():
            read = documents.read(folder.parent, path, problems)
            return (models.made(ScriptsFile, *read, problems) if read else None) or _NONE
    return _NONE


def of_locale(locale: Locale) -> str:
    """The script that a locale is written in (ISO 15924); empty where CLDR does not know."""
    from babel.core import get_global

    likely = get_global("likely_subtags").get(locale.language, "")
    return str(locale.script or next(iter(likely.split("_")[1:2]), ""))


def of_languages(codes: Iterable[str]) -> dict[str, str]:
    """The scripts of languages, each with the first language (`pt-BR`) that is written in it."""
    from babel import Locale, UnknownLocaleError

    found: dict[str, str] = {}
    for code in codes:
        try:
            found.setdefault(of_locale(Locale.parse(code, sep="-")), code)
        except (UnknownLocaleError, ValueError):
            continue
    return found


def of_character(char: str, listed: ScriptsFile, spoken: Container[str]) -> Writing | None:
    """The script of a character, if it is one of those listed; of several with one, that which is `spoken`."""
    from fontTools import unicodedata

    used = unicodedata.script_extension(char)
    fit = [one for one in listed.scripts if used & set(one.scripts)]
    return next((one for one in fit if one.script in spoken), next(iter(fit), None))
