"""The proof of files for print shops: a good one passes, and each single fault is told, and nothing else with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.annotations import Text
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from packbuilder.model.condition import Condition
from packbuilder.proof import Expectation, Press, Proof, prove
from tests.pdfcheck import pressed, sample
from tests.pdfcheck.pressed import AS_OF, CONDITIONS, NO_PROFILE
from tests.untyped import PdfThing

Change = Callable[[Any], object]
EXPECTED = replace(pressed.expectation(), codes=())  # codes have their own tests


def told(proof: Proof) -> list[tuple[str, str]]:
    """The problems, by key, as they read."""
    return [(problem.key, problem.what) for problem in proof.problems]


def rewritten(change: Change) -> bytes:
    """The good file, changed in one thing."""
    writer = PdfWriter(clone_from=BytesIO(pressed.good()))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("condition", [*CONDITIONS, NO_PROFILE], ids=["FOGRA39", "GRACoL", "no profile"])
def test_a_good_file_passes_and_its_code_is_where_it_was_put(condition: Condition) -> None:
    proof = prove(pressed.good(condition), pressed.expectation(condition))
    assert proof.problems == ()
    [code] = proof.codes
    assert code.read
    assert code.off_mm < 0.3


def test_a_file_rewritten_without_a_change_passes() -> None:
    assert told(prove(rewritten(lambda _: None), EXPECTED)) == []


PRESS = Press("FOGRA39", 3, AS_OF)


@pytest.mark.parametrize(
    ("expected", "message"),
    [
        (replace(EXPECTED, sheets_mm=((100, 151),)), ("sheet", "Page 1 is 100.0 × 150.0 mm instead of 100 × 151 mm.")),
        (
            replace(EXPECTED, press=replace(PRESS, bleed_mm=5)),
            ("press", "Page 1 bleeds 3.00 3.00 3.00 3.00 mm instead of 5 mm."),
        ),
        (
            replace(EXPECTED, press=replace(PRESS, condition="FOGRA51")),
            ("press", "The file is meant for “FOGRA39” of “http://www.color.org” instead of “FOGRA51”."),
        ),
        (
            replace(EXPECTED, press=replace(PRESS, as_of=date(2013, 7, 2))),
            ("press", "The file does not give 2013-07-02 as its day, throughout."),
        ),
        (
            replace(EXPECTED, standard="plain"),
            ("press", "The file claims PDF/X-4 instead of no standard."),
        ),
        (
            replace(EXPECTED, codes=(replace(pressed.expectation().codes[0], x_mm=12.0),)),
            ("code", "The code on page 1 lies 2.21 mm from where the layout put it."),
        ),
    ],
    ids=["sheet", "bleed", "condition", "day", "claim", "code"],
)
def test_a_file_that_is_not_as_expected(expected: Expectation, message: tuple[str, str]) -> None:
    assert told(prove(pressed.good(), expected)) == [message]


def box(name: str, *sides_mm: float) -> Change:
    sides = ArrayObject([FloatObject(side * 72 / 25.4) for side in sides_mm])
    return lambda writer: writer.pages[0].update({NameObject(name): sides})


def intent(key: str, value: PdfThing) -> Change:
    return lambda writer: writer.root_object["/OutputIntents"][0].update({NameObject(key): value})


def xmp(old: bytes, new: bytes) -> Change:
    def change(writer: PdfThing) -> None:
        stream = writer.root_object["/Metadata"]
        assert old in stream.get_data()
        stream.set_data(stream.get_data().replace(old, new))

    return change


def grey_profile(writer: PdfThing) -> None:
    profile = writer.root_object["/OutputIntents"][0]["/DestOutputProfile"]
    profile.set_data(profile.get_data().replace(b"CMYK", b"GRAY", 1))


def embed_none(writer: PdfThing) -> None:
    del writer.root_object["/OutputIntents"][0].get_object()["/DestOutputProfile"]


def state(**entries: PdfThing) -> Change:
    names = DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})
    return lambda writer: writer.pages[0]["/Resources"]["/ExtGState"].update({NameObject("/x"): names})


def draws(operators: bytes) -> Change:
    """Put something before what the page draws."""

    def change(writer: PdfThing) -> None:
        stream = StreamObject()
        stream.set_data(operators)
        contents = writer.pages[0]["/Contents"]
        contents.insert(0, writer._add_object(stream))  # noqa: SLF001 - pypdf has no other way

    return change


# What is said besides of the file that claims by another name.
ADDED = "lets inks add up where one thing lies on another"
NOTHING = "The file carries Nothing in its metadata."

FAULTS: list[tuple[str, Change, str]] = [
    ("no boxes", lambda w: w.pages[0].pop("/BleedBox"), "Page 1 has no BleedBox"),
    ("bleed", box("/BleedBox", -3, -3, 103, 152), "Page 1 bleeds 3.00 3.00 3.00 2.00 mm instead of 3 mm"),
    ("marks", box("/MediaBox", -3, -10, 110, 160), "Page 1 has no room for its crop marks"),
    ("cropped", box("/CropBox", 0, 0, 100, 150), "Page 1 is cropped"),
    (
        "intents",
        lambda w: w.root_object.pop("/OutputIntents"),
        "The file has 0 output intents for PDF/X instead of one",
    ),
    ("of PDF/A", intent("/S", NameObject("/GTS_PDFA1")), "The file has 0 output intents for PDF/X instead of one"),
    (
        "registry",
        intent("/RegistryName", TextStringObject("http://example.org")),
        "The file is meant for “FOGRA39” of “http://example.org” instead of “FOGRA39”",
    ),
    ("no profile", embed_none, "The file claims PDF/X-4 and embeds no profile"),
    ("profile", grey_profile, "The file embeds a profile that is not one of a press with four inks"),
    ("claim", xmp(b"PDF/X-4", b"PDF/X-3"), "The file claims PDF/X-3 instead of PDF/X-4"),
    ("no claim", xmp(b"GTS_PDFXVersion", b"Nothing"), "The file claims no standard instead of PDF/X-4"),
    ("day", xmp(b"2013-07-01T00", b"2013-07-01T09"), "The file does not give 2013-07-01 as its day, throughout"),
    ("trapped", xmp(b"<pdf:Trapped>False", b"<pdf:Trapped>True"), "The file does not say that it is not trapped"),
    ("identity", xmp(b"<xmpMM:VersionID>1", b"<xmpMM:VersionID>"), "The file does not name itself in its XMP"),
    ("gradation", state(BM=NameObject("/Multiply")), f"The file {ADDED}"),
    ("overprint", state(op=BooleanObject(True)), f"The file {ADDED}"),
    ("overprinted field", draws(b"/over gs 0 0 9 9 re f /apart gs"), f"Page 1 {ADDED}"),
    ("overprinted colour", draws(b"/over gs 0 1 0 0 k BT (A) Tj ET /apart gs"), f"Page 1 {ADDED}"),
    ("RGB", draws(b"(1 0 0 1 k \\( ) Tj <20> Tj 0 0 1 rg"), "Page 1 is printed in DeviceRGB"),
    ("RGB lines", draws(b"/DeviceRGB CS 0 0 1 SCN"), "Page 1 is printed in DeviceRGB"),
    ("too much", draws(b"1 .9 .9 .1 k"), "Page 1 has 290 % of ink, C100 M90 Y90 K10, where a press takes 280 %"),
    ("mixed", draws(b"/DeviceCMYK cs .3 .3 .3 .9 scn"), "Page 1 mixes its black of several inks, C30 M30 Y30 K90"),
    ("inline", draws(b"BI /W 1 /H 1 /BPC 8 /CS /G ID 0 EI"), "Page 1 has a picture among its operators, unread"),
]


@pytest.mark.parametrize(("change", "what"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS])
def test_a_single_fault_is_told(change: Change, what: str) -> None:
    found = told(prove(rewritten(change), EXPECTED))
    assert [one for _, one in found if one != NOTHING] == [f"{what}."]
    assert {key for key, _ in found} <= {"press", "ink", "metadata"}


def test_a_note_is_told() -> None:
    """Once as an annotation, which no press prints, and once as what it is."""
    found = told(prove(rewritten(lambda w: w.add_annotation(0, Text(text="note", rect=(50, 50, 70, 70)))), EXPECTED))
    assert ("press", "Page 1 has annotations, which no press prints.") in found


def test_a_file_without_identifiers() -> None:
    data = pressed.good()
    at = data.rindex(b"/ID [")
    assert told(prove(data[:at] + b"/Id [" + data[at + 5 :], EXPECTED)) == [("press", "The file has no identifiers.")]


RED = '<div style="height:20mm;{}">Red</div>'


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        (RED.format("background:#c4122f"), ["Page 1 is printed in DeviceRGB."]),
        (RED.format("color:lab(40% 60 30)"), ["Page 1 is printed in lab-d50."]),
        (RED.format("background:linear-gradient(#fff,#f00)"), ["The file has a gradient, unread."]),
        (RED.format("opacity:.5;color:device-cmyk(0 0 0 1)"), []),
        (RED.format("color:device-cmyk(0 0 0 .6)"), []),
    ],
    ids=["red", "Lab", "gradient", "half", "grey"],
)
def test_colours_of_layouts(body: str, faults: list[str]) -> None:
    assert [what for _, what in told(prove(pressed.pressed(body), EXPECTED))] == faults


FIELD = '<div style="position:absolute;background:var(--accent);{}"></div>'


@pytest.mark.parametrize(
    ("style", "edges"),
    [
        ("inset:-3mm", []),
        ("inset:-3mm;bottom:75mm;transform:skewY(-4deg);transform-origin:0 100%;top:-20mm", []),
        ("inset:10mm", []),
        ("left:0;top:-5mm;width:2.5mm;bottom:-5mm", ["left"]),
        ("left:0;top:50mm;width:9mm;height:2mm", []),
        ("inset:0", ["left", "right", "top", "bottom"]),
        ("inset:-3mm;left:-1mm", ["left"]),
        ("inset:90mm -3mm 0 -3mm", ["bottom"]),
    ],
    ids=["past all edges", "slanted", "within", "strip", "letter", "to the trim", "not far enough", "below"],
)
def test_colour_runs_on_into_the_bleed(style: str, edges: list[str]) -> None:
    pdf = pressed.pressed(f"<p>Text</p>{FIELD.format(style)}")
    said = "Colour ends at the {} edge of page 1, where it must run on into the bleed."
    found = [one for one in told(prove(pdf, EXPECTED)) if one[0] != "hidden"]  # the field lies upon the text
    assert found == [("bleed", said.format(edge)) for edge in edges]


@pytest.mark.parametrize(("mode", "faults"), [("L", []), ("CMYK", []), ("RGB", ["The file is printed in DeviceRGB."])])
def test_pictures_are_grey(mode: str, faults: list[str]) -> None:
    assert [what for _, what in told(prove(pressed.pressed(picture=mode), EXPECTED))] == faults


def test_a_file_for_the_screen_is_none_for_the_press() -> None:
    expected = replace(sample.expectation(), standard="pdf/x-4", press=PRESS)
    found = told(prove(sample.good(), expected))
    assert {key for key, _ in found} == {"standard", "press", "ink"}
    assert ("ink", "Page 1 is printed in DeviceRGB.") in found
