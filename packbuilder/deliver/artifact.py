"""Artifacts: finished files with what the manifest says of them, and those that were refused."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from packbuilder.errors import PackError, Problem
from packbuilder.model.audience import Audience
from packbuilder.model.manifest import Form
from packbuilder.model.variant import Variant

# What the manifest says of one file: JSON.
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class EditionKey:
    """Of which edition a file is, and in which variant: `branch` is its id, `code` that of the edition."""

    lang: str
    branch: str | None
    audience: Audience
    paper: str
    code: str
    variant: Variant

    def entry(self) -> Entry:
        """As the manifest writes it."""
        return {
            "lang": self.lang,
            "branch": self.branch,
            "audience": self.audience,
            "paper": self.paper,
            "edition": self.code,
            "variant": self.variant.name,
        }


@dataclass(frozen=True, slots=True)
class PrintedPages:
    """What only files with pages have, pictures among them.

    `sheets_mm` are the distinct page sizes in mm, in the order in which they first come; `codes` the codes read back;
    `font_pt` the text size, `cap_mm` the height of a capital of the largest display type; `imposition` how pages lie
    on sheets; `standards` what the file claims to be.
    """

    count: int
    sheets_mm: tuple[tuple[float, float], ...]
    codes: tuple[Entry, ...]
    font_pt: float
    cap_mm: float | None = None
    imposition: Entry | None = None
    standards: tuple[str, ...] = ()

    def entry(self) -> Entry:
        """As the manifest writes it; of mixed sheets, `sheet_mm` is the first."""
        fit = {"font_pt": self.font_pt} | ({} if self.cap_mm is None else {"cap_mm": self.cap_mm})
        return {
            "pages": self.count,
            "sheet_mm": [int(side) if side == int(side) else side for side in self.sheets_mm[0]],
            "qr": list(self.codes),
            "fit": fit,
            "imposition": self.imposition,
            "standard": list(self.standards),
        }


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished file: its path below out/<case>/, what it is and of what, its bytes, and the warnings about it.

    `code` is that of its document, as its pages have it; `pages` is None for what has none: a calendar.
    """

    path: str
    layout: str
    form: Form
    origin: EditionKey
    data: bytes
    code: str
    draft: bool = False
    problems: tuple[Problem, ...] = ()
    pages: PrintedPages | None = None

    def entry(self) -> Entry:
        """As the manifest writes it."""
        return {
            "path": self.path,
            "layout": self.layout,
            "form": self.form,
            "code": self.code,
            "draft": self.draft,
            "bytes": len(self.data),
            "sha256": sha256_of(self.data),
            "problems": [str(problem) for problem in self.problems],
            **self.origin.entry(),
            **(self.pages.entry() if self.pages else {}),
        }


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was to be made and is not, and why.

    `error` is what was said of it, None of a pack in which nothing is wrong but that it would lack `lacks`, the paths
    of other files that were refused.
    """

    path: str
    layout: str
    form: Form
    origin: EditionKey
    error: PackError | None
    lacks: tuple[str, ...] = ()

    def entry(self) -> Entry:
        """As the manifest writes it, without what the messages quote."""
        return {
            "path": self.path,
            "layout": self.layout,
            "form": self.form,
            "lacks": list(self.lacks),
            "problems": [problem.unquoted for problem in (self.error.problems if self.error else ())],
            **self.origin.entry(),
        }


def sha256_of(data: bytes) -> str:
    """The SHA-256 of a file as the manifest states it."""
    return hashlib.sha256(data).hexdigest()
