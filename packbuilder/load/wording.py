"""Plain English for what the models refuse: what would be right in the place of a wrong value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from packbuilder.model.base import COUNTRY, COUNTRY_OR_ANY, LANGUAGE, LINE, MOMENT, SLUG
from packbuilder.model.campaign import COLOUR, TELEPHONE
from packbuilder.model.case import MONTH_OR_YEAR, UNIT
from packbuilder.model.fonts import FAMILY

Context = Mapping[str, Any]

PATTERNS = {
    SLUG: "a key of small letters, digits and hyphens, like `foundry-fire`",
    LANGUAGE: "a language code, like `en` or `kk`",
    LINE: "text on a single line, without control characters",
    COLOUR: "a colour, like `#C4122F`",
    COUNTRY: "a country of two capital letters, like `KZ`",
    COUNTRY_OR_ANY: "a country of two capital letters, like `KZ`, or `any`",
    MOMENT: 'a day and an hour in quotes, like "2011-12-16T12:00" or "2011-12-16T09:30Z"',
    TELEPHONE: "a switchboard with its country code, like `+44 20 7946 0000`",
    UNIT: "`count`, `percent`, `date`, `year`, a currency like `GBP`, or a unit like `hours`",
    FAMILY: "a name of plain letters, digits, spaces and hyphens, like `Packbuilder Thai Text`",
    MONTH_OR_YEAR: 'a month or a year in quotes, like "2013-06" or "2013"',
}

EXPECTED: dict[str, Callable[[Context], str]] = {
    "string_type": lambda _: "text, in quotes if it looks like a number or a date",
    "string_pattern_mismatch": lambda ctx: PATTERNS.get(ctx["pattern"], "text of another form"),
    "string_too_short": lambda _: "some text",
    "string_too_long": lambda ctx: f"at most {ctx['max_length']} characters",
    "int_type": lambda _: "a whole number",
    "float_type": lambda _: "a number",
    "bool_type": lambda _: "true or false",
    "date_type": lambda _: "a date like 2013-07-05 (no quotes)",
    "list_type": lambda _: "a list, one `- ` per line",
    "tuple_type": lambda _: "a list, like [210, 297]",
    "dict_type": lambda _: "keys with values, one `key: value` per line",
    "model_type": lambda _: "keys with values, one `key: value` per line",
    "literal_error": lambda ctx: str(ctx["expected"]).replace("'", "`"),
    "too_short": lambda ctx: f"at least {_counted(ctx['min_length'])}",
    "too_long": lambda ctx: f"at most {_counted(ctx['max_length'])}",
    "greater_than": lambda ctx: f"a number above {ctx['gt']:g}",
    "greater_than_equal": lambda ctx: f"a number of at least {ctx['ge']:g}",
    "less_than": lambda ctx: f"a number below {ctx['lt']:g}",
    "less_than_equal": lambda ctx: f"a number of at most {ctx['le']:g}",
    "finite_number": lambda _: "a finite number",
    "number_with_words": lambda _: "the number alone, like 9.50, and what it counts as its `unit`: GBP, percent, hours",
    "impossible_moment": lambda _: "a day that the calendar has",
    "unknown_country": lambda _: "a country as ISO 3166 has it, like `KZ` or `GB`",
    "missing": lambda _: "a value",
    "opposite_edges": lambda _: "a rectangle with either `left` or `right`, and either `top` or `bottom`",
}


# Of these the kind of value is right, so that a choice of kinds would only mislead.
LENGTHS = {
    "too_long": "The list is too long.",
    "too_short": "The list is too short.",
    "string_too_long": "The text is too long.",
}


def expected(kind: str, context: Context) -> str:
    """What a place expects, to stand after `Write`, from the kind and the context of the model's complaint."""
    phrase = EXPECTED.get(kind)
    return phrase(context) if phrase else "another value"


def given(value: object) -> str:
    """What stands in the wrong place, as a sentence."""
    match value:
        case None:
            what = "The key has no value."
        case "" | [] | dict() if not value:  # a pattern of a mapping holds for every mapping
            what = "Nothing stands here."
        case dict():
            what = "Keys with values cannot stand here."
        case list():
            what = "A list cannot stand here."
        case bool():
            what = f"`{str(value).lower()}` cannot stand here."
        case _:
            what = f"`{_shortened(str(value))}` cannot stand here."
    return what


def joined(phrases: list[str]) -> str:
    """Phrases as a choice: `a`, `a or b`, `a, b or c`."""
    unique = list(dict.fromkeys(phrases))
    return " or ".join([", ".join(unique[:-1]), unique[-1]] if len(unique) > 1 else unique)


def _counted(number: int) -> str:
    return f"{number} {'entry' if number == 1 else 'entries'}"


def _shortened(words: str, limit: int = 60) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
