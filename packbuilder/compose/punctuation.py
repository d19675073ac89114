"""Signs of a language in the place of common ones: an Arabic comma between Arabic words, none between Latin ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from unicodedata import east_asian_width, name

from packbuilder.language import bidi

# What may stand between a sign and the next word.
_TAGS = re.compile(r"^(?:\s|<[^>]*>)+")
_NEAR = 200


def own(found: re.Match[str], signs: Mapping[str, str]) -> str:
    """A common sign with what stands around it, as the language sets it beside letters of its own."""
    letter, between, sign, space = found.groups()
    after = _TAGS.sub("", found.string[found.end() : found.end() + _NEAR])[:1]
    if not any(_belongs(signs[sign], char) for char in letter + after):
        return found[0]
    return f"{letter}{between}{signs[sign]}{'' if _wide(signs[sign]) else space}"


def _belongs(sign: str, letter: str) -> bool:
    """Whether a sign of the language's own belongs beside a letter: of its script, by Unicode's data."""
    if _wide(sign):
        return _wide(letter)
    return bidi.classes(letter) in {"R", "m"} or name(letter, "").split(" ")[0] == name(sign, "").split(" ")[0]


def _wide(char: str) -> bool:
    """Whether a character fills a square, as those of East Asia do: signs among them bring their own space."""
    return east_asian_width(char) in {"W", "F"}
