"""Words as people would type them: no markup, no marks that nobody sees, usual spaces; addresses on the web as well."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from markupsafe import Markup

_BREAKS = re.compile(r"</p>\s*|<br\s*/?>|</li>\s*|</div>\s*", re.IGNORECASE)
_ITEM = re.compile(r"<li(?: data-mark=\"([^\"]*)\")?[^>]*>\s*(?:<p>)?", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# A word, the signs that may end a sentence after it, closing quotes among them, and the space behind; or signs of
# scripts that have none.
_END = re.compile(r"""(\w*)([.!?…؟]+)[»”“’"')\]]*\s+|()([。！？]+)(?=\S)""")
_ABBREVIATED = 2  # letters of words, initials and ordinals whose full stop ends no sentence


def paragraphs(html: Markup) -> Sequence[str]:
    """The paragraphs and list items of some HTML as plain lines."""
    items = _ITEM.sub(lambda item: f"{item[1] or '–'} ", str(html))
    lines = (Markup(line).striptags() for line in _BREAKS.split(items))  # noqa: S704 - it is only stripped
    return [line for line in lines if line.strip()]


def plain(words: str) -> str:
    """Words as people would type them, on one line: without marks that nobody sees, with usual spaces."""
    return " ".join(_INVISIBLE.sub("", words).split())


def typed(url: str) -> str:
    """An address as a person types it, which leads where the address leads.

    Only what no server needs is left out: `https://`, which browsers add, and a slash that ends the path and so the
    address. Before a port, browsers do not all add the same, so that it keeps its scheme; so does `http://`, since not
    every server answers to both.

    >>> typed("https://harbour.example/"), typed("https://www.harbour.example/#/ferry/")
    ('harbour.example', 'www.harbour.example/#/ferry/')
    >>> typed("http://harbour.example/"), typed("https://harbour.example:8443/")
    ('http://harbour.example', 'https://harbour.example:8443')
    """
    parts = urlsplit(url)
    kept = url if parts.query or parts.fragment or url.endswith(("?", "#")) else url.rstrip("/")
    return kept[len("https://") :] if parts.scheme == "https" and parts.port in {None, 443} else kept


def sentences(paragraph: str) -> tuple[str, ...]:
    """The sentences of a plain paragraph, each with the space before it; together they are the paragraph.

    >>> sentences("On 24. June A. Li came. Did he stay? Yes.")
    ('On 24. June A. Li came.', ' Did he stay?', ' Yes.')
    """
    ends = [found.end(4) if found[4] else found.end() for found in _END.finditer(paragraph) if _ends(found)]
    starts = [0, *(len(paragraph[:end].rstrip()) for end in ends)]
    return tuple(paragraph[a:b] for a, b in zip(starts, [*starts[1:], len(paragraph)], strict=True) if a < b)


def _ends(found: re.Match[str]) -> bool:
    """Whether a sentence ends there: not after what is short, nor before a small letter."""
    short = found[2] == "." and len(found[1]) <= _ABBREVIATED
    return not short and not found.string[found.end() : found.end() + 1].islower()
