"""What is the same in every language is written once: `imprint: "Mill Lane Campaign, 1 Mill Lane"`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel

from packbuilder.load.tree import Data, Tree
from packbuilder.model.base import ONCE


def for_each_language(model: type[BaseModel], tree: Tree, languages: Collection[str]) -> Tree:
    """The data with each single line that stands for all of some languages put for each of them."""
    return replace(tree, data=_each(model, tree.data, languages)) if languages else tree


def _each(kind: object, value: Data, languages: Collection[str]) -> Data:
    """A value as its type has it: in models, and in lists, mappings and choices of them."""
    origin, inner = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel) and isinstance(value, dict):
        fields = {key: Annotated[info.annotation, *info.metadata, None] for key, info in kind.model_fields.items()}
        return {key: _each(fields.get(key), one, languages) for key, one in value.items()}
    if origin is Annotated:
        once = ONCE in inner[1:] and isinstance(value, str) and value != "open"
        return dict.fromkeys(languages, value) if once else _each(inner[0], value, languages)
    if origin in {Union, UnionType}:
        changed = (_each(one, value, languages) for one in inner)
        return next((one for one in changed if one != value), value)
    if origin is list and isinstance(value, list):
        return [_each(inner[0], one, languages) for one in value]
    if origin is dict and isinstance(value, dict):
        return {key: _each(inner[1], one, languages) for key, one in value.items()}
    return value
