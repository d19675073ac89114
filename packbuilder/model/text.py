"""Texts: one Markdown file each, either prose or entries that word the facts of case.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Unpack

from packbuilder.errors import Details, Problem

FINGERPRINT = 16  # hexadecimal digits: more than all texts of all campaigns will ever need

# The texts whose entries word the facts of a case, and the part of case.yaml that lists their keys.
ENTRIES = {
    "figures": "figures",
    "timeline": "timeline",
    "updates": "updates",
    "demands": "demands",
    "actions": "actions",
    "slogans": "slogans",
    "chants": "chants",
    "openings": "openings",
    "images": "images",
    "reporters": "reporters",
}
# Prose that is nothing but its heading, prose that has none, and prose that is paragraphs alone. No file of a campaign
# can be called like what a mail is introduced by.
INTRO = "--intro"
HEADING_ONLY = frozenset({"title", "headline"})
NO_HEADING = frozenset({"standfirst", INTRO})
PARAGRAPHS = frozenset({"standfirst"})


# Any punctuation may be escaped. Strokes, points and hyphens mean nothing within a line, and become the language's own.
_MARKDOWN = re.compile(r"([!#-&(-,/:-@\[-`{-~])")


def escaped(words: str) -> str:
    """Plain words as Markdown that says just them, set as any others are."""
    return _MARKDOWN.sub(r"\\\1", words)


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a list of entries: the words of the fact `key`, as inline Markdown."""

    key: str
    words: str
    line: int
    group: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A second-level heading of a list of entries, with the key that it words."""

    key: str
    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a case in one language.

    `file` is relative to the campaign folder; `heading` is inline Markdown; `body` is the Markdown below the heading
    and starts on line `body_line`; `entries` and `groups` are empty for prose. `words` is all below the front matter.
    `todo` says that somebody has yet to write it: what stands there is a skeleton's, or the source's.
    Of a translation, `source` is the fingerprint of the text that it was made from, empty where nobody says, and
    `basis` the words of that, as they were kept. Of one that is not whole, `whole` is the fingerprint of all of it.
    """

    name: str
    lang: str
    file: str
    heading: str
    heading_line: int
    body: str
    body_line: int
    reviewed: bool
    todo: bool = False
    source: str = ""
    words: str = ""
    basis: str = ""
    whole: str = ""
    entries: tuple[Entry, ...] = ()
    groups: tuple[Group, ...] = ()

    @property
    def fingerprint(self) -> str:
        """What its words are known by: all of them, also where some are withheld."""
        return self.whole or sha256(self.words.encode()).hexdigest()[:FINGERPRINT]

    def problem(
        self,
        what: str,
        remedy: str,
        *,
        at: Entry | Group | None = None,
        line: int = 0,
        key: str = "",
        **details: Unpack[Details],
    ) -> Problem:
        """What is wrong with the text, with one of its lines or with what words a fact."""
        if at is not None:
            line, key = at.line, key or at.key
        return Problem.at(self.file, what, remedy, line=line, key=key, **details)

    def entry(self, key: str) -> Entry:
        """The entry of that key; KeyError if the text has none."""
        return next((e for e in self.entries if e.key == key), None) or _missing(key)


def _missing(key: str) -> Entry:
    raise KeyError(key)
