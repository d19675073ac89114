"""Slogans: as few words as possible."""

from __future__ import annotations

from collections.abc import Iterator

from packbuilder.errors import Problem, Severity
from packbuilder.model.loaded import Subject

# Three to eight words are read in passing (visualfoodie.com).
_MOST_WORDS = 8
_SET_WORDS = 100  # more than that is a text: no placard could show it, and to look for its best lines takes minutes


def wordy(case: Subject) -> Iterator[Problem]:
    """A warning for each slogan of more words than are read in passing, an error for one that is none."""
    for texts in case.texts.values():
        text = texts.get("slogans")
        for entry in text.entries if text else ():
            if text and (count := len(entry.words.split())) > _MOST_WORDS:
                severity = Severity.ERROR if count > _SET_WORDS else Severity.WARNING
                what = f"The slogan has {count} words, and {_MOST_WORDS} are the most that are read in passing."
                remedy = "Leave out what the leaflet says, or make two slogans of it."
                yield text.problem(what, remedy, at=entry, severity=severity)
