"""Text that is printed in black takes black ink alone, on whatever page, and so do greys."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from packbuilder import printing
from packbuilder.typeset.fit import typeset
from tests.pdfcheck.pressed import needs_ghostscript, plates
from tests.pdfcheck.verapdf import one_worker, verapdf
from tests.typeset.house import code_image, engine, page

BODY = f"""
<h1 style="color:#000">Black</h1>{code_image("", 30)}
<p style="color:#777;border-bottom:1mm solid rgb(51 51 51)">Grey</p>
<p style="background:#000;color:#fff">White</p><p style="color:var(--accent)">The accent</p>
"""


def written() -> bytes:
    return printing.single(typeset(engine(), page(BODY, pages=(1, 1), sizes=(12, 12))))


@needs_ghostscript
def test_what_has_no_hue_is_printed_in_black_alone(tmp_path: Path) -> None:
    """Where there is black there is nothing else; the accent is mixed."""
    [plate] = plates(written(), tmp_path)
    inks, black = plate[:, :, :3].astype(int).sum(axis=2), plate[:, :, 3].astype(int)
    assert (black > 100).mean() > 0.05
    assert np.count_nonzero((black > 100) & (inks > 20)) == 0
    assert np.count_nonzero(inks > 100) > 50


@one_worker
def test_that_is_an_archive(tmp_path: Path) -> None:
    """Colours of one component are allowed beside its output intent."""
    (file := tmp_path / "black.pdf").write_bytes(written())
    assert verapdf().validate(file, "2a").failures == {}
