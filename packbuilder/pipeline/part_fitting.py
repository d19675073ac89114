"""How much of each part of a document fits at its smallest size, where not all of all parts does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

from packbuilder.compose import continuation
from packbuilder.compose.part_limits import PartLimits, steps
from packbuilder.compose.trial import Trial
from packbuilder.pipeline.conversation import Talk, trial_of
from packbuilder.pipeline.tickets import TicketWriter
from packbuilder.plan import CODE_LENGTH, Document
from packbuilder.production.work import Try

_ANY_CODE = "0" * CODE_LENGTH  # as wide as what is printed


@dataclass
class PartFitting:
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
            outcome = trial_of((yield Try(composed.coded(_ANY_CODE), self.writer.fonts, self.foot)))
            self.trials[key] = outcome
            self.foot = outcome.foot
        return self.trials[key]
