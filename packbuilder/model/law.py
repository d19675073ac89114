"""layouts/_law/law.yaml: what the law of a country wants printed, as data with source and date."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from packbuilder.model.base import Country, Line, Model, Slug
from packbuilder.model.branch import BranchFile

ImprintField = Literal["imprint", "printer", "responsible"]
Countries = Annotated[list[Country], Field(min_length=1)]
Url = Annotated[str, Field(pattern=r"^https?://", max_length=400)]


class Sourced(Model):
    """Something that holds in some countries, and where that was read."""

    countries: Countries = Field(description="The countries in which it holds.")
    source: Url = Field(description="Where it was read.")
    collected: date = Field(description="When it was collected.")


class Rule(Sourced):
    """What print must say of those who make it."""

    key: Slug = Field(description="Its name.")
    when: Literal["any", "election"] = Field(description="For `any` print, or for that about an `election`.")
    documents: list[Slug] = Field(default_factory=list, description="The layouts that it holds for; empty for all.")
    fields: Annotated[list[ImprintField], Field(min_length=1)] = Field(description="What must be printed.")
    address: Literal["any", "street"] = Field("any", description="Whether a post office box does as an address.")
    why: Line = Field(description="What the rule says, in a sentence.")


class Danger(Sourced):
    """Where the name of a responsible person would endanger them."""

    why: Line = Field(description="Why no person is filled in, to stand after `because`.")


class Privacy(Sourced):
    """Under which law names and signatures are kept."""

    law: Line = Field(description="The law, as petition sheets name it.")
    authority: Line = Field(description="Who hears complaints.")


class LawFile(Model):
    """layouts/_law/law.yaml."""

    rules: list[Rule] = Field(default_factory=list, description="Imprints.")
    dangers: list[Danger] = Field(default_factory=list, description="Where no person is named.")
    privacy: list[Privacy] = Field(default_factory=list, description="Laws on personal data.")

    def rules_for(self, branch: BranchFile) -> list[Rule]:
        """The rules that hold for what a branch prints."""
        held = (rule for rule in self.rules if branch.country in rule.countries)
        return [rule for rule in held if rule.when == "any" or branch.election]

    def danger_in(self, country: str) -> Danger | None:
        """Why no responsible person is named in a country; None where one may be."""
        return next((danger for danger in self.dangers if country in danger.countries), None)

    def privacy_in(self, country: str) -> Privacy | None:
        """The law under which a branch of this country keeps names; None where none is known."""
        return next((one for one in self.privacy if country in one.countries), None)
