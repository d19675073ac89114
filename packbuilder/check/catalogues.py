"""The gettext catalogues of the labels: read whole, and each translation fit for what the program puts into it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from babel.dates import format_date
from babel.messages.catalog import Catalog, Message

from packbuilder.errors import ContentError, ErrorCollector, Problem
from packbuilder.load import typographic_customs
from packbuilder.load.po_files import TYPOGRAPHY, forms, msgid, po_files, read

# Of each language the catalogues that could be read, by file, those of the first layouts folder first.
Catalogues = Mapping[str, Mapping[Path, Catalog]]

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


def _of_language(folders: Sequence[Path], lang: str, problems: ErrorCollector) -> dict[Path, Catalog]:
    systems, found = typographic_customs.cldr(folders).digits, dict[Path, Catalog]()
    try:
        files = po_files(folders, lang)
    except ContentError as error:
        problems.extend(error.problems)
        return found
    for file in files:
        try:
            found[file] = read(file, lang)
        except ContentError as error:
            problems.extend(error.problems)
        else:
            problems.extend(_faulty(found[file], f"layouts/locale/{file.name}", systems))
    return found


def _faulty(catalogue: Catalog, place: str, systems: Mapping[str, str]) -> Iterator[Problem]:
    """A problem for each translated label that could not be printed."""
    for message in catalogue:
        words = forms(message)
        if not message.id or not all(words):
            continue
        if message.context == TYPOGRAPHY and (wanted := _unusable(msgid(message), words[0], systems)):
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
        "quotes": lambda: bool(typographic_customs.marks(words)),
        "signs": lambda: len(words) % 2 == 0,
        "digits": lambda: words in systems,
        "tied": lambda: re.fullmatch("[0-9]", words) is not None,
        "month": lambda: _is_pattern(words),
    }
    return "" if usable.get(custom, lambda: True)() else _WANTED[custom]


def _is_pattern(words: str) -> bool:
    """Whether Babel can write a day by it."""
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
