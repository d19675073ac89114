"""Tagged strings: all of them, in order, in their language; and none where tags were lost."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from tests.pdfcheck import sample
from tests.pdfcheck.tagged import strings

TWO_PAGES = (
    '<h1>Жезқазған</h1><ul><li>one<li>two</ul><p style="break-before:page">Read <a href="https://x.org">on</a></p>'
)


def test_every_string_in_order_with_the_language_of_the_file() -> None:
    found = strings(sample.write(TWO_PAGES, lang="kk"))
    assert [text for _, text in found] == ["Жезқазған", "•", "one", "•", "two", "Read", "on"]
    assert {lang for lang, _ in found} == {"kk"}


def test_an_element_of_another_language_gives_it_to_all_within() -> None:
    writer = PdfWriter(clone_from=BytesIO(sample.write(TWO_PAGES)))
    document: Any = writer.root_object["/StructTreeRoot"]["/K"][0]  # type: ignore[index]
    document["/K"][-1].get_object()[NameObject("/Lang")] = TextStringObject("ru")
    out = BytesIO()
    writer.write(out)
    assert strings(out.getvalue())[-3:] == [("en", "two"), ("ru", "Read"), ("ru", "on")]


def test_a_merge_that_loses_tags_is_seen() -> None:
    """The merge that a validator has passed: the second file's tags are gone."""
    first, second = sample.write(TWO_PAGES), sample.write("<p>Second</p>")
    writer = PdfWriter(clone_from=BytesIO(first))
    writer.append(PdfReader(BytesIO(second)))
    out = BytesIO()
    writer.write(out)
    assert strings(out.getvalue()) == strings(first)


def test_a_file_without_tags_has_none() -> None:
    assert strings(sample.write(TWO_PAGES, pdf_variant=None)) == []
