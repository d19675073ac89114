"""The labels that a language begins with: a gettext catalogue with the typography of the language, from CLDR.

A language that packbuilder speaks has its labels already: its catalogue says nothing yet, and shows what could be said
otherwise. One that is a variant of such a language (`de-AT`) begins with the words of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from packbuilder import __version__
from packbuilder.errors import ContentError, ErrorCollector, Problem, UsageError
from packbuilder.load.po_files import TYPOGRAPHY, msgid, read
from packbuilder.load.typographic_customs import customs

_Words = str | tuple[str, ...] | list[str] | None

_BLANK = re.compile(r"\{\{(\w+)\}\}")
_TYPOGRAPHY = "_new/language/typography.po"
_TITLE = "# packbuilder: the words that layouts print, {}."
_SHIPPED = """\
# packbuilder brings the labels of this language and its typography. What stands here comes before them: take away the
# #~ before the lines that you want otherwise."""


def catalogue(code: str, folders: Sequence[Path]) -> bytes:
    """The catalogue of a language (`pt-BR`), from those in the layouts folders.

    Raises UsageError for a language that CLDR does not know, ContentError for catalogues and customs that are faulty.
    """
    locale = _locale(code)
    shorter = [code, *(code.rsplit("-", n)[0] for n in range(1, code.count("-") + 1))]
    near = next((file for one in shorter if (file := _first(folders, f"locale/{one}.po"))), None)
    if near is not None and near.stem == code:
        return _written(_set_aside(read(near, code)))
    begun = Catalog(locale, header_comment=_TITLE.format(code))
    for message in _typography(locale, folders):
        _add(begun, message, message.string)
    for message in read(near or _needed(folders, "locale/en.po"), "en"):
        if message.id and message.context != TYPOGRAPHY:
            _add(begun, message, message.string if near else None)
    return _written(begun)


def _add(catalogue: Catalog, message: Message, words: _Words) -> None:
    catalogue.add(
        message.id,
        words,
        auto_comments=message.auto_comments,
        user_comments=message.user_comments,
        context=message.context,
    )


def _set_aside(shipped: Catalog) -> Catalog:
    """The catalogue of a language that is shipped, with all that it says marked as obsolete: it says nothing."""
    shipped.header_comment = _SHIPPED
    for message in list(shipped):
        if message.id:
            shipped.delete(message.id, message.context)
            message.user_comments = [*message.user_comments, *message.auto_comments]
            shipped.obsolete[(msgid(message), message.context or "")] = message
    return shipped


def _written(catalogue: Catalog) -> bytes:
    """The file of it: what Babel says of people and of times in its head would be made up."""
    catalogue.project, catalogue.version, catalogue.fuzzy = "packbuilder", __version__, False
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
    catalogue.creation_date = catalogue.revision_date = datetime.now(UTC)
    file = BytesIO()
    write_po(file, catalogue, width=0)
    return file.getvalue()


def _locale(code: str) -> Locale:
    try:
        return Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        what, remedy = f"Nobody knows the language `{code}` here.", "Write a code of CLDR, like `fr` or `pt-BR`."
        raise UsageError(Problem.at("CODE", what, remedy)) from error


def _typography(locale: Locale, folders: Sequence[Path]) -> Iterator[Message]:
    """The first entries: marks, signs and digits of the language, and how it writes a month."""
    problems = ErrorCollector()
    own = customs(folders, str(locale).replace("_", "-"), problems)
    problems.raise_if_any(ContentError)
    skeletons = locale.datetime_skeletons
    filled = {
        "quotes": own.quotes,
        "signs": own.signs,
        "digits": locale.default_numbering_system,
        "tied": 1 if own.tied is None else own.tied,
        "month": skeletons["yMMMM"].pattern if "yMMMM" in skeletons else "LLLL y",
    }
    for message in read(_needed(folders, _TYPOGRAPHY), "en"):
        if message.id:
            message.string = _BLANK.sub(lambda blank: str(filled[blank[1]]), str(message.string))
            yield message


def _first(folders: Sequence[Path], name: str) -> Path | None:
    """The file of that name that the program brings, else the campaign's own."""
    return next((file for folder in reversed(folders) if (file := folder / name).is_file()), None)


def _needed(folders: Sequence[Path], name: str) -> Path:
    """A file that the program brings; ValueError, a bug, where it does not."""
    if (file := _first(folders, name)) is None:
        raise ValueError(f"there is no {name}")
    return file
