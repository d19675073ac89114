"""Telephone numbers as people write them: from abroad, at home, and without the code of the town."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from unicodedata import category

from packbuilder.markup.entities import decoded

_ABROAD = None  # numbers that begin with + and the country
# Anything with fewer digits is no number that anybody could be reached at from elsewhere.
LEAST = 7
_MOST = 15  # Source: ITU-T E.164
_DIGITS = re.compile(rf"(?:\d[\s()./–-]{{0,3}}){{{LEAST}}}")
# What Markdown and word processors put between digits, none of which is printed.
_UNSEEN = re.compile("[*_\\\\\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_PLAIN = str.maketrans("\u00a0\u2007\u202f\u2010\u2011\u2012\u2212", "   ----")
_RUN = re.compile(r"(?<![\w.,/=&?%№#§-])(?:\+ ?)?\(?\d(?:[\s()./–-]{0,3}\d){6,}(?!\w)")
# Days, with or without a year, and decimals: unless digits go on before or behind.
_DAY = re.compile(
    r"(?<![\d./-])(?:\d{4}([-./])\d\d?\1\d\d?|\d\d?-\d\d?-\d{4}|\d\d?([./])\d\d?\2(?:\d{4}|\d\d)?|(?:0|[1-9]\d?)\.\d+)"
    r"(?![-./]?\d)"
)
_NUMBERED = re.compile(r"(?:№|#|§|\b(?:ISBN|ISSN|IBAN|DOI)):?\s*$", re.IGNORECASE)
_WORD = re.compile(r"[\s.-]*(\w+)")

# A count in groups of three, or a year: as it stands, or from one to another.
_COUNT = r"(?:[1-9]\d{0,2}(?:[ .]\d{3})+|[1-9]\d*)"
_COUNTS = re.compile(rf"{_COUNT}(?: ?[–-] ?{_COUNT})?")
_THREES = re.compile(r"[1-9]\d\d(?: \d{3}){2}")
_YEAR = r"(?:19|20)\d\d"
# Years one after another or before a figure, numbers one after another, postcodes.
_OTHER = re.compile(
    rf"{_YEAR}(?:[ –-]+{_YEAR})+|\(?{_YEAR}\)?[ –-]+{_COUNT}|[1-79]\d*(?: [–-] [1-9]\d*)+|\d{{5}}-\d{{3,4}}"
)

# Whatever the country: a code in brackets, a nought before it, 8 or 1 before it, three groups with hyphens or dots.
_SHAPES = re.compile(
    r"""
      (?:[0178]\s?)? \((?!(?:19|20)\d\d\)) 0?\d{2,5}\) [\s./–-]{0,2} \d(?:[\s./–-]?\d){4,9}
    | 00? [1-9]\d{0,4} [\s./–-]{1,3} \d(?:[\s./–-]{0,3}\d){4,9}
    | 0\d (?:[\s.–-]\d\d){4}
    | 0 [1-9]\d{8,10}
    | 8[3-9]\d{9}
    | 0 [ ] 800 (?:[\s.–-]\d{3}){2}
    | 8 [\s–-] \(?\d{3,5}\)? [\s–-]{1,2} \d(?:[\s–-]?\d){4,7}
    | 1 [\s.–-] \d{3} [\s.–-] \d{3} [\s.–-] \d{4}
    | \d{3} ([\s.–-]) \d{3} \1 \d{4}
    """,
    re.VERBOSE,
)
_LOCAL = re.compile(r"\d{3}([-–])\d\d\1\d\d|[2-9]\d\d[-–]\d{4}|\d{4}-\d{4}|\d{3,4} 0\d{3}")


def found_in(words: str, regions: frozenset[str]) -> tuple[str, ...]:
    """The telephone numbers in words, as they are dialled from abroad, at home in a region, or by their shape alone."""
    seen = _UNSEEN.sub("", decoded(words)).translate(_PLAIN)
    plain = "".join(str(int(char)) if char.isdecimal() else char for char in seen)
    plain = _DAY.sub(lambda day: "d" * len(day[0]), plain)
    return tuple(dict.fromkeys(seen[a:b] for a, b in _numbers(plain, regions))) if _DIGITS.search(plain) else ()


def same(number: str, known: str) -> bool:
    """Whether a number in any of its forms is one that is written with its country: `020 …` is `+44 20 …`."""
    dialled, whole = digits(number), digits(known)
    return any(len(end) >= LEAST and whole.endswith(end) for end in (dialled.lstrip("0"), dialled[1:]))


def digits(number: str) -> str:
    """The digits of a number, those of other scripts as 0–9."""
    return "".join(str(int(char)) for char in number if char.isdecimal())


def home_of(lang: str) -> str:
    """The country in which most speak a language (CLDR), where its speakers' numbers are most likely dialled."""
    from babel.core import get_global  # slow to import

    return str(get_global("likely_subtags").get(lang.partition("-")[0], "")).rpartition("_")[2]


