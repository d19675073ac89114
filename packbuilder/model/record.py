"""What editions and documents were made from, as it is kept: to lead a printed code back, and compare with today."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256
from typing import Any

from packbuilder.model.base import Audience
from packbuilder.model.branch import BranchFile
from packbuilder.model.campaign import Address, CampaignFile
from packbuilder.model.case import SubjectFacts


@dataclass(frozen=True, slots=True)
class Record:
    """A document by its code, or an edition by its own.

    `edition` is the code of the edition, `document` and `variant` say which of its documents it is, and in which
    dress: empty of an edition.
    `texts` holds the words of each text by name, `addresses` the lines of each address that it prints by key, `facts`
    what case.yaml says by what it is, as "date act_until" or "figure affected", `house` a digest of layouts, labels and
    fonts.
    """

    code: str
    edition: str
    document: str
    layout: str
    variant: str
    case: str
    lang: str
    branch: str
    audience: Audience
    paper: str
    draft: bool
    texts: Mapping[str, str]
    addresses: Mapping[str, str]
    facts: Mapping[str, str]
    house: str

    def of_document(self, code: str, document: str, layout: str, variant: str) -> Record:
        """The record of one of the edition's documents."""
        return replace(self, code=code, document=document, layout=layout, variant=variant)

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


# What an item of a list of case.yaml is called, and what of it comes first.
_ITEMS = {
    "figures": ("figure", "value"),
    "timeline": ("event", "when"),
    "updates": ("report", "when"),
    "demands": ("demand", "by"),
    "actions": ("action", "kind"),
    "addressees": ("addressee", "letter"),
    "images": ("picture", "file"),
}
_DAYS = ("as_of", "opened", "act_until")


def facts(case: SubjectFacts) -> dict[str, str]:
    """What case.yaml says, by what it is: a date, a figure, an event, a demand. Of people nothing is kept."""
    told: dict[str, str] = {}
    for part, value in case.model_dump(mode="json", exclude_defaults=True, exclude={"people"}).items():
        if part in _ITEMS:
            kind, first = _ITEMS[part]
            for item in value:
                key = item.get("key") or item.get("address")
                told[f"{kind} {key}"] = _said(item, first)
        else:
            told[f"date {part}" if part in _DAYS else f"entry {part}"] = _plain(value)
    return told


# What of a branch may name a private person: of that no more is kept than whether it has changed.
_PERSONAL = frozenset({"imprint", "responsible", "printer", "contact", "return_address"})


def settings(kind: str, file: CampaignFile | BranchFile, lang: str) -> dict[str, str]:
    """What campaign.yaml or the file of a branch says to readers of a language; `kind` is what messages call a line."""
    told: dict[str, str] = {}
    for part, value in file.model_dump(mode="json", exclude_defaults=True).items():
        plain = _plain(value[lang] if isinstance(value, dict) and lang in value else value)
        hidden = isinstance(file, BranchFile) and part in _PERSONAL
        told[f"{kind} {part}"] = sha256(plain.encode()).hexdigest()[:8] if hidden else plain
    return told


def _said(item: Mapping[str, Any], first: str) -> str:
    """An item as one reads it: `50 (unit: percent, large: true)`."""
    more = [f"{name}: {_plain(value)}" for name, value in item.items() if name not in {"key", "address", first}]
    said = [_plain(item[first])] if first in item else []
    return " ".join([*said, *([f"({', '.join(more)})"] if more else [])])


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
