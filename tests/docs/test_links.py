"""Links between pages lead somewhere: to a file that is there, to a heading that it has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.docs.pages import PAGES, ROOT, steps

PROGRAM = ROOT / "packbuilder"
READ = [*PAGES, *sorted(ROOT.glob("*/README.md")), *sorted(ROOT.glob("layouts/*/README.md"))]


def test_links_lead_to_what_is_there() -> None:
    """Those to the web are not followed: tests have no network."""
    links = [(page, link) for page in READ for link in _links(page) if "://" not in link]
    assert len(links) > 40
    assert {page.name for page, _ in links} >= {"README.md", "CONTRIBUTING.md", "organiser.md", "developer.md"}
    dead = [f"{page.relative_to(ROOT).as_posix()}: {link}" for page, link in links if not _leads(page, link)]
    assert dead == []


def test_every_page_can_be_found_from_the_readme() -> None:
    found, asked = {ROOT / "README.md"}, [ROOT / "README.md"]
    while asked:
        page = asked.pop()
        new = {page.parent.joinpath(link.partition("#")[0]).resolve() for link in _links(page) if "://" not in link}
        asked += sorted(one for one in new - found if one.suffix == ".md")
        found |= new
    assert set(PAGES) - found == set()
    assert {*(ROOT / "docs" / "pictures").iterdir()} - found == set()


def test_the_readme_can_be_read_in_five_minutes() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 120


def _leads(page: Path, link: str) -> bool:
    path, _, heading = link.partition("#")
    file = page.parent / path if path else page
    return file.exists() and (not heading or heading in _headings(file))


def _links(page: Path) -> Iterator[str]:
    for token in _tokens(page):
        for one in token.children or ():
            if one.type in {"link_open", "image"}:
                yield str(one.attrGet("href") or one.attrGet("src"))


@cache
def _headings(page: Path) -> set[str]:
    """The headings of a page as links name them: small letters, hyphens for blanks, no other signs."""
    tokens = _tokens(page)
    words = [after.content for one, after in pairwise(tokens) if one.type == "heading_open"]
    return {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in words}


def _tokens(page: Path) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(page.read_text("utf-8"))


def test_files_of_the_program_that_are_named_are_there() -> None:
    """In the pages for those who change it; what a recipe makes is another matter."""
    named = {
        (page.name, name)
        for page in (ROOT / "CONTRIBUTING.md", ROOT / "docs" / "developer.md")
        for name in re.findall(r"`([\w.-]+(?:/[\w.-]+)*/[\w.-]*|\w+\.py)`", page.read_text("utf-8"))
        if name not in {step.file for step in steps(page)}
    }
    assert len(named) > 15
    assert {(page, name) for page, name in named if not any((top / name).exists() for top in (ROOT, PROGRAM))} == set()
