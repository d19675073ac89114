"""A trial: whether a document fits at its smallest size, and how full its columns are then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a document at its smallest size: whether it fits, and the share that each column needs, by id.

    `foot` is how much higher than designed its foot is, in mm.
    """

    fits: bool
    fill: Mapping[str, float]
    foot: float
