"""A composed document, as the renderer gets it: HTML, the rules of CSS that are its own, the resources it names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from packbuilder.compose.images import PrintedPicture
from packbuilder.compose.origins import Origin
from packbuilder.compose.qr import Symbol
from packbuilder.compose.stylesheets import StyleSheet
from packbuilder.errors import Problem
from packbuilder.model.envelope import folds
from packbuilder.model.layout import LayoutFile
from packbuilder.model.post import Window
from packbuilder.model.variant import Variant
from packbuilder.postal.placement import PostalView

# Nothing a page names is a real address: what is under this host comes out of memory or out of the campaign, so that
# the bytes of a file do not depend on where the campaign lies.
HOST = "pack.invalid"
BASE_URL = f"https://{HOST}/"
# Where links to another document of the pack lead until all are bound: its name follows.
BOUND_URL = f"{BASE_URL}bound/"

# Stands in a page for its code until that is known; nothing that people write has these signs.
CODE = "\ue0c0\ue0de"

# An element whose class says that it is a column (typeset/columns).
_COLUMN = re.compile(r'class="(?:[^"]* )?spread[ "]')

# What a document is made from, but for what is only said of it in messages.
NO_PART = {"fingerprint": False}

# By path below BASE_URL: bytes and media type.
Resources = Mapping[str, tuple[bytes, str]]


def called(layout: str, lang: str, variant: Variant, paper: str) -> str:
    """What messages call a document: of all that are laid out of an edition, it is this one that does not fit."""
    return f"{layout} ({', '.join(filter(None, (lang, variant.name, paper)))})"


@dataclass(frozen=True, slots=True)
class ComposedDocument:
    """A document with its texts and facts in its template, to be laid out.

    `file` names its layout.yaml for messages, `paper` what it is printed on; `css` holds the sheet and the accent;
    `styles` are the style sheets of its layout, `sheet_mm` is the trimmed page, width first; `resources` maps paths
    below BASE_URL to bytes, `pictures` to those of the case that are made ready only to be printed; `codes` maps the
    `data-code` of an image to the symbol it shows; `cap_mm` is the height of a capital of the largest display type,
    None where there is none; `fed_by` the files of its texts, `origins` all words that it may print; `warnings` what is
    printed all the same, and would be better otherwise; `posted` what of it shows to the post; `folded` the envelope of
    a letter, and the length in mm that is left of its sheet once the strip at its foot is cut off.
    """

    name: str
    path: str
    layout: str
    facts: LayoutFile
    variant: Variant
    file: str
    title: str
    lang: str
    html: str
    css: str
    sheet_mm: tuple[float, float]
    resources: Resources
    codes: Mapping[str, Symbol]
    cap_mm: float | None
    fed_by: tuple[str, ...] = field(metadata=NO_PART)
    warnings: tuple[Problem, ...] = field(default=(), metadata=NO_PART)
    origins: Sequence[Origin] = field(default=(), metadata=NO_PART)
    paper: str = ""
    posted: tuple[PostalView, ...] = ()
    folded: tuple[Window, float] | None = None
    styles: tuple[StyleSheet, ...] = ()
    pictures: Mapping[str, PrintedPicture] = field(default_factory=dict)

    @property
    def called(self) -> str:
        """What messages call it: leaflet (en, large, A4)."""
        return called(self.layout, self.lang, self.variant, self.paper)

    @property
    def files(self) -> Resources:
        """All that the page names, its pictures made ready."""
        return {**self.resources, **{path: one.resource for path, one in self.pictures.items()}}

    def coded(self, code: str) -> ComposedDocument:
        """The same with its code in its place."""
        return replace(self, html=self.html.replace(CODE, code))

    @property
    def has_columns(self) -> bool:
        """Whether it has columns that tell how full they are."""
        return _COLUMN.search(self.html) is not None

    def footed(self, more_mm: float) -> ComposedDocument:
        """The same with so much more room, in mm, for the lines at its foot than they are designed for.

        The strip of a letter is so much higher, and what is left of the sheet is folded elsewhere.
        """
        if not more_mm:
            return self
        return replace(self, css=f"{self.css}:root{{--more-foot:{more_mm:g}mm}}{self._creases(more_mm)}")

    def _creases(self, more_mm: float) -> str:
        if self.folded is None:
            return ""
        window, length = self.folded
        marks = [f"top:{mark:.2f}mm!important" for mark in folds(window, length - more_mm)]
        marks += ["display:none"] * (len(folds(window, length)) - len(marks))
        return "".join(f".fold-{number}{{{rule}}}" for number, rule in enumerate(marks))
