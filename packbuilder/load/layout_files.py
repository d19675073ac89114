"""Layouts: one folder a document type. Those of the campaign come before those of the program."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from packbuilder.errors import ErrorCollector, Problem
from packbuilder.load import documents, files, layout_words, models
from packbuilder.model.base import SLUG
from packbuilder.model.layout import LayoutFile
from packbuilder.model.loaded import Layout

NEEDED = ("page.html", "style.css")
PART_LIMIT = 8_000_000


def layouts(folders: Sequence[Path], problems: ErrorCollector) -> dict[str, Layout]:
    """The layouts of several folders by name, sorted; of two with one name that of the earlier folder holds."""
    paths: dict[str, Path] = {}
    for folder in folders:
        for path in files.listed(folder.parent, folder, problems) if folder.is_dir() else ():
            if path.is_dir() and path.name != "locale":
                paths.setdefault(path.name, path)
    loaded = {name: _layout(path, problems) for name, path in sorted(paths.items())}
    return {name: layout for name, layout in loaded.items() if layout is not None}


def _layout(folder: Path, problems: ErrorCollector) -> Layout | None:
    # Messages say `layouts/leaflet/…` also for the layouts that ship with the program.
    root = folder.parent.parent
    name = files.shown(folder, root)
    if not re.fullmatch(SLUG, folder.name):
        what = f"The folder's name `{folder.name}` is no key."
        problems.add(Problem.at(name, what, "Name it with small letters, digits and hyphens."))
    parts = _parts(root, folder, problems)
    read = documents.read(root, folder / "layout.yaml", problems)
    if read is None:
        return None
    tree, source = read
    facts = models.made(LayoutFile, tree, source, problems)
    rules = documents.Rules(tree, source, problems)
    for key, least, most in (("pages", "min", "max"), ("type", "smallest", "largest")):
        for low, high in ((least, most), (least, "usual"), ("usual", most)):
            _ordered(rules, (key,), low, high)
    for place, _ in rules.items("display"):
        _ordered(rules, place, "smallest", "largest")
    rules.once("display", field="key")
    rules.once("needs")
    layout_words.check(rules, "".join(_decoded(data) for name, data in parts.items() if name.endswith(".html")))
    if facts is None or not all(needed in parts for needed in NEEDED):
        return None
    return Layout(folder.name, folder, facts, source, files.digest(*sorted(parts.items())))


def _parts(root: Path, folder: Path, problems: ErrorCollector) -> Mapping[str, bytes]:
    """The bytes of every file of a layout, by its path in the folder."""
    paths = [p for p in folder.rglob("*") if p.is_file() and not files.editors_own(p.name)]
    parts = {path: files.content(folder.parent, path, problems, PART_LIMIT) for path in sorted(paths)}
    for needed in NEEDED:
        if folder / needed not in parts:
            files.content(root, folder / needed, problems, PART_LIMIT)
    return {path.relative_to(folder).as_posix(): data for path, data in parts.items() if data is not None}


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "replace")  # what is wrong with a template is told when it is filled in


def _ordered(rules: documents.Rules, place: tuple[str | int, ...], low: str, high: str) -> None:
    first, second = rules.at(*place, low), rules.at(*place, high)
    if isinstance(first, int | float) and isinstance(second, int | float) and first > second:
        rules.problem((*place, high), f"`{high}` is below `{low}`, {first:g}.", "Put the two numbers right.")
