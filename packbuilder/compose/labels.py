"""The words that layouts print beside the texts: one gettext .po file a language, read as it is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time, get_datetime_format
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.numbers import format_decimal, format_percent
from babel.support import NullTranslations, Translations

from packbuilder.errors import ContentError, Problem, Severity
from packbuilder.load.po_files import TYPOGRAPHY, forms, msgid, po_files, read
from packbuilder.load.script_listing import of_locale
from packbuilder.load.typographic_customs import cldr

_AFTER_NUMBER = re.compile(r"(?<=[\d.]) (?=[^\W\d])")
_EUROPEAN = "0123456789"


@dataclass(frozen=True)
class Labels:
    """The labels of one language, and the numbers and dates in its form.

    The catalogue's own header names the locale, so that `en` may follow British usage. With `draft`, a label that is
    missing prints itself in square brackets instead of stopping the build. `systems` are the digits of CLDR's numbering
    systems, by name.
    """

    lang: str
    catalog: Catalog
    translations: Translations
    file: str
    draft: bool = False
    used_without: list[Problem] = field(default_factory=list)
    systems: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def locale(self) -> Locale:
        """The locale that dates, numbers and plurals follow."""
        return self.catalog.locale or Locale.parse(self.lang, sep="-")

    @cached_property
    def entries(self) -> tuple[tuple[str, int, str], ...]:
        """Each label that the first catalogue words, by what it is called: its line, 0 for several, and its words."""
        some = [message for message in self.catalog if message.id and isinstance(message.string, str)]
        return tuple((str(one.id), one.lineno or 0, str(one.string)) for one in some if one.context != TYPOGRAPHY)

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """The direction of the script, as HTML has it."""
        return "rtl" if self.locale.text_direction == "rtl" else "ltr"

    @property
    def script(self) -> str:
        """The script of the language (ISO 15924): Latn, Cyrl, Arab."""
        return of_locale(self.locale)

    def __call__(self, msgid: str, **values: object) -> str:
        """The label in this language; raises ContentError, naming it, if there is none."""
        try:
            words = self.translations.gettext(msgid)
        except _LackError:
            words = self._missing(msgid)
        return words % values if values else words

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """The form of the label that goes with the number `n` (which prints as %(n)s)."""
        try:
            words = self.translations.ngettext(one, many, n)
        except _LackError:
            words = self._missing(one)
        return (words % {"n": self.number(n), **values}).replace(" ", "\u00a0")

    def typography(self, msgid: str) -> str:
        """A typographic custom of the language: `quotes` (four characters), `tied` (longest word tied to the next)."""
        if words := self._custom(msgid):
            return words
        raise ContentError(self._problem(msgid))

    @property
    def signs(self) -> str:
        """Signs in pairs, the common one and the language's own (`,،`); empty where it has none of its own."""
        return self._custom("signs")

    @cached_property
    def numbering(self) -> str:
        """The numbering system (`latn`, `arab`): as the catalogue says under `digits`, else that of the locale."""
        return self._custom("digits") or str(self.locale.default_numbering_system)

    @cached_property
    def digits(self) -> str:
        """The ten digits that this language is printed with, 0 first."""
        return self.systems.get(self.numbering, _EUROPEAN)

    def numerals(self, text: str) -> str:
        """A text of the program's own, such as a year, with the digits of the language."""
        return text.translate(str.maketrans(_EUROPEAN, self.digits))

    def number(self, value: int) -> str:
        """15,000 in the language's own grouping and digits, kept together."""
        words = format_decimal(value, locale=self.locale, numbering_system=self.symbols)
        return self.numerals(str(words)).replace(" ", "\u00a0")

    def percent(self, value: int | Decimal) -> str:
        """50 % in the language's own form, with as many decimals as it has."""
        share = Decimal(value) / 100
        words = format_percent(share, locale=self.locale, decimal_quantization=False, numbering_system=self.symbols)
        sign = self.locale.number_symbols.get(self.symbols, {}).get("percentSign", "%")
        return self.numerals(str(words).replace("%", sign)).replace(" ", "\u00a0")

    def date(self, value: date, form: str = "long") -> str:
        """A date in words, each number kept together with the word after it."""
        return self.numerals(_AFTER_NUMBER.sub("\u00a0", str(format_date(value, form, locale=self.locale))))

    def language_name(self, code: str) -> str:
        """What this language calls another (`kk`: Kazakh); the code itself, where it has no name for it."""
        return Locale.parse(code, sep="-").get_display_name(self.locale) or code

    def moment(self, value: dt.date | str, zone: str = "") -> str:
        """A day, or a minute of it by the clock of the place; one that names its zone is told in `zone`, or in UTC."""
        if isinstance(value, dt.date):
            return self.date(value)
        read = dt.datetime.fromisoformat(value)
        at = read if read.tzinfo is None else read.astimezone(ZoneInfo(zone or "UTC"))
        clock = str(format_time(at, "short", at.tzinfo, self.locale)).replace(" ", "\u00a0")
        both = str(get_datetime_format("medium", self.locale)).replace("'", "")
        told = both.replace("{1}", self.date(at.date())).replace("{0}", clock)
        told = self.numerals(told)
        return told if read.tzinfo is None or zone else f"{told}\u00a0UTC"

    @property
    def symbols(self) -> str:
        """The numbering system whose signs stand between the digits: the locale's own has them, others may not."""
        return self.numbering if self.numbering in self.locale.number_symbols else "latn"

    def _custom(self, msgid: str) -> str:
        """A typographic custom that a catalogue need not have; empty where none has it."""
        try:
            return str(self.translations.pgettext(TYPOGRAPHY, msgid))
        except _LackError:
            return ""

    def _missing(self, msgid: str) -> str:
        """What a draft prints in the place of a label without words; ContentError where none is drafted."""
        if not self.draft:
            raise ContentError(self._problem(msgid))
        self.used_without.append(self._problem(msgid))
        return f"[{msgid}]"

    def _problem(self, msgid: str) -> Problem:
        what = f"The label has no words in {self.lang}."
        return Problem.at(self.file, what, "Add its msgstr.", key=msgid, severity=Severity.GAP)


class _LackError(LookupError):
    """No catalogue has words for a label."""


class _Nothing(NullTranslations):
    """What is asked last: gettext's own would print the msgid, which is English."""

    def gettext(self, message: str) -> str:
        raise _LackError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        raise _LackError(msgid1, msgid2, n)

    def pgettext(self, context: str, message: str) -> str:
        raise _LackError(context, message)


def load(folders: Sequence[Path], lang: str, root: Path, *, draft: bool = False) -> Labels:
    """The labels of a language from the `locale` folder of each layouts folder, the first one winning.

    Raises ContentError if no folder has a catalogue for the language.
    """
    files = po_files(folders, lang)
    catalogs = [read(file, lang) for file in files]
    first, *others = [_translations(catalog) for catalog in catalogs]
    for one in (*others, _Nothing()):
        first.add_fallback(one)
    return Labels(lang, catalogs[0], first, _relative(files[0], root), draft, systems=cldr(folders).digits)


def _translations(catalog: Catalog) -> Translations:
    """The words of a catalogue, without labels of which any form is still empty: gettext would print it in English."""
    for message in list(catalog):
        if message.id and not all(forms(message)):
            catalog.delete(msgid(message), message.context)
    compiled = BytesIO()
    write_mo(compiled, catalog, use_fuzzy=True)
    compiled.seek(0)
    return Translations(compiled)


def _relative(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else f"layouts/locale/{file.name}"
