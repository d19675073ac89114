"""content/branches/: a file a branch."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from packbuilder.errors import ErrorCollector
from packbuilder.load import documents, files, hours, models
from packbuilder.load.per_language import for_each_language
from packbuilder.model.base import SLUG
from packbuilder.model.branch import BranchFile
from packbuilder.model.loaded import Branch


def branches(root: Path, languages: Sequence[str], problems: ErrorCollector) -> Mapping[str, Branch]:
    """The branches by id, sorted; a faulty one is told of and left out. `languages` are those of the campaign."""
    folder = root / "content" / "branches"
    paths = files.listed(root, folder, problems) if folder.is_dir() else []
    loaded = {path.stem: _branch(root, path, languages, problems) for path in paths if path.suffix == ".yaml"}
    return {name: branch for name, branch in loaded.items() if branch is not None}


def _branch(root: Path, path: Path, languages: Sequence[str], problems: ErrorCollector) -> Branch | None:
    if (read := documents.read(root, path, problems)) is None:
        return None
    tree, source = read
    rules = documents.Rules(tree, source, problems)
    if isinstance(own := rules.at("id"), str) and own != path.stem:
        rules.problem(("id",), f"`{own}` is not the name of its file, `{path.stem}`.", "Give both the same name.")
    if not re.fullmatch(SLUG, path.stem):
        what = f"The file's name `{path.stem}` is no key."
        rules.problem((), what, "Name it with small letters, digits and hyphens.")
    rules.once("languages")
    rules.once("pickets", field="key")
    if isinstance(zone := rules.at("time_zone"), str) and not _known(zone):
        rules.problem(("time_zone",), f"There is no time zone `{zone}`.", "Write it like `Europe/London`.")
    elif isinstance(zone, str):
        hours.rules(rules, ZoneInfo(zone))
    own = rules.at("languages")
    facts = models.made(
        BranchFile,
        for_each_language(BranchFile, tree, dict.fromkeys([*languages, *own] if isinstance(own, list) else languages)),
        source,
        problems,
    )
    return Branch(facts, source) if facts else None


def _known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
