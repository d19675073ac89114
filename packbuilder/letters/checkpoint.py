"""What a run has finished, kept aside until all is there: a run that was broken off goes on where it was."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from packbuilder.deliver.single import put
from packbuilder.letters.overlays import Overlay, OverlayTypesetter
from packbuilder.model.envelope import Box
from packbuilder.pdf.source import SourcePage, SourcePdf, groups

Fit = dict[int, int]  # of lines that fit: which group of a page they are


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A folder for the lines and the files of an edition, whose `code` changes with all that they are made from."""

    folder: Path
    code: str

    def rounds(
        self, overlays: Sequence[Overlay], place: Box | None, setter: OverlayTypesetter
    ) -> Iterator[tuple[Path, Fit]]:
        """The files with some lines, and which fit in each; laid out unless they have been. `place` is the sender's."""
        known = self._known(repr((overlays, place)))
        index = self.folder / f"{known}.json"
        if not index.is_file():
            fits = []
            for n, (pdf, fit) in enumerate(setter.rounds(overlays, place)):
                put(self.folder / f"{known}-{n}.pdf", pdf, folders=True)
                fits.append(list(fit.items()))
            put(index, json.dumps(fits).encode(), folders=True)
        for n, pairs in enumerate(json.loads(index.read_bytes())):
            yield self.folder / f"{known}-{n}.pdf", dict(pairs)

    def groups(
        self, overlays: Sequence[Overlay], place: Box | None, setter: OverlayTypesetter
    ) -> Iterator[dict[int, SourcePage]]:
        """The pages with some lines, by their place among them, file by file."""
        for path, fit in self.rounds(overlays, place, setter):
            pages = groups(SourcePdf(path.read_bytes(), path.name))
            yield {n: pages[group] for n, group in fit.items()}

    def file(self, *made_from: object) -> Path:
        """Where a finished file is kept that is made from something."""
        return self.folder / f"{self._known(repr(made_from))}.pdf"

    def _known(self, words: str) -> str:
        return sha256(f"{self.code}\n{words}".encode()).hexdigest()[:32]
