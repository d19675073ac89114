"""The journals of a campaign, looked at from outside a run."""

from __future__ import annotations

from pathlib import Path

from packbuilder.deliver.journal import read
from packbuilder.mail.mailing import FOLDER
from packbuilder.mail.status import MailHistory, history


def journals(out: Path, case: str) -> list[str]:
    """The journals of a case, or of all where it is empty, as paths below `out`."""
    return sorted(one.relative_to(out).as_posix() for one in out.glob(f"{case or '*'}/{FOLDER}/*.jsonl"))


def overview(out: Path, journal: str, mark: str) -> MailHistory:
    """What a journal tells; DeliveryError for one that cannot be read."""
    return history(read(out / journal, mark))
