"""Where the words of a page come from: so that what does not fit is told with the file, line and key to change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from packbuilder.compose.labels import Labels
from packbuilder.language.capitals import without_case
from packbuilder.model.base import SLUG, Model
from packbuilder.model.loaded import Source
from packbuilder.model.text import Text
from packbuilder.plan import Edition

_TARGET = re.compile(r"\]\([^)]*\)")  # of a link in Markdown: it is not printed
_FEWEST = 3  # letters and digits: fewer may stand anywhere
_NAMED = 3  # places that are named
_KNOWN = 0.5  # of the letters of what is shown: with fewer, nobody could say that it is to blame
_WORTH = 0.2  # of the most: to shorten what has fewer still would not help
_GONE = "\n"
_KEY = re.compile(SLUG)


@dataclass(frozen=True)
class Origin:
    """Words of the campaign: their file, line and key, and what they are."""

    file: str
    line: int
    key: str
    words: str
    lang: str

    @cached_property
    def signs(self) -> str:
        """The words as they are compared."""
        return signs(_TARGET.sub("", self.words), self.lang)

    @property
    def place(self) -> str:
        """Where a person finds it."""
        return f"{self.file}:{self.line}" if self.line else self.file


def signs(words: str, lang: str) -> str:
    """The letters and digits of some words: marks, spaces and capitals are the page's own."""
    return "".join(char for char in without_case(words, lang) if char.isalnum())


def blamed(shown: Iterable[str], lang: str, origins: Sequence[Origin]) -> list[Origin]:
    """Where lines of a page come from, that of the most letters first, no more than a few; empty if nobody can tell."""
    told: Counter[Origin] = Counter()
    whole = 0
    for line in shown:
        seen = signs(line, lang)
        if len(seen) >= _FEWEST:
            whole += len(seen)
            told.update(_of_line(seen, origins))
    if told.total() < whole * _KNOWN:
        return []
    most = max(told.values(), default=0)
    return [one for one, count in told.most_common(_NAMED) if count >= most * _WORTH]


def _of_line(seen: str, origins: Sequence[Origin]) -> Counter[Origin]:
    """How many letters of a line come from where: all from one text, or parts from some."""
    if longer := [one for one in origins if seen in one.signs]:
        return Counter({min(longer, key=lambda one: len(one.signs)): len(seen)})
    told: Counter[Origin] = Counter()
    for one in sorted(origins, key=lambda one: -len(one.signs)):
        if len(one.signs) >= _FEWEST and one.signs in seen:
            told[one] += len(one.signs)
            seen = seen.replace(one.signs, _GONE)
    return told


def origins(edition: Edition, labels: Labels) -> tuple[Origin, ...]:
    """All words that an edition may print: of texts, case.yaml, campaign.yaml, addresses.yaml, the branch; labels."""
    lang, campaign, case = edition.lang, edition.campaign, edition.case
    sources = [(case.facts, case.source), (campaign.settings, campaign.source)]
    found = [one for text in case.texts[lang].values() for one in _of_text(text)]
    for model, source in sources:
        found += _of_model(model, source, lang)
    for key, address in campaign.addresses.items():
        found += _of_model(address, campaign.addresses_source, lang, "addresses", key)
    if edition.branch is not None:
        found += _of_model(edition.branch.facts, edition.branch.source, lang)
    return (*found, *(Origin(labels.file, line, key, words, lang) for key, line, words in labels.entries))


def _of_text(text: Text) -> Iterator[Origin]:
    """The heading, the entries or paragraphs of a text."""
    yield Origin(text.file, text.heading_line, text.name, text.heading, text.lang)
    yield from (Origin(text.file, one.line, one.key, one.words, text.lang) for one in text.groups)
    yield from (Origin(text.file, one.line, one.key, one.words, text.lang) for one in text.entries)
    if not text.entries:
        numbered = enumerate(text.body.split("\n"), start=text.body_line)
        for blank, lines in groupby(numbered, key=lambda one: not one[1].strip()):
            if not blank:
                some = list(lines)
                yield Origin(text.file, some[0][0], text.name, " ".join(line for _, line in some), text.lang)


def _of_model(model: Model, source: Source, lang: str, *above: str) -> Iterator[Origin]:
    for path, words in _strings(model.model_dump(mode="json"), lang, above):
        yield Origin(source.file, source.line(*path), ".".join(map(str, path)), words, lang)


def _strings(value: object, lang: str, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every string of a file by the path of its key; of those in several languages, the one in this."""
    match value:
        case str():
            if not _KEY.fullmatch(value):  # a key, a name of an option: they are printed nowhere
                yield path, value
        case Mapping():
            for key, part in value.items():
                if lang not in value or key == lang:
                    yield from _strings(part, lang, (*path, key))
        case list():
            for number, part in enumerate(value):
                yield from _strings(part, lang, (*path, number))
