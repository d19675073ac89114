"""Pieces of work as they travel: without what many of them share, which a worker gets once, by its fingerprint."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from packbuilder.compose.font_set import FontSet
from packbuilder.compose.images import PrintedPicture
from packbuilder.compose.stylesheets import StyleSheet
from packbuilder.production.work import Work

# Bytes. What is smaller travels with its piece of work: to keep account of it would take longer.
_SMALL = 2_000


@dataclass(frozen=True, slots=True)
class Parcel:
    """A piece of work with digests (SHA-256, hex) in the place of what it shares with others.

    `shared` are these things, packed, by their digests; `fonts` what it is set with.
    """

    work: bytes
    shared: Mapping[str, bytes]
    fonts: FontSet | None


def packed(work: Work) -> Parcel:
    """A piece of work for another machine: where the fonts lie on this one stays behind."""
    packer = _Packer(BytesIO())
    packer.dump(work)
    return Parcel(packer.written.getvalue(), packer.shared, packer.fonts)


def unpacked(work: bytes, shared: Mapping[str, bytes], fonts: Path) -> Work:
    """The piece of work again; `fonts` is the folder that holds the faces here."""
    opened: Work = _Unpacker(BytesIO(work), shared, fonts).load()
    return opened


class _Packer(pickle.Pickler):
    def __init__(self, written: BytesIO) -> None:
        super().__init__(written, pickle.HIGHEST_PROTOCOL)
        self.written = written
        self.shared: dict[str, bytes] = {}
        self.fonts: FontSet | None = None

    def persistent_id(self, thing: object) -> tuple[str, object] | None:
        match thing:
            case FontSet():
                self.fonts = thing
                return "fonts", (thing.css, thing.digests)
            case StyleSheet() | PrintedPicture() | (bytes(), str()):
                data = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
                if len(data) > _SMALL:
                    digest = sha256(data).hexdigest()
                    self.shared[digest] = data
                    return "shared", digest
        return None


class _Unpacker(pickle.Unpickler):
    def __init__(self, written: BytesIO, shared: Mapping[str, bytes], fonts: Path) -> None:
        super().__init__(written)
        self._shared = shared
        self._fonts = fonts

    def persistent_load(self, reference: tuple[str, object]) -> object:
        match reference:
            case "fonts", (str(css), tuple(digests)):
                return FontSet(css, digests, (self._fonts,))
            case "shared", str(digest):
                return pickle.loads(self._shared[digest])  # noqa: S301 - a worker runs what its scheduler says
        raise pickle.UnpicklingError(reference)
