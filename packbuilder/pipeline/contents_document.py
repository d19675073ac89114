"""The contents of a campaign: every case by date, place and kind, as one document a language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from packbuilder.compose.composer import Composer
from packbuilder.compose.view import kind_label
from packbuilder.deliver import Artifact
from packbuilder.impose.poster_pages import Posters
from packbuilder.model import fill
from packbuilder.model.loaded import Case, Layout
from packbuilder.model.redaction import redacted
from packbuilder.model.text import Text
from packbuilder.pipeline.artifacts import ArtifactMaker
from packbuilder.pipeline.edition import composer_of, engine_of
from packbuilder.pipeline.outcome import Outcome, RefusedDocuments
from packbuilder.pipeline.target import Target
from packbuilder.plan import Document
from packbuilder.typeset.drafts import typeset_or_mark


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


def made(target: Target, layout: Layout, cases: Sequence[Case]) -> Outcome:
    """The contents as a file, for the cases that speak the language of the target; what they withhold is not in it."""
    edition = target.edition
    if target.draft:
        cases = [fill.filled(edition.campaign, case, edition.lang)[1] for case in cases]
    composer, engine = composer_of(target), engine_of(target)
    lines = list(_lines(composer, cases))
    view = {"entries": lines, "places": _grouped(lines, "place"), "kinds": _grouped(lines, "kind")}
    document = Document(target.edition, layout, variant=target.variant)
    maker = ArtifactMaker(target, Posters(composer.labels, composer.templates, engine))
    refusals, files = RefusedDocuments(target), list[Artifact]()
    with refusals.of(document):
        files += list(maker.of(typeset_or_mark(engine, composer.compose(document, view), draft=target.draft)))
    return Outcome(tuple(files), tuple(refusals.refused))


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
