"""Those who are written to, who gets a copy, and the mails to them that can be begun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from packbuilder.compose.offices import AddressView, office
from packbuilder.compose.protest import Party, Protest, protest
from packbuilder.compose.text_views import TextView, words
from packbuilder.compose.typography import Typography
from packbuilder.model.case import Addressee
from packbuilder.plan import Edition


def begun(edition: Edition, typography: Typography) -> Protest | None:
    """The mails that an edition can begin, alone: `EditionView.protest`, before there is all that a view takes."""
    letters = {n: t for n, t in edition.case.texts[edition.lang].items() if n in edition.case.facts.letters}
    return protest(parties(edition, *written_to(edition, words(letters, typography), typography)))


def written_to(
    edition: Edition, texts: Mapping[str, TextView], typography: Typography
) -> tuple[tuple[AddressView, ...], tuple[AddressView, ...]]:
    """Those who get letters, and those who get copies of them."""
    facts, addresses = edition.case.facts, edition.campaign.addresses
    addressees = tuple(_addressee(a, edition, texts, typography) for a in facts.addressees)
    copied = facts.copies if addressees else ()  # where nobody is written to there is nothing to copy
    branch = edition.branch.facts if edition.branch else None
    return addressees, tuple(office(key, addresses[key], edition.lang, typography, branch) for key in copied)


def parties(edition: Edition, addressees: tuple[AddressView, ...], copies: tuple[AddressView, ...]) -> list[Party]:
    """Those whose mailboxes hold, by the letter that they get."""
    facts = edition.case.facts
    originals = {one.address: one.copy_of for one in facts.addressees if one.copy_of}
    there = [one for one in addressees if one.key in edition.mailable]
    found: list[Party] = []
    for name in facts.letters:
        offices = tuple(o for o in there if o.key not in originals and facts.letter_to(o.key) == name)
        written = {one.key for one in offices}
        informed = [one for one in there if originals.get(one.key) in written]
        informed += [one for one in copies if one.key in edition.mailable and one.key not in written]
        found += [Party(name, offices, tuple(informed))] if offices else []
    return found


def _addressee(
    addressee: Addressee, edition: Edition, texts: Mapping[str, TextView], typography: Typography
) -> AddressView:
    addresses, lang = edition.campaign.addresses, edition.lang
    original = addresses[addressee.copy_of].name[lang] if addressee.copy_of else ""
    branch = edition.branch.facts if edition.branch else None
    return replace(
        office(addressee.address, addresses[addressee.address], lang, typography, branch),
        letter=texts.get(edition.case.facts.letter_to(addressee.address)),
        copy_of=typography.line(original),
    )


def recipient(addressees: Sequence[AddressView]) -> str:
    """The key of the one whom a card goes to: the first official, else the first of all; empty for nobody."""
    return next((one.key for one in sorted(addressees, key=lambda one: one.role != "official")), "")
