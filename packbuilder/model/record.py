"""What an edition was made from, as it is kept: so that a printed code can be led back, and compared with today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from packbuilder.model.campaign import Address
from packbuilder.model.case import CaseFile


@dataclass(frozen=True, slots=True)
class Record:
    """An edition by its code.

    `texts` holds the words of each text by name, `addresses` the lines of each address that it prints by key, `dates`
    its days by name, `house` a digest of layouts, labels and fonts.
    """

    code: str
    case: str
    lang: str
    branch: str
    audience: str
    paper: str
    draft: bool
    texts: Mapping[str, str]
    addresses: Mapping[str, str]
    dates: Mapping[str, str]
    house: str

    def data(self) -> dict[str, Any]:
        """The record as JSON keeps it."""
        return asdict(self)

    @classmethod
    def of(cls, data: object) -> Record | None:
        """The record of JSON; None for anything else."""
        names = {field.name for field in fields(cls)}
        return cls(**data) if isinstance(data, dict) and data.keys() == names else None


def lines(address: Address, lang: str, *, mailable: bool) -> str:
    """An address as it is compared: all of it that is printed, and whether a code or a link opens a mail to it."""
    postal = address.postal if isinstance(address.postal, list) else []
    opened = ["A code opens a mail to it."] * mailable
    return "\n".join([address.name.get(lang, ""), *postal, *address.contacts, *opened])


def dates(facts: CaseFile) -> dict[str, str]:
    """The days of a case by name, those of its figures and events among them."""
    days: dict[str, object] = {"as_of": facts.as_of, "opened": facts.opened, "act_until": facts.act_until}
    days |= {f"figures.{one.key}": one.value for one in facts.figures}
    days |= {f"timeline.{one.key}": one.when for one in facts.timeline}
    days |= {f"updates.{one.key}": one.when for one in facts.updates}
    return {name: str(day) for name, day in days.items() if day is not None}