@cache
def country(name: str, lang: str) -> str:
    """The two letters of a country by its name in a language (CLDR); empty where that is no country's."""
    from babel import Locale

    names = Locale.parse(lang, sep="-").territories
    return next((code for code, known in names.items() if known.casefold() == name.casefold() and code.isalpha()), "")


@cache
def _numbers(words: str, regions: frozenset[str]) -> tuple[tuple[int, int], ...]:
    import phonenumbers  # slow to import

    valid = phonenumbers.Leniency.VALID
    spans = {
        (match.start, match.end)
        for region in (_ABROAD, *sorted(regions))
        for match in phonenumbers.PhoneNumberMatcher(words, region, leniency=valid)
        if len(digits(match.raw_string)) >= LEAST and not _counts(words, match.start, match.end)
    }
    spans |= set(_shaped(words, regions))
    # A number that is part of a longer one was read with the rules of another country.
    whole = [one for one in spans if not any(o != one and o[0] <= one[0] and one[1] <= o[1] for o in spans)]
    return tuple(sorted(whole))


def _shaped(words: str, regions: Iterable[str]) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(words):
        number = run[0]
        if _counts(words, *run.span()) or not LEAST <= len(digits(number)) <= _MOST:
            continue
        if _SHAPES.fullmatch(number) or (_LOCAL.fullmatch(number) and _possible(number, regions)):
            yield run.span()


def _possible(number: str, regions: Iterable[str]) -> bool:
    """Whether a number is as long as those within a town are in one of the regions."""
    import phonenumbers

    reasons = (phonenumbers.is_possible_number_with_reason(phonenumbers.parse(number, one)) for one in regions)
    return phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY in reasons


def _counts(words: str, start: int, end: int) -> bool:
    """Whether digits count something, or number a thing: sums, figures, from one year to another, article numbers."""
    number = words[start:end]
    if number.startswith(("+", "00")):
        return False
    if _money(words, start, end) or _OTHER.fullmatch(number):
        return True
    if _NUMBERED.search(words[:start]) and not _SHAPES.fullmatch(number):
        return True
    return _COUNTS.fullmatch(number) is not None and _figure(number)


def _figure(number: str) -> bool:
    """Whether a count that could be a number to dial is a count: in groups of three, round, or from less to more."""
    if _THREES.fullmatch(number):  # as Poles and Spaniards write their telephones, too
        return number.endswith("000")
    first, _, last = number.replace("–", "-").partition("-")
    if not last:
        return not number.isdecimal() or number.endswith("000")
    low, high = int(digits(first)), int(digits(last))
    return not (first + last).isdecimal() or (low < high and (len(first) == len(last) or 0 in {low % 10, high % 10}))


def _money(words: str, start: int, end: int) -> bool:
    """Whether a sign or the three letters of a currency stand beside digits."""
    from babel.core import get_global

    before, after = words[:start].rstrip()[-3:], _WORD.match(words, end)
    beside = words[end:].lstrip()[:1] + before[-1:]
    codes = get_global("all_currencies")
    return (
        any(category(sign) == "Sc" for sign in beside) or before in codes or (after is not None and after[1] in codes)
    )
