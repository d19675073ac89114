"""Branches: what they name is there, and they have words in each of their languages."""

from __future__ import annotations

from collections.abc import Iterator

from packbuilder.check.languages import lacking
from packbuilder.check.references import Place
from packbuilder.check.unknowns import REMEDY, WHAT
from packbuilder.errors import Problem, Severity, Topic
from packbuilder.load.spelling import suggestion
from packbuilder.model.loaded import Branch, Campaign


def faults(campaign: Campaign) -> Iterator[Problem]:
    """Addresses, cases and languages that branches name and nobody knows; lines that one of their languages lacks."""
    for branch in campaign.branches.values():
        yield from _languages(branch, campaign)
        yield from _keys(branch, campaign)


def left_open(branch: Branch) -> Iterator[Problem]:
    """What is printed of a branch and not known yet."""
    source = branch.source
    for part, value in (("contact", branch.facts.contact), ("return_address", branch.facts.return_address)):
        if value == "open":
            yield source.problem(part, WHAT, REMEDY, severity=Severity.WARNING, topic=Topic.OPEN)


def _languages(branch: Branch, campaign: Campaign) -> Iterator[Problem]:
    facts, source, known = branch.facts, branch.source, campaign.settings.languages
    for number, lang in enumerate(facts.languages):
        if lang not in known:
            remedy = suggestion(lang, known, "Add it to `languages` in campaign.yaml.")
            what = f"`{lang}` is none of the campaign's languages."
            yield source.problem(("languages", number), what, remedy)
    yield from lacking(source, ("name",), facts.name, facts.languages)
    yield from lacking(source, ("imprint",), facts.imprint if facts.imprint != "open" else None, facts.languages)
    for number, picket in enumerate(facts.pickets):
        for part in ("place", "note"):
            yield from lacking(source, ("pickets", number, part), getattr(picket, part), facts.languages)


def _keys(branch: Branch, campaign: Campaign) -> Iterator[Problem]:
    facts, source = branch.facts, branch.source
    named: list[tuple[Place, str | None]] = [(("embassy",), facts.embassy)]
    named += [(("pickets", n, "address"), picket.address) for n, picket in enumerate(facts.pickets)]
    for place, key in named:
        if key is not None and key not in campaign.addresses:
            remedy = suggestion(key, campaign.addresses, "Add it to addresses.yaml.")
            part = ".".join(str(p) for p in place if isinstance(p, str))
            yield source.problem(place, f"There is no address `{key}`.", remedy, key=part)
    home = campaign.addresses.get(facts.embassy or "")
    if home and home.role != "embassy":
        what = f"`{facts.embassy}` is no embassy."
        yield source.problem("embassy", what, "Give that address the role `embassy`.")
    for n, picket in enumerate(facts.pickets):
        if picket.case not in campaign.cases:
            remedy = suggestion(picket.case, campaign.cases, "Name one of the cases.")
            yield source.problem(("pickets", n, "case"), f"There is no case `{picket.case}`.", remedy)
