"""What a file for the press says of itself, in its XMP and, in the same words, in its information dictionary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pydyf

from packbuilder.pdf.xmp import packet


@dataclass(frozen=True, slots=True)
class Statement:
    """Title, the program that wrote it, the day up to which its texts hold, what it is, and the standard it keeps.

    PDF/X asks for the moments of making and of change. Those would tell of a machine and make each file another; so
    both are the day's first moment, in UTC. `identity` is a UUID; `standard` is empty for none.
    """

    title: str
    producer: str
    as_of: date
    identity: str
    standard: str

    def xmp(self) -> pydyf.Stream:
        """The metadata stream, as PDF/X wants it: not compressed."""
        moment = f"{self.as_of.isoformat()}T00:00:00Z"
        properties = {
            "pdf:Producer": self.producer,
            "pdf:Trapped": "False",
            "xmp:CreateDate": moment,
            "xmp:ModifyDate": moment,
            "xmp:MetadataDate": moment,
            "xmpMM:DocumentID": f"uuid:{self.identity}",
            "xmpMM:VersionID": "1",
            "xmpMM:RenditionClass": "default",
        }
        if self.standard:
            properties["pdfxid:GTS_PDFXVersion"] = self.standard
        return pydyf.Stream([packet(self.title, properties)], {"Type": "/Metadata", "Subtype": "/XML"})

    def info(self) -> dict[str, object]:
        """The same for the information dictionary, title and producer excepted, which the renderer writes."""
        moment = pydyf.String(f"D:{self.as_of:%Y%m%d}000000Z")
        return {"CreationDate": moment, "ModDate": moment, "Trapped": "/False"}
