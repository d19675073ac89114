"""content/campaign.yaml and content/addresses.yaml, the texts that all cases share, and where the cases are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from packbuilder.errors import ErrorCollector, Problem
from packbuilder.load import branches, documents, files, models, texts
from packbuilder.load.per_language import for_each_language
from packbuilder.load.spelling import suggestion
from packbuilder.load.tree import Tree
from packbuilder.model.campaign import Address, AddressFile, CampaignFile
from packbuilder.model.loaded import Campaign, Source, Texts


def find_root(start: Path) -> Path | None:
    """The nearest folder, `start` or above it, that holds content/campaign.yaml."""
    start = start.absolute()
    return next((f for f in (start, *start.parents) if (f / "content" / "campaign.yaml").is_file()), None)


def campaign(root: Path, problems: ErrorCollector) -> Campaign | None:
    """The campaign of a folder; None if its settings cannot be used. Faulty addresses are left out."""
    read = documents.read(root, root / "content" / "campaign.yaml", problems)
    spoken = _languages(*read) if read else []
    addresses, addresses_source = _addresses(root, spoken, problems)
    cases = _cases(root, problems)
    if read is None:
        return None
    tree, source = read
    settings = models.made(CampaignFile, for_each_language(CampaignFile, tree, spoken), source, problems)
    rules = documents.Rules(tree, source, problems)
    rules.web("site")
    rules.once("languages")
    written = rules.at("source_language")
    if spoken and isinstance(written, str) and written not in spoken:
        what = f"`{written}` is none of the campaign's languages."
        rules.problem(("source_language",), what, suggestion(written, spoken, "Add it to `languages`."))
    if settings is None:
        return None
    local = branches.branches(root, spoken, problems)
    shared, digests = _texts(root, problems)
    return Campaign(root, settings, source, addresses, addresses_source, cases, local, shared, digests)


def _languages(tree: Tree, source: Source) -> list[str]:
    """Those that the settings name, whatever else is wrong with them."""
    listed = documents.Rules(tree, source, ErrorCollector()).at("languages")
    return [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []


def _texts(root: Path, problems: ErrorCollector) -> tuple[Texts, Mapping[str, str]]:
    """The texts that all cases share, and the digest of each language's; nothing in them is withheld."""
    folder = root / "content" / "texts"
    loaded = texts.languages(root, folder, problems) if folder.is_dir() else {}
    for block in (block for one in loaded.values() for blocks in one.withheld.values() for block in blocks):
        what = "What all cases share is for everybody."
        problems.add(
            Problem.at(block.file, what, "Put the text into the folder of the case.", line=block.line, key="withheld")
        )
    return {lang: one.texts for lang, one in loaded.items()}, {lang: one.digest for lang, one in loaded.items()}


def _addresses(root: Path, languages: Sequence[str], problems: ErrorCollector) -> tuple[Mapping[str, Address], Source]:
    path = root / "content" / "addresses.yaml"
    read = documents.read(root, path, problems)
    if read is None:
        return {}, Source(files.shown(path, root), {}, "")
    tree, source = for_each_language(AddressFile, read[0], languages), read[1]
    rules = documents.Rules(tree, source, problems)
    for place, _ in rules.items("addresses"):
        rules.web(*place, "site")
        rules.mailbox(*place, "email")
    whole = models.made(AddressFile, tree, source, problems)
    return whole.addresses if whole else _usable(rules, source), source


def _usable(rules: documents.Rules, source: Source) -> Mapping[str, Address]:
    """The addresses that are in order by themselves: one faulty one does not hide the others."""
    usable: dict[str, Address] = {}
    for (part, key), value in rules.items("addresses"):
        alone = ErrorCollector()
        if (file := models.made(AddressFile, Tree({part: {key: value}}, {}), source, alone)) is not None:
            usable |= file.addresses
    return usable


def _cases(root: Path, problems: ErrorCollector) -> Mapping[str, Path]:
    folder = root / "content" / "cases"
    if not folder.is_dir():
        problems.add(Problem.at("content/cases", "The folder is missing.", "Make it, with a folder per case."))
        return {}
    return {path.name: path for path in files.listed(root, folder, problems) if path.is_dir()}
