"""What the pages of a file draw with: faces, pictures and codes, and those that are the same."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from pikepdf import Dictionary, Object, Pdf, Stream


def resources(pdf: Pdf) -> Iterator[Object]:
    """Every resource dictionary of a file, once: those of pages, and of the forms and patterns within them."""
    seen: set[tuple[int, int]] = set()
    waiting = [page.obj.get("/Resources") for page in pdf.pages]
    while waiting:
        found = waiting.pop()
        if not isinstance(found, Dictionary) or (found.is_indirect and found.objgen in seen):
            continue
        seen.add(found.objgen)
        yield found
        for kind in ("/XObject", "/Pattern"):
            drawn = (one for _, one in found.get(kind, Dictionary()).items())
            waiting += [one.get("/Resources") for one in drawn if isinstance(one, Stream)]


def share_drawn(pdf: Pdf) -> None:
    """Keep of pictures and of codes that are the same the first, for all pages that show them."""
    kept: dict[tuple[bytes, bytes], Object] = {}
    seen: dict[tuple[int, int], Object] = {}

    def shared(one: Object) -> Object:
        if one.objgen not in seen:
            if "/SMask" in one:
                one.SMask = shared(one.SMask)
            key = one.stream_dict.unparse(), sha256(one.read_raw_bytes()).digest()
            seen[one.objgen] = kept.setdefault(key, one)
        return seen[one.objgen]

    for found in resources(pdf):
        drawn = found.get("/XObject", Dictionary())
        for name, one in list(drawn.items()):
            if isinstance(one, Stream):  # forms that draw with something differ in what they refer to
                drawn[name] = shared(one)
