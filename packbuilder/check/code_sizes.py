"""Addresses that a printed QR code cannot hold, or only in modules that are small on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from packbuilder.errors import Problem, Severity
from packbuilder.model.loaded import Layout, Subject

# Bytes that a code of version 4 (worth a warning above it) and 6 (refused above it) holds, by error correction.
# ISO/IEC 18004, as tabulated at https://www.qrcode.com/en/about/version.html
CAPACITY = {"L": (78, 134), "M": (62, 106), "Q": (46, 74), "H": (34, 58)}
_SHORTEN = "Use a shorter address of your own; every byte less makes the code easier to read."


def held(case: Subject, layouts: Mapping[str, Layout]) -> Iterator[Problem]:
    """A problem for each language whose appeal address is no plain ASCII, or too long for one of the codes."""
    levels = {layout.facts.code.level for layout in layouts.values() if layout.facts.code is not None}
    easy = min((CAPACITY[level][0] for level in levels), default=0)
    most = min((CAPACITY[level][1] for level in levels), default=0)
    for lang, url in case.facts.appeal.url.items() if levels else ():
        place = ("appeal", "url", lang)
        if not url.isascii():
            what = "The address has letters beyond ASCII, which code readers take in different ways."
            yield case.source.problem(place, what, "Write it as a browser copies it, with xn-- and %-signs.")
        elif len(url) > most:
            yield case.source.problem(place, f"The address has {len(url)} letters; a code holds {most}.", _SHORTEN)
        elif len(url) > easy:
            what = f"The address has {len(url)} letters; above {easy} the code gets hard to read."
            yield case.source.problem(place, what, _SHORTEN, severity=Severity.WARNING)
