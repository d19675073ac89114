"""The proof of finished files: a good one passes, and each single fault is told, and nothing else with it."""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from packbuilder.compose.qr import symbol
from packbuilder.errors import Severity
from packbuilder.proof import Expectation, Proof, prove
from tests.pdfcheck import sample
from tests.untyped import PdfThing

Change = Callable[[PdfWriter], object]


def told(proof: Proof) -> list[tuple[str, str]]:
    """The problems, by key, as they read."""
    return [(problem.key, problem.what) for problem in proof.problems]


def rewritten(change: Change) -> bytes:
    """The good file, changed in one thing."""
    writer = PdfWriter(clone_from=BytesIO(sample.good()))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def names(**entries: PdfThing) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def test_a_good_file_passes() -> None:
    proof = prove(sample.good(), sample.expectation())
    assert proof.problems == ()
    [code] = proof.codes
    assert code.read
    assert (code.page, code.url, code.text, code.level) == (1, sample.URL, sample.URL, "Q")
    assert (code.size_mm, code.distance_m) == (30, 0.3)
    assert code.module_mm == pytest.approx(30 / 33)
    assert (code.spent, code.clear) == (0, True)
    assert code.off_mm < 0.3


def test_a_file_rewritten_without_a_change_passes() -> None:
    """So that what the tests below find is their change, and not the rewriting."""
    assert told(prove(rewritten(lambda _: None), sample.expectation())) == []


def test_problems_name_the_file_and_what_to_do() -> None:
    [problem] = prove(sample.good(), replace(sample.expectation(), title="Other")).problems
    assert (problem.file, problem.line, problem.severity) == ("en/sample.pdf", 0, Severity.ERROR)
    assert problem.remedy


EXPECTED = sample.expectation()


