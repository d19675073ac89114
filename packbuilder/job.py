"""A job: what the person asked for, made once and passed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Job:
    """One build, as it was asked for.

    `root` is the campaign folder, `out` where the cases go, `today` the day that expiry is reckoned from. `cases`
    empty stands for all of them; `langs` and `only` (names of layouts) empty for no choice. `strict` makes warnings
    errors, `draft` lets gaps pass and marks every page.
    """

    root: Path
    out: Path
    today: date
    cases: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    strict: bool = False
    draft: bool = False
