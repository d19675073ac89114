"""Every word of the texts that a document prints stands on its pages, in the order in which it was written."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile
from unicodedata import category

from packbuilder.errors import Problem
from packbuilder.model.passage import Passage, Prose, letters
from packbuilder.proof.expectation import Expectation

# A paragraph that runs on in another column or page is found in pieces, none of them shorter than this, that begin with
# a line.
_LEAST = 8  # letters
# Where lines end for readers: at a hyphen that the line has from its end (U+FFFE for the one), there is no line feed.
_ENDS = re.compile("[\r\n\ufffe]+")
_BACK = 4  # lines
# Of words that readers give in any order within their line: how many letters before the last one the next may be found.
_LINE = 200
_TORN = 3  # letters of a part of a word that is looked for by itself
_SHOWN = 60  # letters that a message quotes
_REMEDY = "See what the layout does with it, or write it in another way; nothing was written."


@dataclass(frozen=True, slots=True)
class _Said:
    """The letters of all pages one after another, and where among them lines begin and end."""

    letters: str
    edges: Sequence[int]

    @classmethod
    def by(cls, pages: Sequence[str]) -> _Said:
        """What some pages say, by their words as a reader gives them."""
        lines = [letters(line) for page in pages for line in _ENDS.split(page)]
        return cls("".join(lines), list(accumulate(map(len, lines), initial=0)))

    def line(self, wanted: str, at: int) -> tuple[int, int]:
        """Where, from a place on, the line begins that has the most of what is wanted, and how many letters that is."""
        edges = self.edges[bisect_left(self.edges, at) :]
        begun = [edge for edge in edges if self.letters.startswith(wanted[:_LEAST], edge)]
        return max(((edge, self._alike(wanted, edge)) for edge in begun), key=lambda one: one[1], default=(at, 0))

    def _alike(self, wanted: str, at: int) -> int:
        there = zip(wanted, self.letters[at : at + len(wanted)], strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], there))


def check(pages: Sequence[str], expected: Expectation) -> Iterator[Problem]:
    """A problem for each passage of which a word is not there; `pages` are their words, as a reader gives them."""
    if not expected.prose:
        return
    said = _Said.by(pages)
    for prose in expected.prose:
        yield from _lost(prose, said, expected)


def _lost(prose: Prose, said: _Said, expected: Expectation) -> Iterator[Problem]:
    at = 0
    before: set[str] = set()
    for passage in prose:
        end, lost = _found(passage, said, at)
        # Of passages that read alike, one that is parted lets the next be taken for it, and leaves none for the last.
        if lost and passage.words in before:
            _, lost = _found(passage, said, 0)
        at = max(at, end)
        before.add(passage.words)
        if lost:
            shown = lost if len(lost) <= _SHOWN else f"{lost[:_SHOWN]}…"
            what = f"“{shown}” is not on the pages of {expected.path}, or not in its place."
            yield Problem.at(passage.file, what, _REMEDY, line=passage.line, key="words")


def _found(passage: Passage, said: _Said, at: int) -> tuple[int, str]:
    """Where a passage ends that is looked for from a place on, and what of it is not there."""
    return _by_words(passage, said.letters, at) if passage.scattered else _by_letters(passage, said, at)


def _by_letters(passage: Passage, said: _Said, at: int) -> tuple[int, str]:
    wanted = letters(passage.words)
    begun, begins, there = 0, said.letters.find(wanted, at), len(wanted)
    if begins < 0:
        there = _longest(wanted, said.letters, at)
        begins = said.letters.find(wanted[:there], at)
    words = list(accumulate(len(letters(word)) for word in passage.words.split()))
    while begun + there < len(wanted):
        # What follows on the page may begin as the passage goes on: so its piece may have ended some lines before.
        last = bisect_right(said.edges, begins + there)
        ends = {edge - begins for edge in said.edges[max(0, last - _BACK) : last]}
        # Words beside a line may stand in it for a reader: so it may have ended with any word.
        ends.add(next((end for end in reversed(words) if end <= begun + there), 0) - begun)
        tried = (end for end in sorted(ends, reverse=True) if end >= _LEAST)
        found = ((end, *said.line(wanted[begun + end :], begins + end + 1)) for end in tried)
        following = next((one for one in found if one[2]), None)
        if following is None:
            return at, _from(passage, begun + there)
        begun, begins, there = begun + following[0], following[1], following[2]
    return begins + there, ""


def _longest(wanted: str, said: str, at: int) -> int:
    """How many letters of what is wanted stand together somewhere behind a place, if not all of them do."""
    found, most = 0, len(wanted)
    while most - found > 1:
        middle = (found + most) // 2
        found, most = (middle, most) if said.find(wanted[:middle], at) >= 0 else (found, middle)
    return found


def _by_words(passage: Passage, said: str, at: int) -> tuple[int, str]:
    for word in passage.words.split():
        for wanted in _together(word):
            found = said.find(wanted, max(0, at - _LINE))
            if found < 0:
                return at, word
            at = max(at, found)
    return at, ""


def _together(word: str) -> Iterator[str]:
    """What of a word readers give in one: all of it, or what stands between marks of vowels, which they put apart."""
    parts = "".join(" " if category(char)[0] == "M" else char for char in word).split()
    found = (letters(part) for part in parts)
    return (part for part in found if part and (len(parts) == 1 or len(part) >= _TORN))


def _from(passage: Passage, begun: int) -> str:
    """A passage from the word on in which the letter of that number stands."""
    words = passage.words.split()
    while words and begun >= (length := len(letters(words[0]))):
        begun -= length
        words.pop(0)
    return " ".join(words)
