"""Files for the print shop: PDF/X-4 with bleed, crop marks, trim and bleed boxes and an output intent.

The renderer's own PDF/X draws its identifiers at random and takes its dates from the clock, and its crop marks lie
within the bleed, in RGB; so the file is written plainly and finished here.
"""

from __future__ import annotations

import copy
import hashlib
import zlib
from collections.abc import Sequence
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING
from uuid import NAMESPACE_OID, uuid5

import pydyf

from packbuilder.model.condition import Condition
from packbuilder.printing import marks
from packbuilder.printing.accessible import written
from packbuilder.printing.marks import Boxes
from packbuilder.printing.overprint import overprint
from packbuilder.printing.press_metadata import Statement
from packbuilder.printing.spread import Spread, spread_out
from packbuilder.typeset.fit import LaidOutDocument
from packbuilder.workspace.locations import profile

if TYPE_CHECKING:
    from weasyprint import Document

STANDARD = "PDF/X-4"
_VERSION = "1.6"  # the PDF that PDF/X-4 is a part of
_MM_PER_PX = 25.4 / 96
_REGISTRY = "http://www.color.org"


def press(
    typeset: LaidOutDocument, condition: Condition, as_of: date, *, blank: int = 0, spreads: Sequence[Spread] = ()
) -> bytes:
    """A document laid out for the press, with its bleed, as a file of its own; black text overprints.

    So many `blank` pages stand before its last one, for what is bound in sheets; or its pages are the panels of
    `spreads`. `as_of` is the day up to which its
    texts hold, which stands for the moments of making that PDF/X asks for. Without a profile of the condition the file
    names the condition and claims no standard. RenderError for every warning of the renderer.
    """
    document = _still(typeset.document)
    finisher = partial(_finish, condition=condition, as_of=as_of, blank=blank, spreads=spreads)
    return written(document, typeset.composed.path, finisher, pdf_version=_VERSION, pdf_identifier=True)


def _still(document: Document) -> Document:
    """The document without links and bookmarks, and with its groups, if there are any, blended in the press's inks."""
    pages = [copy.copy(page) for page in document.pages]
    for page in pages:
        page.links, page.anchors, page.bookmarks = [], {}, []
    still = document.copy(pages)
    still.output_intent = "device-cmyk"
    return still


def _finish(  # noqa: PLR0913 - what makes a page one for the press
    document: Document, pdf: pydyf.PDF, *, condition: Condition, as_of: date, blank: int, spreads: Sequence[Spread]
) -> None:
    objects = {f"{number} 0 R".encode(): thing for number, thing in enumerate(pdf.objects)}
    pages = [objects[reference] for reference in pdf.page_references]
    _colours(objects[objects[pages[0]["Resources"]]["ColorSpace"]])
    for form in (thing for thing in pdf.objects if getattr(thing, "extra", {}).get("Subtype") == "/Form"):
        overprint(objects, form, form.extra["Resources"])
    for page in pages:
        overprint(objects, objects[page["Contents"]], page["Resources"])
    sizes = ((page.width * _MM_PER_PX, page.height * _MM_PER_PX) for page in document.pages)
    cut = list(zip(pages, (Boxes.around(*size, condition.bleed_mm) for size in sizes), strict=True))
    if spreads:
        spread_out(pdf, cut, spreads, condition.bleed_mm)
    else:
        for page, boxes in cut:
            _trim(pdf, page, boxes)
    for _ in range(blank):
        _turn_over(pdf, pages[-1])
    _intend(pdf, condition)
    _state(document, pdf, as_of, STANDARD if condition.profile else "")


def _trim(pdf: pydyf.PDF, page: pydyf.Dictionary, boxes: Boxes) -> None:
    """Give a page its boxes and its marks."""
    under = marks.underlay(boxes)
    pdf.add_object(under)
    page |= {name: pydyf.Array(box) for name, box in boxes.named().items()}
    page["Contents"] = pydyf.Array([under.reference, page["Contents"]])


def _turn_over(pdf: pydyf.PDF, last: pydyf.Dictionary) -> None:
    """Put a page with nothing on it but its marks before the last one, of the same size."""
    kept = ("Type", "Parent", "MediaBox", "BleedBox", "TrimBox", "Resources")
    page = pydyf.Dictionary({key: last[key] for key in kept} | {"Contents": last["Contents"][0]})
    pdf.add_object(page)
    kids = pdf.pages["Kids"]
    kids[-3:-3] = [page.number, 0, "R"]
    pdf.pages["Count"] += 1


def _colours(spaces: pydyf.Dictionary) -> None:
    """No colour spaces but that of the marks; the renderer offers two others that nothing is printed in."""
    spaces.clear()
    spaces[marks.ALL] = marks.registration()


def _intend(pdf: pydyf.PDF, condition: Condition) -> None:
    """The output intent: the condition by its registered name, and its profile where there is one."""
    intent = pydyf.Dictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFX",
            "OutputConditionIdentifier": pydyf.String(condition.name),
            "OutputCondition": pydyf.String(condition.title),
            "RegistryName": pydyf.String(_REGISTRY),
            "Info": pydyf.String(condition.title),
        }
    )
    if condition.profile:
        embedded = pydyf.Stream([_deflated(condition.profile)], {"N": 4, "Filter": "/FlateDecode"})
        pdf.add_object(embedded)
        intent["DestOutputProfile"] = embedded.reference
    pdf.add_object(intent)
    pdf.catalog["OutputIntents"] = pydyf.Array([intent.reference])


@cache
def _deflated(name: str) -> bytes:
    """A profile, compressed: the writer would do it anew each time that it looks at the object."""
    return zlib.compress(profile(name).read_bytes(), 9)


def _state(document: Document, pdf: pydyf.PDF, as_of: date, standard: str) -> None:
    """What the file says of itself; its identity is that of its contents."""
    contents = hashlib.sha256(b"".join(thing.data for thing in pdf.objects if thing.free != "f"))
    identity = str(uuid5(NAMESPACE_OID, contents.hexdigest()))
    statement = Statement(document.metadata.title, pdf.info["Producer"].string, as_of, identity, standard)
    pdf.info.update(statement.info())
    metadata = statement.xmp()
    pdf.add_object(metadata)
    pdf.catalog["Metadata"] = metadata.reference
