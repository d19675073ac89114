"""Figures as a language writes them: numbers, shares, years, sums of money, and units with the form of their number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Literal

from babel.numbers import format_compact_decimal, format_currency, format_decimal, get_currency_symbol
from babel.units import format_unit
from markupsafe import Markup

from packbuilder.compose.labels import Labels
from packbuilder.compose.typography import NBSP
from packbuilder.language.bidi import LRM
from packbuilder.model import units
from packbuilder.model.case import Figure

_DECIMALS = 2  # of a number in words
_LENGTHS: tuple[Literal["long", "short"], ...] = ("long", "short")
_BESIDE = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")  # letters beside digits
_NUMBER = re.compile(r"[#0][#0,.]*")  # in a pattern of CLDR


def told(figure: Figure, words: Mapping[str, Markup], labels: Labels) -> str:
    """The value with its unit, empty where it is open; `words` are those entries of figures.md that are of units."""
    return labels.numerals(_told(figure, words, labels))


def _told(figure: Figure, words: Mapping[str, Markup], labels: Labels) -> str:
    if figure.value == "open":
        return ""
    if isinstance(figure.value, date):
        return labels.date(figure.value)
    value, unit = Decimal(str(figure.value)), figure.unit
    if unit == "year":
        return str(format_decimal(value, "0", labels.locale))
    if unit == "percent":
        return labels.percent(value)
    number = _number(value, labels, compact=figure.compact)
    if units.is_currency(unit):
        return _apart(_money(value, unit, number if figure.compact else "", labels), unit, labels)
    return number if unit == "count" else _counted(value, number, unit, words, labels)


def _number(value: Decimal, labels: Labels, *, compact: bool) -> str:
    if compact:
        written = format_compact_decimal(
            value, format_type="long", locale=labels.locale, fraction_digits=_DECIMALS, numbering_system=labels.symbols
        )
    else:
        written = format_decimal(
            value, locale=labels.locale, decimal_quantization=False, numbering_system=labels.symbols
        )
    return _kept(written)


def _money(value: Decimal, currency: str, compact: str, labels: Labels) -> str:
    """A sum: whole without decimals, in words with the currency where the language puts it: $1.2 million."""
    pattern = str(labels.locale.currency_formats["standard"].pattern)
    if compact:
        bare = format_currency(0, currency, _NUMBER.sub("0", pattern), labels.locale, currency_digits=False)
        return re.sub(r"\d", lambda _: compact, str(bare), count=1)
    whole = value == value.to_integral_value()
    form = pattern.replace("0.00", "0") if whole else pattern
    return str(
        format_currency(
            value, currency, form, labels.locale, currency_digits=not whole, numbering_system=labels.symbols
        )
    )


def _apart(written: str, currency: str, labels: Labels) -> str:
    """A sum whose currency, if it is in letters, stands apart and runs as it does by itself: KZT 60,000, US$."""
    sign = str(get_currency_symbol(currency, labels.locale))
    if labels.direction == "rtl" and sign[0].isalpha():
        written = written.replace(sign, f"{sign}{LRM}")
    return _kept(_BESIDE.sub(NBSP, written))


def _counted(value: Decimal, number: str, unit: str, words: Mapping[str, Markup], labels: Labels) -> str:
    """A number with the word for what it counts: of figures.md, or else of CLDR."""
    lang = labels.lang
    if unit in words:
        forms = units.BETWEEN_FORMS.split(words[unit].striptags())
        which = [units.form(sample, lang) for sample in units.forms(lang)].index(units.form(value, lang))
        return f"{number}{NBSP}{forms[which] if len(forms) > 1 else forms[0]}"
    if not (name := units.cldr(unit)):  # a draft, which lacks the word
        return f"{number}{NBSP}[{unit}]"
    # CLDR gives no long form where it is as the short one, and leaves out those plurals that are as another one.
    for sample, length in product((value, *units.forms(lang)), _LENGTHS):
        written = str(format_unit(sample, name, length, locale=labels.locale, numbering_system=labels.symbols))
        digits = _number(Decimal(sample), labels, compact=False)
        if name not in written and (digits in written or sample == value):  # a language may have a word for two days
            return written.replace(digits, number).replace(" ", NBSP, 1)
    return f"{number}{NBSP}{name.partition('-')[2]}"


def _kept(written: str) -> str:
    return written.replace(" ", NBSP)
