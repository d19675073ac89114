"""The laws on print, as data: the campaign's own file before the program's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from packbuilder.errors import ErrorCollector
from packbuilder.load import documents, models
from packbuilder.model.law import LawFile

FILE = "_law/law.yaml"


def law(folders: Sequence[Path], problems: ErrorCollector) -> LawFile:
    """The laws in the first of the layouts folders that has them; none of them after a problem."""
    for folder in folders:
        if (path := folder / FILE).is_file():
            read = documents.read(folder.parent, path, problems)
            return (models.made(LawFile, *read, problems) if read else None) or LawFile()
    return LawFile()
