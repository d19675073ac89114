"""`packbuilder poster`: any PDF, with no campaign near it; and every way in which it can go wrong."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from tests.impose.samples import FIELD, chequered, page, pdf, read
from tests.program import invoke, lines, run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A PDF of two pages."""
    place = tmp_path / "notice.pdf"
    place.write_bytes(pdf(chequered(595.28, 841.89), page(841.89, 595.28, FIELD)))
    return place


def locked() -> bytes:
    """A PDF with a password."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(page(100, 100)))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_poster_is_written_beside_its_page_far_from_any_campaign(file: Path) -> None:
    """As a process of its own, in a folder with nothing else in it."""
    done = run("poster", file.name, "--to", "A2", "--on", "Letter", "--page", "1", cwd=file.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert lines(done.stdout) == ["notice-1-a2-on-letter.pdf"]
    made = read((file.parent / "notice-1-a2-on-letter.pdf").read_bytes())
    assert made.metadata is not None
    assert made.metadata.title == f"A2 poster from {len(made.pages) - 1} sheets of Letter"
    assert sorted(p.name for p in file.parent.iterdir()) == ["notice-1-a2-on-letter.pdf", "notice.pdf"]


def test_all_pages_come_one_after_another(file: Path, tmp_path: Path) -> None:
    """Each on its own sheets, lying as it must; -o says where they go, and the language is what was asked for."""
    out = tmp_path / "posters.pdf"
    done = invoke("poster", file, "--sheets", "4", "--lang", "ru", "-o", out)
    assert done.exit_code == 0, done.stderr
    made = read(out.read_bytes())
    assert len(made.pages) == 10
    assert made.metadata is not None
    assert "плакат" in str(made.metadata.title).lower()


@pytest.mark.parametrize(
    ("size", "name"),
    [
        ("22x28", "22x28"),
        ("500x700mm", "500x700mm"),
        ("24 x 36in", "609.6x914.4mm"),
        ("A1", "a1"),
        ("400×300", "400x300mm"),
    ],
)
def test_sizes_may_be_named_or_measured(file: Path, size: str, name: str) -> None:
    """In millimetres where nothing else is said."""
    done = invoke("poster", file, "--to", size, "--page", "2", "--on", "a3")
    assert done.exit_code == 0, done.stderr
    assert (file.parent / f"notice-2-{name}-on-a3.pdf").is_file()


FAULTS: dict[str, tuple[bytes | None, list[str], int, str]] = {
    "no size": (None, [], 2, "poster: Either a size or a number of sheets is needed. Say --to or --sheets."),
    "size and sheets": (None, ["--to=a2", "--sheets=4"], 2, "poster: Either a size or a number of sheets is needed."),
    "a size that is none": (None, ["--to=a11"], 2, "--to: `a11` is no size of paper. Say one of a6, a5"),
    "a size that is too large": (None, ["--to=9x9in,"], 2, "--to: `9x9in,` is no size of paper."),
    "sheets that are none": (None, ["--to=a2", "--on=foolscap"], 2, "--on: `foolscap` is no size of paper."),
    "sheets too small": (None, ["--to=a2", "--on=a6"], 4, "poster: A6 is too small for parts of a poster."),
    "far too large": (None, ["--to=5000x5000"], 4, "poster: A poster of 5000 × 5000 mm takes"),
    "no such page": (None, ["--to=a2", "--page=3"], 2, "--page: notice.pdf has 2 pages. Name one of them"),
    "no such language": (None, ["--to=a2", "--lang=tlh"], 2, "--lang: There are no labels in the language `tlh`."),
    "over itself": (None, ["--to=a2", "-o", "notice.pdf"], 2, "notice.pdf: The poster would overwrite the PDF."),
    "into no folder": (
        None,
        ["--to=a2", "-o", "none/a.pdf"],
        6,
        "none/a.pdf: The file cannot be written: No such file",
    ),
    "an empty file": (b"", ["--to=a2"], 5, "notice.pdf: The file is empty. Name a PDF with pages."),
    "no PDF": (b"hello", ["--to=a2"], 5, "notice.pdf: This is no PDF."),
    "damaged": (pdf(page(99, 99, FIELD))[:400], ["--to=a2"], 5, "notice.pdf: The PDF is damaged:"),
    "no pages": (pdf(), ["--to=a2"], 5, "notice.pdf: The PDF has no pages."),
    "encrypted": (locked(), ["--to=a2"], 5, "notice.pdf: The PDF is encrypted."),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_goes_wrong_is_told(fault: str, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one message, with the exit code that is documented, and nothing is written."""
    data, options, code, told = FAULTS[fault]
    if data is not None:
        file.write_bytes(data)
    monkeypatch.chdir(file.parent)
    before = file.read_bytes()
    done = invoke("poster", file.name, *options)
    assert done.exit_code == code, done.stderr or done.exception
    assert lines(done.stderr)[0].startswith(told)
    assert lines(done.stderr)[1] == "1 error. Nothing of it was written: what was there before is as it was."
    assert file.read_bytes() == before
    assert [one.name for one in file.parent.iterdir()] == ["notice.pdf"]


@pytest.mark.parametrize(
    "options",
    [["none.pdf", "--to=a2"], [".", "--to=a2"], ["notice.pdf", "--to=a2", "--margin=1"], ["notice.pdf", "--sheets=0"]],
)
def test_options_out_of_range_are_usage(options: list[str], file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As of every command."""
    monkeypatch.chdir(file.parent)
    assert invoke("poster", *options).exit_code == 2
