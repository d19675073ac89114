"""The proof of one finished file: every check, in one reading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from packbuilder.errors import Problem
from packbuilder.proof import leaks, mailpiece
from packbuilder.proof.code_reading import ReadCode, codes
from packbuilder.proof.expectation import Expectation, Proof


def prove(pdf: bytes, expected: Expectation) -> Proof:
    """Read a finished PDF back and compare it with what it must be; what is wrong is returned, not raised."""
    from pypdf.errors import PyPdfError
    from pypdfium2 import PdfiumError

    try:
        problems = list(_structure(pdf, expected))
        if expected.press is not None and not problems:  # it is looked at by its boxes
            from packbuilder.proof import bleed

            problems += bleed.check(pdf, expected, expected.press)
        if expected.posted and not problems:  # it is looked at by its pages
            problems += mailpiece.check(pdf, expected.posted, expected.path)
        # Sheets show parts of what has been proven.
        if not problems and (expected.standard == "pdf/a-2a" or expected.press is not None):
            from packbuilder.proof import page_texts

            problems += page_texts.check(pdf, expected)
        if expected.secrets:
            problems += leaks.check(pdf, expected)
        read = codes(pdf, expected.codes)
    except (PyPdfError, PdfiumError, ET.ParseError, ValueError, KeyError) as error:
        broken = expected.problem("file", f"The file cannot be read back: {error}.", "Build again.")
        return Proof((broken,), ())
    return Proof((*problems, *misread(read, expected)), tuple(read))


def _structure(pdf: bytes, expected: Expectation) -> Iterator[Problem]:
    from packbuilder.pdf.strict_reader import StrictReader
    from packbuilder.proof import actions, embedded_fonts, image_metadata, inks, metadata, page_sizes, pdfx, tags

    reader = StrictReader(pdf)
    for part in (page_sizes, metadata, embedded_fonts, image_metadata, actions):
        yield from part.check(reader, expected)
    if expected.standard in {"pdf/a-2a", "pdf/ua-1"}:
        yield from tags.check(reader, expected)
    if expected.parts:
        from packbuilder.proof import bound_parts

        yield from bound_parts.check(reader, expected)
    if expected.press is not None:
        yield from pdfx.check(reader, expected, expected.press)
        yield from inks.check(reader, expected)


def misread(read: Sequence[ReadCode], expected: Expectation) -> Iterator[Problem]:
    """The first thing that is wrong with each code."""
    for code in read:
        if not code.read:
            yield expected.problem("code", f"The code on page {code.page} {_fault(code)}.", _REMEDY)


_REMEDY = "Give it its place in the layout, with nothing on it and four modules of white around it."


def _fault(code: ReadCode) -> str:
    if code.text is None:
        return "cannot be read where the layout put it"
    if code.text != code.url:
        return f"says “{code.text}” instead of “{code.url}”"
    if code.found_level != code.level:
        return f"has error correction {code.found_level} instead of {code.level}"
    if not code.in_place:
        return f"lies {code.off_mm:g} mm from where the layout put it"
    if code.spent:
        return f"is partly covered: {code.spent:.0%} of its error correction is used up"
    return "has something in its quiet zone"
