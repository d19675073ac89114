"""Customs of writing that neither the CLDR nor a letter by itself tells: data, in customs.toml, with their sources."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Customs:
    """What is customary in one language; customs.toml says what each is, and where it comes from."""

    capitals: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    dropped: str = ""
    unmarked: str = ""
    elided: tuple[str, ...] = ()
    nouns: bool = False
    quoted: str = ""


def of(lang: str) -> Customs:
    """The customs of a language (BCP 47); those of the language without its region or script where it has no own.

    >>> of("tr-CY").capitals["i"]
    'İ'
    """
    while lang and lang not in _all():
        lang = lang.rpartition("-")[0]
    return _all().get(lang, Customs())


@cache
def _all() -> Mapping[str, Customs]:
    told: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {lang: Customs(**custom | {"elided": tuple(custom.get("elided", ()))}) for lang, custom in told.items()}
