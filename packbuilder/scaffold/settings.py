"""campaign.yaml as a person wrote it, with one language more.

Where it goes is read off the marks that ruamel sets on every node. Its round trip would write the whole file anew: line
ends and spaces would go, and comments between the items of a list in brackets.
"""

from __future__ import annotations

from typing import cast

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, SequenceNode

_KEY = "languages"


def with_language(words: str, code: str) -> str:
    """The words of a campaign.yaml that could be loaded, with a language behind the others; all else is as it was."""
    languages = _languages(words)
    if not languages.value:
        return _inserted(words, languages.start_mark.index + 1, code)
    end = languages.value[-1].end_mark.index
    if languages.flow_style:
        return _inserted(words, end, f", {code}")
    start = languages.start_mark
    line = f"{words[start.index - start.column : start.index]}- {code}"
    after = words.find("\n", max(end - 1, 0)) + 1  # a text over lines ends below itself
    if not after:
        return f"{words}\n{line}"
    ending = "\r\n" if words[:after].endswith("\r\n") else "\n"
    return _inserted(words, after, f"{line}{ending}")


def _languages(words: str) -> SequenceNode:
    whole = cast("MappingNode", YAML().compose(words))
    return next(cast("SequenceNode", value) for key, value in whole.value if key.value == _KEY)


def _inserted(words: str, place: int, more: str) -> str:
    return words[:place] + more + words[place:]
