"""Labels that layouts ask for and a language does not have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from packbuilder.errors import Problem, Severity
from packbuilder.model.loaded import Campaign, Layout

_CALLS = ("_", "ngettext")


def missing(folders: Sequence[Path], campaign: Campaign, layouts: Mapping[str, Layout]) -> list[Problem]:
    """A gap for each label of a template or layout.yaml that one of the campaign's languages has no words for.

    Templates that cannot be parsed are passed over here: composing reports them, with the line.
    """
    asked = {**_of_layouts(layouts), **_of_templates(folders)}
    found = []
    for lang in campaign.settings.languages:
        catalogues = [file for folder in folders if (file := folder / "locale" / f"{lang}.po").is_file()]
        if not catalogues:
            found.append(_no_catalogue(lang))
            continue
        known = set().union(*map(_worded, catalogues))
        found += [
            Problem(place, line, label, f"The label has no words in {lang}.",
                    f"Add its msgstr to layouts/locale/{lang}.po.", Severity.GAP)
            for label, (place, line) in asked.items() if label not in known
        ]  # fmt: skip
    return found


def _no_catalogue(lang: str) -> Problem:
    remedy = "Copy the .po file of another language there and translate it."
    return Problem(f"layouts/locale/{lang}.po", 0, lang, "There are no labels for this language.", remedy)


def _worded(catalogue: Path) -> set[str]:
    """The msgids (of plurals the first) that a catalogue has words for."""
    from babel.messages.pofile import read_po  # slow to import

    with catalogue.open("rb") as stream:
        messages = list(read_po(stream))
    return {
        message.id[0] if isinstance(message.id, tuple | list) else str(message.id)
        for message in messages
        if message.id and (all(message.string) if isinstance(message.string, tuple) else message.string)
    }


def _of_layouts(layouts: Mapping[str, Layout]) -> dict[str, tuple[str, int]]:
    return {
        label: (layout.source.file, layout.source.line(key))
        for layout in layouts.values()
        for key, label in (("title", layout.facts.title), ("advice", layout.facts.advice))
    }


def _of_templates(folders: Sequence[Path]) -> dict[str, tuple[str, int]]:
    from jinja2 import Environment, TemplateSyntaxError  # slow to import
    from jinja2.ext import extract_from_ast

    asked: dict[str, tuple[str, int]] = {}
    for file in (path for folder in folders for path in sorted(folder.rglob("*.html"))):
        try:
            tree = Environment(autoescape=True).parse(file.read_text("utf-8"))
        except (TemplateSyntaxError, UnicodeDecodeError):
            continue
        for line, _, words in extract_from_ast(tree, _CALLS):
            label = words if isinstance(words, str) else next(word for word in words if word)
            asked.setdefault(label, (f"layouts/{file.parent.name}/{file.name}", line))
    return asked
