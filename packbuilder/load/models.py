"""Hold data against a model, and say in plain English, with lines, whatever does not agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from packbuilder.errors import ErrorCollector, Problem
from packbuilder.load.scalars import DATE, scalar
from packbuilder.load.spelling import nearest, suggestion
from packbuilder.load.tree import Data, Path, Tree
from packbuilder.load.wording import LENGTHS, expected, given, joined
from packbuilder.model.loaded import Source

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class _Complaint:
    """One of the model's errors: where in the data, of which kind, and whether it is one branch of a choice."""

    path: Path
    kind: str
    context: Mapping[str, Any]
    value: object
    branch: bool


def made(model: type[M], tree: Tree, source: Source, problems: ErrorCollector) -> M | None:
    """The model of the data. Unknown keys are reported and left out; None where anything else is wrong."""
    try:
        return model.model_validate(tree.data)
    except ValidationError as error:
        complaints = [_complaint(detail, tree.data) for detail in error.errors(include_url=False)]
    problems.extend(_problems(model, complaints, tree, source))
    unknown = {c.path for c in complaints if c.kind == "extra_forbidden"}
    try:
        return model.model_validate(_without(tree.data, unknown))
    except ValidationError:
        return None


def name(path: Path, data: object) -> str:
    """A path as messages write it: `figures.affected.value`, list items by their key or else counted from 1."""
    parts: list[str] = []
    for part in path:
        item = data[part] if _holds(data, part) else None  # type: ignore[index]
        if isinstance(part, str):
            parts.append(part)
        else:
            label = item.get("key", item.get("address")) if isinstance(item, dict) else None
            parts.append(label if isinstance(label, str) and label else f"[{part + 1}]")
        data = item
    return ".".join(parts).replace(".[", "[")


def _complaint(detail: ErrorDetails, data: object) -> _Complaint:
    path: list[str | int] = []
    branch = False
    for part in detail["loc"]:
        if _holds(data, part):
            data = data[part]  # type: ignore[index]
            path.append(part)
        elif part != "[key]":
            branch = True
    if (kind := detail["type"]) == "missing":
        path, branch = [*path, detail["loc"][-1]], False
    return _Complaint(tuple(path), kind, detail.get("ctx", {}), detail["input"], branch)


def _holds(data: object, part: str | int) -> bool:
    if isinstance(data, dict):
        return part in data
    return isinstance(data, list) and isinstance(part, int) and part < len(data)


def _problems(model: type[BaseModel], all_of_them: list[_Complaint], tree: Tree, source: Source) -> Iterable[Problem]:
    schema = model.model_json_schema()
    paths = {c.path for c in all_of_them}
    # Where a value is a choice, the branch that came furthest is the one that was meant.
    meant = [c for c in all_of_them if not (c.branch and any(_below(p, c.path) for p in paths))]
    misspelt = {p for c in meant if (p := _meant(c, meant, schema)) is not None}
    for path, group in groupby(sorted(meant, key=lambda c: [str(p) for p in c.path]), key=lambda c: c.path):
        complaints = list(group)
        if path not in misspelt:
            what, remedy = _told(complaints, schema)
            yield source.problem(path, what, remedy, key=name(path, tree.data))


def _below(path: Path, parent: Path) -> bool:
    return len(path) > len(parent) and path[: len(parent)] == parent


def _meant(complaint: _Complaint, others: Sequence[_Complaint], schema: dict[str, Any]) -> Path | None:
    """The missing key that an unknown one is a misspelling of: one fault, one message."""
    if complaint.kind != "extra_forbidden":
        return None
    *parent, word = complaint.path
    near = nearest(str(word), _properties(schema, tuple(parent)))
    path = (*parent, near or "")
    return path if any(c.kind == "missing" and c.path == path for c in others) else None


def _told(complaints: list[_Complaint], schema: dict[str, Any]) -> tuple[str, str]:
    first = complaints[0]
    *parent, word = first.path or ("",)
    if _cut_off(complaints, str(word), _properties(schema, tuple(parent))):
        what = f"A comma cuts `{word}` off from the text before it."
        return what, f'Put the whole text into quotes: "…, {word}".'
    if first.kind == "extra_forbidden":
        known = _properties(schema, tuple(parent))
        if str(word).isdigit():
            return (
                "A comma splits a number in two here.",
                "Write numbers without commas: 42000, not 42,000; 9.5, not 9,5.",
            )
        return "This key is unknown.", suggestion(str(word), known, "Delete it.")
    if first.kind == "missing":
        about = _properties(schema, tuple(parent)).get(str(word), {}).get("description", "")
        return "This key is missing.", f"Add it: {about}" if about else "Add it."
    if lengths := [c for c in complaints if c.kind in LENGTHS]:
        return LENGTHS[lengths[0].kind], f"Write {expected(lengths[0].kind, lengths[0].context)}."
    what, kinds = given(first.value), {c.kind for c in complaints}
    if "date_type" in kinds and isinstance(first.value, str) and DATE.fullmatch(first.value):
        real = isinstance(scalar(first.value), date)
        what = f"`{first.value}` {'is text, because it stands in quotes' if real else 'is a day that no calendar has'}."
    return what, f"Write {joined([expected(c.kind, c.context) for c in complaints])}."


def _cut_off(complaints: list[_Complaint], word: str, known: Iterable[str]) -> bool:
    """Whether a key is what stands behind a comma in `{en: Town Council, Northport}`: it has no value, nor is one."""
    empty = any(complaint.value is None for complaint in complaints)
    wrong = any(complaint.kind == "extra_forbidden" or complaint.value == word for complaint in complaints)
    return empty and wrong and not word.isdigit() and nearest(word, known) is None


def _properties(schema: dict[str, Any], path: Path) -> dict[str, Any]:
    """The properties that a model knows at a path, by name; empty where it is no group of keys."""
    node = _resolved(schema, schema)
    for part in path:
        if isinstance(part, int):
            node = node.get("items", {})
        else:
            others = [*node.get("patternProperties", {}).values(), node.get("additionalProperties")]
            found = node.get("properties", {}).get(part) or next((o for o in others if isinstance(o, dict)), {})
            node = found
        node = _resolved(node, schema)
    known = node.get("properties", {})
    return dict(known)


def _resolved(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """A part of the schema with its reference followed, and of a choice the branch that has an inside."""
    if "$ref" in node:
        return _resolved(schema["$defs"][node["$ref"].rsplit("/", 1)[-1]], schema)
    for branch in node.get("anyOf", []):
        inner = _resolved(branch, schema)
        if inner.keys() & {"properties", "patternProperties", "items"}:
            return inner
    return node


def _without(data: Data, paths: set[Path], here: Path = ()) -> Data:
    if isinstance(data, dict):
        return {k: _without(v, paths, (*here, k)) for k, v in data.items() if (*here, k) not in paths}
    if isinstance(data, list):
        return [_without(v, paths, (*here, i)) for i, v in enumerate(data)]
    return data
