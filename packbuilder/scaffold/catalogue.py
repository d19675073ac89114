"""The labels that a language begins with: a gettext catalogue with the typography of the language, from CLDR.

A language that packbuilder speaks has its labels already: its catalogue says nothing yet, and shows what could be said
otherwise. One that is a variant of such a language (`de-AT`) begins with the words of that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from packbuilder.errors import ContentError, ErrorCollector, Problem, UsageError
from packbuilder.load.typographic_customs import customs

if TYPE_CHECKING:
    from babel import Locale

_HEADER = re.compile(r'"([\w-]+): (.*)\\n"')  # a field in the header of a catalogue
_BLANK = re.compile(r"\{\{(\w+)\}\}")
_TYPOGRAPHY = "_new/language/typography.po"
_SHIPPED = """\
# packbuilder brings the labels of this language and its typography. What stands here comes before them: take away the #
# before the lines that you want otherwise.
"""


def catalogue(code: str, folders: Sequence[Path]) -> bytes:
    """The catalogue of a language (`pt-BR`), from those in the layouts folders.

    Raises UsageError for a language that CLDR does not know.
    """
    locale = _locale(code)
    shorter = [code, *(code.rsplit("-", n)[0] for n in range(1, code.count("-") + 1))]
    near = next((file for one in shorter if (file := _first(folders, f"locale/{one}.po"))), None)
    if near is not None and near.stem == code:
        header, *entries = near.read_text("utf-8").split("\n\n")
        return "\n\n".join([_SHIPPED + _bare(header), *map(_commented, entries)]).encode()
    blocks = (near or _needed(folders, "locale/en.po")).read_text("utf-8").split("\n\n")
    header, entries = blocks[0], [block for block in blocks[1:] if 'msgctxt "typography"' not in block]
    plural, typography = _plural(locale), _typography(locale, folders)
    if near is None:
        entries = [_emptied(block, plural[0]) for block in entries]
    fields = {"Language": str(locale), "Plural-Forms": f"nplurals={plural[0]}; plural={plural[1]};"}
    head = _HEADER.sub(lambda line: f'"{line[1]}: {fields.get(line[1], line[2])}\\n"', _bare(header))
    title = f"# packbuilder: the words that layouts print, {code}.\n"
    return "\n\n".join([title + head, typography, *entries]).encode()


def _locale(code: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        what, remedy = f"Nobody knows the language `{code}` here.", "Write a code of CLDR, like `fr` or `pt-BR`."
        raise UsageError(Problem.at("CODE", what, remedy)) from error


def _plural(locale: Locale) -> tuple[int, str]:
    """How many plural forms there are, and the rule that chooses."""
    from babel.messages.plurals import get_plural

    forms = get_plural(locale)
    return forms[0], forms[1]


def _typography(locale: Locale, folders: Sequence[Path]) -> str:
    """The first entries: marks, signs and digits of the language, and how it writes a month."""
    problems = ErrorCollector()
    own = customs(folders, str(locale).replace("_", "-"), problems)
    problems.raise_if_any(ContentError)
    skeletons = locale.datetime_skeletons
    filled: Mapping[str, object] = {
        "quotes": own.quotes, "signs": own.signs, "digits": locale.default_numbering_system,
        "tied": 1 if own.tied is None else own.tied,
        "month": skeletons["yMMMM"].pattern if "yMMMM" in skeletons else "LLLL y",
    }  # fmt: skip
    words = _needed(folders, _TYPOGRAPHY).read_text("utf-8").rstrip("\n")
    return _BLANK.sub(lambda blank: str(filled[blank[1]]).replace('"', '\\"'), words)


def _first(folders: Sequence[Path], name: str) -> Path | None:
    """The file of that name that the program brings, else the campaign's own."""
    return next((file for folder in reversed(folders) if (file := folder / name).is_file()), None)


def _needed(folders: Sequence[Path], name: str) -> Path:
    """A file that the program brings; ValueError, a bug, where it does not."""
    if (file := _first(folders, name)) is None:
        raise ValueError(f"there is no {name}")
    return file


def _bare(header: str) -> str:
    """A header without the comments on the language that it was written for."""
    return "\n".join(line for line in header.split("\n") if not line.startswith("#"))


def _commented(block: str) -> str:
    return "\n".join(f"# {line}" for line in block.rstrip("\n").split("\n"))


def _emptied(block: str, forms: int) -> str:
    """An entry of a catalogue without its translation."""
    kept = [line for line in block.rstrip().split("\n") if line.startswith(("#", "msgid", "msgctxt"))]
    plural = any(line.startswith("msgid_plural") for line in kept)
    empty = [f'msgstr[{n}] ""' for n in range(forms)] if plural else ['msgstr ""']
    return "\n".join([*kept, *empty])
