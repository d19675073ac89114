"""From how far display type can be read: height of a capital in mm per metre of distance.

Comfortable is one inch to ten feet (ssksigns.com), the limit that of DIN 4844-1, one to 300 (permalight.de).
"""

from __future__ import annotations

COMFORTABLE_MM_PER_M = 8.3
LIMIT_MM_PER_M = 3.3


def easy_m(cap_mm: float) -> float:
    """From how many metres capitals of this height are read with ease."""
    return cap_mm / COMFORTABLE_MM_PER_M


def limit_m(cap_mm: float) -> float:
    """From how many metres capitals of this height can just be read."""
    return cap_mm / LIMIT_MM_PER_M
