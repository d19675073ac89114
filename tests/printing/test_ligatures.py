"""Ligatures of a script that runs from right to left are copied in the order in which they are read."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from packbuilder import printing
from packbuilder.typeset.fit import typeset
from tests.typeset.house import engine, page

# Lam with each of the alefs that it is drawn as one with, alone and joined; in the word for God, and in none.
WORDS = ("لا", "بلا", "الأجر", "لأجل", "الإعلان", "لإغلاق", "الآن", "لآخر", "سلام", "الله", "يوليو")
CSS = "html{font-family:var(--text)}b{font-family:var(--display);font-weight:800;font-size:20pt}"


@cache
def written() -> bytes:
    """Every word in light and heavy type, and some that run the other way."""
    body = "".join(f"<p>{word}</p><p><b>{word}</b></p>" for word in WORDS) + "<p>office fjord</p>"
    return printing.single(typeset(engine(), page(body, CSS, pages=(1, 3), sizes=(9, 9), lang="ar")))


def counted(text: str) -> dict[str, int]:
    found = re.findall(r"\w+", text)  # not the signs of direction that poppler adds
    return {word: found.count(word) for word in (*WORDS, "office", "fjord")}


WANTED = dict.fromkeys(WORDS, 2) | {"office": 1, "fjord": 1}


def test_pdfium_finds_each_word() -> None:
    """As Chrome does."""
    document = pypdfium2.PdfDocument(written())
    assert counted("\n".join(page.get_textpage().get_text_range() for page in document)) == WANTED


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="there is no poppler: install poppler-utils")
def test_poppler_finds_each_word(tmp_path: Path) -> None:
    """As Evince and Okular do."""
    (file := tmp_path / "words.pdf").write_bytes(written())
    read = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    assert counted(read) == WANTED
