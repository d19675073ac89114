"""Parts of all kinds: what one says in its own way, or does not say at all, the others neither lose nor gain."""

from __future__ import annotations

import pytest

from packbuilder import printing
from packbuilder.bind import BoundPart, bound
from packbuilder.compose.composed import BOUND_URL
from packbuilder.errors import RenderError
from packbuilder.typeset.fit import typeset
from tests.bind.packs import FACES, drawn, elements, fonts, made, pack, texts
from tests.pdfcheck import sample
from tests.pdfcheck.tagged import strings
from tests.printing.files import bookmarks, links
from tests.typeset.house import engine, page

LETTER = 'body{font-family:"Packbuilder Letter"}'
ARABIC = '<h1>المدينة بلا مصهر</h1><p dir="rtl">لا للإغلاق، <span lang="en">Kazakhmys</span> ١٢٣</p>'
TABLE = "<table><tr><th>Name</th><th>Town</th></tr><tr><td>Aigul</td><td>Zhezkazgan</td></tr></table>"


def test_a_glyph_that_is_two_letters_is_read_in_each_part_as_it_was_there() -> None:
    """The letter's face has one glyph for the hyphen and the hyphen-minus, and one for both spaces."""
    parts = {
        "minus": made("<p>well-known</p>", LETTER),
        "hyphen": made("<p>well\u2010known</p>", LETTER),
        "neither": made("<p>known</p>", LETTER),
    }
    whole = pack(**parts)
    assert texts(whole) == [text for part in parts.values() for text in texts(part)]
    assert texts(whole) == ["well-known", "well\u2010known", "known"]
    assert drawn(whole) == [page for part in parts.values() for page in drawn(part)]
    found = set(fonts(whole))
    assert len({file for _, _, file in found}) == 1
    assert len(found) == 2


def test_arabic_reads_and_looks_as_it_did() -> None:
    """Its letters join, and two of them become one glyph; its language is told in a pack of another one."""
    latin, arabic = made("<h1>Solidarity</h1>"), made(ARABIC, 'body{font-family:"Packbuilder Arabic Text"}', "ar")
    whole = pack(latin=latin, arabic=arabic)
    assert strings(whole) == strings(latin) + strings(arabic)
    assert {"ar", "en"} <= {lang for lang, _ in strings(arabic)}
    assert texts(whole) == texts(latin) + texts(arabic)
    assert drawn(whole) == drawn(latin) + drawn(arabic)


def test_a_width_that_two_files_round_otherwise_moves_no_letter() -> None:
    """Arabic glyphs are measured at the size that they are first set in, and told to a thousandth of it."""
    sizes = ("7pt", "8.25pt", "9pt", "10.5pt", "11.3pt", "13pt")
    rule = 'body{{font:{} "Packbuilder Arabic Text"}}'
    parts = {f"s{n}": made(ARABIC, rule.format(size), "ar") for n, size in enumerate(sizes)}
    whole = pack(**parts)
    assert drawn(whole) == [page for part in parts.values() for page in drawn(part)]
    found = [one for one in fonts(whole) if "Arabic-Text" in one[0]]
    assert len({file for _, _, file in found}) == len({name for name, _, _ in found})
    assert len({font for _, font, _ in found}) > len({file for _, _, file in found})  # some do not agree


def test_parts_in_large_print_and_small_share_their_faces() -> None:
    """Glyphs are the same at any size."""
    small, large = made("<p>Words that are small.</p>"), made("<p>LARGE words</p>", "p{font-size:40pt}")
    whole = pack(small=small, large=large)
    assert drawn(whole) == drawn(small) + drawn(large)
    assert len({file for _, _, file in fonts(whole)}) == 1


def test_a_part_without_bookmarks_or_places_is_led_to_all_the_same() -> None:
    """To the top of its first page."""
    bare = made("<p>Nothing but words.</p>")
    assert bookmarks(bare) == []
    front = made(f'<h1>Front</h1><p><a href="{BOUND_URL}bare">To the words</a></p>')
    whole = pack(front=front, other=made("<h1>Other</h1>"), bare=bare)
    assert links(whole) == [("To the words", "page 3")]
    assert bookmarks(whole) == [("Front", 1), ("Other", 2)]


def test_places_of_one_name_lead_each_to_its_own_part() -> None:
    """Two documents may have named a place alike; links within them lead where they led, and links to them, too."""
    parts = {name: made(f'<p id="first">{name}</p><a href="#first">Up in {name}</a>') for name in ("one", "first")}
    front = made(f'<p><a href="{BOUND_URL}first">To it</a></p>')
    within = [("Up in one", "page 1"), ("Up in first", "page 2")]
    assert links(pack(**parts, front=front)) == [*within, ("To it", "page 2")]


def test_cells_of_two_tables_keep_their_own_headers() -> None:
    """The renderer counts the headers of each file alike."""
    whole = pack(one=made(TABLE), two=made(TABLE))
    known = [str(element["/ID"]) for element in elements(whole) if "/ID" in element]
    named = [[str(head) for head in cell["/A"]["/Headers"]] for cell in elements(whole) if cell["/S"] == "/TD"]
    assert len(set(known)) == len(known) == 4
    assert sorted(head for heads in named for head in heads) == sorted(known)
    assert [heads[0].split("/")[0] for heads in named] == ["one", "one", "two", "two"]


def test_a_file_of_another_house_is_bound_as_it_is() -> None:
    """Its faces go by other names, its code is a picture."""
    own = made("<h1>Own</h1>")
    whole = pack(own=own, other=sample.good())
    assert drawn(whole) == drawn(own) + drawn(sample.good())
    assert strings(whole) == strings(own) + strings(sample.good())


def test_faces_that_are_not_known_stay_in_pieces() -> None:
    """Nothing is lost but room."""
    parts = [BoundPart(name, made(f"<p>Words of {name}</p>")) for name in ("one", "two")]
    apart, joined = (bound(parts, "The pack", "en", faces) for faces in ({}, FACES))
    assert drawn(apart) == drawn(joined)
    assert len({file for _, _, file in fonts(apart)}) == 2
    assert len({file for _, _, file in fonts(joined)}) == 1


def test_each_link_that_leads_nowhere_is_told_by_its_words() -> None:
    """All at once; those that lead somewhere are not."""
    wrong = [("gone", "To what is gone"), ("own/x", "Somewhere in it")]
    body = "".join(f'<p><a href="{BOUND_URL}{name}">{words}</a></p>' for name, words in [*wrong, ("own", "Here")])
    with pytest.raises(RenderError) as raised:
        pack(own=made(body))
    assert [str(problem) for problem in raised.value.problems] == [
        f"own: link: The link “{words}” leads to the document `{name}`, which is not in the pack. Let it lead to a "
        "document that is, by its `entry.href`."
        for name, words in wrong
    ]


def test_what_cannot_be_bound_is_refused_by_its_name() -> None:
    """A file that breaks off, and one whose tags are gone: a pack must not lose them in silence."""
    untagged = printing.plain(typeset(engine(), page("<p>Words</p>")).document, "en/plain.pdf")
    for data, told in ((made("<p>Words</p>")[:900], "The PDF is damaged"), (untagged, "The file has no tags")):
        with pytest.raises(RenderError, match=told) as raised:
            pack(good=made("<p>Words</p>"), faulty=data)
        assert [str(problem).split(":")[0] for problem in raised.value.problems] == ["faulty"]
