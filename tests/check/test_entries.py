"""Facts that nothing puts into words, although no layout has asked for them."""

from __future__ import annotations

from pathlib import Path

from packbuilder import check, load
from packbuilder.errors import ErrorCollector, Severity
from tests.conftest import TODAY


def test_a_picture_without_its_text_is_a_gap_even_if_no_layout_needs_it(base: Path) -> None:
    """Otherwise the picture would silently be missing on the page."""
    (base / "content/cases/ferry/en/images.md").unlink()
    problems = ErrorCollector()
    campaign = load.campaign(base, problems)
    assert campaign is not None
    case = load.case(campaign, "ferry", problems)
    assert case is not None
    told = check.campaign(campaign, [case], {}, TODAY)
    gaps = [problem for problem in told if problem.severity is Severity.GAP]
    assert [(gap.key, "images.md to word them in en" in gap.what) for gap in gaps] == [("images", True)]
