"""What the files of the real case do not say: who made them, when, where and with what names of folders."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import program
from tests.e2e.delivery import UNTAGGED, Delivery, Pdf

pytestmark = pytest.mark.timeout(900)

PERSONS = (b"/Author", b"/Creator", b"dc:creator", b"xmp:CreatorTool", b"pdf:Author")
TIMES = (b"/CreationDate", b"/ModDate", b"xmp:CreateDate", b"xmp:ModifyDate", b"xmp:MetadataDate")
CLOCK = re.compile(rb"D:\d{8}|\b20\d\d-\d\d-\d\dT\d\d:\d\d")
UUID = re.compile(rb"uuid:[0-9a-f]{8}|<DocumentID>|xmpMM:")


@pytest.fixture(scope="module")
def files(real: Delivery, editions: Delivery, sent: Delivery) -> list[Pdf]:
    """Every PDF of every edition."""
    return [*real.files.values(), *editions.files.values(), *sent.files.values()]


@pytest.fixture(scope="module")
def places(real: Delivery) -> list[bytes]:
    """Folders of this machine that a file could betray."""
    folders = [
        program.ROOT,
        Path.home(),
        Path(tempfile.gettempdir()),
        real.place.parent,
        Path(program.COMMAND[0]).parent,
    ]
    return [f"{folder}/".encode() for folder in folders if len(folder.parts) > 1]


def test_files_can_be_read_strictly_and_whole(real: Delivery, editions: Delivery, sent: Delivery) -> None:
    """A strict reader finds no fault in any object; what a search goes through below is all of the file."""
    for made in (real, editions, sent):
        assert len(made.files) > 20
        for path, pdf in made.files.items():
            assert len(pdf.reader.pages) > 0
            assert len(pdf.objects) == pdf.size - 1
            # The search would find a name if there were one.
            put_together = made.forms[path] in UNTAGGED
            assert (b"packbuilder" if put_together else b"WeasyPrint") in pdf.decompressed
            assert (b"/StructElem" in pdf.decompressed) is (made.variants[path] != "press")


def test_nobody_is_named(files: list[Pdf]) -> None:
    """No author and no creator, in the information of the file or in its XMP."""
    for pdf in files:
        assert [key for key in PERSONS if key in pdf.decompressed] == [], pdf.path
        press = {"/CreationDate", "/ModDate", "/Trapped"} if "/press/" in pdf.path else set()
        assert set(pdf.reader.metadata or ()) <= {"/Title", "/Producer"} | press


def test_no_time_is_told(files: list[Pdf]) -> None:
    """No date of making or changing, no time of day, no identifier that is new each time."""
    for pdf in files:
        if "/press/" not in pdf.path:
            assert [key for key in TIMES if key in pdf.decompressed] == [], pdf.path
            assert CLOCK.findall(pdf.decompressed) == [], pdf.path
            assert UUID.findall(pdf.decompressed) == [], pdf.path


def test_files_for_the_press_tell_the_day_of_the_case(editions: Delivery) -> None:
    """Their standard asks for dates: midnight of the day that the case stands at, wherever one is told."""
    day = editions.manifest["as_of"]
    for pdf in editions.of("en", variant="press"):
        told = re.findall(rb"D:(\d{8}[0-9Z]*)", pdf.decompressed)
        stamps = re.findall(rb"\b(20\d\d-\d\d-\d\dT[^<]*)", pdf.decompressed)
        assert set(told) == {f"{day.replace('-', '')}000000Z".encode()}
        assert set(stamps) == {f"{day}T00:00:00Z".encode()}


def test_pictures_hold_nothing_but_pixels(real: Delivery, editions: Delivery) -> None:
    """Size, pixels, end: no text, no time, no program, no profile."""
    pictures = [*real.pictures.values(), *editions.pictures.values()]
    assert len(pictures) > 10
    for data in pictures:
        assert {kind for kind, _ in _chunks(data)} == {b"IHDR", b"IDAT", b"IEND"}


def test_no_folder_is_told(real: Delivery, editions: Delivery, files: list[Pdf], places: list[bytes]) -> None:
    """No path of the machine, of the campaign's folder or of the renderer's own host, in files and manifest."""
    assert len(places) >= 3
    manifests = [("manifest", (made.place / "manifest.json").read_bytes()) for made in (real, editions)]
    for path, data in [*manifests, *((pdf.path, pdf.decompressed) for pdf in files)]:
        assert [place for place in [*places, b"file:", b"pack.invalid"] if place in data] == [], path


def test_who_must_not_be_printed_is_in_no_file(files: list[Pdf]) -> None:
    """The roles in case.yaml are for the campaign's own eyes."""
    for pdf in files:
        assert b"main organiser of the protest" not in pdf.decompressed
        assert "main organiser of the protest" not in "".join(pdf.texts)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG."""
    at = 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4])
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += length + 12
