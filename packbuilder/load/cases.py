"""One case: its facts, its texts in every language, its pictures, and what an edition of it is known by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from packbuilder.errors import ErrorCollector, Problem, Severity
from packbuilder.load import documents, figures, files, models, pictures, texts
from packbuilder.load.per_language import for_each_language
from packbuilder.load.spelling import suggestion
from packbuilder.load.withheld import AUDIENCES
from packbuilder.model.base import SLUG
from packbuilder.model.case import CONTENTS, CaseFile
from packbuilder.model.loaded import Campaign, Case, Picture, Source
from packbuilder.model.text import Text

_KEYED = ("figures", "timeline", "demands", "actions", "images", "updates")


def case(campaign: Campaign, slug: str, problems: ErrorCollector) -> Case | None:
    """The case of that name; None if there is none or its facts cannot be used. Its texts are read all the same."""
    folder = campaign.cases.get(slug)
    if folder is None:
        what = f"There is no case `{slug}`."
        remedy = suggestion(slug, campaign.cases, "Make its folder, with case.yaml.")
        problems.add(Problem.at("content/cases", what, remedy))
        return None
    root = campaign.root
    if not files.confined(root, folder):
        what = "The folder is a link that leads out of the campaign."
        problems.add(Problem.at(files.shown(folder, root), what, "Copy the folder itself there."))
        return None
    own = texts.languages(root, folder, problems)
    read = documents.read(root, folder / "case.yaml", problems)
    if read is None:
        return None
    tree, source = for_each_language(CaseFile, read[0], campaign.settings.languages), read[1]
    facts = models.made(CaseFile, tree, source, problems)
    _rules(documents.Rules(tree, source, problems), slug)
    if facts is None:
        return None
    images = _pictures(root, folder, facts, source, problems)
    digests = {lang: _digest(campaign, source, lang, loaded, images) for lang, loaded in own.items()}
    whole = {lang: {**campaign.texts.get(lang, {}), **loaded.texts} for lang, loaded in own.items()}
    redacted = {
        audience: {lang: {**_shared(campaign, lang, one), **one.redacted[audience]} for lang, one in own.items()}
        for audience in AUDIENCES
    }
    withheld = tuple(block for loaded in own.values() for blocks in loaded.withheld.values() for block in blocks)
    return Case(slug, facts, source, whole, images, digests, redacted, withheld)


def _digest(campaign: Campaign, source: Source, lang: str, loaded: texts.Loaded, images: Mapping[str, Picture]) -> str:
    """What an edition in a language is known by: its texts, the facts, the pictures."""
    return files.digest(
        ("case.yaml", source.sha256.encode()),
        ("texts", loaded.digest.encode()),
        ("shared", campaign.digests.get(lang, "").encode()),
        *((picture.file, picture.data) for _, picture in sorted(images.items())),
    )


def _shared(campaign: Campaign, lang: str, loaded: texts.Loaded) -> Mapping[str, Text]:
    """The texts of all cases that the case has none of its own for, not even one that is withheld."""
    return {name: text for name, text in campaign.texts.get(lang, {}).items() if name not in loaded.texts}


def _rules(rules: documents.Rules, slug: str) -> None:
    if isinstance(own := rules.at("slug"), str) and own != slug:
        rules.problem(("slug",), f"`{own}` is not the name of its folder, `{slug}`.", "Give both the same name.")
    if slug == CONTENTS:
        rules.problem((), f"`{slug}` is where the contents of the campaign go.", "Give the case another name.")
    if not re.fullmatch(SLUG, slug):
        what = f"The folder's name `{slug}` is no key."
        rules.problem((), what, "Name it with small letters, digits and hyphens.")
    for part in _KEYED:
        rules.once(part, field="key")
    for part in ("slogans", "chants", "openings", "signed_openings", "copies", "reporters"):
        rules.once(part)
    rules.once("addressees", field="address")
    figures.rules(rules)
    _named(rules)
    rules.in_order("opened", "act_until")
    rules.in_order("opened", "as_of")
    for part in ("url", "short"):
        for place, _ in rules.items("appeal", part):
            rules.web(*place)
    for place, _ in rules.items("actions"):
        rules.web(*place, "url", may_be_open=True)


def _named(rules: documents.Rules) -> None:
    """Reports that take the place of a later one or of none, and copies of a letter that nobody gets."""
    older: list[str] = []
    for place, value in rules.items("updates"):
        replaced = value.get("replaces") if isinstance(value, dict) else None
        if isinstance(replaced, str) and replaced not in older:
            what = f"No update above this one has the key `{replaced}`."
            rules.problem((*place, "replaces"), what, suggestion(replaced, older, "List the older one first."))
        if isinstance(value, dict) and isinstance(key := value.get("key"), str):
            older.append(key)
    written = [a.get("address") for _, a in rules.items("addressees") if isinstance(a, dict) and "copy_of" not in a]
    known = [key for key in written if isinstance(key, str)]
    for place, value in rules.items("addressees"):
        original = value.get("copy_of") if isinstance(value, dict) else None
        if isinstance(original, str) and original not in known:
            what = f"No letter goes to `{original}`."
            rules.problem((*place, "copy_of"), what, suggestion(original, known, "Name an addressee of a letter."))


def _pictures(
    root: Path, folder: Path, facts: CaseFile, source: Source, problems: ErrorCollector
) -> Mapping[str, Picture]:
    loaded: dict[str, Picture] = {}
    for number, image in enumerate(facts.images):
        key = f"images.{image.key}.file"
        place = source.problem(("images", number, "file"), "", "", key=key)
        picture = pictures.load(root, folder / "images", image.file, place, problems)
        if picture is not None:
            loaded[image.key] = picture
    if len(loaded) == len(facts.images):  # else one of them may be the one that was meant
        problems.extend(_unlisted(root, folder / "images", {image.file for image in facts.images}))
    return loaded


def _unlisted(root: Path, folder: Path, listed: set[str]) -> Iterator[Problem]:
    for file in sorted(folder.glob("*")):
        if file.name not in listed and file.name[0] not in "._":
            what, remedy = "The picture is not listed, and is printed nowhere.", "List it under `images` in case.yaml."
            yield Problem.at(files.shown(file, root), what, remedy, severity=Severity.WARNING)
