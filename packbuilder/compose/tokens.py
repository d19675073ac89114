"""What of a document's look no file can hold: its sheet, its colours and how far they reach, by variant."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan, degrees

from packbuilder.compose import ink
from packbuilder.model.campaign import Look
from packbuilder.model.condition import condition_for
from packbuilder.model.layout import Display, LayoutFile, PageCount, TypeRange
from packbuilder.model.paper import PAPERS, Size, Stock, on_stock
from packbuilder.model.variant import Reflow, Variant
from packbuilder.plan import page_size

_MOST_PAGES = 99  # of what is reflowed


@dataclass(frozen=True, slots=True)
class PageOnPaper:
    """The page of a document in mm as it lies, and what it has more, or less, than the one it was designed for."""

    size: Size
    more: Size
    turned: bool = False

    @classmethod
    def of(cls, size: Size, designed: Size, *, turned: bool) -> PageOnPaper:
        """The page from its size and the designed one, both upright."""
        if turned:
            size, designed = size[::-1], designed[::-1]
        return cls(size, (size[0] - designed[0], size[1] - designed[1]), turned)


def fitted(facts: LayoutFile, variant: Variant) -> LayoutFile:
    """The facts of a layout for a variant: what is reflowed has one size and as many pages as it takes."""
    if (reflow := variant.reflow) is None:
        return facts
    display = [_narrowed(one, reflow) for one in facts.display]
    sizes, pages = TypeRange(smallest=reflow.type_pt, largest=reflow.type_pt), PageCount(min=1, max=_MOST_PAGES)
    return facts.model_copy(update={"type": sizes, "pages": pages, "display": display})


def sheets(facts: LayoutFile, variant: Variant, stock: Stock) -> dict[bool, PageOnPaper]:
    """The page of a document on this paper, upright (False) and, where it may, lying down (True)."""
    if reflow := variant.reflow:
        size = reflow.page_mm or on_stock(PAPERS["a4"].size, stock)
        return {False: PageOnPaper.of(size, size, turned=False)}
    size, designed = page_size(facts.sheet, stock), page_size(facts.sheet, Stock.A4)
    ways = [False, True] if facts.sheet.turn else [False]
    return {turned: PageOnPaper.of(size, designed, turned=turned) for turned in ways}


def _narrowed(display: Display, reflow: Reflow) -> Display:
    """A field of display type as pages have room for it that are narrower than those of the layouts."""
    if reflow.field_mm is None:
        return display
    width, height = reflow.field_mm
    small = {"width": width, "height": height, "turned": None, "slant": 0, "clear": 0, "grow": 0}
    return display.model_copy(update=small | {"smallest": reflow.display_pt})


def field_mm(display: Display, sheet: PageOnPaper) -> Size:
    """Width and height of a field of display type on this sheet, in mm."""
    width, height = display.turned if sheet.turned and display.turned else (display.width, display.height)
    return width + sheet.more[0], height + display.grow * sheet.more[1]


def top_mm(display: Display, sheet: PageOnPaper) -> float:
    """How far below the top of the sheet a field begins, in mm."""
    return display.top if display.top >= 0 else sheet.size[1] + display.top


def edge_mm(display: Display, sheet: PageOnPaper) -> float:
    """How far below the top of the sheet the lower edge of a field meets the edge that lines start from, in mm."""
    return top_mm(display, sheet) + field_mm(display, sheet)[1] + display.slant * display.start


def css(sheet: PageOnPaper, variant: Variant, look: Look, stock: Stock, facts: LayoutFile) -> str:
    """The page and the tokens of a document, and for each field of display type its lower edge, slant and tracking."""
    inset, bleed, margin = _reach(variant, stock)
    tokens = _colours(variant, look, stock) | {
        "inset": f"{inset:g}mm",
        "width": f"{sheet.size[0]:g}mm",
        "height": f"{sheet.size[1]:g}mm",
        "more-width": f"{sheet.more[0]:g}mm",
        "more-height": f"{sheet.more[1]:g}mm",
        "more-foot": "0mm",
        **{f"field-{d.key}": f"{round(edge_mm(d, sheet), 3):g}mm" for d in facts.display},
    }
    slants = "".join(
        f".slant-{d.key}{{transform:skewY(calc(var(--lean) * {degrees(atan(d.slant)):.4f}deg))}}"
        f".display-{d.key} .line{{letter-spacing:{d.tracking}em}}"
        for d in facts.display
    )
    size = f"{sheet.size[0]:g}mm {sheet.size[1]:g}mm"
    return (
        f"@page{{size:{size};margin:{margin:g}mm;bleed:{bleed:g}mm}}"
        f":root{{{''.join(f'--{name}:{value};' for name, value in tokens.items())}}}{slants}"
    )


def numerals(digits: str) -> str:
    """What style sheets call `numerals`: counters, such as page numbers, in the digits of the language."""
    symbols = " ".join(f'"{digit}"' for digit in digits)
    return f"@counter-style numerals{{system:numeric;symbols:{symbols}}}"


def _reach(variant: Variant, stock: Stock) -> tuple[float, float, float]:
    """How far from the edge fields of colour begin, how far the page bleeds, and the margin of flowing text; in mm."""
    margin = variant.reflow.margin_mm if variant.reflow else 0
    if variant.press:
        bleed = condition_for(stock).bleed_mm
        return -bleed, bleed, margin
    return variant.inset_mm, 0, margin


def _colours(variant: Variant, look: Look, stock: Stock) -> dict[str, str]:
    if variant.press:
        accent = " ".join(f"{share:g}" for share in ink.accent(look, condition_for(stock)))
        return {
            "accent": f"device-cmyk({accent})",
            "black": "device-cmyk(0 0 0 1)",
            "paper": "device-cmyk(0 0 0 0)",
        }
    return {"accent": "#000" if variant.black else look.accent, "black": "#000", "paper": "#fff"}
