"""The contents of a campaign: every case by date, place and kind, as one document a language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from packbuilder.compose.composer import Composer
from packbuilder.compose.view import kind_label
from packbuilder.errors import PackError
from packbuilder.model import fill
from packbuilder.model.loaded import Case, Layout
from packbuilder.model.redaction import redacted
from packbuilder.model.text import Text
from packbuilder.pipeline.conversation import Finished, Talk, document_of
from packbuilder.pipeline.floor import Floor
from packbuilder.pipeline.kept_results import KeptResults
from packbuilder.pipeline.outcome import Outcome, artifacts
from packbuilder.pipeline.progress import Tally
from packbuilder.pipeline.target import Target
from packbuilder.pipeline.tickets import TicketWriter, composer_of
from packbuilder.pipeline.workers import Crew
from packbuilder.plan import Document
from packbuilder.production.work import Make


@dataclass(frozen=True, slots=True)
class Line:
    """A case in the list: its number counts from the newest."""

    number: int
    slug: str
    title: Markup
    standfirst: Markup
    place: Markup
    kind: str
    date: str
    archived: bool
    languages: tuple[str, ...]


def made(targets: Sequence[Target], crew: Crew, kept: KeptResults, tally: Tally, cases: Sequence[Case]) -> Outcome:
    """The contents as a file for each target, of the cases that speak its language; what they withhold is not in it."""
    floor: Floor[str, Finished] = Floor(crew, kept, lambda name: tally.begin(document(by_name[name]), name))
    by_name = {target.name: target for target in targets}
    for target in targets:
        floor.add(target.name, _make(target, [case for case in cases if target.edition.lang in case.texts]))
    outcomes: list[Outcome] = []
    for name, finished in floor:
        target = by_name[name]
        if isinstance(finished, PackError):
            outcomes.append(Outcome(refused=(target.refused(document(target), finished),)))
        else:
            outcomes.append(Outcome(tuple(artifacts(target, finished))))
        tally.finish(document(target), name)
        tally.end(target.edition.case.slug, name)
    return Outcome.of(outcomes)


def layout_of(layouts: Mapping[str, Layout]) -> Layout | None:
    """The layout of the contents, where there is one."""
    return next((one for one in layouts.values() if one.facts.each == "campaign"), None)


def document(target: Target) -> Document:
    """The one document of a target; there is a layout of it."""
    layout = layout_of(target.layouts)
    assert layout is not None  # noqa: S101 - without it nothing is wanted
    return Document(target.edition, layout, variant=target.variant)


def _make(target: Target, cases: Sequence[Case]) -> Talk[Finished]:
    edition = target.edition
    if target.draft:
        cases = [fill.filled(edition.campaign, case, edition.lang)[1] for case in cases]
    composer = composer_of(target)
    lines = list(_lines(composer, cases))
    view = {"entries": lines, "places": _grouped(lines, "place"), "kinds": _grouped(lines, "kind")}
    composed = composer.compose(document(target), view)
    ticket = TicketWriter(target, composer).ticket(composed, marks=target.draft)
    return Finished(composed, document_of((yield Make(ticket.coded(ticket.code)))), ticket.code)


def _lines(composer: Composer, cases: Sequence[Case]) -> Iterable[Line]:
    edition, typography = composer.edition, composer.typography
    ordered = sorted(cases, key=lambda case: (-case.facts.as_of.toordinal(), case.slug))
    for number, case in enumerate(ordered, start=1):
        shown = redacted(edition.campaign, case, edition.audience)[1]
        texts, place = shown.texts[edition.lang], case.facts.place
        where = f"{place.name[edition.lang]}, {place.country[edition.lang]}"
        yield Line(
            number, case.slug, typography.inline(_heading(texts, "title")), typography.inline(_body(texts)),
            typography.line(where), kind_label(case.facts, composer.labels), _day(composer, case.facts.as_of),
            case.facts.status == "archived", tuple(case.texts),
        )  # fmt: skip


def _heading(texts: Mapping[str, Text], name: str) -> str:
    return texts[name].heading if name in texts else f"[{name}]"


def _body(texts: Mapping[str, Text]) -> str:
    return " ".join(texts["standfirst"].body.split()) if "standfirst" in texts else ""


def _day(composer: Composer, day: date) -> str:
    return composer.labels.date(day)


def _grouped(lines: Sequence[Line], by: str) -> list[tuple[str, list[Line]]]:
    """The lines by what they have in common, in the order of the alphabet."""
    names = sorted({str(getattr(line, by)) for line in lines})
    return [(Markup(name), [line for line in lines if str(getattr(line, by)) == name]) for name in names]  # noqa: S704 - of the lines, which are HTML already
