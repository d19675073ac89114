"""What a case draws on: the languages it is printed in and the addresses it names."""

from __future__ import annotations

from collections.abc import Iterator

from packbuilder.model.loaded import Campaign, Subject

Place = tuple[str | int, ...]


def spoken(campaign: Campaign, case: Subject) -> list[str]:
    """The languages of the campaign that the case has a folder for, in the campaign's order."""
    return [lang for lang in campaign.settings.languages if lang in case.texts]


def named(case: Subject) -> Iterator[tuple[Place, str]]:
    """Each key of addresses.yaml that case.yaml names, with its place there."""
    for number, addressee in enumerate(case.facts.addressees):
        yield ("addressees", number, "address"), addressee.address
    for number, key in enumerate(case.facts.copies):
        yield ("copies", number), key
    for number, action in enumerate(case.facts.actions):
        for which, key in enumerate(action.to):
            yield ("actions", number, "to", which), key


def used(campaign: Campaign, case: Subject) -> list[str]:
    """The addresses of the campaign that the case names, each once."""
    return list(dict.fromkeys(key for _, key in named(case) if key in campaign.addresses))
