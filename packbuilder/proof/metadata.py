"""What a PDF says about itself: title, language and standard; and nothing about who made it, when or where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from packbuilder.errors import Problem
from packbuilder.pdf.strict_reader import at, items
from packbuilder.proof.expectation import Expectation

if TYPE_CHECKING:
    from packbuilder.pdf.strict_reader import StrictReader

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PDF = "{http://ns.adobe.com/pdf/1.3/}"
_UA = "{http://www.aiim.org/pdfua/ns/id/}"
_A = "{http://www.aiim.org/pdfa/ns/id/}"
_ABOUT = f"{_RDF}about"
# Whatever else there is could tell of a person, a machine or a day.
_INFO = frozenset({"/Title", "/Producer", "/Subject", "/Keywords"})
_XMP = frozenset(
    {
        f"{_DC}title",
        f"{_DC}description",
        f"{_PDF}Producer",
        f"{_PDF}Keywords",
        f"{_UA}part",
        f"{_A}part",
        f"{_A}conformance",
        "{http://www.aiim.org/pdfa/ns/extension/}schemas",
    }
)
# Of these a file for the press must tell, and what they tell is compared (press.py).
_PRESS_INFO = frozenset({"/CreationDate", "/ModDate", "/Trapped"})
_PRESS_XMP = frozenset(
    {
        f"{_PDF}Trapped",
        "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion",
        *(f"{{http://ns.adobe.com/xap/1.0/}}{name}" for name in ("CreateDate", "ModifyDate", "MetadataDate")),
        *(f"{{http://ns.adobe.com/xap/1.0/mm/}}{name}" for name in ("DocumentID", "VersionID", "RenditionClass")),
    }
)
_PATH = re.compile(r"file:|(?:^|[\s\"'(=])(?:~?/(?:[\w.-]+/)+|[A-Za-z]:[\\/]|\\\\)")


def check(reader: StrictReader, expected: Expectation) -> Iterator[Problem]:
    """A problem for each thing the file must say of itself and does not, and for each that it should not say."""
    info = {key: str(at(reader.trailer, "/Info", key)) for key in at(reader.trailer, "/Info") or {}}
    xmp = xmp_of(reader)
    yield from _identity(reader, expected, info, xmp)
    yield from _standard(reader, expected, xmp)
    may_info, may_xmp = (_INFO | _PRESS_INFO, _XMP | _PRESS_XMP) if expected.press else (_INFO, _XMP)
    for key in sorted(info.keys() - may_info) + sorted(xmp.keys() - may_xmp):
        yield expected.problem(
            "metadata",
            f"The file carries {key.rpartition('}')[2].removeprefix('/')} in its metadata.",
            "Remove the <meta> that sets it: a file does not tell who made it, when or where.",
        )
    for key, value in sorted((info | xmp).items()):
        if _PATH.search(value):
            yield expected.problem(
                "metadata",
                f"The file carries a path of the machine it was made on: {key.rpartition('}')[2]} is “{value}”.",
                "Take the path out of what sets it.",
            )


def _identity(
    reader: StrictReader, expected: Expectation, info: dict[str, str], xmp: dict[str, str]
) -> Iterator[Problem]:
    """Its title, wherever it is said, and its language."""
    title, lang = info.get("/Title"), at(reader.catalog, "/Lang")
    xmp_title = xmp.get(f"{_DC}title", title if _may_lack_xmp(expected, xmp) else None)
    if not title == xmp_title == expected.title:
        yield expected.problem(
            "title",
            f"The file is titled “{title or ''}” (“{xmp_title or ''}” in its XMP) instead of “{expected.title}”.",
            "Give the page's <title> that text.",
        )
    if lang != expected.lang:
        yield expected.problem(
            "lang",
            f"The file says its language is “{lang or ''}” instead of “{expected.lang}”.",
            "Give the page's <html> the attribute lang.",
        )


def _may_lack_xmp(expected: Expectation, xmp: dict[str, str]) -> bool:
    return expected.standard == "plain" and not xmp


def _standard(reader: StrictReader, expected: Expectation, xmp: dict[str, str]) -> Iterator[Problem]:
    """What PDF/UA-1 wants said: that the title is shown, that there are tags; each standard; or none of it."""
    catalog = reader.catalog
    if expected.standard not in {"pdf/a-2a", "pdf/ua-1"}:
        if {f"{_UA}part", f"{_A}part"} & xmp.keys() or at(catalog, "/MarkInfo", "/Marked"):
            yield expected.problem("standard", "The file claims tags, PDF/A or PDF/UA.", "Write it without tags.")
        return
    if not at(catalog, "/ViewerPreferences", "/DisplayDocTitle"):
        yield expected.problem("title", "The file does not have its title shown.", _AS_UA)
    if not at(catalog, "/MarkInfo", "/Marked"):
        yield expected.problem("tags", "The file does not say that it is tagged.", _AS_UA)
    if xmp.get(f"{_UA}part") != "1":
        yield expected.problem("standard", "The file does not name PDF/UA-1 as its standard.", _AS_UA)
    archived = xmp.get(f"{_A}part", "") + xmp.get(f"{_A}conformance", "")
    due = "2A" if expected.standard == "pdf/a-2a" else ""
    if archived != due:
        claim, rightly = (f"PDF/A-{named.lower()}" if named else "no PDF/A" for named in (archived, due))
        yield expected.problem("standard", f"The file claims {claim} instead of {rightly}.", _AS_UA)
    if bool(due) != _intends(reader):
        what = "lacks an sRGB output intent" if due else "has an output intent that it makes no claim by"
        yield expected.problem("standard", f"The file {what}.", _AS_UA)


def _intends(reader: StrictReader) -> bool:
    """Whether the file says by a profile what its colours are, as PDF/A does."""
    intents = items(at(reader.catalog, "/OutputIntents"))
    return any(at(one, "/S") == "/GTS_PDFA1" and at(one, "/DestOutputProfile") is not None for one in intents)


_AS_UA = "Write it by printing.single, or bind or impose it from such files."


def xmp_of(reader: StrictReader) -> dict[str, str]:
    """The properties of the XMP by name in braces notation, attributes and elements alike; empty without XMP."""
    stream = at(reader.catalog, "/Metadata")
    if stream is None:
        return {}
    found: dict[str, str] = {}
    root = ET.fromstring(stream.get_data())  # noqa: S314 - out of a file that this program has just written
    for description in root.iter(f"{_RDF}Description"):
        found |= {name: value for name, value in description.attrib.items() if name != _ABOUT}
        found |= {child.tag: "".join(child.itertext()).strip() for child in description}
    return found
