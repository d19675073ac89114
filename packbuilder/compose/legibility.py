"""A warning for slogans that are set too small for a street."""

from __future__ import annotations

from itertools import count
from math import floor

from packbuilder.errors import Problem, Severity
from packbuilder.model.legibility import LIMIT_MM_PER_M, limit_m

# A placard is read across a road.
_WANTED_M = 10
# From one A size to the next.
_LARGER = 2**0.5


def too_small(file: str, line: int, slogan: str, cap_mm: float, where: str) -> Problem | None:
    """The warning for a slogan whose capitals cannot be read from ten metres; None for one that can be."""
    if limit_m(cap_mm) >= _WANTED_M:
        return None
    steps = next(n for n in count(1) if limit_m(cap_mm * _LARGER**n) >= _WANTED_M)
    words = max(1, floor(len(slogan.split()) * (limit_m(cap_mm) / _WANTED_M) ** 2))
    return Problem.at(
        file,
        f"“{slogan}” on the {where} has capitals of {cap_mm:g} mm, which nobody reads from more than "
        f"{limit_m(cap_mm):.0f} m; {_WANTED_M} m take {_WANTED_M * LIMIT_MM_PER_M:g} mm.",
        f"Cut it to some {words} word(s), or print it {steps} size(s) larger.",
        line=line,
        key="slogan",
        severity=Severity.WARNING,
    )
