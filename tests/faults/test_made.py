"""Faults that no repository should carry: files that are binary, huge, links or no files at all."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from packbuilder.errors import Problem

CASE = Path("content/cases/ferry")
STORY = CASE / "en/story.md"
QUAY = CASE / "images/quay.png"
SMALLER = "Make it smaller, or check that it is the right file."
CROP = "Crop it, so that no side is more than 20 times the other."
COPY = "Copy the picture itself there."

Told = Callable[[Path], tuple[list[Problem], list[Problem]]]
Fault = Callable[[Path], None]


def write(file: Path, data: bytes) -> Fault:
    def fault(root: Path) -> None:
        (root / file).write_bytes(data)

    return fault


def link(file: Path, target: str) -> Fault:
    """Put a link in the place of a file or folder, and what it leads to outside the campaign."""

    def fault(root: Path) -> None:
        (root.parent / "elsewhere").mkdir()
        (root / file).rename(root.parent / "elsewhere" / file.name)
        (root / file).symlink_to(root.parent / target)

    return fault


def png(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")


def shot(image: Image.Image, **options: object) -> bytes:
    """A picture as a PNG."""
    stream = BytesIO()
    image.save(stream, "PNG", **options)
    return stream.getvalue()


def noise(kind: str) -> bytes:
    stream = BytesIO()
    Image.effect_noise((320, 240), 60).save(stream, kind)
    return stream.getvalue()


def flipped(data: bytes) -> bytes:
    """The data with the bits of its middle byte turned over."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 0xFF]) + data[middle + 1 :]


def fifo(root: Path) -> None:
    (root / STORY).unlink()
    os.mkfifo(root / STORY)


def folder(root: Path) -> None:
    (root / STORY).unlink()
    (root / STORY).mkdir()


def loop(root: Path) -> None:
    (root / STORY).unlink()
    (root / STORY).symlink_to(root / STORY)


def no_cases(root: Path) -> None:
    (root / "content/cases").rename(root / "content/elsewhere")


