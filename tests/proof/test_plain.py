"""The proof of files that claim no standard and have no tags: files for the press without a profile."""

from __future__ import annotations

from dataclasses import replace

import pytest

from packbuilder.compose.qr import symbol
from packbuilder.proof import Expectation, prove
from tests.pdfcheck import sample

EXPECTED = replace(sample.expectation(), standard="plain")


def keys(pdf: bytes, expected: Expectation) -> list[str]:
    """The keys of what is wrong."""
    return [problem.key for problem in prove(pdf, expected).problems]


def untagged(head: str = f"<title>{sample.TITLE}</title>") -> bytes:
    """The good file written without a standard."""
    return sample.write(sample.BODY + sample.picture(symbol(sample.URL, "Q")), head, pdf_variant=None)


def test_a_file_without_tags_and_metadata_stream_passes() -> None:
    proof = prove(untagged(), EXPECTED)
    assert proof.problems == ()
    assert [code.read for code in proof.codes] == [True]


def test_each_kind_of_file_is_held_to_its_own_standard() -> None:
    assert keys(untagged(), sample.expectation()) == ["title", "title", "tags", *["standard"] * 3, "tags"]
    assert keys(sample.good(), EXPECTED) == ["standard"]


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        (replace(EXPECTED, title="Other"), ["title"]),
        (replace(EXPECTED, lang="kk"), ["lang"]),
        (replace(EXPECTED, sheets_mm=((148, 210),)), ["sheet"]),
        (replace(EXPECTED, faces=frozenset({"NotoSans-Regular"})), ["font"]),
        (replace(EXPECTED, codes=(replace(EXPECTED.codes[0], x_mm=20),)), ["code"]),
    ],
    ids=["title", "lang", "sheet", "font", "code"],
)
def test_all_else_is_looked_at_as_ever(expected: Expectation, found: list[str]) -> None:
    assert keys(untagged(), expected) == found


def test_nothing_tells_of_a_person_in_such_a_file_either() -> None:
    head = f'<title>{sample.TITLE}</title><meta name="author" content="A. Person">'
    assert keys(untagged(head), EXPECTED) == ["metadata"]
