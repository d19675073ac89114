"""Texts: a folder a language, a Markdown file a text. Those of a case, and those that all cases share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from packbuilder.errors import Problem, Severity
from packbuilder.load import files, markdown
from packbuilder.model.base import LANGUAGE, SLUG
from packbuilder.model.text import Text

Texts = Mapping[str, Mapping[str, Text]]
Contents = Mapping[str, Mapping[str, str]]


def digest(contents: Mapping[str, str]) -> str:
    """The SHA-256 of texts by name."""
    return files.digest(*((f"{name}.md", words.encode()) for name, words in sorted(contents.items())))


def languages(root: Path, folder: Path, found: list[Problem]) -> tuple[Texts, Mapping[str, Mapping[str, str]]]:
    """The texts of a folder by language and name, and what their files hold."""
    texts: dict[str, dict[str, Text]] = {}
    contents: dict[str, dict[str, str]] = {}
    for path in files.listed(root, folder, found):
        if not path.is_dir() or path.name == "images":
            continue
        if not re.fullmatch(LANGUAGE, path.name):
            what = "The folder is neither `images` nor named by a language, and is not read."
            remedy = "Name it like `en` or `kk`, or begin its name with `_`."
            found.append(Problem(files.shown(path, root), 0, "", what, remedy, Severity.WARNING))
            continue
        texts[path.name], contents[path.name] = of_language(root, path, found)
    return texts, contents


def of_language(root: Path, folder: Path, found: list[Problem]) -> tuple[dict[str, Text], dict[str, str]]:
    """The texts of one language by name, and what their files hold."""
    texts: dict[str, Text] = {}
    contents: dict[str, str] = {}
    if not files.confined(root, folder):
        what = "The folder is a link that leads out of the campaign."
        found.append(Problem(files.shown(folder, root), 0, "", what, "Copy the folder itself there."))
        return texts, contents
    for path in files.listed(root, folder, found):
        file, name = files.shown(path, root), path.stem
        if path.suffix != ".md" or not re.fullmatch(SLUG, name):
            what = "This is not named like a text, and is not read."
            found.append(Problem(file, 0, "", what, "Name it like `story.md`.", Severity.WARNING))
            continue
        blank = Text(name, folder.name, file, "", 0, "", 0, reviewed=True)
        words = files.text(root, path, found)
        texts[name] = blank if words is None else markdown.text(words, blank, found)
        contents[name] = words or ""
    return texts, contents
