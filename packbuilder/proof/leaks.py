"""What was withheld is found in no file: not on its pages, not in its bookmarks, tags, metadata, names or streams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from packbuilder.errors import Problem
from packbuilder.model.secrets import Secret
from packbuilder.proof.expectation import Expectation

if TYPE_CHECKING:
    from packbuilder.pdf.strict_reader import PdfValue

_REMEDY = "Take it out of what is printed there; nothing was written."


def check(pdf: bytes, expected: Expectation) -> Iterator[Problem]:
    """A problem for each secret that stands in a finished PDF, or in its name, wherever that is."""
    # A surname by itself would be found in what a program writes there, too: `/Font`.
    certain = [one for one in expected.secrets if one.name is None or not one.name.alone]
    parts = (
        ("path", [expected.path], expected.secrets),
        ("page", _pages(pdf), expected.secrets),
        ("inside", _inside(pdf), certain),
    )
    for where, texts, secrets in parts:
        for secret in found(secrets, texts):
            what = f"The file holds what is withheld ({secret.place}), in its {where}."
            yield expected.problem("withheld", what, _REMEDY)


def found(secrets: Sequence[Secret], texts: Iterable[str]) -> list[Secret]:
    """The secrets that stand in one of the texts."""
    whole = "\n".join(texts)
    return [secret for secret in secrets if secret.found_in(whole)]


def _pages(pdf: bytes) -> Iterator[str]:
    """The words of the pages, as a reader copies them."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        for page in document:
            yield page.get_textpage().get_text_range()
    finally:
        document.close()


def _inside(pdf: bytes) -> Iterator[str]:
    """Every string and every stream of the file, decompressed: titles, bookmarks, alternative texts, attachments."""
    from packbuilder.pdf.strict_reader import StrictReader, at, resolved  # brings a library that is slow to import

    reader = StrictReader(pdf)
    for number in range(1, int(at(reader.trailer, "/Size"))):
        yield from _strings(resolved(reader.get_object(number)))
    yield from _strings(resolved(reader.trailer.get("/Info")))


def _strings(held: PdfValue) -> Iterator[str]:
    """The strings in an object, references not followed: what they lead to has its own turn."""
    from pypdf.generic import StreamObject

    if isinstance(held, str | bytes):
        yield from _read(held)
    elif isinstance(held, dict):
        for key, value in held.items():
            yield str(key)
            yield from _strings(value)
        if isinstance(held, StreamObject) and held.get("/Subtype") != "/Image":
            yield from _read(held.get_data())
    elif isinstance(held, list):
        for value in held:
            yield from _strings(value)


def _read(held: str | bytes) -> Iterator[str]:
    """A string in each of the ways in which its bytes may be meant."""
    if isinstance(held, str):
        yield str(held)
        return
    yield held.decode("utf-8", "ignore")
    yield held.decode("utf-16-be", "ignore")
