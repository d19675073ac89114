"""The pictures of a PDF: none tells where, when or with what it was taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from packbuilder.errors import Problem
from packbuilder.pdf.strict_reader import at, items, resolved, resources
from packbuilder.proof.expectation import Expectation

if TYPE_CHECKING:
    from packbuilder.pdf.strict_reader import StrictReader

# How a JPEG begins the part that carries each. WeasyPrint takes a JPEG as it is, unless there is Exif in it: that one
# it writes anew, as it does every PNG.
_TRACES = {b"Exif\0\0": "Exif", b"http://ns.adobe.com/xap/1.0/\0": "XMP", b"Photoshop 3.0\0": "IPTC"}


def check(reader: StrictReader, expected: Expectation) -> Iterator[Problem]:
    """A problem for each kind of metadata that some picture carries."""
    found: set[str] = set()
    for resource in resources(reader):
        for drawn in map(resolved, (at(resource, "/XObject") or {}).values()):
            if at(drawn, "/Metadata") is not None:
                found.add("XMP")
            if "/DCTDecode" in items(at(drawn, "/Filter")):
                data = drawn.get_data()
                found |= {name for mark, name in _TRACES.items() if mark in data}
    for name in sorted(found):
        yield expected.problem(
            "picture",
            f"A picture carries {name} metadata, which may tell where and by whom it was taken.",
            "Save the picture without its metadata.",
        )
