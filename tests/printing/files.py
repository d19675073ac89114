"""Documents of two pages, and the front that leads to each; what a file says of itself, read back by pypdf."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from packbuilder.compose.composed import BOUND_URL
from packbuilder.typeset.fit import LaidOutDocument, typeset
from tests.typeset.house import URL, code_image, engine, page
from tests.untyped import PdfThing

SHEETS = {"one": (100.0, 150.0), "two": (148.0, 210.0), "three": (150.0, 100.0)}


def part(name: str, lang: str = "en") -> LaidOutDocument:
    """A document of two pages, with a bookmark, a link, a code and a sentence in another language."""
    html = f"""
    <h1 id="{name}" style="bookmark-label:'Document {name}'">Document {name}</h1>
    <p><span lang="ru">Слово {name}</span> and <a href="{URL}">the appeal</a>.</p>{code_image("", 20)}
    <h2 style="break-before:page">Second page of {name}</h2><p>It ends here.</p>
    """
    made = page(html, pages=(2, 2), sizes=(9, 9), sheet=SHEETS[name], lang=lang, title=f"Title {name}", name=name)
    return typeset(engine(), made)


def front() -> LaidOutDocument:
    """The front of a pack of three documents: a page with links to each."""
    links = "".join(f'<li><a href="{BOUND_URL}{name}">To {name}</a></li>' for name in SHEETS)
    html = f'<h1 id="pack">Pack</h1><ol>{links}</ol>'
    return typeset(engine(), page(html, sizes=(9, 9), title="The pack", name="pack"))


def read(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf), strict=True)


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    """The pages' sizes in mm."""
    return [
        (round(float(p.mediabox.width) * 25.4 / 72), round(float(p.mediabox.height) * 25.4 / 72))
        for p in read(pdf).pages
    ]


def bookmarks(pdf: bytes) -> list[tuple[str, int]]:
    """The bookmarks, whatever their depth, each with the page that it leads to, from 1."""
    reader = read(pdf)

    def flat(items: Sequence[Any]) -> list[Any]:
        return [one for item in items for one in (flat(item) if isinstance(item, list) else [item])]

    return [(str(one.title), (reader.get_destination_page_number(one) or 0) + 1) for one in flat(reader.outline)]


def links(pdf: bytes) -> list[tuple[str, str]]:
    """What each link says of itself, and where it leads: an address, or `page` and its number."""
    reader = read(pdf)
    found = []
    for place in reader.pages:
        for annotation in place.get("/Annots", []):
            link: Any = annotation.get_object()
            if "/A" in link and "/URI" in link["/A"]:
                target = str(link["/A"]["/URI"])
            else:
                target = f"page {_number(reader, link['/Dest'] if '/Dest' in link else link['/A']['/D'])}"
            found.append((str(link["/Contents"]), target))
    return found


def _number(reader: PdfReader, place: PdfThing) -> int:
    """The page that a place lies on, from 1, whether it has a name or is told itself."""
    if isinstance(place, str):
        return (reader.get_destination_page_number(reader.named_destinations[place]) or 0) + 1
    return (reader.get_page_number(place[0].get_object()) or 0) + 1
