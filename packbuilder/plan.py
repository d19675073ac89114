"""What is to be made: editions (a case in a language) and the documents of each. Arithmetic only, no file is read."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from packbuilder import __version__
from packbuilder.model.layout import Sheet
from packbuilder.model.loaded import Campaign, Case, Layout
from packbuilder.model.paper import Size, Stock, flap, on_stock
from packbuilder.model.variant import Variant

CODE_LENGTH = 7


@dataclass(frozen=True, slots=True)
class Edition:
    """A case in a language on a paper. `code` leads back from the printed page to all that it was made from."""

    campaign: Campaign
    case: Case
    lang: str
    code: str
    stock: Stock = Stock.A4


@dataclass(frozen=True, slots=True)
class Document:
    """One file to make: a layout of an edition, for one subject (a slogan or an addressee) where it has several."""

    edition: Edition
    layout: Layout
    subject: str | None = None
    number: int = 1
    variant: Variant = Variant.HOME

    @property
    def name(self) -> str:
        """The file's name without its ending: leaflet, placard-1-our-copper, letter-embassy-gb."""
        match self.layout.facts.each:
            case "slogan":
                return f"{self.layout.name}-{self.number}-{self.subject}"
            case "addressee":
                return f"{self.layout.name}-{self.subject}"
            case _:
                return self.layout.name

    @property
    def path(self) -> str:
        """The file's path below out/<case>/."""
        return f"{self.edition.lang}/{self.variant.folder}{self.name}.pdf"


def languages(campaign: Campaign, case: Case, wanted: Collection[str]) -> list[str]:
    """The languages to build: those of the case in the campaign's order, or the wanted ones among them."""
    return [lang for lang in campaign.settings.languages if lang in case.texts and (not wanted or lang in wanted)]


def page_size(sheet: Sheet, stock: Stock) -> Size:
    """The page of a layout on this paper, upright, in mm; of a folded sheet the panel that is folded in."""
    laid = on_stock((sheet.width, sheet.height), stock)
    return (flap(laid[0]), laid[1]) if sheet.folded else laid


def edition(campaign: Campaign, case: Case, lang: str, material: Iterable[str], stock: Stock = Stock.A4) -> Edition:
    """An edition and its code.

    The code is the beginning of a SHA-256 over the program's version, the paper, the digests of the case, campaign and
    addresses, and `material`: the digests of the layouts, labels and fonts it is printed with.
    """
    made_from = [
        __version__, case.slug, lang, stock, case.digests[lang], campaign.source.sha256,
        campaign.addresses_source.sha256, *material,
    ]  # fmt: skip
    code = hashlib.sha256("\n".join(made_from).encode()).hexdigest()[:CODE_LENGTH]
    return Edition(campaign, case, lang, code, stock)


def documents(
    edition: Edition, layouts: Mapping[str, Layout], only: Collection[str] = (), variant: Variant = Variant.HOME
) -> list[Document]:
    """The documents of an edition in one variant, in the order of the pack, without the pack itself."""
    chosen = [
        layout
        for layout in sorted(layouts.values(), key=lambda layout: (layout.facts.place, layout.name))
        if not layout.facts.pack and variant in layout.facts.editions and (not only or layout.name in only)
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
