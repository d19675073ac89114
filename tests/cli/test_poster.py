"""`packbuilder poster`: any PDF, with no campaign near it; and every way in which it can go wrong."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Rectangle
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from tests.impose.samples import FIELD, Pixels, chequered, page, pdf, pixels, read
from tests.program import invoke, lines, run
from tests.untyped import PdfThing


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A PDF of two pages."""
    place = tmp_path / "notice.pdf"
    place.write_bytes(pdf(chequered(595.28, 841.89), page(841.89, 595.28, FIELD)))
    return place


def file_of(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def noted(flags: int = 4) -> PdfWriter:
    """A page that somebody put a red note upon; by its flags it is printed."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(page(100, 100)))))
    note = writer.add_annotation(0, Rectangle(rect=(10, 10, 90, 90), interior_color="ff0000"))
    note[NameObject("/F")] = NumberObject(flags)
    return writer


def locked(password: str, algorithm: str = "RC4-128") -> bytes:
    """The same with a password."""
    writer = noted()
    writer.encrypt(password, "owner", algorithm=algorithm)
    return file_of(writer)


def form(**told: PdfThing) -> bytes:
    """A page with a field that is filled in and has no appearance, as programs leave it that only fill in."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(page(100, 100)))))
    helvetica = {"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/Helvetica"}
    field = writer._add_object(  # noqa: SLF001 - pypdf adds fields no other way
        thing({
            "Type": "/Annot", "Subtype": "/Widget", "FT": "/Tx", "T": "name", "V": "\u2588" * 9, "F": 4,
            "Rect": [0, 0, 100, 100], "DA": "/Helv 60 Tf 1 0 0 rg", "MK": {"BG": [1, 0, 0]},
        })
    )  # fmt: skip
    fonts = {"Font": {"Helv": writer._add_object(thing(helvetica))}}  # noqa: SLF001 - see above
    writer.pages[0][NameObject("/Annots")] = thing([field])
    writer.root_object[NameObject("/AcroForm")] = thing({"Fields": [field], "DR": fonts, **told})
    writer.root_object[NameObject("/NeedsRendering")] = BooleanObject("XFA" in told)
    return file_of(writer)


def thing(value: PdfThing) -> PdfThing:
    """A value as pypdf has it; words that begin with a stroke are names."""
    if isinstance(value, dict):
        return DictionaryObject({NameObject(f"/{key}"): thing(one) for key, one in value.items()})
    if isinstance(value, list):
        return ArrayObject(map(thing, value))
    if isinstance(value, str):
        return NameObject(value) if value.startswith("/") and " " not in value else TextStringObject(value)
    return NumberObject(value) if isinstance(value, int) else value


def picture(form: str, mode: str = "RGB", turned: int = 1) -> bytes:
    """A picture, red on its left half, and white; what can be seen through of it is black below."""
    drawn = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    drawn.paste((255, 0, 0, 255), (0, 0, 150, 200))
    white = Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn).convert("RGB")
    exif, out = Image.Exif(), BytesIO()
    exif[ExifTags.Base.Orientation] = turned
    (drawn if mode == "RGBA" else white.convert(mode)).save(out, form, exif=exif)
    return out.getvalue()


def grey() -> bytes:
    """A PNG of 16 bits, half of it mid-grey: no tone of it is told by its lower byte."""
    tones = np.full((200, 300), 0xFFFF, np.uint16)
    tones[:, :150] = 0x8000
    out = BytesIO()
    Image.fromarray(tones).save(out, "PNG")
    return out.getvalue()


def part(file: Path) -> Pixels:
    """The second page of a file, the first part of a poster, as red, green and blue."""
    return pixels(file.read_bytes(), 1, 20)[:, :, ::-1]


def reds(file: Path) -> float:
    """The share of the first part of a poster that is red."""
    red, green, blue = np.moveaxis(part(file), 2, 0)
    return float(((red > 200) & (green < 90) & (blue < 90)).mean())


def enlarged(data: bytes, folder: Path, name: str = "one.pdf") -> tuple[Path, str]:
    """The poster of a file on a single sheet, and what was said of it."""
    (file := folder / "notice").write_bytes(data)
    done = invoke("poster", file, "--to", "a4", "--on", "a3", "-o", folder / name)
    assert done.exit_code == 0, done.stderr
    return folder / name, done.stderr


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_what_opens_without_a_password_is_enlarged_with_the_notes_upon_it(algorithm: str, tmp_path: Path) -> None:
    """Whatever it is encrypted with; the same bytes each time."""
    data = locked("", algorithm)
    one, said = enlarged(data, tmp_path)
    assert said == ""
    assert reds(one) > 0.1
    assert one.read_bytes() == enlarged(data, tmp_path, "two.pdf")[0].read_bytes()


def test_what_is_filled_in_is_enlarged(tmp_path: Path) -> None:
    """Also where the program that filled it in has drawn nothing."""
    made, said = enlarged(form(), tmp_path)
    assert said == ""
    assert reds(made) > 0.1


@pytest.mark.parametrize(("flags", "told"), [(0, True), (2, False)], ids=["for the screen", "hidden"])
def test_notes_that_are_not_printed_are_told(flags: int, *, told: bool, tmp_path: Path) -> None:
    """Where they are seen."""
    made, said = enlarged(file_of(noted(flags)), tmp_path)
    assert ("1 of the notes and marks upon page 1 is not printed." in said) is told
    assert reds(made) == 0


@pytest.mark.parametrize(
    "data",
    [picture("JPEG"), picture("JPEG", "CMYK"), picture("PNG"), picture("PNG", "RGBA"), picture("PNG", "P")],
    ids=["JPEG", "CMYK", "PNG", "transparent", "of a palette"],
)
def test_pictures_are_enlarged(data: bytes, tmp_path: Path) -> None:
    """In their colours."""
    made, said = enlarged(data, tmp_path)
    assert said == ""
    assert 0.1 < reds(made) < 0.5


def test_pictures_of_16_bits_keep_their_tones(tmp_path: Path) -> None:
    shown = part(enlarged(grey(), tmp_path)[0])
    assert 0.1 < (abs(shown - 128) < 8).all(axis=2).mean() < 0.5


def test_pictures_stand_upright(tmp_path: Path) -> None:
    """As the camera says: the left half of this one is the upper one."""
    upper = part(enlarged(picture("JPEG", turned=6), tmp_path)[0])
    lower = upper[upper.shape[0] // 2 :]
    assert (upper[:, :, 1] < 90).sum() > 5 * (lower[:, :, 1] < 90).sum()


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
    "over itself": (None, ["--to=a2", "-o", "notice.pdf"], 2, "notice.pdf: The poster would overwrite its source."),
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
    "encrypted": (locked("secret"), ["--to=a2"], 5, "notice.pdf: The PDF is encrypted and asks for a password."),
    "a form of Adobe's": (form(XFA="<xdp/>"), ["--to=a2"], 5, "notice.pdf: The PDF is a form (XFA) that only Adobe's"),
    "half a picture": (
        picture("PNG")[:250],
        ["--to=a2"],
        5,
        "notice.pdf: The picture is broken. Save or",
    ),
    "no picture": (b"\xff\xd8\xff and no more", ["--to=a2"], 5, "notice.pdf: This is neither a JPEG nor a PNG."),
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
