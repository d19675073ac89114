"""The laws on print, as data: the campaign's own file before the program's."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from packbuilder.errors import ErrorCollector
from packbuilder.load import documents, models
from packbuilder.load.spelling import suggestion
from packbuilder.model.law import LawFile

FILE = "_law/law.yaml"


def law(folders: Sequence[Path], problems: ErrorCollector) -> LawFile:
    """The laws in the first of the layouts folders that has them; none of them after a problem."""
    for folder in folders:
        if (path := folder / FILE).is_file():
            if (read := documents.read(folder.parent, path, problems)) is None:
                break
            _documents(
                documents.Rules(*read, problems), {path.parent.name for one in folders for path in _layouts(one)}
            )
            return models.made(LawFile, *read, problems) or LawFile()
    return LawFile()


def _layouts(folder: Path) -> Iterator[Path]:
    return folder.glob("*/layout.yaml")


def _documents(rules: documents.Rules, known: Collection[str]) -> None:
    """Each rule is for layouts that are there: else it would be kept by nobody."""
    for place, _ in rules.items("rules"):
        for here, name in rules.items(*place, "documents"):
            if isinstance(name, str) and name not in known:
                rules.problem(here, f"There is no layout `{name}`.", suggestion(name, known, "Name one that is there."))
