"""Room for what a document can do without: all of that is tried before its text is refused.

Composing and laying out are apart, perhaps on two machines. So it is a conversation: each function here yields a piece
of work and is sent what came of it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import inf
from typing import TypeVar

from packbuilder.compose import continuation
from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.part_limits import PartLimits, steps
from packbuilder.errors import LayoutError, PackError, Problem, Severity
from packbuilder.pipeline.tickets import TicketWriter
from packbuilder.plan import Document
from packbuilder.production.made import MadeDocument
from packbuilder.production.work import Make, Outcome, Try, Work
from packbuilder.typeset.engine_errors import EndlessLayoutError
from packbuilder.typeset.trial import Trial

_T = TypeVar("_T")
Talk = Generator[Work, Outcome, _T]
Finished = tuple[ComposedDocument, MadeDocument]


def made(writer: TicketWriter, document: Document, first_pt: float | None = None) -> Talk[Finished]:
    """A document at the largest size that fits; `first_pt` is the size to try first.

    Where there is no room for all of it, it goes without the code that opens a mail (that of the appeal leads to the
    letter as well); where that does not do, a text runs on where there is room, a list begins there, and of lists the
    first entries are printed, with a line that says where the others stand. What is left out is told. Raises
    LayoutError for what does not fit then either.
    """
    whole = writer.composer.compose(document)
    try:
        return (yield from _made(writer, whole, first_pt))
    except EndlessLayoutError:
        raise
    except LayoutError as error:
        refused = error
    less = yield from _with_less(writer, document, whole, first_pt)
    if less is not None:
        return less
    if not writer.composer.draft:
        raise refused
    return (yield from _made(writer, whole, first_pt, marks=True))


def _made(
    writer: TicketWriter, composed: ComposedDocument, first_pt: float | None, *, marks: bool = False
) -> Talk[Finished]:
    outcome = yield Make(writer.ticket(composed, marks=marks), first_pt)
    return composed, document_of(outcome)


def document_of(outcome: Outcome) -> MadeDocument:
    """The document that came of a piece of work; what refused it is raised."""
    if isinstance(outcome, PackError):
        raise outcome
    assert isinstance(outcome, MadeDocument)  # noqa: S101 - what making and binding yield
    return outcome


def _with_less(
    writer: TicketWriter, document: Document, whole: ComposedDocument, first_pt: float | None
) -> Talk[Finished | None]:
    """The document as it fits with the least that is missed; None where it does not."""
    without = _without_mail(writer, document) if "mail" in whole.codes else None
    if without is not None and (one := (yield from _tried(writer, without[1], first_pt))):
        return one
    facts = document.layout.facts
    if document.variant.reflowed or not (facts.yields or facts.runs_on):
        return None
    for of, composed in [(document, whole), *([without] if without is not None else [])]:
        room = yield from _Fitting(writer, of).room()
        if room is not None:
            told = tuple(_fewer(writer, of, room))
            fewer = writer.composer.compose(of, room=room)
            fewer = replace(fewer, warnings=(*composed.warnings, *told))
            if one := (yield from _tried(writer, fewer, facts.type.smallest)):
                return one
    return None


def _tried(writer: TicketWriter, composed: ComposedDocument, first_pt: float | None) -> Talk[Finished | None]:
    """The document made so; None where it does not fit."""
    try:
        return (yield from _made(writer, composed, first_pt))
    except EndlessLayoutError:
        raise
    except LayoutError:
        return None


def _without_mail(writer: TicketWriter, document: Document) -> tuple[Document, ComposedDocument]:
    """The document without the code that opens a mail; its page says so."""
    layout = document.layout
    bare = replace(document, layout=replace(layout, facts=layout.facts.model_copy(update={"mail": None})))
    composed = writer.composer.compose(bare)
    told = Problem.at(
        composed.file,
        "There is no room for the code that opens a mail: it is left out.",
        f"To have it, shorten one of {', '.join(composed.fed_by)}.",
        line=layout.source.line("mail"),
        key=composed.called,
        severity=Severity.WARNING,
    )
    return bare, replace(composed, warnings=(*composed.warnings, told))


def _fewer(writer: TicketWriter, document: Document, room: PartLimits) -> Iterator[Problem]:
    """What is to be said of the lists of which not all is printed."""
    layout = document.layout
    for part in layout.facts.yields:
        if part not in layout.facts.data and (count := room.get(part)):
            what = f"There is no room for all of `{part}`: it prints {count}, and says where the others stand."
            remedy = "To have more of them there, write less."
            key = f"{layout.name} ({writer.target.edition.lang})"
            yield layout.source.problem("yields", what, remedy, key=key, severity=Severity.WARNING)


@dataclass
class _Fitting:
    """The search for the most of a document that fits at its smallest size; `foot` is that of the last trial, in mm."""

    writer: TicketWriter
    document: Document
    foot: float = 0
    trials: dict[frozenset[tuple[str, int]], Trial] = field(default_factory=dict)

    def room(self) -> Talk[PartLimits | None]:
        """How much of each part is printed; None where the least of all of them does not fit."""
        facts = self.document.layout.facts
        running = yield from self._run({}, full=False)
        if running and (yield from self._fits(running)):
            return running
        choices = {part: steps(self.writer.composer.view, facts, part) for part in facts.yields}
        least = {part: choice[0] for part, choice in choices.items()}
        fitting = yield from self._least(least)
        if fitting is None:
            return None
        kept = dict(fitting)
        # Half of each before all of any, so that the first part does not leave the last with one entry.
        halves = {part: choice[: (len(choice) + 1) // 2] for part, choice in choices.items()}
        halved = {part: half[-1] if kept[part] in half else kept[part] for part, half in halves.items()}
        if (yield from self._fits({**kept, **halved})):  # mostly all of them have room, and one trial tells
            kept |= halved
        for some in (halves, choices):
            for part, choice in some.items():
                kept[part] = yield from self._most(kept, part, choice)
        return kept

    def _least(self, least: PartLimits) -> Talk[PartLimits | None]:
        """The least of all parts that fits: with the beginning of a list where it has room, or a text that runs on."""
        begun = yield from self._begun(least)
        if (yield from self._fits(begun)):
            return begun
        running = yield from self._run(least, full=True)
        return {**least, **running} if running and (yield from self._fits({**least, **running})) else None

    def _begun(self, room: PartLimits) -> Talk[PartLimits]:
        """The same with the first entries of the list that begins earlier, as many as have room there."""
        part = self.document.layout.facts.begins
        most = len(getattr(self.writer.composer.view, part)) if part else 0
        found, high = 0, most + 1
        while part and high - found > 1:
            middle = (found + high) // 2
            if (yield from self._fits({**room, part: middle, "begun": middle})):
                found = middle
            else:
                high = middle
        if not part or not found:
            return room
        return {**room, part: found if found < most else None, "begun": found}

    def _most(self, kept: Mapping[str, int | None], part: str, choice: tuple[int | None, ...]) -> Talk[int | None]:
        """The most of a part that fits beside what is kept of the others."""
        if kept[part] not in choice[:-1]:  # there is no more, or more than this half is kept
            return kept[part]
        low, high = choice.index(kept[part]), len(choice)  # this fits, what comes after the last does not
        middle = len(choice) - 1  # mostly it is another part that has no room
        while high - low > 1:
            if (yield from self._fits({**kept, part: choice[middle]})):
                low = middle
            else:
                high = middle
            middle = (low + high) // 2
        return choice[low]

    def _run(self, room: PartLimits, *, full: bool) -> Talk[dict[str, int | None]]:
        """How much of the text that runs on stands in its first column.

        So that both are as full as each other, for the largest type; `full`, where not all has room: what it holds.
        """
        runs = self.document.layout.facts.runs_on
        if runs is None or runs.text not in self.writer.composer.view.texts:
            return {}
        low, high = 0, continuation.count(self.writer.composer.view.texts[runs.text].body)
        shares = {0: (0.0, inf)}
        while low < high:
            middle = (low + high) // 2
            fill = (yield from self._tried({**room, runs.text: middle})).fill
            ends = (f"{self.document.name}-{column}" for column in (runs.first, runs.then))
            first, then = (fill.get(end, 0.0) for end in ends)
            shares[middle] = first, then
            low, high = (middle + 1, high) if first < (1 if full else then) else (low, middle)
        return {runs.text: max(0, low - 1) if full else min(shares, key=lambda count: max(shares[count]))}

    def _fits(self, room: PartLimits) -> Talk[bool]:
        return (yield from self._tried(room)).fits

    def _tried(self, room: PartLimits) -> Talk[Trial]:
        key = frozenset((part, count) for part, count in room.items() if count is not None)
        if key not in self.trials:
            composed = self.writer.composer.compose(self.document, room=room)
            outcome = yield Try(composed.coded(self.writer.target.edition.code), self.writer.fonts, self.foot)
            if isinstance(outcome, PackError):
                raise outcome
            assert isinstance(outcome, Trial)  # noqa: S101 - what trying yields
            self.trials[key] = outcome
            self.foot = outcome.foot
        return self.trials[key]