FAULTS: dict[str, tuple[Fault, list[str]]] = {
    "not UTF-8": (
        write(STORY, "# Паром\n\nГород и его суда.\n".encode("cp1251")),
        [f"{STORY}:1: The file is not UTF-8: byte 0xcf at offset 2. Save it as UTF-8."],
    ),
    "not UTF-8 further down, with line ends of its own": (
        write(STORY, b"# A town\r\n\r\nIts boats\r\rare \xff\n"),
        [f"{STORY}:5: The file is not UTF-8: byte 0xff at offset 27. Save it as UTF-8."],
    ),
    "UTF-16": (
        write(STORY, "# A town\n\nIts boats.\n".encode("utf-16")),
        [f"{STORY}:1: The file is not UTF-8: byte 0xff at offset 0. Save it as UTF-8."],
    ),
    "YAML not UTF-8": (
        write(CASE / "case.yaml", b"slug: ferry\nkind: \xe9\n"),
        [f"{CASE}/case.yaml:2: The file is not UTF-8: byte 0xe9 at offset 18. Save it as UTF-8."],
    ),
    "nothing but a byte order mark": (
        write(STORY, b"\xef\xbb\xbf\r\n"),
        [f"{STORY}: The file is empty. Fill it, or delete it."],
    ),
    "ten megabytes": (
        write(STORY, b"# A town\n\n" + b"boats " * 1_700_000),
        [f"{STORY}: The file has 10,200 kB; at most 262 kB are read. {SMALLER}"],
    ),
    "text is a link out": (
        link(STORY, "elsewhere/story.md"),
        [f"{STORY}: The file lies outside the folder it belongs to. Copy the file itself there."],
    ),
    "text is a link to itself": (
        loop,
        [f"{STORY}: The file lies outside the folder it belongs to. Copy the file itself there."],
    ),
    "text is a pipe": (fifo, [f"{STORY}: This is no regular file. Put a file in its place."]),
    "text is a folder": (folder, [f"{STORY}: This is no regular file. Put a file in its place."]),
    "language is a link out": (
        link(CASE / "ru", "elsewhere/ru"),
        [f"{CASE}/ru: The folder is a link that leads out of the campaign. Copy the folder itself there."],
    ),
    "case is a link out": (
        link(CASE, "elsewhere/ferry"),
        [f"{CASE}: The folder is a link that leads out of the campaign. Copy the folder itself there."],
    ),
    "settings are a link out": (
        link(Path("content/campaign.yaml"), "elsewhere/campaign.yaml"),
        ["content/campaign.yaml: The file lies outside the folder it belongs to. Copy the file itself there."],
    ),
    "no cases": (no_cases, ["content/cases: The folder is missing. Make it, with a folder per case."]),
    "picture is a link out": (
        link(QUAY, "elsewhere/quay.png"),
        [f"{CASE}/case.yaml:36: images.quay.file: `{QUAY}` is a link that leads out of the campaign. {COPY}"],
    ),
    "picture cut short": (write(QUAY, noise("JPEG")[:4000]), [f"{QUAY}: The picture is broken. Save or copy it anew."]),
    "picture with a wrong byte": (
        write(QUAY, flipped(noise("PNG"))),
        [f"{QUAY}: The picture is broken. Save or copy it anew."],
    ),
    "picture of 12 MB": (
        write(QUAY, noise("JPEG").ljust(12_100_000, b"\0")),
        [f"{QUAY}: The file has 12,100 kB; at most 12,000 kB are read. {SMALLER}"],
    ),
    "picture of a dot": (
        write(QUAY, shot(Image.effect_noise((1, 1), 60))),
        [f"{QUAY}: The picture has 1 × 1 pixels; each side has at least 16. Check that it is the right file."],
    ),
    "picture of a line": (
        write(QUAY, shot(Image.effect_noise((20, 6000), 60))),
        [f"{QUAY}: The picture has 20 × 6000 pixels: it would be printed as a line. {CROP}"],
    ),
    "picture of nothing": (
        write(QUAY, shot(Image.new("RGBA", (40, 40), (0, 0, 0, 0)))),
        [f"{QUAY}: The picture is wholly transparent. Save it with what is to be seen."],
    ),
    "picture of one tone": (
        write(QUAY, shot(Image.new("L", (40, 40), 255))),
        [f"{QUAY}: Nothing is to be seen on the picture: it has one tone. Check that it is the right file."],
    ),
    "picture that moves": (
        write(QUAY, shot(Image.new("L", (40, 40)), save_all=True, append_images=[Image.effect_noise((40, 40), 60)])),
        [f"{QUAY}: The picture moves. Save the one of its pictures that is to be printed."],
    ),
    "picture that lacks its rows": (
        write(QUAY, png(200, 100)),
        [f"{QUAY}: The picture is broken: a part of it is missing. Save or copy it anew."],
    ),
    "picture of 64 megapixels": (
        write(QUAY, png(8000, 8000)),
        [f"{QUAY}: The picture has more than 60 megapixels. Save it smaller."],
    ),
    "picture of 100 megapixels": (
        write(QUAY, png(10_000, 10_000)),
        [f"{QUAY}: The picture has more than 60 megapixels. Save it smaller."],
    ),
    "picture that blows up": (
        write(QUAY, png(60_000, 60_000)),
        [f"{QUAY}: The picture has more than 60 megapixels. Save it smaller."],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault(name: str, base: Path, told: Told) -> None:
    fault, expected = FAULTS[name]
    fault(base)
    loaded, _ = told(base)
    assert [str(problem) for problem in loaded] == expected


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("size", [(16, 16), (40, 500), (2000, 1500)])
def test_whole_pictures_are_taken(kind: str, size: tuple[int, int], base: Path, told: Told) -> None:
    Image.effect_noise(size, 40).save(base / QUAY, kind)
    assert told(base) == ([], [])
