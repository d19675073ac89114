"""What figures count: people and things, percent, years, money (ISO 4217), and what CLDR or the campaign has words for.

A unit with words is one of CLDR's (`hours`, `kilometer`, `tonnes`) or the key of an entry of figures.md. That holds its
forms, in the order in which `forms` counts, with bars between them:
`- barrels: баррель | барреля | баррелей | барреля`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

# What needs no words. `date` and `year` count nothing.
PLAIN = frozenset({"count", "percent", "date", "year"})
COLD = frozenset({"temperature-celsius", "temperature-fahrenheit"})  # what goes below 0
BETWEEN_FORMS = re.compile(r"\s*\|\s*")

_CURRENCY = re.compile(r"[A-Z]{3}")
# One number of each form that languages have: CLDR, zero, one, two, few, many, other, of whole numbers and of parts.
_SAMPLES = tuple(map(Decimal, ("0", "1", "2", "3", "5", "6", "11", "20", "100", "1000000", "1.5")))


def is_currency(unit: str) -> bool:
    """Whether a unit has the form of a currency: three capital letters."""
    return _CURRENCY.fullmatch(unit) is not None


def currencies() -> frozenset[str]:
    """The currencies that there are or were (ISO 4217, as CLDR knows them)."""
    from babel.numbers import list_currencies  # slow to import

    return frozenset(list_currencies())


def digits(currency: str) -> int:
    """How many decimals sums in a currency have."""
    from babel.numbers import get_currency_precision

    return int(get_currency_precision(currency))


def worded(unit: str) -> bool:
    """Whether a unit is told by a word."""
    return unit not in PLAIN and not is_currency(unit)


@cache
def cldr(unit: str) -> str:
    """The unit as CLDR names it, also in the plural: `hours` is `duration-hour`; empty where CLDR has no words."""
    from babel import Locale

    names = {name.partition("-")[2]: name for name, shown in Locale("en").unit_display_names.items() if shown}
    return str(names.get(unit) or names.get(unit.removesuffix("s"), ""))


@cache
def forms(lang: str) -> tuple[Decimal, ...]:
    """A number for each form that a word has beside numbers in a language: 1, 2, 5 and 1.5 in Russian."""
    found: dict[str, Decimal] = {}
    for number in sorted(_SAMPLES, key=lambda one: (one % 1 != 0, one == 0, one)):
        found.setdefault(form(number, lang), number)
    return tuple(found.values())


def form(number: Decimal, lang: str) -> str:
    """The plural form of a number in a language (CLDR)."""
    from babel import Locale

    return str(Locale.parse(lang, sep="-").plural_form(number))
