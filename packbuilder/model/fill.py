"""For drafts: lines that a language lacks, in its place those of the source language in square brackets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel

from packbuilder.model.loaded import Branch, Campaign, Case

M = TypeVar("M", bound=BaseModel)
# What is no words: a stand-in for it must still lead somewhere.
_AS_IT_IS = frozenset({"url"})


def filled(campaign: Campaign, case: Case, lang: str) -> tuple[Campaign, Case]:
    """Campaign and case with a line in this language wherever there is one in any."""
    known = tuple(dict.fromkeys([campaign.settings.source_language, *campaign.settings.languages]))
    addresses = {key: _model(address, lang, known) for key, address in campaign.addresses.items()}
    settings = _model(campaign.settings, lang, known)
    return replace(campaign, settings=settings, addresses=addresses), replace(
        case, facts=_model(case.facts, lang, known)
    )


def local(branch: Branch, campaign: Campaign, lang: str) -> Branch:
    """A branch with a line in this language wherever it has one in any."""
    return replace(branch, facts=_model(branch.facts, lang, tuple(campaign.settings.languages)))


def _model(model: M, lang: str, known: tuple[str, ...]) -> M:
    return model.model_copy(
        update={name: _value(name, getattr(model, name), lang, known) for name in type(model).model_fields}
    )


def _value(name: str, value: object, lang: str, known: tuple[str, ...]) -> object:
    if isinstance(value, BaseModel):
        return _model(value, lang, known)
    if isinstance(value, list):
        return [_value(name, item, lang, known) for item in value]
    if isinstance(value, dict):
        return _lines(name, value, lang, known)
    return value


def _lines(name: str, lines: Mapping[str, Any], lang: str, known: tuple[str, ...]) -> Mapping[str, Any]:
    """A line a language, or whatever else is no such thing."""
    if lang in lines or not lines or not all(key in known and isinstance(line, str) for key, line in lines.items()):
        return lines
    words = next(lines[key] for key in (*known, *lines) if key in lines)
    return {**lines, lang: words if name in _AS_IT_IS else f"[{words}]"}
