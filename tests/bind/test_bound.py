"""A bound file is the sum of its parts: pages, tags, bookmarks and links; and the same bytes each time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from typing import Any

from packbuilder import printing
from tests.bind.packs import drawn, elements, fonts, pack
from tests.pdfcheck.tagged import strings
from tests.printing.files import SHEETS, bookmarks, front, links, part, read, sizes
from tests.typeset.house import URL


def with_front(singles: Sequence[bytes]) -> bytes:
    """The front and some files, bound."""
    return pack(pack=printing.single(front()), **dict(zip(SHEETS, singles, strict=True)))


def all_of_it() -> tuple[list[bytes], bytes]:
    """Everything laid out, written and bound."""
    singles = [printing.single(part(name)) for name in SHEETS]
    return singles, with_front(singles)


@cache
def files() -> tuple[list[bytes], bytes]:
    """The singles and the pack, made once for all the tests here."""
    return all_of_it()


def test_the_pack_has_its_own_title_and_all_the_pages() -> None:
    """The front's title and language; each page of each single in its own size, labelled through."""
    singles, whole = files()
    reader = read(whole)
    catalog: Any = reader.root_object
    assert reader.metadata is not None
    assert reader.metadata.title == "The pack"
    assert catalog["/Lang"] == "en"
    assert sizes(whole) == [(100, 100), *(size for single in singles for size in sizes(single))]
    assert reader.page_labels == [str(number) for number in range(1, 8)]


def test_the_pack_holds_every_tagged_text_of_the_singles() -> None:
    """Front, then each document, in order, each text in its language: nothing lost, nothing twice."""
    singles, whole = files()
    parts = [strings(single) for single in singles]
    assert all(len(one) == 7 for one in parts), parts
    assert ("ru", "Слово two") in parts[1]
    own = [("en", word) for word in ("Pack", "To one", "To two", "To three")]
    assert strings(whole) == [*own, *chain.from_iterable(parts)]


def test_the_pack_leads_to_its_parts() -> None:
    """Its contents lead to each document's first page; bookmarks and addresses of the singles are all there."""
    singles, whole = files()
    assert links(whole) == [
        ("To one", "page 2"),
        ("To two", "page 4"),
        ("To three", "page 6"),
        *[("the appeal", URL)] * 3,
    ]
    expected = [("Pack", 1)]
    for number, single in enumerate(singles):
        expected += [(title, 1 + 2 * number + on) for title, on in bookmarks(single)]
    assert bookmarks(whole) == expected


def test_a_second_run_in_the_same_process_gives_the_same_bytes() -> None:
    """Nothing that the first run did to the renderer shows in the second: not a byte of singles or pack."""
    assert all_of_it() == files()


def test_a_part_in_another_language_keeps_it_in_the_pack() -> None:
    """What a single says of the whole file, the pack says of the part."""
    singles = [printing.single(one) for one in (part("one"), part("two", "ru"), part("three"))]
    single = singles[1]
    catalog: Any = read(single).root_object
    assert catalog["/Lang"] == "ru"
    assert strings(with_front(singles))[-14:-7] == strings(single)
    assert {lang for lang, _ in strings(single)} == {"ru"}


def test_fonts_of_a_pack_are_embedded_once() -> None:
    """Not once for each document: each face of the pack has one file, though all its documents use it."""
    found = {(name, file) for name, _, file in fonts(files()[1])}
    assert found
    assert len(found) == len({name for name, _ in found})


def test_pictures_are_described() -> None:
    """Each code has its words in the tags."""
    assert [str(one["/Alt"]) for one in elements(files()[1]) if one["/S"] == "/Figure"] == ["Code"] * 3


def test_a_code_that_several_documents_show_is_there_once() -> None:
    """Each document has its own, and the pack the first of them for all."""
    pages: Any = read(files()[1]).pages
    drawn = [place["/Resources"]["/XObject"] for place in pages]
    codes = [one.raw_get("/code0").idnum for one in drawn if "/code0" in one]
    assert len(codes) == len(SHEETS) * 2
    assert len(set(codes)) == 1


def test_pages_look_as_they_do_in_their_files() -> None:
    """Dot for dot."""
    singles, whole = files()
    assert drawn(whole)[1:] == [page for single in singles for page in drawn(single)]


def test_the_tags_are_one_document_with_a_part_for_each_file() -> None:
    """So a reader may go from one to the next."""
    document, *_ = elements(files()[1])
    assert document["/S"] == "/Document"
    assert [kid.get_object()["/S"] for kid in document["/K"]] == ["/Part"] * 4
