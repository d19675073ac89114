"""The view: everything a template may see, as finished strings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from markupsafe import Markup

from packbuilder.compose.labels import Labels
from packbuilder.compose.page import BASE_URL
from packbuilder.compose.typography import Typography
from packbuilder.compose.words import Demands, Fact, Words, actions, demands, figures, stand_in, timeline, words
from packbuilder.model.campaign import Address
from packbuilder.model.case import Addressee, CaseFile
from packbuilder.model.text import ENTRIES
from packbuilder.plan import Edition

_KINDS = {
    "urgent": "Urgent appeal",
    "in-memoriam": "In memoriam",
    "outcome": "What solidarity achieved",
    "action-day": "Day of action",
}


@dataclass(frozen=True, slots=True)
class AddressView:
    """Somebody to write to. `postal` is empty where the address is open: the page prints lines to write it in."""

    key: str
    name: Markup
    country: str
    postal: tuple[str, ...]
    email: str
    salutation: Markup
    closing: Markup
    languages: tuple[str, ...]
    letter: Words | None = None


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
    actions: tuple[Fact, ...]
    addressees: tuple[AddressView, ...]
    copies: tuple[AddressView, ...]
    chants: tuple[Fact, ...]
    pictures: tuple[PictureView, ...]


def typed(url: str) -> str:
    """An address as a person types it: campaignkazakhstan.org for http://campaignkazakhstan.org/."""
    parts = urlsplit(url)
    host = parts.netloc.removeprefix("www.") if not parts.path.strip("/") else parts.netloc
    return (host + parts.path + (f"?{parts.query}" if parts.query else "")).rstrip("/")


def edition(
    edition: Edition, labels: Labels, typography: Typography, needed: frozenset[str], *, draft: bool
) -> EditionView:
    """The view of an edition. With `draft`, texts of `needed` that are missing say so in their own place."""
    facts, lang = edition.case.facts, edition.lang
    texts = words(edition.case.texts[lang], typography)
    if draft:
        texts = _filled(texts, facts, needed)
    addresses, settings = edition.campaign.addresses, edition.campaign.settings
    return EditionView(
        case=_case(edition, labels, typography),
        campaign=typography.line(settings.name[lang]),
        imprint=typography.line(settings.imprint[lang]),
        site=typed(settings.site),
        texts=texts,
        figures=tuple(figures(facts, texts["figures"], labels)) if "figures" in texts else (),
        timeline=tuple(timeline(facts, texts["timeline"], labels)) if "timeline" in texts else (),
        demands=tuple(demands(facts, texts["demands"])) if "demands" in texts else (),
        actions=tuple(actions(facts, texts["actions"])) if "actions" in texts else (),
        addressees=tuple(
            _address(a.address, addresses[a.address], lang, typography, _letter(a, texts)) for a in facts.addressees
        ),
        copies=tuple(_address(key, addresses[key], lang, typography) for key in facts.copies),
        chants=tuple(Fact(key, texts["chants"].entries[key]) for key in facts.chants) if "chants" in texts else (),
        pictures=tuple(_pictures(facts, texts["images"], typography)) if "images" in texts else (),
    )


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
        kind_label=labels(_KINDS[facts.kind]),
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


def _letter(addressee: Addressee, texts: Mapping[str, Words]) -> Words | None:
    return texts.get(addressee.letter)


def _address(key: str, address: Address, lang: str, typography: Typography, letter: Words | None = None) -> AddressView:
    return AddressView(
        key=key,
        name=typography.line(address.name[lang]),
        country=address.country,
        postal=tuple(address.postal) if isinstance(address.postal, list) else (),
        email=address.email if address.email and address.email != "open" else "",
        salutation=typography.line((address.salutation or {}).get(lang, "")),
        closing=typography.line((address.closing or {}).get(lang, "")),
        languages=tuple(address.languages),
        letter=letter,
    )
