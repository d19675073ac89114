"""What a font says of its licence, and the text of it to lay beside the font."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from packbuilder.font_import.source_faces import SourceFace

# What the licences of free fonts are called in their name tables, and here.
_KNOWN = {"Open Font License": "SIL Open Font License 1.1", "Apache License": "Apache License 2.0"}
_OPEN = "SIL Open Font License 1.1"
_FILES = ("OFL*.txt", "LICEN[CS]E*", "COPYING*")
_SHORTEST = 40  # letters below which an entry of the name table names a licence and does not word it
_LONGEST = 200


def licence_name(source: SourceFace) -> str:
    """The licence of a face, in a line: its usual name, or the words of the face; empty where it says nothing."""
    known = (called for sign, called in _KNOWN.items() if sign.casefold() in source.licence.casefold())
    return next(known, source.licence[:_LONGEST])


def licence_text(source: SourceFace, open_licence: Path) -> str:
    """The text of the licence: that beside the file, that of its Debian package, or the face's own words.

    `open_licence` is a file with the text of the SIL Open Font License, for faces that say no more than its name.
    Empty where nothing is there to be copied.
    """
    if (file := next(_beside(source.file), None)) is not None:
        return file.read_text("utf-8", "replace")
    words = "\n".join(filter(None, (source.copyright, source.licence)))
    if licence_name(source) == _OPEN:
        return f"{words}\n\n{_body(open_licence.read_text('utf-8'))}"
    return f"{words}\n" if len(source.licence) > _SHORTEST else ""


def _beside(file: Path) -> Iterator[Path]:
    """Licences in the folder of a font, or those of the package that it came with."""
    for pattern in _FILES:
        yield from (one for one in sorted(file.parent.glob(pattern)) if one.is_file())
    if (package := _package(file)) and (known := Path(f"/usr/share/doc/{package}/copyright")).is_file():
        yield known


def _package(file: Path) -> str:
    """The Debian package that a file belongs to; empty where it is of none, or the system is another."""
    if (dpkg := shutil.which("dpkg")) is None:
        return ""
    asked = [dpkg, "-S", str(file.resolve())]
    told = subprocess.run(asked, check=False, capture_output=True, text=True)  # noqa: S603 - no shell, a path of a file
    return told.stdout.partition(":")[0] if told.returncode == 0 else ""


def _body(licence: str) -> str:
    """The text of a licence without the copyright line of the font that it lay beside."""
    return licence[licence.index("This Font Software is licensed") :]
