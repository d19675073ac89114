"""The front of the pack, which is laid out last and has to know on which page everything is."""

from __future__ import annotations

from pathlib import Path

from tests import program
from tests.e2e.delivery import Delivery, contents, starts
from tests.program import change, lines

TURN = '<div style="break-before: page">.</div>'


def test_page_numbers_are_those_of_the_front_that_there_is(small: Path) -> None:
    """A front that may have four pages, and has two: its contents count from two."""
    change(small / "layouts/pack/layout.yaml", "{min: 1, max: 1}", "{min: 1, max: 4}")
    change(small / "layouts/pack/page.html", "{% endblock %}", TURN + "{% endblock %}")
    program.built(small)
    made = Delivery(small / "out/ferry")
    pack = made.pack("en")
    begin = starts(made.of("en"), pack)
    assert min(begin.values()) == 2
    assert contents(pack) == [(page, page + 1) for page in sorted(begin.values())]


def test_how_many_pages_it_is_taken_to_have_changes_no_byte(small: Path) -> None:
    """But how often it is laid out: once where that is right."""
    change(small / "layouts/pack/layout.yaml", "{min: 1, max: 1}", "{min: 1, max: 5, usual: 1}")
    change(small / "layouts/pack/page.html", "{% endblock %}", 2 * TURN + "{% endblock %}")
    packs = set()
    for usual in range(1, 6):
        change(small / "layouts/pack/layout.yaml", f"usual: {usual - 1 or 1}", f"usual: {usual}")
        program.built(small)
        packs.add((small / "out/ferry/en/pack.pdf").read_bytes())
        assert min(starts((made := Delivery(small / "out/ferry")).of("en"), made.pack("en")).values()) == 3
    assert len(packs) == 1


def test_a_front_that_never_comes_to_rest_is_refused(small: Path) -> None:
    """Its length hangs on its own page numbers, and each turn puts the other one right."""
    change(small / "layouts/pack/layout.yaml", "{min: 1, max: 1}", "{min: 1, max: 4}")
    change(
        small / "layouts/pack/page.html",
        "{% endblock %}",
        "{% if entries[0].page != 3 %}" + TURN + "{% endif %}{% endblock %}",
    )
    done = program.build(small)
    assert done.exit_code == 4
    assert lines(done.stderr)[-2] == (
        "layouts/pack/layout.yaml: pages: The front has another number of pages each time its page numbers are put "
        "right. Give it `min` and `max` of one number."
    )
    assert [one["path"] for one in program.manifest(small / "out/ferry")["refused"]] == ["en/pack.pdf"]


def test_without_a_layout_for_it_there_is_no_pack(small: Path) -> None:
    """The singles are delivered as they are."""
    change(small / "layouts/pack/layout.yaml", "pack: true\n", "")
    change(small / "content/campaign.yaml", "letter, booklet]", "letter, booklet, pack]")
    change(small / "layouts/pack/page.html", "{% for entry in entries %}", "{% for entry in [] %}")
    program.built(small)
    made = Delivery(small / "out/ferry")
    assert {pdf.texts[0].split(":")[0] for pdf in made.files.values()} >= {"Campaign pack", "Leaflet"}
    singles = [entry for entry in made.manifest["files"] if entry["form"] == "page"]
    assert {entry["pages"] for entry in singles} == {1, 4, 6}  # the booklet's, the folded leaflet's, all others'
