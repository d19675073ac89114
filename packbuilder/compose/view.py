"""The view: everything a template may see, as finished strings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from packbuilder.compose import local
from packbuilder.compose.addressees import parties, recipient, written_to
from packbuilder.compose.composed import BASE_URL
from packbuilder.compose.images import path_of
from packbuilder.compose.labels import Labels
from packbuilder.compose.local import BranchView, PicketView, UpdateView
from packbuilder.compose.offices import ActionView, AddressView, actions
from packbuilder.compose.plain_text import typed
from packbuilder.compose.protest import Protest, protest
from packbuilder.compose.text_views import (
    Demands,
    Fact,
    TextView,
    demands,
    figures,
    reporters,
    stand_in,
    timeline,
    words,
)
from packbuilder.compose.typography import Typography
from packbuilder.model.case import SubjectFacts
from packbuilder.model.freshness import Freshness, translations
from packbuilder.model.law import Privacy
from packbuilder.model.text import ENTRIES
from packbuilder.plan import Edition

_KINDS = {
    "urgent": "Urgent appeal",
    "in-memoriam": "In memoriam",
    "outcome": "What solidarity achieved",
    "action-day": "Day of action",
}


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture: `src` is the address at which the page finds it, `caption` what it shows, also to those who listen."""

    src: str
    caption: Markup
    credit: Markup


@dataclass(frozen=True, slots=True)
class CaseView:
    """A subject's own facts: `place` is "Zhezkazgan, Kazakhstan"; dates are in words; empty where there is none.

    `appeal_url` is where codes and links lead, `appeal_text` what people type to come there.
    """

    slug: str
    kind: str
    kind_label: str
    place: Markup
    as_of: str
    act_until: str
    archived: bool
    sources: tuple[Markup, ...]
    appeal_url: str
    appeal_text: str
    front_page_only: bool


@dataclass(frozen=True, slots=True)
class EditionView:
    """All that the documents of an edition share."""

    case: CaseView
    campaign: Markup
    imprint: Markup
    site: str
    texts: Mapping[str, TextView]
    reporter: Markup
    figures: tuple[Fact, ...]
    timeline: tuple[Fact, ...]
    demands: tuple[Demands, ...]
    actions: tuple[ActionView, ...]
    openings: tuple[Fact, ...]
    updates: tuple[UpdateView, ...]
    report: str
    behind: bool
    branch: BranchView | None
    country: str
    privacy: Privacy | None
    pickets: tuple[PicketView, ...]
    addressees: tuple[AddressView, ...]
    copies: tuple[AddressView, ...]
    recipient: str
    protest: Protest | None
    chants: tuple[Fact, ...]
    pictures: tuple[PictureView, ...]


def edition(
    edition: Edition, labels: Labels, typography: Typography, needed: frozenset[str], *, draft: bool
) -> EditionView:
    """The view of an edition. With `draft`, texts of `needed` that are missing say so in their own place."""
    facts, lang = edition.case.facts, edition.lang
    texts = _texts(edition, typography, needed if draft else None)
    who = reporters(facts, texts)
    addresses, settings, branch = edition.campaign.addresses, edition.campaign.settings, edition.branch
    addressees, copies = written_to(edition, texts, typography)
    return EditionView(
        case=_case(edition, labels, typography),
        campaign=typography.line(settings.name[lang]),
        imprint=typography.line(local.imprint(edition, labels, draft=draft)),
        site=typed(settings.site),
        texts=texts,
        reporter=who.line(lang),
        figures=tuple(figures(facts, texts["figures"], who, labels)) if "figures" in texts else (),
        timeline=tuple(timeline(facts, texts["timeline"], who, labels)) if "timeline" in texts else (),
        demands=tuple(demands(facts, texts["demands"], who)) if "demands" in texts else (),
        actions=tuple(actions(edition, texts["actions"], typography)) if "actions" in texts else (),
        openings=_listed(facts.openings, texts.get("openings")),
        updates=local.updates(facts, texts["updates"], who, labels) if "updates" in texts else (),
        report=local.report(facts, labels),
        behind=settings.mark_behind and _behind(edition),
        branch=local.branch(branch.facts, lang, typography) if branch else None,
        country=branch.facts.country if branch else "",
        privacy=edition.campaign.law.privacy_in(branch.facts.country) if branch else None,
        pickets=local.pickets(edition.case, branch, addresses, labels, typography) if branch else (),
        addressees=addressees,
        copies=copies,
        recipient=recipient(addressees),
        protest=protest(parties(edition, addressees, copies)),
        chants=_listed(facts.chants, texts.get("chants")),
        pictures=tuple(_pictures(facts, texts["images"], typography)) if "images" in texts else (),
    )


def kind_label(facts: SubjectFacts, labels: Labels) -> str:
    """What kind of case it is, in words; nothing for what is no case."""
    return labels(_KINDS[facts.kind]) if facts.kind else ""


def _behind(edition: Edition) -> bool:
    """Whether one of the translations of the edition was made of an earlier source."""
    made = translations(edition.campaign, edition.case, edition.lang)
    return any(one.freshness is Freshness.BEHIND for one in made)


def _texts(edition: Edition, typography: Typography, needed: frozenset[str] | None) -> dict[str, TextView]:
    """The texts; with `needed`, those of a draft, a sign in the place of every missing text and missing entry."""
    facts, texts = edition.case.facts, words(edition.case.texts[edition.lang], typography)
    if needed is None:
        return texts
    whole = {name: stand_in(name, facts) for name in needed | ENTRIES.keys()}
    for name, text in texts.items():
        entries = {**whole[name].entries, **text.entries} if name in ENTRIES else text.entries
        whole[name] = replace(text, entries=entries)
    return whole


def _case(edition: Edition, labels: Labels, typography: Typography) -> CaseView:
    facts, lang = edition.case.facts, edition.lang
    url = facts.appeal.url[lang]
    short = (facts.appeal.short or {}).get(lang, url)
    until = facts.act_until
    return CaseView(
        slug=facts.slug,
        kind=facts.kind or "",
        kind_label=kind_label(facts, labels),
        place=typography.line(f"{place.name[lang]}, {place.country[lang]}" if (place := facts.place) else ""),
        as_of=labels.date(facts.as_of),
        act_until="" if until is None or until == "open" else labels.date(until),
        archived=facts.status == "archived",
        sources=tuple(typography.line(source) for source in facts.sources),
        appeal_url=url,
        appeal_text=typed(short),
        front_page_only=facts.appeal.page != "own",
    )


def _pictures(facts: SubjectFacts, texts: TextView, typography: Typography) -> Iterator[PictureView]:
    for image in facts.images:
        src = f"{BASE_URL}{path_of(image.key)}"
        yield PictureView(src, texts.entries[image.key], typography.line(image.credit))


def _listed(keys: list[str], text: TextView | None) -> tuple[Fact, ...]:
    return tuple(Fact(key, text.entries[key]) for key in keys) if text else ()
