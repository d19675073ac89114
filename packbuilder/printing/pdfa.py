"""What PDF/A-2a asks for besides tags: an output intent, links that print, pictures as they are, and that it is said.

The renderer writes either PDF/A or PDF/UA; these files are both. So it writes PDF/UA, and the rest is done here.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from zlib import compress

import pydyf

if TYPE_CHECKING:
    from weasyprint import Document

_PRINT = 4  # the flag of annotations that are printed, bit 3 (ISO 32000-1, table 165)
_PROFILE = "sRGB2014.icc"  # the ICC's own, which the renderer brings
_END = b"</rdf:RDF>"
# PDF/A knows no property but those of XMP and its own: that of PDF/UA is described by the file itself.
_CLAIM = b"""\
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2" pdfaid:conformance="A"/>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of PDF/UA that the file keeps</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def claim_pdfa(_: Document, pdf: pydyf.PDF) -> None:
    """Make a PDF/A-2a of a PDF/UA-1 that is about to be written. Its trailer must be given an identifier, too."""
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream):
            _still(thing)
        elif isinstance(thing, pydyf.Dictionary) and thing.get("Type") == "/Annot":
            thing["F"] = _PRINT
    profile = pydyf.Stream([_srgb()], {"N": 3, "Filter": "/FlateDecode"})
    pdf.add_object(profile)
    name = pydyf.String(_PROFILE.removesuffix(".icc"))
    intent = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFA1",
        "OutputConditionIdentifier": name,
        "Info": name,
        "DestOutputProfile": profile.reference,
    }
    pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary(intent)])
    _claim(pdf)


def _still(stream: pydyf.Stream) -> None:
    """No interpolation, which PDF/A forbids: what is seen would depend on the viewer."""
    if "Interpolate" in stream.extra:
        stream.extra["Interpolate"] = "false"


def _claim(pdf: pydyf.PDF) -> None:
    """Say it in the metadata, beside what the renderer says there."""
    number = int(pdf.catalog["Metadata"].split()[0])
    metadata = pdf.objects[number]
    if metadata.stream[0].count(_END) != 1:
        raise AssertionError("the renderer's metadata end in another way")
    metadata.stream = [metadata.stream[0].replace(_END, _CLAIM + _END)]


@cache
def _srgb() -> bytes:
    return compress((files("weasyprint.pdf") / _PROFILE).read_bytes(), 9)
