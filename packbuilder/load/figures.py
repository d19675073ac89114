"""Figures that cannot be: on the data as it stands, so that each is told with its line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from packbuilder.errors import Severity
from packbuilder.load.documents import Rules
from packbuilder.load.tree import Path
from packbuilder.model import units

_WHOLE = 100  # percent
_YEARS = 9999
_EXACT = 10**15  # from here on, numbers with decimals are not kept to the last digit
_DECIMALS = 2  # of a number in words: 1.25 million
_WORDED = 1000  # from here on there are words for numbers


def rules(read: Rules) -> None:
    """Tell of each figure of case.yaml whose value cannot be one of its unit."""
    for place, figure in read.items("figures"):
        if isinstance(figure, dict) and isinstance(unit := figure.get("unit", ""), str):
            if units.is_currency(unit) and unit not in units.currencies():
                what = f"There is no currency `{unit}`."
                read.problem((*place, "unit"), what, "Write its three letters of ISO 4217, like `GBP`.")
                continue
            value = figure.get("value")
            if isinstance(value, date) and unit not in {"", "date"}:
                read.problem((*place, "unit"), f"A day is no value of `{unit}`.", "Write `unit: date`.")
            elif isinstance(value, int | float) and not isinstance(value, bool):
                _number(read, place, value, unit)
                _compact(read, place, figure, unit)


def _number(read: Rules, place: Path, value: float, unit: str) -> None:
    here, number = (*place, "value"), Decimal(str(value))
    if unit == "date":
        read.problem((*place, "unit"), f"`{value}` is no day.", "Write a date like 2013-07-05, or another unit.")
    elif unit == "year":
        if value != int(value) or not 0 < value <= _YEARS:
            read.problem(here, f"There is no year `{value}`.", "Write a year of up to four digits, like 1905.")
    elif number < 0 and units.cldr(unit) not in units.COLD:
        what = f"`{value}` is below 0."
        read.problem(here, what, "Write what it fell by or is lacking without a sign, and say so in figures.md.")
    elif abs(number) >= _EXACT:
        read.problem(here, f"`{value}` is too large a number.", "Write at most fifteen digits.")
    elif units.is_currency(unit) and _decimals(number) > units.digits(unit):
        what = f"`{value}` has more decimals than sums of {unit}."
        read.problem(here, what, f"Write at most {units.digits(unit)}.")
    elif unit == "percent" and number > _WHOLE:
        what, remedy = f"{value} percent are more than the whole.", "Leave it if that is meant, as of prices."
        read.problem(here, what, remedy, Severity.WARNING)


def _compact(read: Rules, place: Path, figure: dict[str, Any], unit: str) -> None:
    """A number in words says all of the number: 1.25 million, and not of 1,254,321."""
    if figure.get("compact") is not True:
        return
    here, number = (*place, "compact"), abs(Decimal(str(figure["value"])))
    if unit in {"percent", "year", "date"}:
        read.problem(here, f"There are no words for a number of `{unit}`.", "Delete `compact`.")
    elif number < _WORDED:
        read.problem(here, "There are words from one thousand on.", "Delete `compact`.")
    else:
        power = (number.adjusted() // 3) * 3
        if _decimals(number.scaleb(-power)) > _DECIMALS:
            what = f"In words, `{figure['value']}` would be rounded."
            read.problem(here, what, "Write the number rounded to three digits, or delete `compact`.")


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.normalize().as_tuple().exponent))
