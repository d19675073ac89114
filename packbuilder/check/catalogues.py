"""The gettext catalogues of the labels: read whole, and each translation fit for what the program puts into it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from gettext import c2py
from pathlib import Path
from typing import TYPE_CHECKING

from packbuilder.errors import ErrorCollector, Problem
from packbuilder.load import customs

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

# Of each language the catalogues that could be read, by file, those of the first layouts folder first.
Catalogues = Mapping[str, Mapping[Path, "Catalog"]]

# The msgctxt of a language's typographic customs.
CUSTOMS = "typography"

_WANTED = {
    "quotes": "Write four characters, outer and inner pair: “”‘’, or with spaces inside the outer pair: « »“”.",
    "signs": "Write pairs, each common sign with the one that stands for it: ,،;؛?؟.",
    "digits": "Write a name that CLDR has for digits, such as latn (0-9), arab, arabext, beng or deva.",
    "tied": "Write a number from 0 to 9.",
    "month": "Write a Babel date pattern, such as LLLL y.",
}
_BLANK = re.compile(r"%\((\w+)\)")


def catalogues(folders: Sequence[Path], languages: Sequence[str], problems: ErrorCollector) -> Catalogues:
    """The catalogues of the languages in the layouts folders; what is wrong is told."""
    return {lang: _of_language(folders, lang, problems) for lang in languages}


def forms(message: Message) -> tuple[str, ...]:
    """The words of a label: one string, or one for each plural form; empty strings where there are none yet."""
    words = message.string
    return tuple(word or "" for word in words) if isinstance(words, tuple | list) else (words or "",)


def msgid(message: Message) -> str:
    """What a layout asks for; of a label with plural forms, the singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def _of_language(folders: Sequence[Path], lang: str, problems: ErrorCollector) -> dict[Path, Catalog]:
    files = [file for folder in folders if (file := folder / "locale" / f"{lang}.po").is_file()]
    if not files:
        remedy = "Copy the .po file of another language there and translate it."
        problems.add(
            Problem.at(f"layouts/locale/{lang}.po", "There are no labels for this language.", remedy, key=lang)
        )
    systems = customs.cldr(folders).digits
    read = ((file, _read(file, systems, problems)) for file in files)
    return {file: catalogue for file, catalogue in read if catalogue is not None}


def _read(file: Path, systems: Mapping[str, str], problems: ErrorCollector) -> Catalog | None:
    from babel.messages.pofile import PoFileError, read_po  # slow to import

    place = f"layouts/locale/{file.name}"
    try:
        with file.open("rb") as stream:
            catalogue = read_po(stream, abort_invalid=True)
        c2py(catalogue.plural_expr)
    except UnicodeDecodeError:
        problems.add(Problem.at(place, "The file is not UTF-8.", "Save it as UTF-8."))
    except PoFileError as error:
        what = f"The file is no gettext catalogue: {error}."
        problems.add(Problem.at(place, what, "Correct the line.", line=error.lineno + 1))
    except ValueError as error:
        remedy = "Copy the line from the catalogue of a language that counts the same way."
        problems.add(Problem.at(place, f"The rule for plural forms is faulty: {error}.", remedy, key="Plural-Forms"))
    else:
        problems.extend(_faulty(catalogue, place, systems))
        return catalogue
    return None


def _faulty(catalogue: Catalog, place: str, systems: Mapping[str, str]) -> Iterator[Problem]:
    """A problem for each translated label that could not be printed."""
    for message in catalogue:
        words = forms(message)
        if not message.id or not all(words):
            continue
        if message.context == CUSTOMS and (wanted := _unusable(msgid(message), words[0], systems)):
            yield Problem.at(
                place, f"`{words[0]}` cannot be used.", wanted, line=message.lineno or 0, key=msgid(message)
            )
        if unfit := next((word for word in words if not _fits(message, word)), None):
            what = f"“{unfit}” cannot be filled in."
            yield Problem.at(
                place, what, "Keep every %(…)s as it is in the msgid.", line=message.lineno or 0, key=msgid(message)
            )


def _unusable(custom: str, words: str, systems: Mapping[str, str]) -> str:
    """What a typographic custom must be, if it is not."""
    usable = {
        "quotes": lambda: bool(customs.marks(words)),
        "signs": lambda: len(words) % 2 == 0,
        "digits": lambda: words in systems,
        "tied": lambda: re.fullmatch("[0-9]", words) is not None,
        "month": lambda: _is_pattern(words),
    }
    return "" if usable.get(custom, lambda: True)() else _WANTED[custom]


def _is_pattern(words: str) -> bool:
    """Whether Babel can write a day by it."""
    from babel.dates import format_date

    try:
        format_date(date.min, words, locale="en")
    except ValueError:
        return False
    return True


def _fits(message: Message, words: str) -> bool:
    """Whether a translation takes what its msgid takes. One without blanks is printed as it is, whatever is in it."""
    ids = (message.id,) if isinstance(message.id, str) else message.id
    given = {name: "" for each in ids for name in _BLANK.findall(each)}
    try:
        _ = words % given if given else words
    except (KeyError, ValueError, TypeError):
        return False
    return True
