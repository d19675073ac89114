"""The renderer, started once a process: one font configuration, stylesheets parsed once, every warning kept.

Why so much care: threads that share a font configuration corrupt memory, a second configuration with the same family
names prints wrong letters, and what goes wrong is only logged.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration

from packbuilder.compose.composed import BASE_URL, ComposedDocument
from packbuilder.model.variant import Variant
from packbuilder.typeset.fetcher import CampaignFetcher

_FAMILY = re.compile(r'font-family: ?"([^"]+)"')
_LOGGER = logging.getLogger("weasyprint")


class _Records(logging.Handler):
    """Keeps what the renderer logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def collected_warnings() -> Iterator[list[str]]:
    """Collect every warning that the renderer logs, once each, instead of letting it reach the terminal."""
    records = _Records()
    propagate, level = _LOGGER.propagate, _LOGGER.level
    handlers = _LOGGER.handlers[:]
    _LOGGER.handlers[:] = [records]
    _LOGGER.propagate = False
    try:
        yield records.messages
    finally:
        _LOGGER.handlers[:] = handlers
        _LOGGER.propagate = propagate
        _LOGGER.setLevel(level)


@dataclass
class Engine:
    """WeasyPrint with the house fonts and the layouts of a campaign.

    `fonts` are the folders of the house fonts, `layouts` the layouts folders, the first one winning; `font_css` the
    @font-face rules, whose files are addressed below BASE_URL + "fonts/".
    """

    fonts: Sequence[Path]
    layouts: Sequence[Path]
    font_css: str
    _files_css: dict[str, CSS | None] = field(default_factory=dict)

    @cached_property
    def families(self) -> frozenset[str]:
        """The names of the house's font families."""
        return frozenset(_FAMILY.findall(self.font_css))

    @cached_property
    def _fonts(self) -> FontConfiguration:
        return FontConfiguration()

    def _css(self, **source: str) -> CSS:
        return CSS(**source, base_url=BASE_URL, font_config=self._fonts, url_fetcher=self._fetcher({}))

    def _fetcher(self, resources: Mapping[str, tuple[bytes, str]]) -> CampaignFetcher:
        return CampaignFetcher({"fonts": self.fonts, "layouts": self.layouts}, resources)

    def stylesheets(self, layout: str, variant: Variant) -> list[CSS]:
        """The base stylesheet and the layout's own, then those of the variant, which need not be there; parsed once."""
        dress = dict.fromkeys(("style", variant.design, variant.name))
        names = [f"{folder}/{name}.css" for name in dress for folder in ("_base", layout)]
        return [css for name in names if (css := self._stylesheet(name)) is not None]

    def _stylesheet(self, name: str) -> CSS | None:
        if name not in self._files_css:
            file = next((file for folder in self.layouts if (file := folder / name).is_file()), None)
            fonts = self.font_css if name == "_base/style.css" else ""
            self._files_css[name] = None if file is None else self._css(string=fonts + file.read_text("utf-8"))
        return self._files_css[name]

    def parse(self, composed: ComposedDocument) -> HTML:
        """The page's HTML as a tree, to be laid out any number of times."""
        return HTML(string=composed.html, base_url=BASE_URL, url_fetcher=self._fetcher(composed.resources))

    def lay_out(self, composed: ComposedDocument, html: HTML, font_pt: float) -> Document:
        """Lay a page out at a text size in pt, its spread columns filled."""
        own = self._css(string=f"{composed.css}html{{font-size:{font_pt:g}pt}}")
        return html.render(
            font_config=self._fonts, stylesheets=[*self.stylesheets(composed.layout, composed.variant), own]
        )
