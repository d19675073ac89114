"""The file of one result: a JSON header and blobs of bytes, with a digest over all of it.

    14 bytes   `packbuilder/1` and the end of a line: what it is, and in which version of the format
    32 bytes   the SHA-256 of all that follows
     8 bytes   how long the index is, the highest byte first
    the index  JSON: {"of": the name of the file, "header": …, "blobs": {name: bytes, …}}
    the blobs  one after another

Its own name stands in it, so that a file which was renamed is not taken for another result. Nothing in it is ever run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

_MARK = b"packbuilder/1\n"
_DIGEST = len(_MARK) + sha256().digest_size
_COUNT = 8

Json = Any  # whatever JSON says: None, bool, int, float, str, lists, and dicts by str


@dataclass(frozen=True, slots=True)
class Kept:
    """A result as it was kept: its header, as JSON has it (tuples are lists now), and its blobs by name."""

    header: Json
    blobs: Mapping[str, bytes]


def packed(name: str, header: Json, blobs: Mapping[str, bytes]) -> Sequence[bytes]:
    """The parts of a file, to be written one after another; ValueError or TypeError for a header that is no JSON."""
    sizes = {one: len(data) for one, data in blobs.items()}
    told = {"of": name, "header": header, "blobs": sizes}
    words = json.dumps(told, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    index = words.encode("utf-8", "surrogatepass")
    parts = [len(index).to_bytes(_COUNT, "big"), index, *blobs.values()]
    total = sha256()
    for part in parts:
        total.update(part)
    return [_MARK, total.digest(), *parts]


def unpacked(name: str, data: bytes) -> Kept | None:
    """What a file of that name holds; None unless it is whole, of this format, and its own."""
    view = memoryview(data)
    if view[: len(_MARK)] != _MARK or view[len(_MARK) : _DIGEST] != sha256(view[_DIGEST:]).digest():
        return None
    try:
        return _read(name, view[_DIGEST:])
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):  # it was whole, but never ours
        return None


def _read(name: str, body: memoryview) -> Kept | None:
    begin = _COUNT + int.from_bytes(body[:_COUNT], "big")
    index = json.loads(body[_COUNT:begin].tobytes().decode("utf-8", "surrogatepass"))
    blobs = {}
    for one, size in index["blobs"].items():
        blobs[one] = body[begin : begin + size].tobytes()
        begin += size
    return Kept(index["header"], blobs) if index["of"] == name and begin == len(body) else None
