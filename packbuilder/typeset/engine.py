"""The renderer, started once a process: one font configuration, stylesheets parsed once, every warning kept.

Why so much care: threads that share a font configuration corrupt memory, a second configuration with the same family
names prints wrong letters, and what goes wrong is only logged.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration

from packbuilder.compose.composed import BASE_URL, ComposedDocument, Resources
from packbuilder.compose.font_set import FontSet
from packbuilder.compose.stylesheets import StyleSheet
from packbuilder.typeset.fetcher import CampaignFetcher

_FAMILY = re.compile(r'font-family: ?"([^"]+)"')
# Layouts whose style sheets are kept parsed: a campaign has two dozen, and each may have those of a variant.
_KEPT = 64
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
    """WeasyPrint with the house fonts."""

    fonts: FontSet
    _parsed: dict[tuple[StyleSheet, ...], tuple[list[CSS], tuple[str, ...]]] = field(default_factory=dict)

    @cached_property
    def families(self) -> frozenset[str]:
        """The names of the house's font families."""
        return frozenset(_FAMILY.findall(self.fonts.css))

    @cached_property
    def _fonts(self) -> FontConfiguration:
        return FontConfiguration()

    @cached_property
    def _font_css(self) -> CSS:
        return self._css(self.fonts.css, {})

    def _css(self, text: str, resources: Resources) -> CSS:
        return CSS(string=text, base_url=BASE_URL, font_config=self._fonts, url_fetcher=self._fetcher(resources))

    def _fetcher(self, resources: Resources) -> CampaignFetcher:
        return CampaignFetcher({"fonts": self.fonts.folders}, resources)

    def stylesheets(self, composed: ComposedDocument) -> list[CSS]:
        """The fonts, the base and the layout's own style sheets; those of a layout are parsed once."""
        key = composed.styles
        if key not in self._parsed:
            while len(self._parsed) >= _KEPT:
                self._parsed.pop(next(iter(self._parsed)))
            with collected_warnings() as warned:
                sheets = [self._css(one.text, composed.resources) for one in key]
            self._parsed[key] = sheets, tuple(warned)
        sheets, told = self._parsed[key]
        for message in told:  # of each document that has them, however often they have been parsed
            _LOGGER.warning("%s", message)
        return [self._font_css, *sheets]

    def parse(self, composed: ComposedDocument) -> HTML:
        """The page's HTML as a tree, to be laid out any number of times."""
        return HTML(string=composed.html, base_url=BASE_URL, url_fetcher=self._fetcher(composed.files))

    def lay_out(self, composed: ComposedDocument, html: HTML, font_pt: float) -> Document:
        """Lay a page out at a text size in pt, its spread columns filled."""
        own = self._css(f"{composed.css}html{{font-size:{font_pt:g}pt}}", composed.resources)
        return html.render(font_config=self._fonts, stylesheets=[*self.stylesheets(composed), own])
