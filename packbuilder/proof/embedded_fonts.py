"""The faces of a PDF: each embedded, each of the house."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from packbuilder.errors import Problem
from packbuilder.load.font_names import postscript_name
from packbuilder.proof.expectation import Expectation

if TYPE_CHECKING:
    from packbuilder.pdf.strict_reader import StrictReader

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_SUBSET_PREFIX = re.compile(r"^[A-Z]{6}\+")


def check(reader: StrictReader, expected: Expectation) -> Iterator[Problem]:
    """A problem for each face that is not embedded, and for each that is not of the house."""
    for name, file in dict.fromkeys(_faces(reader)):
        if file is None:
            yield expected.problem(
                "font",
                f"The face {name} is not embedded.",
                "Set the text in a face of the fonts folder; the printer's own would take its place.",
            )
        elif (own := postscript_name(file) or name) not in expected.faces:
            yield expected.problem(
                "font",
                f"The face {own} is not of the house.",
                "Find the character that the house faces lack, or the rule of CSS that names another family.",
            )


def _faces(reader: StrictReader) -> Iterator[tuple[str, bytes | None]]:
    """Each font: the name the PDF gives its face, and its embedded file, None where there is none."""
    from packbuilder.pdf.strict_reader import at, items, resolved, resources

    seen: set[int] = set()
    for resource in resources(reader):
        for font in map(resolved, (at(resource, "/Font") or {}).values()):
            if id(font) not in seen:
                seen.add(id(font))
                whole, *_ = [*items(at(font, "/DescendantFonts")), font]
                files = (at(whole, "/FontDescriptor", key) for key in _FILES)
                file = next((file.get_data() for file in files if file is not None), None)
                name = str(at(font, "/BaseFont") or at(font, "/Subtype")).removeprefix("/")
                yield _SUBSET_PREFIX.sub("", name), file
