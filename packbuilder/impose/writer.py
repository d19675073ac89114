"""Writing a PDF out of objects of others: each object once, small ones packed, the same bytes every time."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from io import BytesIO
from struct import pack
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, PdfObject, StreamObject

# What ties an object to a document that is left behind, or tells of whoever made it.
_LEFT = frozenset(
    {"/Parent", "/StructParent", "/StructParents", "/Metadata", "/PieceInfo", "/LastModified", "/OPI", "/Length"}
)
_PACKED = 200  # objects in one object stream


class Writer:
    """The file in the making. Objects are bytes, numbered from 1."""

    def __init__(self) -> None:
        self._objects: dict[int, bytes] = {}
        self._streams: dict[int, bytes] = {}
        self._numbers: dict[tuple[int, int], int] = {}
        self._waiting: list[tuple[int, IndirectObject]] = []
        self._places: dict[int, tuple[int, int, int]] = {}
        self._last = 0

    def reserve(self) -> int:
        """The number of an object that is put in later."""
        self._last += 1
        return self._last

    def put(self, body: bytes, number: int | None = None) -> bytes:
        """Put an object in; returns the reference to it."""
        number = number or self.reserve()
        self._objects[number] = body
        return reference(number)

    def stream(self, entries: Mapping[str, bytes], data: bytes, number: int | None = None) -> bytes:
        """Put a stream in, its data as it stands; returns the reference to it."""
        number = number or self.reserve()
        head = dictionary({**entries, "/Length": b"%d" % len(data)})
        self._streams[number] = head + b"\nstream\n" + data + b"\nendstream"
        return reference(number)

    def compressed(self, entries: Mapping[str, bytes], data: bytes) -> bytes:
        """Put a stream in, compressed; returns the reference to it."""
        return self.stream({**entries, "/Filter": b"/FlateDecode"}, zlib.compress(data))

    def copied(self, thing: Any) -> bytes:  # noqa: ANN401 - what a PDF holds has no type
        """An object of another document in the bytes of this one; what it refers to comes along, once."""
        copied = self._bytes(thing)
        while self._waiting:
            number, origin = self._waiting.pop()
            found = origin.get_object()
            if isinstance(found, StreamObject):
                self.stream(self._entries(found), raw(found), number)
            else:
                self._objects[number] = self._bytes(found)
        return copied

    def _bytes(self, thing: Any) -> bytes:  # noqa: ANN401 - see above
        if isinstance(thing, IndirectObject):
            key = id(thing.pdf), thing.idnum
            if key not in self._numbers:
                self._numbers[key] = self.reserve()
                self._waiting.append((self._numbers[key], thing))
            return reference(self._numbers[key])
        if isinstance(thing, DictionaryObject):
            return dictionary(self._entries(thing))
        if isinstance(thing, ArrayObject):
            return array(map(self._bytes, thing))
        return _plain(thing)

    def _entries(self, thing: DictionaryObject) -> dict[str, bytes]:
        return {key: self._bytes(thing.raw_get(key)) for key in thing if key not in _LEFT}

    def forget(self, pdf: object) -> None:
        """A document of which nothing more is copied: another one may come to stand in its place in the memory."""
        self._numbers = {key: number for key, number in self._numbers.items() if key[0] != id(pdf)}

    def settle(self) -> None:
        """Pack the objects that are there: they take less memory, and change no more."""
        numbers = sorted(self._objects)
        for first in range(0, len(numbers), _PACKED):
            self._pack(numbers[first : first + _PACKED], self._places)
        self._objects.clear()

    def finished(self, root: bytes, info: bytes) -> bytes:
        """The whole file, version 1.7. Its identifier is the digest of what is in it."""
        self.settle()
        places = self._places
        out = BytesIO()
        out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        for number, body in sorted(self._streams.items()):
            places[number] = 1, out.tell(), 0
            out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        start, number = out.tell(), self.reserve()
        places[number] = 1, start, 0
        table = b"".join(pack(">BIH", *places.get(n, (0, 0, 65535))) for n in range(number + 1))
        identity = b"<%s>" % sha256(out.getbuffer()).hexdigest()[:32].encode()
        entries = {
            "/Type": b"/XRef", "/Size": b"%d" % (number + 1), "/W": b"[1 4 2]", "/Root": root, "/Info": info,
            "/ID": array([identity, identity]),
        }  # fmt: skip
        self.stream({**entries, "/Filter": b"/FlateDecode"}, zlib.compress(table), number)
        out.write(b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, self._streams[number], start))
        return out.getvalue()

    def _pack(self, numbers: list[int], places: dict[int, tuple[int, int, int]]) -> None:
        """Put objects into one object stream, and note in which and as the how-manieth."""
        bodies, heads, at = [], [], 0
        holder = self.reserve()
        for index, number in enumerate(numbers):
            heads.append(b"%d %d" % (number, at))
            bodies.append(self._objects[number])
            at += len(self._objects[number]) + 1
            places[number] = 2, holder, index
        head = b" ".join(heads) + b"\n"
        entries = {
            "/Type": b"/ObjStm", "/N": b"%d" % len(numbers), "/First": b"%d" % len(head), "/Filter": b"/FlateDecode"
        }  # fmt: skip
        self.stream(entries, zlib.compress(head + b"\n".join(bodies)), holder)


def reference(number: int) -> bytes:
    """The reference to an object."""
    return b"%d 0 R" % number


def dictionary(entries: Mapping[str, bytes]) -> bytes:
    """A dictionary in the bytes of a file."""
    return b"<<%s>>" % b"".join(_name(key) + b" " + value for key, value in entries.items())


def array(members: Iterable[bytes]) -> bytes:
    """An array in the bytes of a file."""
    return b"[%s]" % b" ".join(members)


def numbers(*values: float) -> bytes:
    """Numbers in a row, to a hundred-thousandth, none of them a negative nothing."""
    return b" ".join(f"{round(value, 5) + 0:.5f}".rstrip("0").rstrip(".").encode() for value in values)


def text(words: str) -> bytes:
    """A string of text."""
    return b"<feff%s>" % words.encode("utf-16-be").hex().encode()


def raw(stream: StreamObject) -> bytes:
    """The data of a stream as they stand in its file, compressed or not."""
    return bytes(stream._data)  # noqa: SLF001 - pypdf gives them away only decoded


@cache
def _name(key: str) -> bytes:
    return NameObject(key).renumber()


def _plain(thing: PdfObject | None) -> bytes:
    if thing is None:
        return b"null"
    out = BytesIO()
    thing.write_to_stream(out)
    return out.getvalue()
