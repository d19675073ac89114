"""One case: its facts, its texts in every language, its pictures, and what an edition of it is known by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from packbuilder.errors import Problem, Severity
from packbuilder.load import documents, files, markdown, models, pictures
from packbuilder.load.spelling import suggestion
from packbuilder.model.base import LANGUAGE, SLUG
from packbuilder.model.case import CaseFile
from packbuilder.model.loaded import Campaign, Case, Picture, Source
from packbuilder.model.text import Text

_KEYED = ("figures", "timeline", "demands", "actions", "images")
Texts = Mapping[str, Mapping[str, Text]]


def case(campaign: Campaign, slug: str, found: list[Problem]) -> Case | None:
    """The case of that name; None if there is none or its facts cannot be used. Its texts are read all the same."""
    folder = campaign.cases.get(slug)
    if folder is None:
        what = f"There is no case `{slug}`."
        remedy = suggestion(slug, campaign.cases, "Make its folder, with case.yaml.")
        found.append(Problem("content/cases", 0, "", what, remedy))
        return None
    root = campaign.root
    if not files.confined(root, folder):
        what = "The folder is a link that leads out of the campaign."
        found.append(Problem(files.shown(folder, root), 0, "", what, "Copy the folder itself there."))
        return None
    texts, contents = _languages(root, folder, found)
    read = documents.read(root, folder / "case.yaml", found)
    if read is None:
        return None
    tree, source = read
    facts = models.made(CaseFile, tree, source, found)
    _rules(documents.Rules(tree, source, found), slug)
    if facts is None:
        return None
    images = _pictures(root, folder, facts, source, found)
    digests = {
        lang: files.digest(
            ("case.yaml", source.sha256.encode()),
            *((f"{name}.md", words.encode()) for name, words in sorted(contents[lang].items())),
            *((picture.file, picture.data) for _, picture in sorted(images.items())),
        )
        for lang in texts
    }
    return Case(slug, facts, source, texts, images, digests)


def _rules(rules: documents.Rules, slug: str) -> None:
    if isinstance(own := rules.at("slug"), str) and own != slug:
        rules.problem(("slug",), f"`{own}` is not the name of its folder, `{slug}`.", "Give both the same name.")
    if not re.fullmatch(SLUG, slug):
        what = f"The folder's name `{slug}` is no key."
        rules.problem((), what, "Name it with small letters, digits and hyphens.")
    for part in _KEYED:
        rules.once(part, field="key")
    for part in ("slogans", "chants", "copies"):
        rules.once(part)
    rules.once("addressees", field="address")
    rules.in_order("opened", "act_until")
    rules.in_order("opened", "as_of")
    for place, _ in rules.items("appeal", "url"):
        rules.web(*place)
    for place, _ in rules.items("actions"):
        rules.web(*place, "url")


def _languages(root: Path, folder: Path, found: list[Problem]) -> tuple[Texts, Mapping[str, Mapping[str, str]]]:
    """The texts by language and name, and what their files hold."""
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
        texts[path.name], contents[path.name] = _texts(root, path, found)
    return texts, contents


def _texts(root: Path, folder: Path, found: list[Problem]) -> tuple[dict[str, Text], dict[str, str]]:
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


def _pictures(root: Path, folder: Path, facts: CaseFile, source: Source, found: list[Problem]) -> Mapping[str, Picture]:
    loaded: dict[str, Picture] = {}
    for number, image in enumerate(facts.images):
        key = f"images.{image.key}.file"
        place = Problem(source.file, source.line("images", number, "file"), key, "", "")
        picture = pictures.load(root, folder / "images", image.file, place, found)
        if picture is not None:
            loaded[image.key] = picture
    if len(loaded) == len(facts.images):  # else one of them may be the one that was meant
        found += _unlisted(root, folder / "images", {image.file for image in facts.images})
    return loaded


def _unlisted(root: Path, folder: Path, listed: set[str]) -> Iterator[Problem]:
    for file in sorted(folder.glob("*")):
        if file.name not in listed and file.name[0] not in "._":
            what, remedy = "The picture is not listed, and is printed nowhere.", "List it under `images` in case.yaml."
            yield Problem(files.shown(file, root), 0, "", what, remedy, Severity.WARNING)
