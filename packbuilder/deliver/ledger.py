"""The ledger of editions: what each was made from, by its code, kept in out/.packbuilder/ for as long as that is.

Editions that are no longer current stay in it: their sheets are still in people's hands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from packbuilder.deliver.single import put
from packbuilder.model.record import Record

_FOLDER = Path(".packbuilder", "editions")


def keep(out: Path, records: Iterable[Record]) -> None:
    """Add records; one that is there already says the same. DeliveryError where that cannot be done."""
    folder = out / _FOLDER
    for record in records:
        if not (file := folder / f"{record.code}.json").exists():
            words = json.dumps(record.data(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
            put(file, words.encode(), folders=True)


def find(out: Path, code: str) -> Record | None:
    """The record of a code; None where there is none, or none that can be read."""
    try:
        return Record.of(json.loads((out / _FOLDER / f"{code}.json").read_bytes()))
    except (OSError, ValueError, RecursionError):
        return None
