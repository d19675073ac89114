"""The second reading of a PDF, strict, with pypdf; and no more of its objects than are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NullObject,
    PdfObject,
    StreamObject,
    read_object,
)

PdfValue = Any  # what a PDF holds has no type


class StrictReader(PdfReader):
    """A reader that parses an object of an object stream when it is asked for.

    Why: pypdf parses all objects of such a stream at the first request, and WeasyPrint puts everything but contents
    and fonts into one. Of a pack that is a third of a second, nearly all of it for structure elements that are not
    looked at here.
    """

    def __init__(self, pdf: bytes) -> None:
        self._object_streams: dict[int, tuple[bytes, dict[int, tuple[int, int]]]] = {}
        super().__init__(BytesIO(pdf), strict=True)

    def get_object(self, indirect_reference: int | IndirectObject) -> PdfObject | None:
        """The object of a number or reference."""
        number = indirect_reference if isinstance(indirect_reference, int) else indirect_reference.idnum
        if number not in self.xref_objStm or self.cache_get_indirect_object(0, number) is not None:
            return super().get_object(indirect_reference)
        data, places = self._object_stream(self.xref_objStm[number][0])
        if number not in places:
            return super().get_object(indirect_reference)
        start, end = places[number]
        found = read_object(BytesIO(data[start:end] + b"\n"), self)
        self.cache_indirect_object(0, number, found)
        return found

    def _object_stream(self, number: int) -> tuple[bytes, dict[int, tuple[int, int]]]:
        """The bytes of an object stream, and where in them each of its objects begins and ends."""
        if number not in self._object_streams:
            stream = resolved(super().get_object(number))
            data, first = stream.get_data(), int(stream["/First"])
            header = [int(figure) for figure in data[:first].split()]
            starts = [first + offset for offset in header[1::2]]
            ends = [*starts[1:], len(data)]
            self._object_streams[number] = data, dict(zip(header[::2], zip(starts, ends, strict=True), strict=True))
        return self._object_streams[number]

    @property
    def catalog(self) -> PdfValue:
        """The dictionary at the root of the document."""
        return at(self.trailer, "/Root") or DictionaryObject()


def resolved(found: PdfValue) -> PdfValue:
    """The object itself, where there may be a reference to it; None for null."""
    while isinstance(found, IndirectObject):
        found = found.get_object()
    return None if isinstance(found, NullObject) else found


def at(found: PdfValue, *path: str) -> PdfValue:
    """What stands under a path of keys, all references resolved; None where the path ends early."""
    for key in path:
        found = resolved(found)
        if not isinstance(found, DictionaryObject):
            return None
        found = found.raw_get(key) if key in found else None
    return resolved(found)


def items(found: PdfValue) -> list[PdfValue]:
    """The members of an array, resolved; one object stands for an array of it, None for an empty one."""
    found = resolved(found)
    if found is None:
        return []
    return [resolved(item) for item in found] if isinstance(found, ArrayObject) else [found]


def array(found: PdfValue) -> list[PdfValue]:
    """The members of an array as they stand there, references unresolved; none if it is no array."""
    found = resolved(found)
    return list(found) if isinstance(found, ArrayObject) else []


def resources(reader: StrictReader) -> Iterator[PdfValue]:
    """Every resource dictionary of the document, once: those of pages, and of the forms and patterns within them."""
    seen: set[int] = set()
    waiting: list[PdfValue] = [at(page, "/Resources") for page in reader.pages]
    while waiting:
        found = waiting.pop()
        if found is None or id(found) in seen:
            continue
        seen.add(id(found))
        yield found
        for kind in ("/XObject", "/Pattern"):
            drawn = (resolved(x) for x in (at(found, kind) or {}).values())
            waiting += [at(x, "/Resources") for x in drawn if isinstance(x, StreamObject)]
