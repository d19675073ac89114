"""The house as tests need it: its fonts, one renderer a process, real editions, and pages made for one test each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from packbuilder import load, plan
from packbuilder.compose import labels
from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.composer import Composer
from packbuilder.compose.font_set import FontSet
from packbuilder.compose.glyph_metrics import MeasuredFace
from packbuilder.compose.qr import Symbol, printed_mm, symbol
from packbuilder.compose.template import Templates
from packbuilder.errors import ErrorCollector
from packbuilder.model.layout import LayoutFile
from packbuilder.model.loaded import Campaign, Case, Layout, Texts
from packbuilder.model.variant import HOME
from packbuilder.typeset.engine import Engine

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "fonts"
# The layouts of the tests come first; they have no base and no labels of their own, so those are the real ones.
LAYOUTS = (Path(__file__).parent / "layouts", ROOT / "layouts")
DISPLAY = FONTS / "fira-sans-extra-condensed" / "FiraSansExtraCondensed_800ExtraBold.ttf"
URL = "https://example.org/appeal"


@cache
def engine() -> Engine:
    """The one renderer of the process: a second one with the same family names would print wrong letters."""
    listed = load.fonts([FONTS], ErrorCollector())
    assert listed is not None
    return Engine(FontSet.of(listed))


@cache
def face() -> MeasuredFace:
    """The face of display type."""
    return MeasuredFace(DISPLAY)


def page(  # noqa: PLR0913 - each of them is what some test is about
    body: str,
    css: str = "",
    *,
    pages: tuple[int, int] = (1, 1),
    sizes: tuple[float, float] = (8, 12),
    sheet: tuple[float, float] = (100, 100),
    margin: str = "10mm",
    lang: str = "en",
    title: str = "Sample",
    name: str = "sample",
    resources: Mapping[str, tuple[bytes, str]] | None = None,
) -> ComposedDocument:
    """A page as composing yields it, of a body and rules of its own; it knows one code, `appeal`."""
    facts = LayoutFile.model_validate(
        {
            "title": title,
            "sheet": {"width": sheet[0], "height": sheet[1]},
            "pages": {"min": pages[0], "max": pages[1]},
            "type": {"smallest": sizes[0], "largest": sizes[1]},
            "place": 1,
            "advice": "Print it.",
        }
    )
    tokens = ":root{--accent:#c4122f;--black:#111;--paper:#fff}"
    rules = f"@page{{size:{sheet[0]:g}mm {sheet[1]:g}mm;margin:{margin}}}{tokens}{css}"
    head = f'<meta charset="utf-8"><title>{title}</title>'
    drawn = code()
    return ComposedDocument(
        name=name,
        path=f"{lang}/{name}.pdf",
        layout="sample",
        facts=facts,
        variant=HOME,
        file="layouts/sample/layout.yaml",
        title=title,
        lang=lang,
        html=f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>',
        css=rules,
        sheet_mm=sheet,
        resources={"codes/appeal.svg": (drawn.svg.encode(), "image/svg+xml"), **(resources or {})},
        codes={"appeal": drawn},
        cap_mm=None,
        fed_by=(f"content/cases/sample/{lang}/story.md",),
        styles=Templates(LAYOUTS).sheets.of("sample", HOME),
    )


def code() -> Symbol:
    """The code that every such page may show."""
    return symbol(URL, "Q")


def code_image(style: str = "", size_mm: float = 30) -> str:
    """HTML of that code, `size_mm` wide without its quiet zone."""
    width = f"{printed_mm(size_mm, code().modules)}mm"
    sides = f"display:block;width:{width};height:{width};{style}"
    return f'<img data-code="appeal" src="https://pack.invalid/codes/appeal.svg" alt="Code" style="{sides}">'


@cache
def campaign() -> Campaign:
    """The campaign of the repository."""
    found = load.campaign(ROOT, ErrorCollector())
    assert found is not None
    return replace(found, post=load.post(LAYOUTS, ErrorCollector()))


@cache
def case() -> Case:
    """Its case zhezkazgan."""
    found = load.case(campaign(), "zhezkazgan", ErrorCollector())
    assert found is not None
    return found


def worded(of: Case, texts: Texts) -> Case:
    """A case with other texts, nothing of them withheld from anybody."""
    return replace(of, texts=texts, redacted=dict.fromkeys(of.redacted, texts))


@cache
def layouts() -> Mapping[str, Layout]:
    """The layouts of the tests and of the repository, by name."""
    return load.layouts(LAYOUTS, ErrorCollector())


def composer(lang: str, of: Case | None = None) -> Composer:
    """What composes the documents of an edition of the case, or of a case made out of it."""
    edition = plan.edition(campaign(), of or case(), lang, ["tests"])
    words = labels.load(LAYOUTS, lang, ROOT)
    return Composer(edition, words, Templates(LAYOUTS), {"display": face()}, frozenset())
