"""The manifest of out/<case>/: what was made, from what, and what was read back. Sorted, without paths or times."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from packbuilder import __version__


@dataclass(frozen=True, slots=True)
class Edition:
    """A case in a language, on its paper, with the code that its pages carry."""

    lang: str
    code: str
    paper: str = "A4"
    branch: str | None = None

    def entry(self) -> dict[str, Any]:
        """As the manifest writes it."""
        return {"lang": self.lang, "branch": self.branch, "paper": self.paper, "code": self.code}


@dataclass(frozen=True, slots=True)
class File:
    """A finished file.

    `path` is below out/<case>/; `sheets_mm` gives the distinct page sizes in mm, in the order in which they first
    come; `codes` are the codes read back; `font_pt` the text size, `cap_mm` the height of a capital of the largest
    display type.
    """

    path: str
    layout: str
    lang: str
    code: str
    data: bytes
    sheets_mm: tuple[tuple[float, float], ...]
    pages: int
    codes: tuple[dict[str, Any], ...]
    font_pt: float
    cap_mm: float | None = None
    variant: str = "page"

    def entry(self) -> dict[str, Any]:
        """As the manifest writes it; of mixed sheets, `sheet_mm` is the first."""
        fit: dict[str, float] = {"font_pt": self.font_pt}
        if self.cap_mm is not None:
            fit["cap_mm"] = self.cap_mm
        return {
            "path": self.path, "layout": self.layout, "lang": self.lang, "branch": None, "variant": self.variant,
            "edition": self.code, "sheet_mm": list(self.sheets_mm[0]), "pages": self.pages, "bytes": len(self.data),
            "sha256": hashlib.sha256(self.data).hexdigest(), "qr": list(self.codes), "fit": fit, "problems": [],
        }  # fmt: skip


def build(
    case: str, as_of: str, editions: Sequence[Edition], files: Sequence[dict[str, Any]], problems: Sequence[str],
    *, draft: bool,
) -> bytes:  # fmt: skip
    """The manifest's bytes. `files` are entries; `problems` the warnings that the build gave."""
    whole = {
        "packbuilder": __version__,
        "case": case,
        "as_of": as_of,
        "draft": draft,
        "editions": [edition.entry() for edition in sorted(editions, key=lambda e: e.lang)],
        "files": sorted(files, key=lambda entry: entry["path"]),
        "problems": sorted(problems),
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
