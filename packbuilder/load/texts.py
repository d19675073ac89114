"""Texts: a folder a language, a Markdown file a text. Those of a case, and those that all cases share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from packbuilder.errors import ErrorCollector, Problem, Severity
from packbuilder.load import files, markdown, withheld
from packbuilder.markup import front_matter
from packbuilder.model.base import LANGUAGE, SLUG, Audience
from packbuilder.model.secrets import Withheld, cleared
from packbuilder.model.text import Text

# In the folder of a translation: the texts that it was made from, as they were.
BASIS = "_source"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The texts of one language by name, what their files hold, what of it is withheld, and what is left of each."""

    texts: dict[str, Text] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)
    withheld: dict[str, tuple[Withheld, ...]] = field(default_factory=dict)
    redacted: dict[Audience, dict[str, Text]] = field(
        default_factory=lambda: {audience: {} for audience in withheld.AUDIENCES}
    )

    @property
    def digest(self) -> str:
        """The SHA-256 of the files."""
        return files.digest(*((f"{name}.md", words.encode()) for name, words in sorted(self.contents.items())))


def languages(root: Path, folder: Path, problems: ErrorCollector) -> dict[str, Loaded]:
    """The texts of a folder by language."""
    loaded: dict[str, Loaded] = {}
    for path in files.listed(root, folder, problems):
        if not path.is_dir() or path.name == "images":
            continue
        if not re.fullmatch(LANGUAGE, path.name):
            what = "The folder is neither `images` nor named by a language, and is not read."
            remedy = "Name it like `en` or `kk`, or begin its name with `_`."
            problems.add(Problem.at(files.shown(path, root), what, remedy, severity=Severity.WARNING))
            continue
        loaded[path.name] = of_language(root, path, problems)
    return loaded


def of_language(root: Path, folder: Path, problems: ErrorCollector) -> Loaded:
    """The texts of one language."""
    loaded = Loaded()
    if not files.confined(root, folder):
        what = "The folder is a link that leads out of the campaign."
        problems.add(Problem.at(files.shown(folder, root), what, "Copy the folder itself there."))
        return loaded
    for path in files.listed(root, folder, problems):
        file, name = files.shown(path, root), path.stem
        if path.suffix != ".md" or not re.fullmatch(SLUG, name):
            what = "This is not named like a text, and is not read."
            problems.add(Problem.at(file, what, "Name it like `story.md`.", severity=Severity.WARNING))
            continue
        blank = Text(name, folder.name, file, "", 0, "", 0, reviewed=True)
        words = files.text(root, path, problems) or ""
        hidden = withheld.blocks(words, file, folder.name, problems)
        loaded.texts[name] = _read(withheld.without(words, hidden, None), blank, problems) if words else blank
        loaded.contents[name], loaded.withheld[name] = words, hidden
        if (basis := folder / BASIS / path.name).is_file():
            kept = files.text(root, basis, problems) or ""
            loaded.texts[name] = replace(loaded.texts[name], basis=markdown.bare(kept.split("\n")))
        _release(loaded, name, blank, problems)
    return loaded


def _release(loaded: Loaded, name: str, blank: Text, problems: ErrorCollector) -> None:
    """Read a text again for each audience that may not read all of it. One of which nothing is left is left out."""
    words, hidden = loaded.contents[name], loaded.withheld[name]
    for audience in withheld.AUDIENCES:
        if all(cleared(block.consent, audience) for block in hidden):
            loaded.redacted[audience][name] = loaded.texts[name]
        elif _said(left := withheld.without(words, hidden, audience)):
            faults = ErrorCollector()
            made = _read(left, blank, faults)
            loaded.redacted[audience][name] = replace(made, whole=loaded.texts[name].fingerprint)
            told = f"As far as the {audience} may read it:"
            problems.extend(replace(fault, what=f"{told} {fault.what}") for fault in faults if fault not in problems)


def _read(words: str, blank: Text, problems: ErrorCollector) -> Text:
    """The text of some words, and what is wrong with it."""
    found, faults = _parsed(words, blank)
    problems.extend(faults)
    return found


@lru_cache(4096)  # whoever watches a campaign reads all its texts at each save, and has changed one of them
def _parsed(words: str, blank: Text) -> tuple[Text, tuple[Problem, ...]]:
    faults = ErrorCollector()
    return markdown.text(words, blank, faults), tuple(faults)


def _said(words: str) -> bool:
    """Whether a text has any words below its front matter."""
    return bool(front_matter.below(words).strip())
