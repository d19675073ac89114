"""What a PDF says of itself in XMP: one packet, uncompressed, the same bytes for the same words."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}


def packet(title: str, properties: Mapping[str, str]) -> bytes:
    """A packet with a title and further properties, each named with the prefix of its space (`pdf:Producer`)."""
    used = {"dc", "rdf", *(name.partition(":")[0] for name in properties)}
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in _SPACES.items() if name in used)
    elements = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in properties.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {spaces}><rdf:Description rdf:about="">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>{elements}'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()
