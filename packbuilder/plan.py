"""What is to be made: editions (a case in a language) and the documents of each. Arithmetic only, no file is read."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from packbuilder import __version__
from packbuilder.model import fill
from packbuilder.model.applicability import made_for
from packbuilder.model.base import Audience
from packbuilder.model.case import Addressee
from packbuilder.model.layout import PageSize
from packbuilder.model.loaded import Branch, Campaign, Case, Layout
from packbuilder.model.paper import Size, Stock, flap, on_stock
from packbuilder.model.redaction import redacted, secrets
from packbuilder.model.secrets import Secret
from packbuilder.model.variant import HOME, Variant

CODE_LENGTH = 7


@dataclass(frozen=True, slots=True)
class Edition:
    """A case in a language on a paper, for a branch or for none, for the public or for some.

    `code` leads back from the printed page to all that it was made from; `secrets` must stand in none of its files.
    `mailable` are the keys of the addresses whose mailbox is known and has been checked of late.
    """

    campaign: Campaign
    case: Case
    lang: str
    code: str
    stock: Stock = Stock.A4
    branch: Branch | None = None
    audience: Audience = "public"
    secrets: tuple[Secret, ...] = ()
    mailable: frozenset[str] = frozenset()

    @property
    def folder(self) -> str:
        """The folder of its files below out/<case>/, with a slash: en/, berlin/de/, members/en/, paper-letter/en/.

        No folder mixes papers: one that is not the branch's own, or without a branch not A4, has its own.
        """
        audience = "" if self.audience == "public" else f"{self.audience}/"
        branch = f"{self.branch.facts.id}/" if self.branch else ""
        paper = "" if self.stock is usual_stock(self.branch) else f"paper-{self.stock.value}/"
        return f"{audience}{branch}{paper}{self.lang}/"


@dataclass(frozen=True, slots=True)
class Document:
    """One file to make: a layout of an edition, for one subject (a slogan or an addressee) where it has several."""

    edition: Edition
    layout: Layout
    subject: str | None = None
    number: int = 1
    variant: Variant = HOME

    @property
    def name(self) -> str:
        """The file's name without its ending: leaflet, placard-1-our-copper, letter-embassy-gb."""
        match self.layout.facts.each:
            case "slogan":
                return f"{self.layout.name}-{self.number}-{self.subject}"
            case "addressee" | "signer":
                return f"{self.layout.name}-{self.subject}"
            case _:
                return self.layout.name

    @property
    def path(self) -> str:
        """The file's path below out/<case>/."""
        return f"{self.edition.folder}{self.variant.folder}{self.name}.pdf"


def languages(campaign: Campaign, case: Case, wanted: Collection[str] = (), branch: Branch | None = None) -> list[str]:
    """The languages to build: those of the case, and of the branch, in the campaign's order; the wanted among them."""
    there = [lang for lang in campaign.settings.languages if lang in case.texts and (not wanted or lang in wanted)]
    return [lang for lang in there if branch is None or lang in branch.facts.languages]


def localised(case: Case, campaign: Campaign, branch: Branch) -> Case:
    """The case as a branch has it: of all embassies it writes to that in its own country, where that is known."""
    home = branch.facts.embassy
    if home is None or home not in campaign.addresses:  # as where it is not cleared for the audience
        return case
    embassies = {key for key, address in campaign.addresses.items() if address.role == "embassy"}

    def local(key: str) -> str:
        return home if key in embassies else key

    facts = case.facts
    addressees: dict[str, Addressee] = {}
    for one in facts.addressees:
        copied = None if one.copy_of is None else local(one.copy_of)
        moved = one.model_copy(update={"address": local(one.address), "copy_of": copied})
        if moved.address != moved.copy_of:  # nobody gets a copy of what they got
            addressees.setdefault(moved.address, moved)
    actions = [a.model_copy(update={"to": list(dict.fromkeys(map(local, a.to)))}) for a in facts.actions]
    copies = [key for key in dict.fromkeys(map(local, facts.copies)) if key not in addressees]
    changed = {"addressees": list(addressees.values()), "actions": actions, "copies": copies}
    return replace(case, facts=facts.model_copy(update=changed))


