"""What the files of the real case do not say: who made them, when, where and with what names of folders."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

from tests import program
from tests.e2e.delivery import Delivery

pytestmark = pytest.mark.timeout(900)

PERSONS = (b"/Author", b"/Creator", b"dc:creator", b"xmp:CreatorTool", b"pdf:Author")
TIMES = (b"/CreationDate", b"/ModDate", b"xmp:CreateDate", b"xmp:ModifyDate", b"xmp:MetadataDate")
CLOCK = re.compile(rb"D:\d{8}|\b20\d\d-\d\d-\d\dT\d\d:\d\d")
UUID = re.compile(rb"uuid:[0-9a-f]{8}|<DocumentID>|xmpMM:")


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


def test_files_can_be_read_strictly_and_whole(real: Delivery) -> None:
    """A strict reader finds no fault in any object; what a search goes through below is all of the file."""
    assert real.files
    for pdf in real.files.values():
        assert len(pdf.reader.pages) > 0
        assert len(pdf.objects) == pdf.size - 1
        assert b"/StructElem" in pdf.decompressed
        assert b"WeasyPrint" in pdf.decompressed  # the search would find a name if there were one


def test_nobody_is_named(real: Delivery) -> None:
    """No author and no creator, in the information of the file or in its XMP."""
    for pdf in real.files.values():
        assert [key for key in PERSONS if key in pdf.decompressed] == [], pdf.path
        assert set(pdf.reader.metadata or ()) <= {"/Title", "/Producer"}


def test_no_time_is_told(real: Delivery) -> None:
    """No date of making or changing, no time of day, no identifier that is new each time."""
    for pdf in real.files.values():
        assert [key for key in TIMES if key in pdf.decompressed] == [], pdf.path
        assert CLOCK.findall(pdf.decompressed) == [], pdf.path
        assert UUID.findall(pdf.decompressed) == [], pdf.path


def test_no_folder_is_told(real: Delivery, places: list[bytes]) -> None:
    """No path of the machine, of the campaign's folder or of the renderer's own host, in files and manifest."""
    assert len(places) >= 3
    manifest = (real.place / "manifest.json").read_bytes()
    for path, data in [("manifest", manifest), *((pdf.path, pdf.decompressed) for pdf in real.files.values())]:
        assert [place for place in [*places, b"file:", b"pack.invalid"] if place in data] == [], path


def test_who_must_not_be_printed_is_in_no_file(real: Delivery) -> None:
    """The roles in case.yaml are for the campaign's own eyes."""
    for pdf in real.files.values():
        assert b"main organiser of the protest" not in pdf.decompressed
        assert "main organiser of the protest" not in "".join(pdf.texts)
