"""What a print shop relies on: boxes, output intent, and that the file claims to be what it is and no more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from packbuilder.errors import Problem
from packbuilder.model.paper import MM_PER_PT
from packbuilder.pdf.strict_reader import at, items
from packbuilder.proof.expectation import Expectation, Press
from packbuilder.proof.metadata import xmp_of

if TYPE_CHECKING:
    from pypdf import PageObject

    from packbuilder.pdf.strict_reader import StrictReader

# A tenth of what a guillotine is out by.
_TOLERANCE_MM = 0.02
# What a mark takes that is still seen beside the bleed.
_MARKS_MM = 5
_PDFX = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_MM = "{http://ns.adobe.com/xap/1.0/mm/}"
_PDF = "{http://ns.adobe.com/pdf/1.3/}"
_AGAIN = "Write it by printing.press, and nothing after that."


def check(reader: StrictReader, expected: Expectation, press: Press) -> Iterator[Problem]:
    """A problem for each box, for each part of the output intent and for each statement that is not as it must be."""
    faults = [
        *(f"Page {n} {fault}" for n, page in enumerate(reader.pages, 1) for fault in _boxes(page, press)),
        *_intent(reader, expected, press),
        *_statement(reader, expected, press),
    ]
    for fault in faults:
        yield expected.problem("press", f"{fault}.", _AGAIN)


def _boxes(page: PageObject, press: Press) -> Iterator[str]:
    """The bleed lies around the trim, as wide as it should be; marks have room outside; there are no links."""
    sides = {name: [float(side) * MM_PER_PT for side in items(at(page, name))] for name in _NAMES}
    if missing := [name.removeprefix("/") for name in _NAMES if len(sides[name]) != len(_OUTWARDS)]:
        yield f"has no {' and no '.join(missing)}"
        return
    trim, bleed, media = (sides[name] for name in _NAMES)
    bleeds = [(out - cut) * way for cut, out, way in zip(trim, bleed, _OUTWARDS, strict=True)]
    if any(abs(is_mm - press.bleed_mm) > _TOLERANCE_MM for is_mm in bleeds):
        yield f"bleeds {' '.join(f'{is_mm:.2f}' for is_mm in bleeds)} mm instead of {press.bleed_mm:g} mm"
    if any((sheet - out) * way < _MARKS_MM for out, sheet, way in zip(bleed, media, _OUTWARDS, strict=True)):
        yield "has no room for its crop marks"
    if at(page, "/CropBox") is not None and list(page.cropbox) != list(page.mediabox):
        yield "is cropped"
    if items(at(page, "/Annots")):
        yield "has annotations, which no press prints"


_NAMES = ("/TrimBox", "/BleedBox", "/MediaBox")
_OUTWARDS = (-1, -1, 1, 1)  # which way is outwards at the left, the bottom, the right and the top


def _intent(reader: StrictReader, expected: Expectation, press: Press) -> Iterator[str]:
    """One output intent, of the condition, with a profile of four inks where the standard asks for one."""
    intents = [one for one in items(at(reader.catalog, "/OutputIntents")) if at(one, "/S") == "/GTS_PDFX"]
    if len(intents) != 1:
        yield f"The file has {len(intents)} output intents for PDF/X instead of one"
        return
    [intent] = intents
    name, registry = at(intent, "/OutputConditionIdentifier"), at(intent, "/RegistryName")
    if (name, registry) != (press.condition, "http://www.color.org"):
        yield f"The file is meant for “{name}” of “{registry}” instead of “{press.condition}”"
    profile = at(intent, "/DestOutputProfile")
    if expected.standard == "pdf/x-4" and profile is None:
        yield "The file claims PDF/X-4 and embeds no profile"
    # A profile's header: its size, its kind (a printer's), the inks it is for (ICC.1, 7.2).
    data = b"" if profile is None else profile.get_data()
    header = int.from_bytes(data[:4]), data[12:20], at(profile, "/N")
    if profile is not None and header != (len(data), b"prtrCMYK", 4):
        yield "The file embeds a profile that is not one of a press with four inks"


def _statement(reader: StrictReader, expected: Expectation, press: Press) -> Iterator[str]:
    """What it says in its XMP and in its information dictionary, twice the same."""
    xmp = xmp_of(reader)
    claim, due = xmp.get(_PDFX, "no standard"), "PDF/X-4" if expected.standard == "pdf/x-4" else "no standard"
    if claim != due:
        yield f"The file claims {claim} instead of {due}"
    moment = f"{press.as_of.isoformat()}T00:00:00Z"
    moments = {xmp.get(f"{_XMP}{name}") for name in ("CreateDate", "ModifyDate", "MetadataDate")}
    info = {at(reader.trailer, "/Info", name) for name in ("/CreationDate", "/ModDate")}
    if moments != {moment} or info != {f"D:{press.as_of:%Y%m%d}000000Z"}:
        yield f"The file does not give {press.as_of.isoformat()} as its day, throughout"
    if (xmp.get(f"{_PDF}Trapped"), at(reader.trailer, "/Info", "/Trapped")) != ("False", "/False"):
        yield "The file does not say that it is not trapped"
    if not all(xmp.get(f"{_MM}{name}") for name in ("DocumentID", "VersionID", "RenditionClass")):
        yield "The file does not name itself in its XMP"
    if len(items(at(reader.trailer, "/ID"))) != 2:  # noqa: PLR2004 - of its first making and of this one
        yield "The file has no identifiers"
