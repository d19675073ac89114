"""The ledger: what editions and documents were made from, by their codes, in out/.packbuilder/ for as long as that is.

Editions that are no longer current stay in it: their sheets are still in people's hands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from packbuilder.deliver.single import put
from packbuilder.model.record import Record

_FOLDER = Path(".packbuilder", "editions")
# What is kept of a document.
_OF_DOCUMENT = {"code", "edition", "document", "layout", "variant"}


def keep(out: Path, records: Iterable[Record]) -> None:
    """Add records; one that is there already says the same. DeliveryError where that cannot be done."""
    folder = out / _FOLDER
    for record in records:
        if not (file := folder / f"{record.code}.json").exists():
            data = record.data()
            if record.document:  # what it was made from stands with its edition
                data = {name: data[name] for name in _OF_DOCUMENT}
            words = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
            put(file, words.encode(), folders=True)


def find(out: Path, code: str) -> Record | None:
    """The record of a code; None where there is none, or none that can be read."""
    try:
        data = json.loads((out / _FOLDER / f"{code}.json").read_bytes())
        if isinstance(data, dict) and data.keys() == _OF_DOCUMENT:
            edition = find(out, str(data["edition"])) if data["edition"] != code else None
            return edition and edition.of_document(code, data["document"], data["layout"], data["variant"])
        return Record.of(data)
    except (OSError, ValueError, RecursionError):
        return None
