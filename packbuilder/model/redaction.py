"""A case as an audience may have it, and what of it must then stand in no file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from packbuilder.model.base import Audience
from packbuilder.model.campaign import Address
from packbuilder.model.case import CaseFile
from packbuilder.model.loaded import Campaign, Case, Texts
from packbuilder.model.names import pattern, surname, words
from packbuilder.model.secrets import Secret, bare, cleared, pieces
from packbuilder.model.text import ENTRIES, Text


def redacted(campaign: Campaign, case: Case, audience: Audience) -> tuple[Campaign, Case]:
    """Campaign and case without the contacts, pictures, facts and sentences that are not cleared for an audience."""
    addresses = {key: one for key, one in campaign.addresses.items() if cleared(one.consent, audience)}
    texts = case.redacted[audience]
    facts = _facts(case.facts, addresses, _hidden(case.texts, texts), audience)
    shown = frozenset(image.key for image in facts.images)
    texts = {lang: _captioned(by_name, shown) for lang, by_name in texts.items()}
    pictures = {image.key: case.pictures[image.key] for image in facts.images if image.key in case.pictures}
    return replace(campaign, addresses=addresses), replace(case, facts=facts, texts=texts, pictures=pictures)


def secrets(campaign: Campaign, case: Case, audience: Audience, beside: Sequence[Case] = ()) -> tuple[Secret, ...]:
    """What must stand in no file for an audience; nothing that is also said where that audience may read it.

    `beside` are cases that the file tells of, too.
    """
    return tuple(dict.fromkeys(_secrets(campaign, case, audience, named(campaign, (case, *beside), audience))))


def named(campaign: Campaign, cases: Iterable[Case], audience: Audience) -> frozenset[str]:
    """The words that name others to an audience: people who are cleared, offices, places, those who print it.

    A surname that is one of them gives nobody away by itself.
    """
    lines = [*campaign.settings.name.values(), *campaign.settings.imprint.values()]
    for address in campaign.addresses.values():
        if cleared(address.consent, audience):
            lines += [*address.name.values(), *(address.postal if isinstance(address.postal, list) else [])]
    for case in cases:
        place = case.facts.place
        for part in (place.name, place.region, place.country):
            lines += (part or {}).values()
        for person in case.facts.people:
            if cleared(person.consent, audience):
                lines += person.name.values()
    return frozenset(word for line in lines for word in words(line))


def _captioned(texts: Mapping[str, Text], shown: frozenset[str]) -> Mapping[str, Text]:
    """The texts of a language with the captions of those pictures alone that are shown."""
    text = texts.get("images")
    if text is None or all(entry.key in shown for entry in text.entries):
        return texts
    kept = tuple(entry for entry in text.entries if entry.key in shown)
    words = "\n".join([f"# {text.heading}", "", *(f"- {entry.key}: {entry.words}" for entry in kept)])
    return {**texts, "images": replace(text, entries=kept, body="", words=words, whole=text.fingerprint)}


def _facts(
    facts: CaseFile, addresses: Mapping[str, Address], hidden: Mapping[str, frozenset[str]], audience: Audience
) -> CaseFile:
    """The facts without those whose words are withheld, and without contacts and pictures that are."""
    changed: dict[str, object] = {
        part: [one for one in getattr(facts, part) if getattr(one, "key", one) not in hidden[name]]
        for name, part in ENTRIES.items()
    }
    changed["images"] = [
        one for one in facts.images if cleared(one.consent, audience) and one.key not in hidden["images"]
    ]
    kept = [a for a in facts.addressees if a.address in addresses]
    originals = {a.address for a in kept if a.copy_of is None}
    changed["addressees"] = [a for a in kept if a.copy_of is None or a.copy_of in originals]
    changed["copies"] = [key for key in facts.copies if key in addresses]
    actions = [action for action in facts.actions if action.key not in hidden["actions"]]
    changed["actions"] = [a.model_copy(update={"to": [key for key in a.to if key in addresses]}) for a in actions]
    return facts.model_copy(update=changed)


def _hidden(whole: Texts, redacted: Texts) -> Mapping[str, frozenset[str]]:
    """By the name of a text, the keys of its entries that are withheld in a language: no other prints them, either."""
    return {
        name: frozenset(key for lang in whole for key in _keys(whole, lang, name) - _keys(redacted, lang, name))
        for name in ENTRIES
    }


def _keys(texts: Texts, lang: str, name: str) -> frozenset[str]:
    text = texts.get(lang, {}).get(name)
    return frozenset(entry.key for entry in text.entries) if text else frozenset()


def _secrets(campaign: Campaign, case: Case, audience: Audience, known: frozenset[str]) -> Iterator[Secret]:
    source = case.source
    for number, person in enumerate(case.facts.people):
        if not cleared(person.consent, audience):
            place = f"{source.file}:{source.line('people', number)}"
            forms = [found for name in person.name.values() for found in (pattern(name), surname(name, known))]
            yield from (Secret(place, name=found) for found in forms if found is not None)
    for block in case.withheld:
        if not cleared(block.consent, audience):
            yield from (Secret(f"{block.file}:{block.line}", bare=piece) for piece in pieces(block.words))
    for number, image in enumerate(case.facts.images):
        if not cleared(image.consent, audience):
            yield from _picture(case, image.key, f"{source.file}:{source.line('images', number)}")
    open_lines = {line for one in campaign.addresses.values() if cleared(one.consent, audience) for line in _lines(one)}
    for key, address in campaign.addresses.items():
        if not cleared(address.consent, audience):
            place = f"{campaign.addresses_source.file}:{campaign.addresses_source.line('addresses', key)}"
            yield from (Secret(place, bare=line) for line in _lines(address) if line not in open_lines)


def _picture(case: Case, key: str, place: str) -> Iterator[Secret]:
    """The words that tell of a picture."""
    for texts in case.texts.values():
        for entry in texts["images"].entries if "images" in texts else ():
            if entry.key == key:
                yield from (Secret(place, bare=piece) for piece in pieces(entry.words))


def _lines(address: Address) -> list[str]:
    """What finds an address again, bare: its mailbox, its number, the lines of its envelope."""
    postal = address.postal if isinstance(address.postal, list) else []
    return [line for line in map(bare, [*postal, *address.contacts]) if line]
