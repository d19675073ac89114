"""Every word of a campaign that may be printed, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from packbuilder.check import references
from packbuilder.load import files
from packbuilder.model.loaded import Campaign, Source, Subject


class Words(NamedTuple):
    """Words as they stand in a file, the first of them on line `line`."""

    file: str
    line: int
    words: str


def printed(campaign: Campaign, cases: Sequence[Subject]) -> Iterator[Words]:
    """The words of the campaign's settings and addresses and of the cases, without the names of people."""
    settings, source = campaign.settings, campaign.source
    yield from _lines(source, ("name",), settings.name)
    yield from _lines(source, ("imprint",), settings.imprint)
    source = campaign.addresses_source
    for key, address in campaign.addresses.items():
        for part in ("name", "salutation", "closing"):
            yield from _lines(source, ("addresses", key, part), getattr(address, part))
        for number, line in enumerate(address.postal if isinstance(address.postal, list) else ()):
            yield Words(source.file, source.line("addresses", key, "postal", number), line)
    yield from of_cases(cases)


def of_cases(cases: Sequence[Subject]) -> Iterator[Words]:
    """The words of the cases alone."""
    for case in cases:
        yield from _facts(case)
        for texts in case.texts.values():
            for text in texts.values():
                yield Words(text.file, text.heading_line, text.heading)
                yield Words(text.file, text.body_line, text.body)


def of_pickets(campaign: Campaign) -> Iterator[Words]:
    """What branches say of their pickets."""
    for branch in campaign.branches.values():
        for number, picket in enumerate(branch.facts.pickets):
            for part in ("place", "note"):
                yield from _lines(branch.source, ("pickets", number, part), getattr(picket, part))


def names(cases: Sequence[Subject]) -> Iterator[Words]:
    """The names of the people who may be printed."""
    for case in cases:
        for number, person in enumerate(case.facts.people):
            if person.consent != "none":
                yield from _lines(case.source, ("people", number, "name"), person.name)


def labels(catalogues: Sequence[Path], root: Path) -> Iterator[Words]:
    """The lines of gettext catalogues, comments left out; messages name them relative to `root`."""
    for path in catalogues:
        file = files.shown(path, root)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if not line.startswith("#"):
                yield Words(file, number, line)


def _facts(case: Subject) -> Iterator[Words]:
    source, facts = case.source, case.facts
    if facts.place is not None:
        for part in ("name", "region", "country"):
            yield from _lines(source, ("place", part), getattr(facts.place, part))
    for number, line in enumerate(facts.sources):
        yield Words(source.file, source.line("sources", number), line)
    for number, image in enumerate(facts.images):
        yield Words(source.file, source.line("images", number, "credit"), image.credit)


def _lines(source: Source, place: references.Place, lines: Mapping[str, str] | None) -> Iterator[Words]:
    for lang, words in (lines or {}).items():
        yield Words(source.file, source.line(*place, lang), words)
