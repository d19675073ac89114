"""What is the same in every language is written once: `imprint: "Mill Lane Campaign, 1 Mill Lane"`."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any, get_args

from pydantic import BaseModel

from packbuilder.load.tree import Tree
from packbuilder.model.base import ONCE


def spread(model: type[BaseModel], tree: Tree, languages: Collection[object]) -> Tree:
    """The data with each single line that stands for all of some languages put for each of them."""
    named = [lang for lang in languages if isinstance(lang, str)]
    return replace(tree, data=_spread(model, tree.data, named)) if named else tree


def _spread(model: type[BaseModel], data: Any, languages: Collection[str]) -> Any:  # noqa: ANN401  YAML holds anything
    if not isinstance(data, dict):
        return data
    whole = dict(data)
    for key, info in model.model_fields.items():
        if (value := data.get(key)) is None:
            continue
        if isinstance(value, str):
            if value != "open" and ONCE in {*info.metadata, *_parts(info.annotation)}:
                whole[key] = dict.fromkeys(languages, value)
        elif inner := next((part for part in _parts(info.annotation) if _is_model(part)), None):
            whole[key] = _inside(inner, value, languages)
    return whole


def _inside(model: type[BaseModel], value: Any, languages: Collection[str]) -> Any:  # noqa: ANN401
    """A model, or a list of such, or such by their keys."""
    if isinstance(value, list):
        return [_spread(model, one, languages) for one in value]
    if isinstance(value, dict) and not value.keys() & model.model_fields.keys():
        return {key: _spread(model, one, languages) for key, one in value.items()}
    return _spread(model, value, languages)


def _parts(annotation: object) -> Iterator[Any]:
    """A type, and all that it is made of: the types in it and what is noted beside them."""
    yield annotation
    for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        yield from _parts(part)


def _is_model(part: object) -> bool:
    return isinstance(part, type) and issubclass(part, BaseModel)
