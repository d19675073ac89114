"""The manifest of out/<case>/: what was made, from what, and what was read back. Sorted, without paths or times."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from packbuilder import __version__
from packbuilder.errors import PackError, Problem

NAME = "manifest.json"

# What the manifest says of one file: JSON.
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """A finished file.

    `path` is below out/<case>/; `code` is the edition's, `paper` what it is printed on, `branch` the id of the branch
    that it is for, `audience` who it is for; `sheets_mm` gives the distinct
    page sizes in mm, in the order in which they first come; `codes` are the codes read back; `font_pt` the text size,
    `cap_mm` the height of a capital of the largest display type; `problems` the warnings about it; `imposition`
    how pages lie on sheets, as JSON, for a file of sheets; `standards` what it claims to be, none for pictures.
    """

    path: str
    layout: str
    lang: str
    paper: str
    code: str
    data: bytes
    sheets_mm: tuple[tuple[float, float], ...]
    pages: int
    codes: tuple[Entry, ...]
    font_pt: float
    cap_mm: float | None = None
    draft: bool = False
    variant: str = "page"
    problems: tuple[Problem, ...] = ()
    imposition: Entry | None = None
    branch: str | None = None
    audience: str = "public"
    standards: tuple[str, ...] = ()

    def entry(self) -> Entry:
        """As the manifest writes it; of mixed sheets, `sheet_mm` is the first."""
        fit: dict[str, float] = {"font_pt": self.font_pt}
        if self.cap_mm is not None:
            fit["cap_mm"] = self.cap_mm
        return {
            "path": self.path, "layout": self.layout, "lang": self.lang, "branch": self.branch, "paper": self.paper,
            "audience": self.audience, "variant": self.variant, "edition": self.code, "draft": self.draft,
            "sheet_mm": list(self.sheets_mm[0]) if self.sheets_mm else None,
            "pages": self.pages, "bytes": len(self.data), "sha256": digest(self.data), "qr": list(self.codes),
            "fit": fit, "imposition": self.imposition, "problems": [str(problem) for problem in self.problems],
            "standard": list(self.standards),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was to be made and is not: what `File` says of one, and why.

    `error` is what was said of it, None of a pack in which nothing is wrong but that it would lack `lacks`, the paths
    of other files that were refused.
    """

    path: str
    layout: str
    lang: str
    paper: str
    code: str
    variant: str
    branch: str | None
    audience: str
    error: PackError | None
    lacks: tuple[str, ...] = ()

    def entry(self) -> Entry:
        """As the manifest writes it, without what the messages quote."""
        problems = self.error.problems if self.error else ()
        return {
            "path": self.path, "layout": self.layout, "lang": self.lang, "branch": self.branch, "paper": self.paper,
            "audience": self.audience, "variant": self.variant, "edition": self.code, "lacks": list(self.lacks),
            "problems": [problem.unquoted for problem in problems],
        }  # fmt: skip


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


def digest(data: bytes) -> str:
    """The SHA-256 of a file as the manifest states it."""
    return hashlib.sha256(data).hexdigest()


def parsed(data: bytes) -> dict[str, Any] | None:
    """A manifest as it was written; None if these bytes are none of ours."""
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return whole if isinstance(whole, dict) and {"packbuilder", "case", "files"} <= whole.keys() else None


def entries(manifest: dict[str, Any]) -> Iterable[Entry]:
    """The entries of a manifest that can be taken over into another: whole, and of files below its own folder."""
    return _whole(manifest, "files", File("", "", "", "", "", b"", ((0, 0),), 0, (), 0).entry())


def refused(manifest: dict[str, Any]) -> Iterable[Entry]:
    """What a manifest says was refused, as far as that can be taken over into another."""
    return _whole(manifest, "refused", Refused("", "", "", "", "", "", None, "", None).entry())


def _whole(manifest: dict[str, Any], part: str, known: Entry) -> Iterable[Entry]:
    """The entries of a part of a manifest that say all that `known` says."""
    some = manifest.get(part)
    for entry in some if isinstance(some, list) else ():
        if isinstance(entry, dict) and known.keys() <= entry.keys() and _below(str(entry["path"])):
            yield entry


def listed(manifest: dict[str, Any] | None) -> dict[str, str]:
    """The SHA-256 of each file that a manifest lists, by its path; also of one that another version wrote."""
    files = manifest["files"] if manifest is not None else ()
    found = (entry for entry in (files if isinstance(files, list) else ()) if isinstance(entry, dict))
    return {str(entry.get("path")): str(entry.get("sha256")) for entry in found}


def _below(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and ".." not in parts and not PurePosixPath(path).is_absolute()
