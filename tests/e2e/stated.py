"""What the layouts and the real case say that there is to be, read from their files without the program."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import unescape
from math import floor
from typing import Any

from ruamel.yaml import YAML

from tests import program
from tests.untyped import Plain

CASE = "zhezkazgan"
A4 = (210.0, 297.0)
# The editions of a layout that names none, and those of which sheets and posters, or pictures, are made.
USUAL = ("home", "press", "mono", "large", "screen")
PUT_TOGETHER = {"home", "mono"}
SHOWN = {"home", "screen"}


def _yaml(path: str) -> Plain:
    return YAML(typ="safe").load(program.ROOT / path)


FACTS = _yaml(f"content/cases/{CASE}/case.yaml")
LANGUAGES: tuple[str, ...] = tuple(_yaml("content/campaign.yaml")["languages"])


@dataclass(frozen=True)
class Layout:
    """A document type: its name, and layout.yaml as it is written."""

    name: str
    facts: dict[str, Any]

    @property
    def each(self) -> str:
        return str(self.facts.get("each", "case"))

    @property
    def editions(self) -> set[str]:
        """With `home` there is `email`, which is nothing but lighter."""
        named = set(self.facts.get("variants", USUAL))
        return named | {"email"} if "home" in named else named

    @property
    def pack(self) -> bool:
        return bool(self.facts.get("pack"))

    @property
    def page_mm(self) -> tuple[float, float]:
        """A page on A4: of a sheet that is folded in three, the panel that is folded in, 3 mm narrower."""
        width, height = self.facts["sheet"]["width"], self.facts["sheet"]["height"]
        return (width // 3 - 2, height) if self.facts["sheet"].get("folded") else (width, height)

    @property
    def up(self) -> int:
        """How many of its pages lie side by side on A4."""
        (width, height), (long, wide) = self.page_mm, A4[::-1]
        return max(floor(a / width) * floor(b / height) for a, b in ((long, wide), (wide, long)))

    @property
    def names(self) -> list[str]:
        """The names of its documents."""
        match self.each:
            case "slogan":
                return [f"{self.name}-{number}-{slogan}" for number, slogan in enumerate(FACTS["slogans"], start=1)]
            case "addressee":
                return [f"{self.name}-{one['address']}" for one in FACTS["addressees"]]
            case _:
                return [self.name]

    @property
    def sheets(self) -> dict[str, str]:
        """The kinds of its sheets, each with the name of the file."""
        kinds = [str(scheme["kind"]) for scheme in self.facts.get("sheets", ())]
        ways = {"cut": f"{self.up}-up", "booklet": ""}
        return {kind: "-".join(filter(None, (self.name, ways.get(kind, kind), "a4"))) for kind in kinds}

    def files(self, edition: str = "home") -> set[str]:
        """The files of an edition by their paths in its folder."""
        if edition not in self.editions:
            return set()
        found = {f"{name}.pdf" for name in self.names}
        if edition in PUT_TOGETHER:
            found |= {f"sheets/{name}.pdf" for name in self.sheets.values()}
            found |= {f"tiles/{name}-{size}-on-a4.pdf" for name in self.names for size in self.facts.get("posters", ())}
        if edition in SHOWN and self.facts.get("picture"):
            found |= {f"{name}.png" for name in self.names}
        return found


@cache
def layouts() -> dict[str, Layout]:
    """The document types that are made of the case, in the order of the pack, the pack itself first."""
    found = [
        Layout(file.parent.name, YAML(typ="safe").load(file)) for file in program.ROOT.glob("layouts/*/layout.yaml")
    ]
    made = [layout for layout in found if _made(layout.facts)]
    return {layout.name: layout for layout in sorted(made, key=lambda one: (one.facts["place"], one.name))}


def files(edition: str = "home") -> set[str]:
    """All files of an edition in a language, by their paths in its folder."""
    return {path for layout in layouts().values() for path in layout.files(edition)}


def own_texts(lang: str) -> set[str]:
    """The names of the texts that the case itself has in a language."""
    return {file.stem for file in (program.ROOT / "content/cases" / CASE / lang).glob("*.md")}


def text(lang: str, name: str) -> str:
    """A text of the case, its own before the one that all cases share, without what stands before its words."""
    folders = (program.ROOT / "content/cases" / CASE / lang, program.ROOT / "content/texts" / lang)
    found = next(file for folder in folders if (file := folder / f"{name}.md").exists())
    whole = unescape(found.read_text("utf-8"))  # &nbsp;
    return whole.split("\n---\n", 1)[1] if whole.startswith("---\n") else whole


def _made(facts: dict[str, Any]) -> bool:
    return (
        facts.get("each") not in {"campaign", "signer"}
        and FACTS["kind"] in facts.get("kinds", [FACTS["kind"]])
        and FACTS["status"] in facts.get("states", ["open", "archived"])
        and all(_given(name) for name in facts.get("given", ()))
    )


def _given(name: str) -> bool:
    """A part of case.yaml, a text of the case or an action of a kind."""
    if name == "pickets" or name.startswith("action-"):
        kind = "picket" if name == "pickets" else name.removeprefix("action-")
        return any(action["kind"] == kind for action in FACTS["actions"])
    return bool(FACTS.get(name)) or name in own_texts(LANGUAGES[0])
