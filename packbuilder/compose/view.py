"""The view: everything a template may see, as finished strings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from packbuilder.compose import local
from packbuilder.compose.imprint import imprint
from packbuilder.compose.labels import Labels
from packbuilder.compose.links import typed
from packbuilder.compose.local import BranchView, PicketView, UpdateView
from packbuilder.compose.offices import ActionView, AddressView, actions, office
from packbuilder.compose.page import BASE_URL
from packbuilder.compose.protest import Protest, protest
from packbuilder.compose.typography import Typography
from packbuilder.compose.words import Demands, Fact, Words, demands, figures, stand_in, timeline, words
from packbuilder.model.case import Addressee, CaseFile
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
    """A case's own facts: `place` is "Zhezkazgan, Kazakhstan"; dates are in words, empty where there is none."""

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
    texts: Mapping[str, Words]
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
    texts = words(edition.case.texts[lang], typography)
    if draft:
        texts = _filled(texts, facts, needed)
    addresses, settings, branch = edition.campaign.addresses, edition.campaign.settings, edition.branch
    addressees = tuple(_addressee(a, edition, texts, typography) for a in facts.addressees)
    copied = facts.copies if addressees else ()  # where nobody is written to there is nothing to copy
    home = branch.facts if branch else None
    copies = tuple(office(key, addresses[key], lang, typography, home) for key in copied)
    return EditionView(
        case=_case(edition, labels, typography),
        campaign=typography.line(settings.name[lang]),
        imprint=typography.line(imprint(edition, labels, draft=draft)),
        site=typed(settings.site),
        texts=texts,
        figures=tuple(figures(facts, texts["figures"], labels)) if "figures" in texts else (),
        timeline=tuple(timeline(facts, texts["timeline"], labels)) if "timeline" in texts else (),
        demands=tuple(demands(facts, texts["demands"])) if "demands" in texts else (),
        actions=tuple(actions(edition, texts["actions"], typography)) if "actions" in texts else (),
        openings=_listed(facts.openings, texts.get("openings")),
        updates=local.updates(facts, texts["updates"], labels) if "updates" in texts else (),
        report=local.report(facts, labels),
        behind=settings.mark_behind and _behind(edition),
        branch=local.branch(branch.facts, lang, typography) if branch else None,
        country=branch.facts.country if branch else "",
        privacy=edition.campaign.law.privacy_in(branch.facts.country) if branch else None,
        pickets=local.pickets(edition.case, branch, addresses, labels, typography) if branch else (),
        addressees=addressees,
        copies=copies,
        recipient=_recipient(addressees),
        protest=_protest(edition, addressees, copies, typography),
        chants=_listed(facts.chants, texts.get("chants")),
        pictures=tuple(_pictures(facts, texts["images"], typography)) if "images" in texts else (),
    )


def kind_label(facts: CaseFile, labels: Labels) -> str:
    """What kind of case it is, in words."""
    return labels(_KINDS[facts.kind])


def _behind(edition: Edition) -> bool:
    """Whether one of the translations of the edition was made of an earlier source."""
    made = translations(edition.campaign, edition.case, edition.lang)
    return any(one.freshness is Freshness.BEHIND for one in made)


def _filled(texts: dict[str, Words], facts: CaseFile, needed: frozenset[str]) -> dict[str, Words]:
    """Put a sign in the place of every missing text and of every missing entry."""
    whole = {name: stand_in(name, facts) for name in needed | ENTRIES.keys()}
    for name, text in texts.items():
        entries = {**whole[name].entries, **text.entries} if name in ENTRIES else text.entries
        whole[name] = replace(text, entries=entries)
    return whole


def _case(edition: Edition, labels: Labels, typography: Typography) -> CaseView:
    facts, lang = edition.case.facts, edition.lang
    url = facts.appeal.url[lang]
    until = facts.act_until
    return CaseView(
        slug=facts.slug,
        kind=facts.kind,
        kind_label=kind_label(facts, labels),
        place=typography.line(f"{facts.place.name[lang]}, {facts.place.country[lang]}"),
        as_of=labels.date(facts.as_of),
        act_until="" if until is None or until == "open" else labels.date(until),
        archived=facts.status == "archived",
        sources=tuple(typography.line(source) for source in facts.sources),
        appeal_url=url,
        appeal_text=typed(url),
        front_page_only=facts.appeal.page != "own",
    )


def _pictures(facts: CaseFile, texts: Words, typography: Typography) -> Iterator[PictureView]:
    for image in facts.images:
        src = f"{BASE_URL}pictures/{image.key}.jpg"
        yield PictureView(src, texts.entries[image.key], typography.line(image.credit))


def _protest(
    edition: Edition, addressees: Sequence[AddressView], copies: Sequence[AddressView], typography: Typography
) -> Protest | None:
    """The mail that the edition can begin: to those whose mailboxes hold."""
    texts, letters = edition.case.texts[edition.lang], edition.case.facts.letters
    begun = {
        typography.plain(texts[name].heading): typography.plain(texts[name].body.split("\n\n", 1)[0].replace("\n", " "))
        for name in letters
        if name in texts
    }
    to, cc = ([one for one in some if one.key in edition.mailable] for some in (addressees, copies))
    place = typography.plain(edition.case.facts.place.name[edition.lang])
    return protest([one for one in to if not one.copy_of], cc, begun, place)


def _addressee(
    addressee: Addressee, edition: Edition, texts: Mapping[str, Words], typography: Typography
) -> AddressView:
    addresses, lang = edition.campaign.addresses, edition.lang
    original = addresses[addressee.copy_of].name[lang] if addressee.copy_of else ""
    branch = edition.branch.facts if edition.branch else None
    return replace(
        office(addressee.address, addresses[addressee.address], lang, typography, branch),
        letter=texts.get(edition.case.facts.letter_to(addressee.address)),
        copy_of=typography.line(original),
    )


def _recipient(addressees: Sequence[AddressView]) -> str:
    """The key of the one whom a card goes to: the first official, else the first of all; empty for nobody."""
    return next((one.key for one in sorted(addressees, key=lambda one: one.role != "official")), "")


def _listed(keys: list[str], text: Words | None) -> tuple[Fact, ...]:
    return tuple(Fact(key, text.entries[key]) for key in keys) if text else ()