def page_size(sheet: PageSize, stock: Stock) -> Size:
    """The page of a layout on this paper, upright, in mm; of a folded sheet the panel that is folded in."""
    laid = on_stock((sheet.width, sheet.height), stock)
    return (flap(laid[0]), laid[1]) if sheet.folded else laid


def usual_stock(branch: Branch | None) -> Stock:
    """The paper that is printed on where nobody says another: the branch's own, or A4."""
    return branch.facts.paper if branch else Stock.A4


@dataclass(frozen=True, slots=True)
class Editions:
    """The editions of a campaign on a day; `material` is what the workspace brings to each of them."""

    campaign: Campaign
    material: tuple[str, ...]
    today: date | None = None

    def of(  # noqa: PLR0913 - what an edition is known by
        self, case: Case, lang: str, branch: Branch | None = None, audience: Audience = "public",
        stock: Stock | None = None, *, draft: bool = False,
    ) -> Edition:  # fmt: skip
        """An edition; of a draft with lines in brackets wherever the language lacks them."""
        campaign = self.campaign
        if draft:
            campaign, case = fill.filled(campaign, case, lang)
            branch = fill.local(branch, campaign, lang) if branch else None
        made_from = [*self.material, str(draft)]
        return edition(campaign, case, lang, made_from, stock, branch, audience, self.today)


def edition(  # noqa: PLR0913, PLR0917 - what an edition is known by
    campaign: Campaign, case: Case, lang: str, material: Iterable[str], stock: Stock | None = None,
    branch: Branch | None = None, audience: Audience = "public", today: date | None = None,
) -> Edition:  # fmt: skip
    """An edition and its code; without `stock` on the paper of the branch, or on A4.

    The code is the beginning of a SHA-256 over the program's version, the paper, the audience, the digests of the case,
    campaign, addresses and branch, whom a mail may be begun to, and `material`: the digests of the layouts, labels and
    fonts it is printed with.
    """
    paper = stock or usual_stock(branch)
    public, shown = redacted(campaign, case, audience)
    local = localised(shown, public, branch) if branch else shown
    mailable = _mailable(public, local, today)
    made_from = [
        __version__, case.slug, lang, paper, audience, case.digests[lang], campaign.source.sha256,
        campaign.addresses_source.sha256, branch.source.sha256 if branch else "", *sorted(mailable), *material,
    ]  # fmt: skip
    code = hashlib.sha256("\n".join(made_from).encode()).hexdigest()[:CODE_LENGTH]
    return Edition(public, local, lang, code, paper, branch, audience, secrets(campaign, case, audience), mailable)


def _mailable(campaign: Campaign, case: Case, today: date | None) -> frozenset[str]:
    """Those of a case whom a mail may be begun to on a day: it is open, and the mailbox has been checked of late."""
    if today is None or case.facts.status != "open":
        return frozenset()
    written_to = {*(one.address for one in case.facts.addressees), *case.facts.copies}
    limit = campaign.settings.checked_days
    return frozenset(
        key
        for key, one in campaign.addresses.items()
        if key in written_to and one.mailboxes
        and one.checked is not None and (today - one.checked).days <= limit
    )  # fmt: skip


def documents(
    edition: Edition, layouts: Mapping[str, Layout], only: Collection[str] = (), variant: Variant = HOME
) -> list[Document]:
    """The documents of an edition in one variant, in the order of the pack, without the pack itself."""
    chosen = [
        layout
        for layout in sorted(layouts.values(), key=lambda layout: (layout.facts.place, layout.name))
        if not layout.facts.pack
        and variant in layout.facts.made_in
        and (not only or layout.name in only)
        and made_for(layout, edition.case, edition.branch)
    ]
    return [document for layout in chosen for document in _of_layout(edition, layout, variant)]


def _of_layout(edition: Edition, layout: Layout, variant: Variant) -> list[Document]:
    facts = edition.case.facts
    match layout.facts.each:
        case "slogan":
            subjects = list(facts.slogans)
        case "addressee":
            subjects = [addressee.address for addressee in facts.addressees]
        case _:
            return [Document(edition, layout, variant=variant)]
    return [Document(edition, layout, subject, number, variant) for number, subject in enumerate(subjects, start=1)]