@pytest.mark.parametrize(
    ("expected", "message"),
    [
        (
            replace(EXPECTED, sheets_mm=((210, 297), (210, 297))),
            ("pages", "The file has 1 page(s) instead of 2."),
        ),
        (
            replace(EXPECTED, sheets_mm=((210, 297.3),)),
            ("sheet", "Page 1 is 210.0 × 297.0 mm instead of 210 × 297.3 mm."),
        ),
        (
            replace(EXPECTED, title="Other"),
            (
                "title",
                "The file is titled “Жезқазған: a sample” (“Жезқазған: a sample” in its XMP) instead of “Other”.",
            ),
        ),
        (replace(EXPECTED, lang="kk"), ("lang", "The file says its language is “en” instead of “kk”.")),
        (
            replace(EXPECTED, faces=frozenset({"NotoSans-Regular"})),
            ("font", "The face NotoSans-Bold is not of the house."),
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_file_that_is_not_as_expected(expected: Expectation, message: tuple[str, str]) -> None:
    assert told(prove(sample.good(), expected)) == [message]


def remove(*path: str) -> Change:
    """Take an entry out of the catalog, or out of a dictionary in it."""

    def change(writer: PdfWriter) -> None:
        holder: Any = writer.root_object
        for key in path[:-1]:
            holder = holder[key]
        del holder[path[-1]]

    return change


def put(key: str, value: PdfThing) -> Change:
    return lambda writer: writer.root_object.update({NameObject(key): value})


def xmp(old: bytes, new: bytes) -> Change:
    def change(writer: PdfWriter) -> None:
        stream: Any = writer.root_object["/Metadata"]
        assert old in stream.get_data()
        stream.set_data(stream.get_data().replace(old, new))

    return change


def annotation(**entries: PdfThing) -> Change:
    """Put the entries into the file's one link."""
    return lambda writer: writer.pages[0]["/Annots"][0].get_object().update(names(**entries))  # type: ignore[index]


def uri(address: str) -> Change:
    return annotation(A=names(S=NameObject("/URI"), URI=TextStringObject(address)))


def script() -> DictionaryObject:
    return names(S=NameObject("/JavaScript"), JS=TextStringObject("app.alert(1)"))


def unembed(writer: PdfWriter) -> None:
    fonts: Any = writer.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    bold = next(font for font in fonts.values() if "Bold" in font["/BaseFont"])
    del bold["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"]


def base_font(writer: PdfWriter) -> None:
    fonts: Any = writer.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    kinds = {"Type": NameObject("/Font"), "Subtype": NameObject("/Type1"), "BaseFont": NameObject("/Helvetica")}
    fonts[NameObject("/F0")] = names(**kinds)


def bookmark(writer: PdfWriter) -> None:
    writer.add_outline_item(title="Press me", page_number=0)
    item: Any = writer.root_object["/Outlines"]["/Last"]  # type: ignore[index]
    item.pop("/Dest", None)
    item[NameObject("/A")] = script()


def lose_tags(writer: PdfWriter) -> None:
    tree: Any = writer.root_object["/StructTreeRoot"]
    tree["/ParentTree"]["/Nums"][1] = ArrayObject()


def attach(writer: PdfWriter) -> None:
    writer.add_attachment("notes.txt", b"who was there")


FAULTS: list[tuple[str, Change, tuple[str, str]]] = [
    ("turned", lambda w: w.pages[0].rotate(90), ("sheet", "Page 1 is 297.0 × 210.0 mm instead of 210 × 297 mm.")),
    (
        "cropped",
        lambda w: setattr(w.pages[0], "cropbox", ArrayObject([FloatObject(x) for x in (0, 0, 300, 841.89)])),
        ("sheet", "Page 1 is 105.8 × 297.0 mm instead of 210 × 297 mm."),
    ),
    (
        "unit",
        lambda w: w.pages[0].update(names(UserUnit=NumberObject(2))),
        ("sheet", "Page 1 is 420.0 × 594.0 mm instead of 210 × 297 mm."),
    ),
    ("title", remove("/ViewerPreferences"), ("title", "The file does not have its title shown.")),
    ("lang", remove("/Lang"), ("lang", "The file says its language is “” instead of “en”.")),
    ("marked", remove("/MarkInfo"), ("tags", "The file does not say that it is tagged.")),
    (
        "standard",
        xmp(b'pdfuaid:part="1"', b'pdfuaid:part="2"'),
        ("standard", "The file does not name PDF/UA-1 as its standard."),
    ),
    (
        "archive",
        xmp(b'pdfaid:part="2"', b'pdfaid:part="3"'),
        ("standard", "The file claims PDF/A-3a instead of PDF/A-2a."),
    ),
    ("intent", remove("/OutputIntents"), ("standard", "The file lacks an sRGB output intent.")),
    (
        "author",
        lambda w: w.add_metadata({"/Author": "A. Person"}),
        ("metadata", "The file carries Author in its metadata."),
    ),
    (
        "program",
        lambda w: w.add_metadata({"/Creator": "Some program"}),
        ("metadata", "The file carries Creator in its metadata."),
    ),
    (
        "date",
        lambda w: w.add_metadata({"/CreationDate": "D:20130705"}),
        ("metadata", "The file carries CreationDate in its metadata."),
    ),
    (
        "path",
        lambda w: w.add_metadata({"/Subject": "made in /home/somebody/pack"}),
        (
            "metadata",
            "The file carries a path of the machine it was made on: /Subject is “made in /home/somebody/pack”.",
        ),
    ),
    (
        "xmp-creator",
        xmp(
            b"<rdf:Description ",
            b'<rdf:Description rdf:about=""><dc:creator>A. Person</dc:creator></rdf:Description><rdf:Description ',
        ),
        ("metadata", "The file carries creator in its metadata."),
    ),
    (
        "xmp-date",
        xmp(b"pdf:Producer=", b'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreateDate="2013" pdf:Producer='),
        ("metadata", "The file carries CreateDate in its metadata."),
    ),
    ("opens", put("/OpenAction", script()), ("active", "The file carries OpenAction.")),
    ("acts", put("/AA", names(WC=script())), ("active", "The file carries AA.")),
    ("form", put("/AcroForm", names(Fields=ArrayObject())), ("active", "The file carries AcroForm.")),
    ("script", put("/Names", names(JavaScript=names(Names=ArrayObject()))), ("active", "The file carries JavaScript.")),
    ("attached", attach, ("active", "The file carries EmbeddedFiles.")),
    (
        "page",
        lambda w: w.pages[0].update(names(AA=names(O=script()))),
        ("active", "Page 1 carries an action of its own."),
    ),
    (
        "launch",
        annotation(A=names(S=NameObject("/Launch"), F=TextStringObject("a.exe"))),
        ("link", "A link does more than lead somewhere: Launch (page 1)."),
    ),
    (
        "next",
        annotation(A=names(S=NameObject("/URI"), URI=TextStringObject("https://example.org"), Next=script())),
        ("link", "A link does more than lead somewhere: URI (page 1)."),
    ),
    (
        "note",
        lambda w: w.add_annotation(0, Text(text="note", rect=(50, 50, 70, 70))),
        ("link", "An annotation is no mere link but Text (page 1)."),
    ),
    (
        "file",
        uri("file:///etc/passwd"),
        ("link", "A link leads to “file:///etc/passwd”, which is neither on the web nor a mailbox (page 1)."),
    ),
    (
        "relative",
        uri("appeal.html"),
        ("link", "A link leads to “appeal.html”, which is neither on the web nor a mailbox (page 1)."),
    ),
    (
        "inside",
        uri("https://pack.invalid/page"),
        ("link", "A link leads to “https://pack.invalid/page”, which is neither on the web nor a mailbox (page 1)."),
    ),
    (
        "nowhere",
        annotation(A=names(S=NameObject("/GoTo"), D=TextStringObject("end"))),
        ("link", "A link leads to “end”, which is nowhere in the file (page 1)."),
    ),
    (
        "bookmark",
        bookmark,
        ("bookmark", "A link does more than lead somewhere: JavaScript (bookmark “Press me”)."),
    ),
    ("unembedded", unembed, ("font", "The face Sample-Text-Bold is not embedded.")),
    ("base-14", base_font, ("font", "The face Helvetica is not embedded.")),
    ("untagged", remove("/StructTreeRoot"), ("tags", "The file has no tags.")),
    ("lost tags", lose_tags, ("tags", "Page 1 has content whose tags are lost.")),
]


@pytest.mark.parametrize(("change", "message"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_a_single_fault_is_told(change: Change, message: tuple[str, str]) -> None:
    expected = replace(sample.expectation(), codes=())  # codes have their own tests
    assert told(prove(rewritten(change), expected)) == [message]


def test_links_to_mailboxes_and_places_pass() -> None:
    pdf = sample.write('<h1 id="top">Top</h1><p><a href="#top">Up</a> <a href="mailto:a@example.org">Write</a></p>')
    assert told(prove(pdf, replace(sample.expectation(), codes=()))) == []


def test_an_element_within_a_link_is_a_link_without_a_tag() -> None:
    """The validator fails such a file, 7.18.5-1."""
    pdf = sample.write('<p><a href="https://example.org">Read <b>on</b> and <b>on</b></a></p>')
    problems = told(prove(pdf, replace(sample.expectation(), codes=())))
    assert problems == [("tags", "Page 1 has 2 link(s) without a tag of their own.")]


def test_a_file_without_xmp() -> None:
    problems = told(prove(rewritten(remove("/Metadata")), replace(sample.expectation(), codes=())))
    assert [key for key, _ in problems] == ["title", "standard", "standard"]


def test_tagged_pictures_are_not_tagged_text() -> None:
    pdf = sample.write(sample.picture(symbol(sample.URL, "Q")))
    assert told(prove(pdf, sample.expectation())) == [("tags", "The file has no tagged text.")]


@pytest.mark.parametrize(
    ("carried", "found"),
    [({}, []), ({"xmp": b"<x:xmpmeta/>"}, ["picture"])],
    ids=["nothing", "XMP"],
)
def test_a_picture_that_tells_where_it_was_taken(carried: dict[str, Any], found: list[str]) -> None:
    jpeg = BytesIO()
    Image.new("RGB", (40, 30), "#c4122f").save(jpeg, "JPEG", **carried)
    data = base64.b64encode(jpeg.getvalue()).decode()
    pdf = sample.write(sample.BODY + f'<img alt="Red" src="data:image/jpeg;base64,{data}">')
    problems = prove(pdf, replace(sample.expectation(), codes=())).problems
    assert [problem.key for problem in problems] == found


@pytest.mark.parametrize("part", [slice(0), slice(200), slice(0, -200)], ids=["empty", "beginning", "no end"])
def test_a_broken_file(part: slice) -> None:
    proof = prove(sample.good()[part], sample.expectation())
    assert [problem.key for problem in proof.problems] == ["file"]
    assert "cannot be read back" in proof.problems[0].what
    assert proof.codes == ()


def test_every_fault_at_once() -> None:
    expected = replace(sample.expectation(), title="Other", lang="kk", sheets_mm=((148, 210),), faces=frozenset())
    assert {problem.key for problem in prove(sample.good(), expected).problems} == {"sheet", "title", "lang", "font"}


def test_objects_read_one_by_one_are_those_that_pypdf_reads_at_once() -> None:
    from packbuilder.pdf.strict_reader import StrictReader

    whole, single = PdfReader(BytesIO(sample.good()), strict=True), StrictReader(sample.good())
    numbers = sorted(whole.xref_objStm)
    assert len(numbers) > 20
    for number in numbers:
        assert repr(single.get_object(number)) == repr(whole.get_object(number)).replace(
            str(id(whole)), str(id(single))
        )


def test_importing_the_proof_reads_no_pdf_library() -> None:
    loads = "import packbuilder.proof, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "packbuilder.proof.code_reading" in loaded
    assert not loaded & {"pypdf", "pypdfium2", "zxingcpp", "uharfbuzz", "weasyprint", "PIL", "qrcode"}
