"""Names found again in whatever form gives somebody away: turned round, shortened, declined, disguised."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import permutations
from pathlib import Path
from unicodedata import category, normalize
from unicodedata import name as unicode_name

from packbuilder.language import bidi, orthography

Span = tuple[int, int]

# Marks that Markdown may put between the letters of a name, and what may stand between its words.
_INSIDE = r"[*_\\]*"
_BETWEEN = r"[\W_]{1,8}"
_JOINED = r"[\W_]{0,8}"  # even nothing, in the name of a file or a mailbox
_AFTER = r"[^\w.!?…]{1,4}"  # between a surname and an initial that follows it: no sentence ends there
_STOP = r"[\s\\*_]{0,3}\.[\W_]{0,4}"  # after an initial
# Lam and alef are one glyph: readers of PDFs give them in either order, and put spaces around the marks of vowels.
_LAM_ALEF = re.compile("[لاأإآ]{2,}")
_MARKED = r"[\W_]{0,4}"
# What a Cyrillic word loses when it is declined, й being и here; and the vowel that goes before its last letter.
_ENDING = re.compile("(?:[иыо]и|[ая]я|[аеиоуыэюяьәіөүұ])$")
_FLEETING = re.compile("(?<=[^аеиоуыэюяьәіөүұ])([ео])([^аеиоуыэюяьәіөүұ])$")
_SINGLE = re.compile(r"(?<![\w'’ʼ])\w\b")  # an initial, and no ending
_SHORT = 3  # letters of a name that is found only by itself
_WORDS = 6  # of a name, that are put in every order
_LONE = 4  # letters of a surname that is found alone
_GIVEN_FIRST = 3  # words of a name from which on its order is told by the patronymic


class _Folds(dict[int, str]):
    """What letters become when they are compared: small, without accents and marks, of one form."""

    def __missing__(self, code: int) -> str:
        apart = normalize("NFD", normalize("NFKC", chr(code)).casefold())
        self[code] = "".join(char for char in apart if category(char) not in {"Mn", "Me", "Cf"})
        return self[code]


_FOLDS = _Folds()


@dataclass(frozen=True, slots=True)
class Name:
    """What finds a name in a text. `alone` is for a surname by itself: it is a name only where it has a capital."""

    forms: re.Pattern[str]
    initials: re.Pattern[str] | None = None  # without a full stop, which are initials only as capitals
    alone: bool = False

    def spans(self, text: str) -> Iterator[Span]:
        """Where it stands in a text: begin and end."""
        folded = folds(text)
        for searched in (self.forms, self.initials):
            if searched is None or not searched.search(folded):
                continue
            places = [n for n, char in enumerate(text) for _ in _FOLDS[ord(char)]]
            for match in searched.finditer(folded):
                begin, end = places[match.start()], places[match.end() - 1] + 1
                singles = _SINGLE.findall(text[begin:end]) if searched is self.initials else []
                if (singles or self.alone) and not all(char.isupper() for char in (text[begin], *singles)):
                    continue
                yield begin, end

    def search(self, text: str) -> Span | None:
        """Where it stands first; None for nowhere."""
        return next(self.spans(text), None)


@lru_cache(4)  # every secret is looked for in the same few texts
def folds(text: str) -> str:
    """A text as names are compared in: small letters without accents, and nothing that is not seen.

    >>> folds("José PEÑA")
    'jose pena'
    """
    return text.translate(_FOLDS)


def plainly(word: str) -> str:
    """A word in Latin letters where all of it looks like them; folded."""
    plain = (char if char.isascii() else min(filter(str.isalpha, _alike().get(char, char))) for char in folds(word))
    return "".join(plain)


@cache
def pattern(name: str) -> Name:
    """What finds a name: any two of its words in any order, or a surname with an initial, in any case.

    The surname is the last word; or the first, where a comma follows it or the last one is a patronymic. Words are
    found with letters that look like theirs, without accents, and with the endings that languages give to names;
    words read from right to left with what is written before them in one, and as readers of PDFs give them.
    """
    given, surname, small = _parts(name)
    if not surname:
        return Name(re.compile("(?!)"))
    if not given:
        return Name(_compiled([_BETWEEN.join(map(_word, [*small, surname]))]))
    whole = [*given[: _WORDS - 1], surname]
    between = "|".join(re.escape(folds(word)) for word in small)
    choices = [
        f"{_word(one)}{_gap(one, other)}{f'(?:(?:{between}){_BETWEEN}){{0,3}}' if between else ''}{_word(other)}"
        for one, other in permutations(whole, 2)
    ]
    last = _word(surname)
    firsts = "|".join(dict.fromkeys(_letter(folds(word)[0]) for word in (*given, *small)))
    choices += [rf"(?:{firsts}){_STOP}(?:\w{_STOP}){{0,2}}{last}", rf"{last}{_AFTER}(?:{firsts})(?={_STOP})"]
    bare = [rf"(?:{firsts}){_BETWEEN}(?:\w{_BETWEEN}){{0,2}}{last}", rf"{last}{_AFTER}(?:{firsts})"]
    return Name(_compiled(choices), _compiled(bare))


def surname(name: str, known: Iterable[str]) -> Name | None:
    """What finds the surname of a name by itself; None where it has none, or where `known` words may mean others.

    In scripts without capitals nothing tells a surname from a word of everyday use: there it is not looked for.
    """
    given, last, _ = _parts(name)
    if not given or len(last) < _LONE or not last[0].isupper():
        return None
    found = _compiled([_word(last, _endings())])
    others = (_compiled([_word(word, _endings())]) for word in known if word[:1].isupper())
    folded = folds(last)
    if any(found.fullmatch(folds(word)) for word in known) or any(other.fullmatch(folded) for other in others):
        return None
    return Name(found, alone=True)


def words(text: str) -> list[str]:
    """The words of a line, as names are made of."""
    return re.findall(r"\w+", normalize("NFC", text))


def _compiled(choices: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(dict.fromkeys(choices))})(?!\w)")


def _parts(name: str) -> tuple[list[str], str, list[str]]:
    """The given names, the surname and the small words (`van der`, `al`) of a name."""
    plain = bidi.unmarked(normalize("NFC", name))
    before, comma, after = plain.partition(",")
    parts = [*words(after), *words(before)] if comma and words(after) else words(plain)
    if not parts:
        return [], "", []
    patronymics = tuple(map(folds, orthography.patronymics()))
    if len(parts) >= _GIVEN_FIRST and folds(parts[-1]).endswith(patronymics):
        parts = [*parts[1:], parts[0]]
    given = [word for word in parts[:-1] if not _small(word)]
    small = [word for word in parts[:-1] if _small(word)]
    return (given, parts[-1], small) if given else (parts[:-1], parts[-1], [])


def _small(word: str) -> bool:
    """Whether a word of a name names nobody: `van`, `al`; one of two letters where there are no capitals."""
    return word.islower() or (word.lower() == word.upper() and len(word) < _SHORT)


def _gap(one: str, other: str) -> str:
    return _JOINED if min(len(one), len(other)) >= _SHORT else _BETWEEN


def _word(word: str, endings: str = r"\w{0,5}") -> str:
    """What finds a word of a name; `endings` is what may follow a Cyrillic stem."""
    plain = folds(word)
    if len(plain) == 1:
        return _letter(plain)
    if unicode_name(word[0], "").startswith("CYRILLIC"):
        stem = _ENDING.sub("", plain)
        stem = stem if len(stem) > 1 else plain
        fleeting = _FLEETING.search(stem) if len(stem) >= _LONE else None
        letters = [_letter(char) for char in stem]
        if fleeting:
            letters[-2] = "(?:[еоьи])?"
        return _INSIDE.join(letters) + endings
    if "R" in bidi.classes(plain):
        before = r"\w{0,3}" if len(plain) > _SHORT else ""
        return before + "".join(_joined(one) for one in re.findall(f"{_LAM_ALEF.pattern}|.", plain))
    return _INSIDE.join(map(_letter, plain)) + r"(?:s|['’ʼ]\w{0,4})?"


def _joined(letters: str) -> str:
    """A letter, or several of one glyph in any order, with the marks that may follow."""
    any_order = f"[{''.join(sorted(set(letters)))}]" if len(letters) > 1 else _letter(letters)
    return f"(?:{any_order}{_MARKED}){{{len(letters)}}}"


def _letter(char: str) -> str:
    """A letter and those that look like it."""
    like = _alike().get(char, frozenset({char}))
    return f"[{''.join(sorted(like))}]" if len(like) > 1 else re.escape(char)


@cache
def _endings() -> str:
    """Up to two endings, as a stem may have."""
    found = sorted({folds(one) for one in orthography.endings()}, key=lambda one: (-len(one), one))
    return f"(?:{'|'.join(found)}){{0,2}}"


@cache
def _alike() -> dict[str, frozenset[str]]:
    """By each letter that has any, the letters that look like it, itself among them: lookalikes.toml has the source."""
    told = tomllib.loads(Path(__file__).with_name("lookalikes.toml").read_text("utf-8"))
    groups = [*told["like"], *told["spelled"]]
    return {char: frozenset().union(*(group for group in groups if char in group)) for char in "".join(groups)}
