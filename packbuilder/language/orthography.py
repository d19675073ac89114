"""How languages write, as far as no letter by itself tells: data, in orthography.toml, with their sources."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Orthography:
    """What is customary in one language; orthography.toml says what each is, and where it comes from."""

    capitals: Mapping[str, str] = field(default_factory=dict)
    initials: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    dropped: str = ""
    unmarked: str = ""
    elided: tuple[str, ...] = ()
    nouns: bool = False
    endings: tuple[str, ...] = ()
    patronymics: tuple[str, ...] = ()


def of(lang: str) -> Orthography:
    """The orthography of a language (BCP 47): its own, or that of the language without its region or script.

    >>> of("tr-CY").capitals["i"]
    'İ'
    """
    while lang and lang not in _all():
        lang = lang.rpartition("-")[0]
    return _all().get(lang, Orthography())


def endings() -> frozenset[str]:
    """What declined names end in, in any of the languages."""
    return frozenset(one for own in _all().values() for one in own.endings)


def patronymics() -> frozenset[str]:
    """What names after the father end in, in any of the languages."""
    return frozenset(one for own in _all().values() for one in own.patronymics)


@cache
def _all() -> Mapping[str, Orthography]:
    told: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {lang: Orthography(**{key: _kept(held) for key, held in one.items()}) for lang, one in told.items()}


def _kept(held: Any) -> Any:  # noqa: ANN401 - what the file holds
    """What a key of the file holds, so that it does not change."""
    return tuple(held) if isinstance(held, list) else held
