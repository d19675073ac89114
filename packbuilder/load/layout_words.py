"""Words of layout.yaml behind which something must stand: else its document is never made, and nobody hears why."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import get_origin

from packbuilder.load.documents import Rules
from packbuilder.load.spelling import suggestion
from packbuilder.load.tree import Path
from packbuilder.model.case import CaseFile
from packbuilder.model.layout import CONDITIONS

LISTS = frozenset(name for name, info in CaseFile.model_fields.items() if get_origin(info.annotation) is list)
# What a document prints of a case beside the lists of case.yaml: the offices of its actions, its pictures.
_BESIDE = frozenset({"offices", "pictures"})
_IN_TEMPLATE = re.compile(r"\broom\.([a-z][a-z0-9_]*)")


def check(rules: Rules, templates: str) -> None:
    """Refuse words that name no part of a case, no text that feeds the document, no figure of its own.

    `templates` is what its HTML files hold: a text that it prints if there is one, and needs not, is named there.
    """
    needed = {word for _, word in rules.items("needs") if isinstance(word, str)}
    figures = {key for (_, key), _ in rules.items("data") if isinstance(key, str)}
    shown = set(_IN_TEMPLATE.findall(templates))
    _known(rules, "given", CONDITIONS | needed, "Name a part of case.yaml, or a text that stands under `needs`.")
    _known(rules, "yields", LISTS | _BESIDE | needed | figures | shown, "Name what the template prints.")
    _known(rules, "whole", LISTS | _BESIDE, "Name a list of case.yaml.")
    for path, known in ((("begins",), LISTS), (("runs_on", "text"), needed)):
        _one(rules, path, rules.at(*path), known, "Name one that it prints.")


def _known(rules: Rules, key: str, known: Collection[str], otherwise: str) -> None:
    for place, word in rules.items(key):
        _one(rules, place, word, known, otherwise)


def _one(rules: Rules, place: Path, word: object, known: Collection[str], otherwise: str) -> None:
    if isinstance(word, str) and word not in known:
        rules.problem(place, f"Nothing is called `{word}` here.", suggestion(word, known, otherwise))
