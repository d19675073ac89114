"""The gettext catalogues of the labels: one .po file for a language in the `locale` folder of each layouts folder."""

from __future__ import annotations

from collections.abc import Sequence
from gettext import c2py
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from packbuilder.errors import ContentError, Problem

TYPOGRAPHY = "typography"  # the msgctxt of a language's typographic customs


def po_files(folders: Sequence[Path], lang: str) -> list[Path]:
    """The catalogues of a language, those of the first layouts folder first; ContentError if there is none."""
    if files := [file for folder in folders if (file := folder / "locale" / f"{lang}.po").is_file()]:
        return files
    remedy = "Copy the .po file of another language there and translate it."
    raise ContentError(
        Problem.at(f"layouts/locale/{lang}.po", "There are no labels for this language.", remedy, key=lang)
    )


def read(file: Path, lang: str) -> Catalog:
    """A catalogue, with the locale that its header names, or else `lang`; ContentError for one that is faulty."""
    place = f"layouts/locale/{file.name}"
    try:
        with file.open("rb") as stream:
            catalogue = read_po(stream, abort_invalid=True)
        c2py(catalogue.plural_expr)
    except UnicodeDecodeError as error:
        raise ContentError(Problem.at(place, "The file is not UTF-8.", "Save it as UTF-8.")) from error
    except PoFileError as error:
        what = f"The file is no gettext catalogue: {error}."
        raise ContentError(Problem.at(place, what, "Correct the line.", line=error.lineno + 1)) from error
    except ValueError as error:
        what, remedy = (
            f"The rule for plural forms is faulty: {error}.",
            "Copy the line from a language that counts alike.",
        )
        raise ContentError(Problem.at(place, what, remedy, key="Plural-Forms")) from error
    if catalogue.locale is None:
        catalogue.locale = Locale.parse(lang, sep="-")
    return catalogue


def forms(message: Message) -> tuple[str, ...]:
    """The words of a label: one string, or one for each plural form; empty strings where there are none yet."""
    words = message.string
    return tuple(word or "" for word in words) if isinstance(words, tuple | list) else (words or "",)


def msgid(message: Message) -> str:
    """What a layout asks for; of a label with plural forms, the singular."""
    return message.id if isinstance(message.id, str) else message.id[0]
