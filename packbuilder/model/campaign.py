"""content/campaign.yaml and content/addresses.yaml: what every case of a campaign shares."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from packbuilder.model.base import (
    MOST_LINES,
    Consent,
    CountryOrAny,
    Language,
    Line,
    Model,
    OnceOrPerLanguage,
    Open,
    PerLanguage,
    Slug,
)

COLOUR = r"^#[0-9A-Fa-f]{6}$"
# Country code and number as they are dialled from abroad.
TELEPHONE = r"^\+[1-9][0-9 ]{6,18}$"

Colour = Annotated[str, StringConstraints(pattern=COLOUR)]
Telephone = Annotated[str, StringConstraints(pattern=TELEPHONE)]
Percent = Annotated[int, Field(ge=0, le=100)]


class Look(Model):
    """What a campaign may choose of its own look: the accent colour, at least 4.5:1 on white, and its inks."""

    accent: Colour = Field("#C4122F", description="The one accent colour, as #RRGGBB; at least 4.5:1 on white.")
    accent_cmyk: Annotated[list[Percent], Field(min_length=4, max_length=4)] | None = Field(
        None, description="Its cyan, magenta, yellow and black in percent, for print shops; together at most 280."
    )


class CampaignFile(Model):
    """content/campaign.yaml."""

    name: OnceOrPerLanguage = Field(description="The campaign's name in each language.")
    site: str = Field(description="The campaign's address on the web (http or https).")
    imprint: OnceOrPerLanguage = Field(
        description="Who is responsible for the print, in one line, with a postal address."
    )
    languages: Annotated[list[Language], Field(min_length=1)] = Field(description="The languages of the campaign.")
    source_language: Language = Field(description="The language the texts are first written in.")
    documents: Annotated[list[Slug], Field(min_length=1)] | None = Field(
        None, description="The layouts that the campaign prints, beside the pack; left out, all that there are."
    )
    checked_days: Annotated[int, Field(ge=1)] = Field(
        365,
        description="After how many days an address must be checked again: then it warns, at twice that it refuses.",
    )
    mark_behind: bool = Field(
        False, description="Whether a translation that is behind its source says so in the last line of its pages."
    )
    look: Look = Field(default_factory=Look, description="What the campaign chooses of its own look.")


class Address(Model):
    """An office, institution or group to write to."""

    name: OnceOrPerLanguage = Field(description="Who it is, as lists and side columns print it.")
    role: Literal["embassy", "official", "company", "solidarity"] = Field(
        description="How letters treat the addressee; a branch writes to the embassy in its own country."
    )
    country: CountryOrAny = Field(description="Two-letter country of the office; `any` for the reader's own country.")
    languages: list[Language] = Field(default_factory=list, description="Languages the office reads, preferred first.")
    postal: Annotated[list[Line], Field(min_length=1, max_length=MOST_LINES)] | Open | None = Field(
        None, description="Lines as on an envelope, at most twelve; `open` if wanted and not known."
    )
    email: str | Annotated[list[str], Field(min_length=1)] | None = Field(
        None, description="An institution's mailbox, or a list of several; `open` if wanted and not known."
    )
    phone: Telephone | Open | None = Field(
        None, description="A public switchboard, like `+44 20 7946 0000`; `open` if wanted and not known."
    )
    site: str | None = Field(None, description="Where the office is on the web.")
    consent: Consent = Field("public", description="Who may be given this contact.")
    checked: date | None = Field(None, description="When the address was last found to hold.")
    salutation: PerLanguage | None = Field(None, description="How a letter opens, with its punctuation.")
    closing: PerLanguage | None = Field(None, description="How a letter ends, with its punctuation.")

    @property
    def mailboxes(self) -> tuple[str, ...]:
        """Its mailboxes that are known, each once."""
        boxes = [self.email] if isinstance(self.email, str) else self.email or []
        return tuple(dict.fromkeys(box for box in boxes if box != "open"))

    @property
    def contacts(self) -> tuple[str, ...]:
        """Its mailboxes and its telephone number, those that are known."""
        return (*self.mailboxes, *([self.phone] if self.phone and self.phone != "open" else ()))


class AddressFile(Model):
    """content/addresses.yaml."""

    addresses: dict[Slug, Address] = Field(description="The addresses by key; case.yaml names the keys.")
