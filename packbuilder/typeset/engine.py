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
from typing import Any

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration

from packbuilder.compose.page import BASE_URL, Page
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
def warnings_of_renderer() -> Iterator[list[str]]:
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

    `fonts` is the folder of the house fonts; `layouts` the layouts folders, the first one winning; `font_css` the
    @font-face rules, whose files are addressed below BASE_URL + "fonts/".
    """

    fonts: Path
    layouts: Sequence[Path]
    font_css: str
    _layout_css: dict[str, list[CSS]] = field(default_factory=dict)

    @cached_property
    def families(self) -> frozenset[str]:
        """The names of the house's font families."""
        return frozenset(_FAMILY.findall(self.font_css))

    @cached_property
    def _fonts(self) -> Any:  # noqa: ANN401 - WeasyPrint is untyped
        return FontConfiguration()

    @cached_property
    def _base(self) -> CSS:
        return self._css(string=self.font_css + _first(self.layouts, "_base/style.css").read_text("utf-8"))

    def _css(self, **source: str) -> CSS:
        return CSS(**source, base_url=BASE_URL, font_config=self._fonts, url_fetcher=self._fetcher({}))

    def _fetcher(self, resources: Mapping[str, tuple[bytes, str]]) -> CampaignFetcher:
        return CampaignFetcher({"fonts": [self.fonts], "layouts": self.layouts}, resources)

    def stylesheets(self, layout: str) -> list[CSS]:
        """The base stylesheet and the layout's own, parsed once."""
        if layout not in self._layout_css:
            own = _first(self.layouts, f"{layout}/style.css").read_text("utf-8")
            self._layout_css[layout] = [self._base, self._css(string=own)]
        return self._layout_css[layout]

    def parse(self, page: Page) -> HTML:
        """The page's HTML as a tree, to be laid out any number of times."""
        return HTML(string=page.html, base_url=BASE_URL, url_fetcher=self._fetcher(page.resources))

    def lay_out(self, page: Page, html: HTML, font_pt: float) -> Document:
        """Lay a page out at a text size in pt, its spread columns filled."""
        own = self._css(string=f"{page.css}html{{font-size:{font_pt:g}pt}}")
        return html.render(font_config=self._fonts, stylesheets=[*self.stylesheets(page.layout), own])


def _first(folders: Sequence[Path], name: str) -> Path:
    return next(file for folder in folders if (file := folder / name).is_file())
