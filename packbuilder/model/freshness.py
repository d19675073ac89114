"""Translations against their source: which are behind, and what has changed since they were made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from packbuilder.model.loaded import Campaign, Subject
from packbuilder.model.text import Text

_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")


class Freshness(StrEnum):
    """How a translation stands to its source."""

    CURRENT = "current"
    BEHIND = "behind"  # made from words that have changed since
    UNKNOWN = "unknown"  # it does not say what it was made from


@dataclass(frozen=True, slots=True)
class Translation:
    """A text, the source that it is a translation of, and how it stands to that."""

    text: Text
    source: Text

    @property
    def freshness(self) -> Freshness:
        """Whether it was made from the source as that is now."""
        if not self.text.source:
            return Freshness.UNKNOWN
        return Freshness.CURRENT if self.text.source == self.source.fingerprint else Freshness.BEHIND

    @property
    def difference(self) -> tuple[str, ...]:
        """The lines by which the source differs from what was translated, as `diff -u` writes them."""
        from difflib import unified_diff  # slow to import

        before, now = _sentences(self.text.basis), _sentences(self.source.words)
        return tuple(
            unified_diff(before, now, self.source.file, self.source.file, "translated", "now", lineterm="", n=0)
        )

    @property
    def changed(self) -> tuple[str, str]:
        """The first sentence that is no longer there, and the first that is new; empty where nothing was kept."""
        lines = self.difference[2:] if self.text.basis else ()
        gone = next((line[1:] for line in lines if line.startswith("-")), "")
        return gone, next((line[1:] for line in lines if line.startswith("+")), "")


def translations(campaign: Campaign, case: Subject, lang: str) -> Iterator[Translation]:
    """The texts of a language of the case that its source language has, too; none for the source language itself."""
    original = campaign.settings.source_language
    if lang != original and original in case.texts and lang in case.texts:
        for name, text in case.texts[lang].items():
            if (source := case.texts[original].get(name)) is not None:
                yield Translation(text, source)


def _sentences(words: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.split(words) if sentence]
