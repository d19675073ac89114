"""The style sheets of a page as texts, with every file of the layouts that they or the page name."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from packbuilder.model.variant import Variant

_LARGEST = 32_000_000  # bytes
# As a page or a style sheet names a file of the layouts: `@import "layouts/letter/style.css"`, `url(layouts/…)`.
_NAMED = re.compile(r"(?<![\w.-])layouts/[^\s\"'()<>\\?#]+")


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """A style sheet: its name below the layouts, as messages call it, and its text."""

    name: str
    text: str


@dataclass(frozen=True)
class StyleSheets:
    """The style sheets and other files of layouts; the first of the folders that has one wins. Each is read once."""

    folders: Sequence[Path]
    _texts: dict[str, bytes | None] = field(default_factory=dict)

    def of(self, layout: str, variant: Variant) -> tuple[StyleSheet, ...]:
        """The base and the layout's own, then those of the variant, which need not be there."""
        dress = dict.fromkeys(("style", variant.design, variant.name))
        names = [f"{folder}/{name}.css" for name in dress for folder in ("_base", layout)]
        found = ((name, self._read(name)) for name in names)
        return tuple(StyleSheet(name, data.decode()) for name, data in found if data is not None)

    def named(self, texts: Iterable[str]) -> dict[str, tuple[bytes, str]]:
        """The files that some texts name, and those that these name, by path, with their media types.

        What is not there, or lies outside the folders, is left out: the renderer says so of it.
        """
        waiting, found = list(texts), dict[str, tuple[bytes, str]]()
        while waiting:
            for path in dict.fromkeys(map(unquote, _NAMED.findall(waiting.pop()))):
                if path not in found and (data := self._read(path.removeprefix("layouts/"))) is not None:
                    found[path] = data, mimetypes.guess_type(path)[0] or "application/octet-stream"
                    if path.endswith((".css", ".svg")):
                        waiting.append(data.decode(errors="replace"))
        return found

    @cached_property
    def _resolved(self) -> list[Path]:
        return [folder.resolve() for folder in self.folders]

    def _read(self, name: str) -> bytes | None:
        if name not in self._texts:
            self._texts[name] = next((file.read_bytes() for file in self._files(name)), None)
        return self._texts[name]

    def _files(self, name: str) -> Iterator[Path]:
        for folder in self._resolved:
            file = (folder / name).resolve()
            if file.is_relative_to(folder) and file.is_file() and file.stat().st_size <= _LARGEST:
                yield file
