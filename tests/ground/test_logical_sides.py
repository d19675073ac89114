"""Style sheets take back a margin by the name that they gave it: `padding: 0` leaves `padding-inline-start` as it is.

So it is in WeasyPrint 70.0, where of two declarations of one weight the one that names a side by the flow of the text
wins over the one that names all four, whichever comes last.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
import tinycss2
import weasyprint

from packbuilder.workspace import locations
from tests.program import ROOT

_LOGICAL = re.compile(r"(?P<short>padding|margin|inset)-(?:inline|block)(?:-start|-end)?")
SHEETS = sorted(sheet for folder in locations.layouts_folders(ROOT) for sheet in folder.glob("*/*.css"))


def declared(sheet: Path) -> Iterator[tuple[str, set[str]]]:
    """Each selector of a style sheet alone, with the names of what is declared for it."""
    yield from _rules(tinycss2.parse_stylesheet(sheet.read_text("utf-8"), skip_comments=True, skip_whitespace=True))


def _rules(rules: list[tinycss2.ast.Node]) -> Iterator[tuple[str, set[str]]]:
    for rule in rules:
        if rule.type == "qualified-rule":
            names = {
                one.lower_name for one in tinycss2.parse_blocks_contents(rule.content) if one.type == "declaration"
            }
            for selector in tinycss2.serialize(rule.prelude).split(","):
                yield " ".join(selector.split()), names


@pytest.mark.parametrize("sheet", [sheet for sheet in SHEETS if sheet.stem != "style"], ids=str)
def test_what_is_set_by_the_flow_of_the_text_is_taken_back_so(sheet: Path) -> None:
    """In the sheets of variants, of what the layout's own and the base say."""
    logical: dict[str, set[str]] = defaultdict(set)
    for base in (sheet.with_name("style.css"), sheet.parents[1] / "_base" / "style.css"):
        for selector, names in declared(base) if base.is_file() else ():
            logical[selector] |= {found["short"] for name in names if (found := _LOGICAL.fullmatch(name))}
    wrong = [
        f"{selector} {{ {short} }}"
        for selector, names in declared(sheet)
        for short in sorted(logical[selector] & names)
        if not any(name.startswith(f"{short}-inline") for name in names)
    ]
    assert wrong == []


def test_upstream_has_it_still() -> None:
    """Once this fails, so may the other test go."""
    css = "p { margin: 0; padding-inline-start: 50px } p { padding: 0 }"
    page = "@page { margin: 0 } body { margin: 0 }"
    (shown,) = weasyprint.HTML(string=f"<style>{page}{css}</style><p><span id=text>x</span>").render().pages
    assert shown.anchors["text"][0] == 50
