"""Room for what a document can do without: all of that is tried before its text is refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING

from packbuilder.compose import continuation
from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.composer import Composer
from packbuilder.compose.part_limits import PartLimits, steps
from packbuilder.errors import LayoutError, Problem, Severity
from packbuilder.plan import Document

if TYPE_CHECKING:
    from packbuilder.typeset.engine import Engine
    from packbuilder.typeset.fit import LaidOutDocument, Trial


def laid_out(engine: Engine, composer: Composer, document: Document, first_pt: float | None) -> LaidOutDocument:
    """A document at the largest size that fits; `first_pt` is the size to try first.

    Where there is no room for all of it, it goes without the code that opens a mail (that of the appeal leads to the
    letter as well); where that does not do, a text runs on where there is room, a list begins there, and of lists the
    first entries are printed, with a line that says where the others stand. What is left out is told. Raises
    LayoutError for what does not fit then either.
    """
    from packbuilder.typeset.drafts import typeset_or_mark  # brings the renderer, which is slow to start
    from packbuilder.typeset.engine_errors import EndlessLayoutError

    refused: LayoutError | None = None
    for composed, size in _ways(engine, composer, document, first_pt):
        try:
            return typeset_or_mark(engine, composed, size)
        except EndlessLayoutError:
            raise
        except LayoutError as error:
            refused = refused or error
    assert refused is not None  # noqa: S101 - there is one way at least
    if not composer.draft:
        raise refused
    return typeset_or_mark(engine, composer.compose(document), first_pt, draft=True)


def _ways(
    engine: Engine, composer: Composer, document: Document, first_pt: float | None
) -> Iterator[tuple[ComposedDocument, float | None]]:
    """The document as it is to be tried, in the order of what is missed least, each with the size to begin with."""
    whole = composer.compose(document)
    yield whole, first_pt
    without = _without_mail(composer, document) if "mail" in whole.codes else None
    if without is not None:
        yield without[1], first_pt
    facts = document.layout.facts
    if document.variant.reflowed or not (facts.yields or facts.runs_on):
        return
    for one, composed in [(document, whole), *([without] if without is not None else [])]:
        room = _Fitting(engine, composer, one).room
        if room is not None:
            told = tuple(_fewer(composer, one, room))
            fewer = composer.compose(one, room=room)
            yield replace(fewer, warnings=(*composed.warnings, *told)), facts.type.smallest


def _without_mail(composer: Composer, document: Document) -> tuple[Document, ComposedDocument]:
    """The document without the code that opens a mail; its page says so."""
    layout = document.layout
    bare = replace(document, layout=replace(layout, facts=layout.facts.model_copy(update={"mail": None})))
    composed = composer.compose(bare)
    told = Problem.at(
        composed.file,
        "There is no room for the code that opens a mail: it is left out.",
        f"To have it, shorten one of {', '.join(composed.fed_by)}.",
        line=layout.source.line("mail"),
        key=composed.called,
        severity=Severity.WARNING,
    )
    return bare, replace(composed, warnings=(*composed.warnings, told))


def _fewer(composer: Composer, document: Document, room: PartLimits) -> Iterator[Problem]:
    """What is to be said of the lists of which not all is printed."""
    layout = document.layout
    for part in layout.facts.yields:
        if part not in layout.facts.data and (count := room.get(part)):
            what = f"There is no room for all of `{part}`: it prints {count}, and says where the others stand."
            remedy = "To have more of them there, write less."
            key = f"{layout.name} ({composer.edition.lang})"
            yield layout.source.problem("yields", what, remedy, key=key, severity=Severity.WARNING)


@dataclass
class _Fitting:
    """The search for the most of a document that fits at its smallest size; `foot` is that of the last trial, in mm."""

    engine: Engine
    composer: Composer
    document: Document
    foot: float = 0
    trials: dict[frozenset[tuple[str, int]], Trial] = field(default_factory=dict)

    @cached_property
    def room(self) -> PartLimits | None:
        """How much of each part is printed; None where the least of all of them does not fit."""
        facts = self.document.layout.facts
        if (running := self._run({}, full=False)) and self._tried(running).fits:
            return running
        choices = {part: steps(self.composer.view, facts, part) for part in facts.yields}
        least = {part: choice[0] for part, choice in choices.items()}
        if (fitting := next((one for one in self._least(least) if self._tried(one).fits), None)) is None:
            return None
        kept = dict(fitting)
        # Half of each before all of any, so that the first part does not leave the last with one entry.
        halves = {part: choice[: (len(choice) + 1) // 2] for part, choice in choices.items()}
        halved = {part: half[-1] if kept[part] in half else kept[part] for part, half in halves.items()}
        if self._tried({**kept, **halved}).fits:  # mostly all of them have room, and one trial tells
            kept |= halved
        for some in (halves, choices):
            for part, choice in some.items():
                kept[part] = self._most(kept, part, choice)
        return kept

    def _least(self, least: PartLimits) -> Iterator[PartLimits]:
        """The least of all parts: with the beginning of a list where there is room, then with a text that runs on."""
        yield self._begun(least)
        if running := self._run(least, full=True):
            yield {**least, **running}

    def _begun(self, room: PartLimits) -> PartLimits:
        """The same with the first entries of the list that begins earlier, as many as have room there."""
        part = self.document.layout.facts.begins
        most = len(getattr(self.composer.view, part)) if part else 0
        found, high = 0, most + 1
        while part and high - found > 1:
            middle = (found + high) // 2
            if self._tried({**room, part: middle, "begun": middle}).fits:
                found = middle
            else:
                high = middle
        if not part or not found:
            return room
        return {**room, part: found if found < most else None, "begun": found}

    def _most(self, kept: Mapping[str, int | None], part: str, choice: tuple[int | None, ...]) -> int | None:
        """The most of a part that fits beside what is kept of the others."""
        if kept[part] not in choice[:-1]:  # there is no more, or more than this half is kept
            return kept[part]
        low, high = choice.index(kept[part]), len(choice)  # this fits, what comes after the last does not
        middle = len(choice) - 1  # mostly it is another part that has no room
        while high - low > 1:
            if self._tried({**kept, part: choice[middle]}).fits:
                low = middle
            else:
                high = middle
            middle = (low + high) // 2
        return choice[low]

    def _run(self, room: PartLimits, *, full: bool) -> dict[str, int | None]:
        """How much of the text that runs on stands in its first column.

        So that both are as full as each other, for the largest type; `full`, where not all has room: what it holds.
        """
        runs = self.document.layout.facts.runs_on
        if runs is None or runs.text not in self.composer.view.texts:
            return {}
        low, high = 0, continuation.count(self.composer.view.texts[runs.text].body)
        shares = {0: (0.0, inf)}
        while low < high:
            middle = (low + high) // 2
            fill = self._tried({**room, runs.text: middle}).fill
            ends = (f"{self.document.name}-{column}" for column in (runs.first, runs.then))
            first, then = (fill.get(end, 0.0) for end in ends)
            shares[middle] = first, then
            low, high = (middle + 1, high) if first < (1 if full else then) else (low, middle)
        return {runs.text: max(0, low - 1) if full else min(shares, key=lambda count: max(shares[count]))}

    def _tried(self, room: PartLimits) -> Trial:
        from packbuilder.typeset.fit import try_smallest  # see `laid_out`

        key = frozenset((part, count) for part, count in room.items() if count is not None)
        if key not in self.trials:
            self.trials[key] = try_smallest(self.engine, self.composer.compose(self.document, room=room), self.foot)
            self.foot = self.trials[key].foot
        return self.trials[key]
