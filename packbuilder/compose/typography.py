"""Markdown into HTML as a typesetter would set it: the language's quotes, dashes and spaces that must not break."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from unicodedata import category

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from packbuilder.compose.parser import parser
from packbuilder.compose.punctuation import own
from packbuilder.language import bidi
from packbuilder.markup import verbatim
from packbuilder.model.text import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from packbuilder.compose.labels import Labels

NBSP = "\u00a0"
_DASH = re.compile(r" ([—–]) ")
# Dashes, which keyboards have no key for. No other sign is changed: (c) is a point of an article, +- is what it says.
_HYPHENS = re.compile(r"(?<!-)(?:--|---)(?!-)")
_DASHES = {2: "–", 3: "—"}
# A paragraph of some length does not end in a line of one short word.
_PARAGRAPH = 60
_LAST_WORD = re.compile(r" (\S{1,9})$")
# With a full stop it is an ordinal where it has two digits or fewer: 24. Juni.
_NUMBER = re.compile(r"((?<!\d)\d{1,2}\.|\d|№|§) (?=[\w%‰°$£¥₠-⃀])")
# Signs that close, where the language puts a space before them, and quotation marks with one inside: French, mostly.
_CLOSING = re.compile(r" (?=[!?:;»›؟؛،]+(?:[\s)\]”’.,…]|$))")
_OPENING = re.compile(r"(?<![^\s(\[])([«‹]) ")


_STROKES, _TYPED = re.compile(r"['\"]"), re.compile(r"[@/\\]")

_TAG, _BREAKING = re.compile(r"<[^>]*>"), re.compile(r"[ \t\n]+")

# Stands for the word that follows in another inline element: a tie across its edge is a tie all the same.
_NEXT = "x"


@dataclass(frozen=True)
class Typography:
    """How one language is set: `quotes` are its outer and inner pairs, `tied` the length of words tied to the next.

    A space within a pair (`« »“”`) stands inside these marks, and never breaks.
    `rtl` says that it is written from right to left; `signs` are pairs of a common sign and the language's own; `lang`
    is its code, which tells its orthography, and `digits` are its ten digits.
    """

    quotes: str
    tied: int
    rtl: bool = False
    signs: str = ""
    lang: str = "en"
    digits: str = "0123456789"

    @classmethod
    def of(cls, labels: Labels) -> Typography:
        """How the language of some labels is set."""
        quotes, tied = labels.typography("quotes"), int(labels.typography("tied"))
        digits = "".join(map(labels.number, range(10)))
        return cls(quotes, tied, rtl=labels.direction == "rtl", signs=labels.signs, lang=labels.lang, digits=digits)

    @cached_property
    def _markdown(self) -> MarkdownIt:
        return parser(self.quotes, self.lang, rtl=self.rtl)

    @cached_property
    def _short(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w’'-])([^\W\d_]{{1,{self.tied}}}) (?=\S)") if self.tied else re.compile(r"()(?!)")

    def block(self, markdown: str) -> Markup:
        """Paragraphs and lists as HTML. Raw HTML comes out as text."""
        tokens = self._markdown.parse(markdown)
        return trusted(self._render(tokens))

    def inline(self, markdown: str) -> Markup:
        """One line as HTML without a paragraph around it."""
        tokens = self._markdown.parseInline(markdown)
        return trusted(self._render(tokens))

    def plain(self, markdown: str) -> str:
        """One line as the reader sees it, without markup."""
        tokens = self._markdown.parseInline(markdown)
        return "".join(t.content for t in self._tied(tokens[0]) if t.type in {"text", "code_inline", verbatim.TYPE})

    def line(self, text: str) -> Markup:
        """A string that is no Markdown (a name, a label) as HTML, quotes and spaces set; but what is to be typed."""
        worded = _STROKES.search(text) and not _TYPED.search(text)
        return escape(self.kept(self.plain(escaped(text)) if worded else self.spaces(text)))

    def kept(self, text: str) -> str:
        """A line as it stands in a file (an address, a number to call), whole where the page is read the other way."""
        return bidi.kept(text) if self.rtl else text

    def signed(self, html: str) -> str:
        """A page whose common signs, beside a word read from right to left, are the language's own.

        Templates join names with commas; those between Latin words, of an address for one, stay as they are.
        """
        signs = dict(zip(self.signs[::2], self.signs[1::2], strict=True))
        after = (
            re.compile(rf"(\S)([»”)]*(?:</\w+>)*)([{re.escape(''.join(signs))}])(?=[\s<»”)])( ?)") if signs else None
        )
        return after.sub(lambda found: own(found, signs), html) if after else html

    def spaces(self, text: str) -> str:
        """Tie short words, numbers, spaced dashes and signs to their neighbours.

        Source: A. Milchin, Spravochnik izdatelya i avtora, on short words, dashes and numbers; Imprimerie nationale,
        Lexique des règles typographiques, on signs.
        """
        text = _OPENING.sub(rf"\1{NBSP}", _CLOSING.sub(NBSP, text))
        text = _DASH.sub(rf"{NBSP}\1 ", text)
        text = _NUMBER.sub(rf"\1{NBSP}", text)
        return self._short.sub(_tie, text)

    def _render(self, tokens: Sequence[Token]) -> str:
        self._mark(tokens)
        for token in tokens:
            token.children = self._tied(token)
            texts = [child for child in token.children if child.type == "text"]
            if texts and len(token.content) > _PARAGRAPH:
                texts[-1].content = _LAST_WORD.sub(rf"{NBSP}\1", texts[-1].content)
        return str(self._markdown.renderer.render(tokens, self._markdown.options, {})).strip()

    def _mark(self, tokens: Sequence[Token]) -> None:
        """Give lists of prose their class, and the items of ordered ones the number that stands before them."""
        numbers: list[int | None] = []
        for token in tokens:
            if token.type in {"bullet_list_open", "ordered_list_open"}:
                ordered = token.type == "ordered_list_open"
                numbers.append(int(token.attrGet("start") or 1) if ordered else None)
                token.attrs = {"class": "prose"}
            elif token.type == "list_item_open" and (number := numbers[-1]) is not None:
                mark = str(number).translate(str.maketrans("0123456789", self.digits)) + token.markup
                token.attrs = {"data-mark": mark, "style": f"list-style-type: '{mark}{NBSP}'"}
                numbers[-1] = number + 1
            elif token.type in {"bullet_list_close", "ordered_list_close"}:
                numbers.pop()

    def _tied(self, token: Token) -> list[Token]:
        """What stands in a line, its spaces set."""
        children = _joined(token.children or ())
        for child in children:
            if child.type == "text":
                after = _NEXT if child.content.endswith(" ") and child is not children[-1] else ""
                child.content = _HYPHENS.sub(_dash, child.content)
                child.content = self.spaces(child.content + after).removesuffix(after)
        return children


def trusted(html: str) -> Markup:
    """HTML that this program made, or pieces of it, as what needs no more escaping; of nothing else."""
    return Markup(html)  # noqa: S704 - markdown-it escapes what people write, and raw HTML is off


def bare(html: Markup) -> str:
    r"""The words of HTML in one line as the reader sees them, the spaces that must not break included.

    >>> bare(Markup("<p>Neither&nbsp;<em>bread</em>\nnor roses</p>"))
    'Neither\xa0bread nor roses'
    """
    return _BREAKING.sub(" ", trusted(_TAG.sub("", html)).unescape()).strip(" ")


def _dash(found: re.Match[str]) -> str:
    """Hyphens as the dash that they stand for; those of a code (xn--p1ai, --force) as they are."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    alike = (before.isalpha() and after.isalpha()) or (before.isdigit() and after.isdigit())
    quoted = before and not before.isalnum() and not before.isspace()
    return _DASHES[len(found[0])] if alike or quoted or not after.isalnum() else found[0]


def _tie(found: re.Match[str]) -> str:
    """A short word with the space after it; what follows a mark is the end of a longer one, as in Thai."""
    before = found.string[: found.start()][-1:]
    return found[0] if before and category(before).startswith("M") else f"{found[1]}{NBSP}"


def _joined(children: Sequence[Token]) -> list[Token]:
    """Inline tokens with the line breaks of the source as spaces, so that words are tied across them, too."""
    joined: list[Token] = []
    for child in children:
        if child.type == "softbreak":
            child.type, child.content = "text", " "
        if child.type == "text" and joined and joined[-1].type == "text":
            joined[-1].content += child.content
        else:
            joined.append(child)
    return joined
