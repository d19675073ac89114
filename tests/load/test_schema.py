"""The schemas that editors use: current, named by every file, and of one mind with the loader."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from packbuilder.errors import ErrorCollector, Problem
from packbuilder.load.tree import parse
from packbuilder.scaffold import schemas
from tests.untyped import Plain

NAMED = re.compile(r"# yaml-language-server: \$schema=(\S+)")


def files(repository: Path) -> list[Path]:
    """The YAML files that people write, those of the tests' faultless campaign included."""
    folders = ("content", "layouts", "tests/faults/base", "tests/faults/layouts")
    found = [file for folder in folders for file in sorted((repository / folder).rglob("*.yaml"))]
    return [file for file in found if "_new" not in file.parts]  # skeletons, with blanks that are no YAML


def plain(data: Plain) -> Plain:
    """Data as JSON has it: dates are text."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain(value) for value in data]
    return data.isoformat() if isinstance(data, date) else data


def complaints(file: Path, words: str) -> list[str]:
    """What the schema that a file names has against its words."""
    named = NAMED.match(words)
    assert named is not None, file
    path = (file.parent / named[1]).resolve()
    assert path.is_file(), file
    tree = parse(words, file.name, ErrorCollector())
    assert tree is not None
    kind = jsonschema.Draft202012Validator
    validator = kind(json.loads(path.read_text("utf-8")), format_checker=kind.FORMAT_CHECKER)  # as editors do
    return [error.message for error in validator.iter_errors(plain(tree.data))]


def test_committed_schemas_are_current(repository: Path, tmp_path: Path) -> None:
    written = schemas.write(tmp_path / "schema")
    assert [path.name for path in written] == [f"{name}.schema.json" for name in schemas.MODELS]
    for path in written:
        assert path.read_bytes() == (repository / "content/schema" / path.name).read_bytes(), "run: packbuilder schema"
    assert {p.name for p in (repository / "content/schema").iterdir()} == {p.name for p in written}


def test_every_file_names_a_schema_and_holds_to_it(repository: Path) -> None:
    checked = files(repository)
    assert len(checked) >= 8
    for file in checked:
        assert complaints(file, file.read_text("utf-8")) == [], file


@pytest.mark.parametrize("name", schemas.MODELS)
def test_schemas_explain_every_key_and_name_no_host(name: str) -> None:
    whole = schemas.schemas()[name]
    jsonschema.Draft202012Validator.check_schema(whole)
    models = [whole, *whole["$defs"].values()]
    keys = [(model["title"], key, facts) for model in models for key, facts in model.get("properties", {}).items()]
    assert keys
    assert [(title, key) for title, key, facts in keys if not facts.get("description")] == []
    assert all(model.get("description") for model in models)
    assert all(model.get("additionalProperties") is False for model in models if "enum" not in model)
    assert "$id" not in json.dumps(whole)
    assert re.findall(r'https?://[^"]+', json.dumps(whole)) == [schemas.DRAFT]


@pytest.mark.parametrize(
    "fault",
    ["unknown-key", "missing-key", "wrong-type", "unknown-choice", "list-for-text", "key-of-another-form",
     "accent-no-colour", "impossible-date", "address-lines-too-many", "impossible-month", "layout-key-unknown",
     "no-value"],
)  # fmt: skip
def test_editors_see_what_the_loader_refuses(
    fault: str, repository: Path, base: Path, told: Callable[[Path], tuple[list[Problem], list[Problem]]]
) -> None:
    folder = repository / "tests/faults" / fault
    (file,) = folder.rglob("*.yaml")
    assert complaints(file, file.read_text("utf-8"))
    target = base / file.relative_to(folder)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(file.read_bytes())
    loaded, _ = told(base)
    assert str(file.relative_to(folder)) in {problem.file for problem in loaded}
