"""A bound file complies with what its parts comply with, by the reference validator."""

from __future__ import annotations

from pathlib import Path

from packbuilder import printing
from tests.bind.packs import made, pack
from tests.bind.test_odd_parts import ARABIC, LETTER, TABLE
from tests.pdfcheck.verapdf import one_worker, verapdf
from tests.printing.files import SHEETS, front, part

pytestmark = one_worker


def test_a_bound_file_is_pdf_a_and_pdf_ua_at_once(tmp_path: Path) -> None:
    """With links across it, tables, two languages, two ways of reading a face."""
    parts = {name: printing.single(part(name)) for name in SHEETS}
    parts |= {"table": made(f"<h1>Table</h1>{TABLE}"), "again": made(f"<h1>Again</h1>{TABLE}")}
    parts |= {"minus": made("<h1>well-known</h1>", LETTER), "hyphen": made("<h1>well\u2010known</h1>", LETTER)}
    parts |= {"arabic": made(ARABIC, 'body{font-family:"Packbuilder Arabic Text"}', "ar")}
    path = tmp_path / "pack.pdf"
    path.write_bytes(pack(pack=printing.single(front()), **parts))
    for standard in ("ua1", "2a"):
        result = verapdf().validate(path, standard)
        assert result.failures == {}
        assert result.compliant
        assert result.checks > 100
