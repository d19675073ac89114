"""What a case draws on: the languages it is printed in, the addresses it names; and keys that lead to nothing."""

from __future__ import annotations

from collections.abc import Iterator

from packbuilder.errors import Problem
from packbuilder.load.spelling import suggestion
from packbuilder.model.loaded import Campaign, Case

Place = tuple[str | int, ...]


def spoken(campaign: Campaign, case: Case) -> list[str]:
    """The languages of the campaign that the case has a folder for, in the campaign's order."""
    return [lang for lang in campaign.settings.languages if lang in case.texts]


def named(case: Case) -> Iterator[tuple[Place, str]]:
    """Each key of addresses.yaml that case.yaml names, with its place there."""
    for number, addressee in enumerate(case.facts.addressees):
        yield ("addressees", number, "address"), addressee.address
    for number, key in enumerate(case.facts.copies):
        yield ("copies", number), key
    for number, action in enumerate(case.facts.actions):
        for which, key in enumerate(action.to):
            yield ("actions", number, "to", which), key


def used(campaign: Campaign, case: Case) -> list[str]:
    """The addresses of the campaign that the case names, each once."""
    return list(dict.fromkeys(key for _, key in named(case) if key in campaign.addresses))


def unknown_openings(case: Case) -> Iterator[Problem]:
    """Openings for letters that many sign which are none of the case's openings."""
    known = case.facts.openings
    for number, key in enumerate(case.facts.signed_openings):
        if key not in known:
            remedy = suggestion(key, known, "Add it to `openings` and to openings.md.")
            yield case.source.problem(("signed_openings", number), f"There is no opening `{key}`.", remedy)


def unknown_reporters(case: Case) -> Iterator[Problem]:
    """Facts that are reported by nobody the case names."""
    known = case.facts.reporters
    for part in ("figures", "timeline", "updates", "demands"):
        for number, fact in enumerate(getattr(case.facts, part)):
            if fact.reporter and fact.reporter not in known:
                place, what = (part, number, "reporter"), f"There is no reporter `{fact.reporter}`."
                remedy = suggestion(fact.reporter, known, "Add it to `reporters` and to reporters.md.")
                yield case.source.problem(place, what, remedy, key=f"{part}.{fact.key}.reporter")


def unknown_addresses(campaign: Campaign, case: Case) -> Iterator[Problem]:
    """Addressees, copies and actions that name no address of addresses.yaml."""
    told = campaign.addresses_source.lines
    for place, key in named(case):
        # A faulty address, or a file of addresses that cannot be read at all, was told of when it was loaded.
        if not told or key in campaign.addresses or ("addresses", key) in told:
            continue
        remedy = suggestion(key, campaign.addresses, "Add it to addresses.yaml.")
        part = ".".join(str(p) for p in place if isinstance(p, str))
        yield case.source.problem(place, f"There is no address `{key}`.", remedy, key=part)
