"""Whom to write to and what to do, as templates see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from packbuilder.compose.plain_text import typed
from packbuilder.compose.text_views import TextView
from packbuilder.compose.typography import Typography
from packbuilder.model.branch import BranchFile
from packbuilder.model.campaign import Address
from packbuilder.plan import Edition
from packbuilder.postal.address_lines import posted_lines

Addresses = Mapping[str, Address]


@dataclass(frozen=True, slots=True)
class AddressView:
    """Somebody to write to. `postal` is empty where the address is open: the page prints lines to write it in.

    `posted` are the lines as they stand on an envelope: with the country, where it goes abroad. `email` is all of its
    mailboxes in one line. `copy_of` names whose letter it is that this one gets a copy of, empty for one of its own.
    """

    key: str
    name: Markup
    role: str
    country: str
    postal: tuple[str, ...]
    email: str
    phone: str
    site: str
    salutation: Markup
    closing: Markup
    languages: tuple[str, ...]
    letter: TextView | None = None
    copy_of: str = ""
    mailboxes: tuple[str, ...] = ()
    posted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionView:
    """Something to do: its words, its kind, where and to whom.

    `open` says that it is not known where, `own` that the appeal does not ask for it.
    """

    key: str
    kind: str
    words: Markup
    url: str
    phone: str
    open: bool
    own: bool
    to: tuple[AddressView, ...]


def office(
    key: str, address: Address, lang: str, typography: Typography, branch: BranchFile | None = None
) -> AddressView:
    """An address in a language, as a branch writes to it."""
    return AddressView(
        key=key,
        name=typography.line(address.name[lang]),
        role=address.role,
        country=address.country,
        postal=tuple(map(typography.kept, address.postal)) if isinstance(address.postal, list) else (),
        email=", ".join(address.mailboxes),
        phone=typography.kept(_known(address.phone)),
        site=typed(address.site) if address.site else "",
        salutation=typography.line((address.salutation or {}).get(lang, "")),
        closing=typography.line((address.closing or {}).get(lang, "")),
        languages=tuple(address.languages),
        mailboxes=address.mailboxes,
        posted=tuple(map(typography.kept, posted_lines(address, branch, lang))),
    )


def actions(edition: Edition, words: TextView, typography: Typography) -> Iterator[ActionView]:
    """What supporters can do, in the order of case.yaml."""
    addresses, branch = edition.campaign.addresses, edition.branch.facts if edition.branch else None
    for action in edition.case.facts.actions:
        yield ActionView(
            key=action.key,
            kind=action.kind,
            words=words.entries[action.key],
            url=typed(url) if (url := _known(action.url)) else "",
            phone=typography.kept(_known(action.phone)),
            own=action.own,
            open="open" in {action.url, action.phone},
            to=tuple(office(key, addresses[key], edition.lang, typography, branch) for key in action.to),
        )


def _known(value: str | None) -> str:
    return value if value and value != "open" else ""
