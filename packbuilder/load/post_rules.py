"""What the post takes, as data: the campaign's own file before the program's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from packbuilder.errors import ErrorCollector
from packbuilder.load import documents, models
from packbuilder.model.post import ANY, PostFile

FILE = "_post/post.yaml"


def post(folders: Sequence[Path], problems: ErrorCollector) -> PostFile:
    """Windows and zones in the first of the layouts folders that has them; none of them after a problem."""
    for folder in folders:
        if (path := folder / FILE).is_file():
            read = documents.read(folder.parent, path, problems)
            if read is None:
                break
            rules = documents.Rules(*read, problems)
            rules.once("windows", field="key")
            rules.once("zones", field="key")
            countries = (rules.at(*here, "countries") for here, _ in rules.items("windows"))
            if not any(isinstance(some, list) and ANY in some for some in countries):
                rules.problem(("windows",), "No envelope is for `any` country.", "Add `any` to the countries of one.")
            return models.made(PostFile, *read, problems) or PostFile()
    return PostFile()
