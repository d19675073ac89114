"""Contents of a page without the marks of a structure that it leaves behind."""

from __future__ import annotations

import re

_DELIMITERS = rb"\s()<>\[\]{}%"  # and the slash, which begins a name: an operator is none of it
_NAME = rb"[^" + _DELIMITERS + rb"/]*+"
_STRING = rb"(?:[^()\\]|\\.)*+\)"
_PROPERTIES = rb"<<(?:[^<>()]|<[^<>]*+>|\(" + _STRING + rb")*+>>"
_ENDS = rb"(?![^" + _DELIMITERS + rb"/])"


def _operator(first: bytes, *rest: bytes) -> bytes:
    """What follows the first letter of an operator that is not the end of a longer word."""
    return rb"(?<=" + first + rb")(?<![^" + _DELIMITERS + rb"]" + first + rb")(?:" + b"|".join(rest) + rb")" + _ENDS


# One set of characters to look for first is what makes it quick. Hexadecimal strings need no rule: none of the
# operators is made of their digits.
_TOKEN = re.compile(
    rb"[/()%EBI](?:"
    rb"(?<=/)(?P<begin>" + _NAME + rb"\s*+(?:(?P<named>/" + _NAME + rb")|" + _PROPERTIES + rb")?+\s*+B(?:DC|MC)" + _ENDS
    + rb")|(?P<end>" + _operator(b"E", b"MC") + rb")|(?<=\()" + _STRING + rb"|(?<=%)[^\r\n]*+|(?P<strange>(?<=[()])|"
    + b"|".join([_operator(b"B", b"DC", b"MC", b"I"), _operator(b"I", b"D"), _operator(b"E", b"I")]) + rb"))",
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
        kind = token.lastgroup
        if kind == "strange" or (kind == "end" and not dropping):
            return content
        if kind == "begin":
            dropping.append(not (token["named"] and token["begin"].startswith(b"OC")))
        elif kind != "end":
            continue
        if dropping[-1]:
            kept.append(content[start : token.start()])
            start = token.end()
        if kind == "end":
            dropping.pop()
    return content if dropping or not kept else b"".join([*kept, content[start:]])
