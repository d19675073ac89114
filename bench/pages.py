"""The pages of a build as a browser or the WeasyPrint command line takes them, each document in a folder of its own.

`python -m bench.pages FOLDER ARGUMENT …`, with the arguments of `packbuilder`, builds, and writes every document that
was laid out, the front of the pack included, to FOLDER/<name>/index.html: the composed HTML and the very style sheets
that it was laid out with in the end, fonts and codes at relative addresses. Prints JSON: the number of pages by name.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.tap import Call, in_turn, tapped

if TYPE_CHECKING:
    from weasyprint import Document

    from packbuilder.typeset.engine import Engine
    from packbuilder.typeset.fit import LaidOutDocument

RUN_BY = "bench"


class Scribe:
    """Hears what is laid out with which style sheets, and writes down what is kept of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages: dict[str, int] = {}
        self._texts: dict[int, str] = {}  # of style sheets, by identity: the renderer keeps only what it parsed
        self._styles: dict[int, str] = {}  # of laid-out documents, likewise
        self._kept: list[Any] = []  # what an identity stands for must not go away

    def sheet(self, call: Call) -> None:
        """A style sheet is parsed."""
        self._texts[id(call.arguments[0])] = call.named.get("string", "")
        self._kept.append(call.arguments[0])
        call()

    def render(self, call: Call) -> Document:
        """A document is laid out."""
        document = call()
        self._styles[id(document)] = "".join(self._texts[id(sheet)] for sheet in call.named["stylesheets"])
        self._kept.append(document)
        return document

    def typeset(self, call: Call) -> LaidOutDocument:
        """A document is finished."""
        one: LaidOutDocument = call()
        name = self._free(one.composed.name)
        self.pages[name] = len(one.document.pages)
        self._write(self.folder / name, call.arguments[0], one, self._styles[id(one.document)] + _gaps(one.document))
        return one

    def _free(self, name: str) -> str:
        """The name of a document, numbered where documents before it had the same."""
        numbered = (name, *(f"{name}-{number}" for number in range(2, len(self.pages) + 2)))
        return next(one for one in numbered if one not in self.pages)

    def _write(self, own: Path, engine: Engine, one: LaidOutDocument, styles: str) -> None:
        from packbuilder.compose.composed import BASE_URL

        own.mkdir(parents=True)
        for path, (data, _) in one.composed.files.items():
            (own / path).parent.mkdir(parents=True, exist_ok=True)
            (own / path).write_bytes(data)
        (own / "fonts").symlink_to(self._merged("fonts", engine.fonts.folders))
        html = one.composed.html.replace("</head>", f"<style>{styles}</style></head>", 1)
        (own / "index.html").write_text(html.replace(BASE_URL, ""), "utf-8")

    def _merged(self, name: str, folders: Sequence[Path]) -> Path:
        """One folder for several of which the first one that has a file wins, made once."""
        merged = self.folder / f"_{name}"
        if not merged.exists():
            files = {file.relative_to(folder): file for folder in reversed(folders) for file in folder.rglob("*.*")}
            for path, file in files.items():
                (merged / path).parent.mkdir(parents=True, exist_ok=True)
                (merged / path).symlink_to(file)
        return merged


def _gaps(document: Document) -> str:
    """Rules that widen the gaps of the spread columns as the program did, by moving their blocks."""
    from packbuilder.typeset.boxes import page_box, walk

    rules = []
    for column in (box for page in document.pages for box in walk(page_box(page)) if "left_px" in vars(box)):
        blocks = [child for child in column.children if child.is_in_normal_flow()]
        for number, (above, block) in enumerate(pairwise(blocks), start=2):
            gap = block.border_box_y() - above.border_box_y() - above.border_height()
            rules.append(f"#{column.element.get('id')}>:nth-child({number}){{margin-top:{gap}px}}")
    return "".join(rules)


def main() -> None:
    """Build, and write what was laid out."""
    from packbuilder.cli import main as command
    from packbuilder.typeset import fit, weasyprint

    in_turn()
    scribe = Scribe(Path(sys.argv[1]))
    tapped(weasyprint.CSS, "__init__", scribe.sheet)
    tapped(weasyprint.HTML, "render", scribe.render)
    tapped(fit, "typeset", scribe.typeset)
    command(sys.argv[2:], standalone_mode=False)
    print(json.dumps(scribe.pages))


if __name__ == "__main__":
    main()
