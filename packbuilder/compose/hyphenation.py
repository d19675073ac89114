"""Where a language hyphenates: Pyphen's dictionaries, of which only those patterns are read that a word asks for.

Pyphen parses a dictionary whole: 0.65 s of German, 0.1 of English, for some words of display type. Here its lines are
kept as they stand, by the letters of each, and a line is parsed when it is asked for; what comes out is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import pyphen

_FIGURES, _SAYS = re.compile(r"\d"), re.compile("[1-9]")
_Values = tuple[int, Sequence[int]]  # where in the letters of a pattern its figures begin, and these


@cache
def dictionary(lang: str) -> pyphen.Pyphen | None:
    """What hyphenates a language; None where nothing does. WeasyPrint, in the same process, has it from here, too."""
    known = pyphen.language_fallback(lang.replace("-", "_"))
    if known is None:
        return None
    path = pyphen.LANGUAGES[known]
    pyphen.hdcache.setdefault(path, _Dictionary(path))
    return pyphen.Pyphen(lang=known)


class _Patterns:
    """Patterns by their letters, each parsed when it is first asked for."""

    def __init__(self, lines: Iterable[str]) -> None:
        counted = [line for line in lines if _SAYS.search(_split(line)[0]) and not line.startswith(pyphen.ignored)]
        letters = _FIGURES.sub("", "\n".join(_split(line)[0] for line in counted)).split("\n")
        self.lines = dict(zip(letters, counted, strict=True))
        self._parsed: dict[str, _Values] = {}

    def get(self, letters: str) -> _Values | None:
        """The pattern of these letters, where there is one."""
        if letters not in self.lines:
            return None
        if letters not in self._parsed:
            self._parsed[letters] = _parsed(self.lines[letters])
        return self._parsed[letters]


class _Dictionary(pyphen.HyphDict):  # type: ignore[misc]
    """A dictionary of Pyphen, the patterns of which are still to be parsed."""

    def __init__(self, path: Path) -> None:
        encoding, _, words = path.read_bytes().partition(b"\n")
        coding = encoding.decode().strip()
        read = words.decode("cp1251" if coding.lower() == "microsoft-cp1251" else coding)
        read = pyphen.parse_hex(lambda found: chr(int(found[1], 16)), read)
        self.patterns = _Patterns(map(str.strip, read.split("\n")))
        self.cache: dict[str, list[int]] = {}
        self.maxlen = max(map(len, self.patterns.lines))


def _split(line: str) -> tuple[str, str]:
    """A pattern, and how it changes the spelling, where it does."""
    letters, _, changed = line.partition("/") if "=" in line else (line, "", "")
    return letters, changed


def _parsed(line: str) -> _Values:
    """A pattern as Pyphen has it: `.b4ar` says 4 before its third letter."""
    letters, changed = _split(line)
    value = pyphen.AlternativeParser(letters, changed) if changed else int
    values = [value(figure or "0") for figure, _ in pyphen.parse(letters)]
    said = [at for at, one in enumerate(values) if one]
    return said[0], values[said[0] : said[-1] + 1]
