"""At what size the search for the largest that fits begins changes nothing but the time that it takes.

It begins where the document, or another of its layout, came out last; so what was built before must leave no trace.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from packbuilder.job import Job
from packbuilder.pipeline.build import targets
from packbuilder.pipeline.tickets import TicketWriter, composer_of
from packbuilder.preflight.checks import preflight
from packbuilder.production.job_ticket import JobTicket
from packbuilder.typeset.fit import typeset
from tests.typeset import house

CASE = "zhezkazgan"
LAYOUTS = [
    *("addresses", "appeal", "booklet", "folded", "leaflet", "letter", "message", "petition", "placard", "postcard"),
    *("postcard-solidarity", "press", "tearoff", "update", "writing"),
]


@cache
def tickets(lang: str) -> dict[str, JobTicket]:
    """The first document of each layout that the case prints in a language, by the name of the layout."""
    return dict(reversed([(ticket.composed.layout, ticket) for ticket in _tickets(lang)]))


def _tickets(lang: str) -> Iterator[JobTicket]:
    job = Job(house.ROOT, house.ROOT / "out", date(2026, 11, 1), cases=(CASE,), langs=(lang,))
    seen = preflight(job)
    [target] = targets(job, seen, seen.cases[0])
    writer = TicketWriter(target, composer_of(target))
    yield from (writer.ticket(writer.composer.compose(document)) for document in target.documents)


def test_they_are_all_that_the_case_prints() -> None:
    """None is left out below."""
    assert sorted(tickets("en")) == LAYOUTS


@pytest.mark.parametrize(("lang", "layout"), [*(("en", one) for one in LAYOUTS), ("ar", "appeal")])
def test_wherever_the_search_begins_the_same_is_printed(lang: str, layout: str) -> None:
    """At the ends of the range and outside of it, between two steps, and where the layout says; to the byte.

    The Arabic appeal fits at a size, and does not at the one below, where a line comes out too wide.
    """
    composed = tickets(lang)[layout].composed
    sizes = composed.facts.type
    firsts = (None, sizes.smallest, (sizes.smallest + sizes.largest) / 2 + 0.1, sizes.largest + 1)
    made = [typeset(house.engine(), composed, first) for first in firsts]
    assert len({one.font_pt for one in made}) == 1
    assert len({one.document.write_pdf() for one in made}) == 1
