"""How far a build has come: all documents are known from the start, and each counts once, whatever comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from packbuilder.errors import LayoutError
from packbuilder.job import Job
from packbuilder.pipeline import Happened, LocalCrew, Step, build
from packbuilder.pipeline.build import targets
from packbuilder.pipeline.progress import Tally
from packbuilder.pipeline.workers import Crew, InProcess
from packbuilder.plan import Document
from packbuilder.preflight.checks import preflight
from tests import program
from tests.program import change

pytestmark = pytest.mark.measured

STORY = "content/cases/ferry/en/story.md"
LONG = "# A town and its boats\n\n" + "The ferry has run for ninety years. " * 200


def job(campaign: Path, *only: str, langs: tuple[str, ...] = ("en",)) -> Job:
    """A build of the campaign on the day of the tests."""
    return Job(campaign, campaign / "out", date(2013, 7, 5), langs=langs, only=only)


def steps(asked: Job, crew: Crew | None = None) -> list[Step]:
    """What a build tells, also one that is refused."""
    heard: list[Step] = []
    with suppress(LayoutError):
        list(build(asked, heard.append, crew=crew or InProcess()))
    return heard


def whole(heard: list[Step], total: int) -> None:
    """Fail unless all is known from the start, each document is done once, and in the end all are."""
    assert {step.total for step in heard} == {total}
    assert (heard[0].happened, heard[0].done) == (Happened.COUNTED, 0)
    assert [step.done for step in heard] == sorted(step.done for step in heard)
    done = [(step.case, step.edition, step.document) for step in heard if step.happened is Happened.DONE]
    assert len(done) == len(set(done))
    begun = [(step.case, step.edition, step.document) for step in heard if step.happened is Happened.BEGUN]
    assert len(begun) == len(set(begun))
    assert heard[-1].done == total
    assert heard[-1].left_s == 0


def begun(heard: list[Step]) -> list[str]:
    """The documents that workers have begun."""
    return [step.document for step in heard if step.happened is Happened.BEGUN]


def test_documents_and_packs_of_all_languages_are_counted_whoever_makes_them(small: Path) -> None:
    """Processes tell in whatever order they come to an end; what comes from the store is begun by nobody."""
    asked = job(small, langs=())
    with LocalCrew() as crew:
        heard = steps(asked, crew)
    whole(heard, 18)
    assert sorted(begun(heard)) == sorted(step.document for step in heard if step.happened is Happened.DONE)
    assert {step.of for step in heard if step.happened is Happened.ENDED} == {"ferry/en", "ferry/ru"}
    again = steps(asked)
    whole(again, 18)
    assert not begun(again)
    assert {step.left_s for step in again} == {None, 0}
    change(small / "layouts/leaflet/style.css", "2mm 0", "1mm 0")
    changed = steps(asked)
    whole(changed, 18)
    assert sorted(begun(changed)) == ["leaflet", "leaflet", "pack", "pack"]


def test_the_contents_of_the_campaign_are_counted(base: Path) -> None:
    """They are made last, for each language."""
    change(base / "content/campaign.yaml", "letter, booklet]", "letter, booklet, index]")
    heard = steps(job(base, "index", langs=()))
    whole(heard, 2)
    assert [step.of for step in heard if step.happened is Happened.ENDED] == ["campaign/en", "campaign/ru"]


def test_what_is_refused_is_done_and_with_it_the_pack(small: Path) -> None:
    """A leaflet that has no room is tried several times; the pack is not begun."""
    (small / STORY).write_text(LONG, "utf-8")
    heard = steps(job(small))
    whole(heard, 9)
    assert begun(heard).count("leaflet") == 1
    assert "pack" not in begun(heard)
    assert heard[-1].happened is Happened.ENDED


def test_a_front_that_is_laid_out_again_counts_once(small: Path) -> None:
    """It has more pages than was taken for granted."""
    change(small / "layouts/pack/layout.yaml", "{min: 1, max: 1}", "{min: 1, max: 4}")
    turn = '<div style="break-before: page">.</div>'
    change(small / "layouts/pack/page.html", "{% endblock %}", turn + "{% endblock %}")
    heard = steps(job(small))
    whole(heard, 9)
    assert begun(heard)[-1] == "pack"


def test_what_is_given_up_is_no_longer_waited_for(small: Path) -> None:
    """Of a case that cannot be delivered all is done."""
    documents = list(planned(small))
    tally, heard = tallied(documents)
    tally.begin(documents[0], "en")
    tally.close("another")
    assert heard[-1].done == 0
    tally.close("ferry")
    assert (heard[-1].done, heard[-1].total, heard[-1].left_s) == (9, 9, 0)


def test_the_time_left_is_that_of_the_rest_at_the_pace_so_far(small: Path) -> None:
    """What is had from the store is no pace; what has many pages takes longer; what is at hand is half done."""
    documents = {one.name: one for one in planned(small)}
    now = [0.0]
    tally, heard = tallied(list(documents.values()), now)
    appeal, booklet, leaflet, folded = (documents.pop(name) for name in ("appeal", "booklet", "leaflet", "folded"))
    now[0] = 100  # composing
    for kept in documents.values():
        tally.finish(kept, "en")
    assert heard[-1].left_s is None
    tally.begin(booklet, "en")
    tally.begin(folded, "en")
    now[0] = 110
    assert heard[-1].left_s is None
    tally.finish(booklet, "en")  # of four pages, and half of the six of the folded leaflet, each and one more
    assert heard[-1].left_s == pytest.approx(10 * (3.5 + 2 + 2) / (5 + 3.5))
    tally.finish(folded, "en")
    assert heard[-1].left_s == pytest.approx(10 * (2 + 2) / (5 + 7))
    tally.finish(leaflet, "en")
    tally.finish(appeal, "en")
    assert heard[-1].left_s == 0


def planned(campaign: Path) -> Iterator[Document]:
    """All that is made of the case in English."""
    asked = job(campaign)
    seen = preflight(asked)
    for case in seen.cases:
        for target in targets(asked, seen, case):
            yield from target.all_documents


def tallied(documents: list[Document], now: list[float] | None = None) -> tuple[Tally, list[Step]]:
    """A tally of them by a clock that stands at `now`, and what it tells."""
    heard: list[Step] = []
    tally = Tally(heard.append, lambda: now[0] if now else 0.0)
    tally.expect(documents)
    return tally, heard


def test_each_line_says_how_many_are_done(small: Path) -> None:
    """With --verbose; the time left as soon as it can be reckoned."""
    done = program.build(small, "-v", "--no-store")
    said = [line for line in program.lines(done.stderr) if line.startswith("ferry/en: ")]
    assert said[0].endswith(" (0 of 9)")
    assert said[-1] == "ferry/en: done (9 of 9)"
    assert said[-2].startswith("ferry/en: pack (8 of 9, 0:")
    assert said[-2].endswith(" left)")
