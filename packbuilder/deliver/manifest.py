"""The manifest of out/<case>/: what was made, from what, and what was read back. Sorted, without paths or times."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from packbuilder import __version__
from packbuilder.deliver.artifact import Entry
from packbuilder.model.manifest import ArtifactEntry, OutputEntry, RefusalEntry

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What lies in out/<case>/: its files, the warnings that the last build gave, and what was refused."""

    case: str
    as_of: str
    files: tuple[Entry, ...]
    problems: tuple[str, ...]
    refused: tuple[Entry, ...] = ()

    def data(self) -> bytes:
        """The file's bytes. Editions are those whose pages are there, also of files kept from an earlier build."""
        editions = {(entry["lang"], entry["edition"]): (entry["branch"], entry["paper"]) for entry in self.files}
        whole = {
            "packbuilder": __version__,
            "case": self.case,
            "as_of": self.as_of,
            "draft": any(entry["draft"] for entry in self.files),
            "editions": [
                {"lang": lang, "branch": branch, "paper": paper, "code": code}
                for (lang, code), (branch, paper) in sorted(editions.items())
            ],
            "files": sorted(self.files, key=lambda entry: str(entry["path"])),
            "problems": sorted(self.problems),
            "refused": sorted(self.refused, key=lambda entry: str(entry["path"])),
        }
        return (json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def parsed(data: bytes) -> dict[str, Any] | None:
    """A manifest as it was written; None if these bytes are none of ours."""
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return whole if isinstance(whole, dict) and {"packbuilder", "case", "files"} <= whole.keys() else None


def entries(manifest: dict[str, Any]) -> Iterable[Entry]:
    """The entries of a manifest that can be taken over into another: whole, and of files below its own folder."""
    return _whole(manifest, "files", ArtifactEntry)


def refused(manifest: dict[str, Any]) -> Iterable[Entry]:
    """What a manifest says was refused, as far as that can be taken over into another."""
    return _whole(manifest, "refused", RefusalEntry)


def _whole(manifest: dict[str, Any], part: str, model: type[OutputEntry]) -> Iterable[Entry]:
    """The entries of a part of a manifest that say what entries of today say."""
    some = manifest.get(part)
    for entry in some if isinstance(some, list) else ():
        with suppress(ValidationError):
            model.model_validate(entry)
            yield entry


def listed(manifest: dict[str, Any] | None) -> dict[str, str]:
    """The SHA-256 of each file that a manifest lists, by its path; also of one that another version wrote."""
    files = manifest["files"] if manifest is not None else ()
    found = (entry for entry in (files if isinstance(files, list) else ()) if isinstance(entry, dict))
    return {str(entry.get("path")): str(entry.get("sha256")) for entry in found}
