"""Print docs/texts.md, which text makes which document: `python tools/texts.py > docs/texts.md` after a change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import get_args

from packbuilder import load
from packbuilder.errors import ErrorCollector
from packbuilder.model.case import CaseFile, Kind, Status
from packbuilder.model.loaded import Layout

ROOT = Path(__file__).parents[1]

# Front matter of a pack and contents of a campaign: titles and first lines of all that there is.
_APART = {"pack", "index"}
_HEAD = """\
# Which text makes which document

Each text is a Markdown file in the folder of its language, of the case or of all cases (`content/texts/`). A document
is made where all that it is made with is there; what else it prints, `check` asks for. What nobody prints need not be
written. This file is made from the layouts by `python tools/texts.py`.

"""


def page() -> str:
    """The file: a row for each text, then one for each document."""
    layouts = sorted(load.layouts([ROOT / "layouts"], problems := ErrorCollector()).values(), key=lambda one: one.name)
    if problems:
        raise SystemExit("\n".join(map(str, problems)))
    made = [one for one in layouts if one.name not in _APART]
    texts = sorted({name for one in made for name in (*one.facts.needs, *_texts(one))})
    rows = [
        [
            f"`{text}.md`",
            _named(one for one in made if text in {*one.facts.needs, *_texts(one)}),
            _named(one for one in made if text in _texts(one)),
        ]
        for text in texts
    ]
    documents = [[one.name, _of(one.facts.kinds, Kind), _of(one.facts.states, Status), _with(one)] for one in made]
    return "\n".join(
        [
            _HEAD + _table(["text", "is printed in", "without it there is no"], rows),
            _table(["document", "is made for", "while the case is", "with"], documents),
        ]
    )


def _texts(layout: Layout) -> list[str]:
    """The texts that a document is made with."""
    known = {*CaseFile.model_fields, "pickets"}
    return [name for name in layout.facts.given if name not in known and not name.startswith("action-")]


def _with(layout: Layout) -> str:
    named = {name: f"`{name}.md`" for name in _texts(layout)}
    each = {"slogan": ["each slogan"], "addressee": ["each addressee"], "signer": ["each signer"]}
    return ", ".join([*each.get(layout.facts.each, []), *(named.get(name, f"`{name}`") for name in layout.facts.given)])


def _of(some: Sequence[str], kinds: object) -> str:
    every = get_args(kinds)
    return "all kinds" if set(some) == set(every) and kinds is Kind else ", ".join(one for one in every if one in some)


def _named(layouts: Iterable[Layout]) -> str:
    return ", ".join(one.name for one in layouts)


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    print(page(), end="")
