"""Mails that came back, noted: in the journal that their message is in, and for good among those never written to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from packbuilder.deliver.journal import Journal
from packbuilder.deliver.private import Known, Private
from packbuilder.mail.bounces import Bounce, bounce, mails
from packbuilder.mail.smtp_session import DeliveryOutcome
from packbuilder.mail.status import MessageStatus, statuses
from packbuilder.mail.unnamed import redacted


@dataclass
class BounceReport:
    """What was found: who is gone for good, whose mail came back though they may be there, whose is late.

    `others` counts mails that are no reports on any message of the campaign, `before` those that were noted before.
    """

    gone: list[tuple[Known, str]] = field(default_factory=list)
    back: list[tuple[Known, str]] = field(default_factory=list)
    late: list[tuple[Known, str]] = field(default_factory=list)
    others: int = 0
    before: int = 0


def note_bounces(place: Path, out: Path, private: Private) -> BounceReport:
    """Read delivery reports and note what they say; any number of times comes to the same.

    OSError for a folder that cannot be read; DeliveryError where somebody mails a case at this moment.
    """
    known = private.known()
    done = BounceReport()
    by_journal: defaultdict[tuple[str, str], dict[str, Bounce]] = defaultdict(dict)
    for data in mails(place):
        one = bounce(data, known)
        if one is None:
            done.others += 1
        elif not one.failed:
            done.late.append((known[one.id], redacted(one.said, known[one.id].address)))
        else:
            of = known[one.id]
            same = by_journal[of.case, of.journal].setdefault(one.id, one)
            if one.gone and not same.gone:
                by_journal[of.case, of.journal][one.id] = one
    for (case, journal), some in by_journal.items():
        _noted(out, case, journal, [(known[key], one) for key, one in some.items()], private, done)
    return done


def _noted(  # noqa: PLR0913, PLR0917 - what is noted, and where
    out: Path, case: str, journal: str, some: Sequence[tuple[Known, Bounce]], private: Private, done: BounceReport
) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with Journal(out, case, out / journal, private.mark) as kept:
        before = statuses(kept.records())
        told = [(of, one, redacted(one.said, of.address)) for of, one in some]
        done.gone += [(of, said) for of, one, said in told if one.gone]
        done.back += [(of, said) for of, one, said in told if not one.gone]
        new = [
            (of, one, said)
            for of, one, said in told
            if before.get(of.id) != MessageStatus(DeliveryOutcome.BOUNCED, said)
        ]
        done.before += len(told) - len(new)
        # Before the journal has them: then what was broken off is done the next time.
        private.add_never({private.who(of.address): f"{now[:10]} bounced: {said}" for of, one, said in new if one.gone})
        for of, _, said in new:
            record = {"key": of.id, "who": private.who(of.address), "what": str(DeliveryOutcome.BOUNCED), "said": said}
            kept.write(record | {"when": now})
