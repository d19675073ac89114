"""Contents of a page without the marks of a structure that it leaves behind."""

from __future__ import annotations

import re

_STRING = rb"\((?:[^()\\]|\\.)*+\)"
_NAME = rb"/[^\s()<>\[\]{}/%]*+"
_ENDS = rb"(?![^\s()<>\[\]{}/%])"
_BEGINS = rb"(?<![^\s()<>\[\]{}%])"
# Hexadecimal strings need no rule: none of the operators is made of their digits.
_TOKEN = re.compile(
    rb"(?P<begin>" + _NAME + rb"\s*+(?:(?P<named>" + _NAME + rb")|<<(?:[^<>()]|<[^<>]*+>|" + _STRING + rb")*+>>)?+"
    rb"\s*+B(?:DC|MC)" + _ENDS + rb")"
    rb"|" + _BEGINS + rb"(?P<end>EMC)" + _ENDS + rb"|" + _STRING + rb"|%[^\r\n]*+"
    rb"|(?P<strange>[()]|" + _BEGINS + rb"(?:BDC|BMC|BI|ID|EI)" + _ENDS + rb")",
    re.DOTALL,
)  # fmt: skip


def unmarked(content: bytes) -> bytes:
    """A content stream without its marked content; that of layers that can be hidden keeps its marks.

    What cannot be told apart with certainty (inline images, brackets within strings, marks that do not pair) is given
    back as it is: a mark without a structure does no harm.
    """
    kept: list[bytes] = []
    dropping: list[bool] = []  # for each mark that is open
    start = 0
    for token in _TOKEN.finditer(content):
        if token["strange"] or (token["end"] and not dropping):
            return content
        if token["begin"]:
            dropping.append(not (token["named"] and token["begin"].startswith(b"/OC")))
        elif not token["end"]:
            continue
        if dropping[-1]:
            kept.append(content[start : token.start()])
            start = token.end()
        if token["end"]:
            dropping.pop()
    return content if dropping or not kept else b"".join([*kept, content[start:]])
