"""Text that is in a file and not to be seen on its paper is found, however the layout's CSS hid it."""

from __future__ import annotations

import pytest

from packbuilder.proof import page_texts
from tests.pdfcheck import sample

WAYS = {
    "the colour of the ground": "color:#fff",
    "the colour of its own ground": "color:#c4122f;background:#c4122f",
    "wholly transparent": "opacity:0",
    "a transparent colour": "color:transparent",
    "clipped": "overflow:hidden;height:0",
    "moved off the sheet": "position:absolute;left:-500mm",
    "indented off the sheet": "text-indent:-500mm;white-space:nowrap",
    "behind another": "position:absolute;top:20mm;left:20mm;z-index:-1",
    "in a mirror": "transform:scaleX(-1)",
    "upside down in a mirror": "transform:scaleY(-1)",
}
COVER = '<div style="position:absolute;top:0;left:0;width:120mm;height:60mm;background:#eee"></div>'


@pytest.mark.parametrize("way", WAYS)
def test_hidden_text_is_found(way: str) -> None:
    pdf = sample.write(f'<h1>Seen</h1>{COVER if "behind" in way else ""}<p style="{WAYS[way]}">The crew meets.</p>')
    (problem,) = page_texts.check(pdf, sample.expectation())
    assert problem.key == "hidden"
    assert "page 1" in problem.what


@pytest.mark.parametrize(
    "style",
    [
        "color:#fff;background:#000",
        "color:#767676",
        "width:40mm;margin:40mm;transform:rotate(90deg)",
        "transform:rotate(180deg)",
        "opacity:.6",
        "font-size:5pt",
        "text-align:right",
        "color:#c4122f",
    ],
)
def test_text_that_is_seen_passes(style: str) -> None:
    data = sample.write(f'<h1>Seen</h1><p style="{style}">The crew meets.</p>')
    assert list(page_texts.check(data, sample.expectation())) == []
