"""What a finished PDF must be, and what the proof found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from packbuilder.errors import Problem
from packbuilder.model.passage import Prose
from packbuilder.model.secrets import Secret
from packbuilder.postal.placement import PostalView
from packbuilder.proof.code_reading import PlacedCode, ReadCode

# What a file may claim to be. "pdf/a-2a" is that and PDF/UA-1; "pdf/ua-1" is that alone: sheets to be cut, folded or
# glued, each side of them one figure. "plain" claims nothing: a file for the press whose condition has no profile that
# may be embedded.
Standard = Literal["pdf/a-2a", "pdf/ua-1", "pdf/x-4", "plain"]
# The standards that each of these is, as they are called: what a validator is asked for.
CLAIMS: dict[Standard, tuple[str, ...]] = {
    "pdf/a-2a": ("PDF/A-2a", "PDF/UA-1"),
    "pdf/ua-1": ("PDF/UA-1",),
    "pdf/x-4": ("PDF/X-4",),
    "plain": (),
}


@dataclass(frozen=True, slots=True)
class Press:
    """What a file for a print shop must be besides.

    `condition` is the registered name of the printing condition, `bleed_mm` how far colour runs past the trim, `as_of`
    the one day that the file tells.
    """

    condition: str
    bleed_mm: float
    as_of: date


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the file at `path` (as messages name it) must be.

    `sheets_mm` gives width and height of every page, trimmed, and so how many pages there are; `faces` the PostScript
    names of the faces that may be used (`load.font_names` tells those of the house); `standard` what it claims to be;
    `press` is given for a file that goes to a print shop; `secrets` must not be found in it;
    `posted` is what of it the post sees; `prose` the texts that its pages show word for word;
    `parts` the files whose pages follow its own, each proven by itself.
    """

    path: str
    title: str
    lang: str
    sheets_mm: tuple[tuple[float, float], ...]
    faces: frozenset[str]
    codes: tuple[PlacedCode, ...] = ()
    standard: Standard = "pdf/a-2a"
    press: Press | None = None
    secrets: tuple[Secret, ...] = ()
    posted: tuple[PostalView, ...] = ()
    prose: tuple[Prose, ...] = ()
    parts: tuple[bytes, ...] = ()

    def problem(self, key: str, what: str, remedy: str) -> Problem:
        """A problem of this file."""
        return Problem.at(self.path, what, remedy, key=key)


@dataclass(frozen=True, slots=True)
class Proof:
    """What the proof of a file found: its problems, of which there must be none, and its codes in the order placed."""

    problems: tuple[Problem, ...]
    codes: tuple[ReadCode, ...]
