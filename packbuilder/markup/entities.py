"""Entities, as the Markdown of the texts decodes them: `&eacute;`, `&#233;`, `&#xE9;`, and nothing that ends in no `;`.

Whatever looks for something in the words of a file decodes them by this, so that the checks see what is printed.
"""

from __future__ import annotations

import re

# CommonMark 0.31, 2.5. What it takes for no character is refused before (packbuilder/controls.py).
_ENTITY = re.compile(r"&(?:#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}))|([a-zA-Z][a-zA-Z0-9]{1,31}));")
_LAST = 0x10FFFF


def decoded(words: str) -> str:
    """Words with their entities as the characters that they stand for.

    >>> decoded("&Eacute;t&#233; &amp;lt; &copy 2026 &#65 &nothing;")
    'Été &lt; &copy 2026 &#65 &nothing;'
    """
    return _ENTITY.sub(_character, words) if "&" in words else words


def _character(found: re.Match[str]) -> str:
    from markdown_it.common.entities import entities  # slow to import

    if found[3]:
        return str(entities.get(found[3], found[0]))
    code = int(found[1], 16) if found[1] else int(found[2])
    return chr(code) if code <= _LAST else found[0]
