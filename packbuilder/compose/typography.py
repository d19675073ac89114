"""Markdown into HTML as a typesetter would set it: the language's quotes, dashes and spaces that must not break."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from packbuilder import bidi, orthography
from packbuilder.compose import apostrophes
from packbuilder.model.text import escaped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    from packbuilder.compose.labels import Labels

NBSP = "\u00a0"
_DASH = re.compile(r" ([—–]) ")
# A paragraph of some length does not end in a line of one short word.
_PARAGRAPH = 60
_LAST_WORD = re.compile(r" (\S{1,9})$")
# With a full stop it is an ordinal where it has two digits or fewer: 24. Juni.
_NUMBER = re.compile(r"((?<!\d)\d{1,2}\.|\d|№|§) (?=[\w%‰°$£¥₠-⃀])")
# Signs that close, where the language puts a space before them, and quotation marks with one inside: French, mostly.
_CLOSING = re.compile(r" (?=[!?:;»›؟؛،]+(?:[\s)\]”’.,…]|$))")
_OPENING = re.compile(r"(?<![^\s(\[])([«‹]) ")


_STROKES, _TYPED = re.compile(r"['\"]"), re.compile(r"[@/\\]")

# What may stand between a sign and the next word.
_TAGS = re.compile(r"^(?:\s|<[^>]*>)+")
_NEAR = 200
_TAG, _BREAKING = re.compile(r"<[^>]*>"), re.compile(r"[ \t\n]+")

# Where one draws breath between calls.
_BETWEEN_CALLS = re.compile(r"(?<=[!?؟…])\s+")

# Where a line of names and addresses may break, and how many letters stay together between two such places.
_PIECES = re.compile(r"(?<=[,،;]) |(?<=\w\w\.) ")
_PIECE = 32

# What `___` on a line of its own prints: lines for one's own words.
_OWN_WORDS = '<div class="own-words">' + '<span class="write-in"></span>' * 3 + "</div>\n"
# Stands for the word that follows in another inline element: a tie across its edge is a tie all the same.
_NEXT = "x"


def _write_in(*_rule: object) -> str:
    return _OWN_WORDS


def _marked(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - as markdown-it calls it
    """`==changed==`: what an update changed in a text. Pages show it as they please, most of them not at all."""
    start, last = state.pos + 2, state.posMax
    end = state.src.find("==", start, last) if state.src.startswith("==", state.pos) else -1
    if end <= start:
        return False
    if not silent:
        state.push("mark_open", "mark", 1)
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.push("mark_close", "mark", -1)
    state.pos, state.posMax = end + 2, last
    return True


@dataclass(frozen=True)
class Typography:
    """How one language is set: `quotes` are its outer and inner pairs, `tied` the length of words tied to the next.

    `rtl` says that it is written from right to left; `signs` are pairs of a common sign and the language's own; `lang`
    tells its orthography.
    """

    quotes: str
    tied: int
    rtl: bool = False
    signs: str = ""
    lang: str = ""

    @classmethod
    def of(cls, labels: Labels) -> Typography:
        """How the language of some labels is set."""
        quotes, tied = labels.typography("quotes"), int(labels.typography("tied"))
        return cls(quotes, tied, rtl=labels.direction == "rtl", signs=labels.signs, lang=labels.lang)

    @cached_property
    def _markdown(self) -> MarkdownIt:
        markdown = MarkdownIt("commonmark", {"typographer": True, "quotes": self.quotes, "html": False})
        markdown.add_render_rule("hr", _write_in)
        markdown.inline.ruler.before("emphasis", "mark", _marked)
        markdown.enable(["replacements", "smartquotes"])
        return apostrophes.told_from_quotes(markdown, orthography.of(self.lang).elided)

    @cached_property
    def _short(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w’'-])([^\W\d_]{{1,{self.tied}}}) (?=\S)") if self.tied else re.compile(r"()(?!)")

    def block(self, markdown: str) -> Markup:
        """Paragraphs and lists as HTML. Raw HTML comes out as text."""
        tokens = self._markdown.parse(markdown)
        return Markup(self._render(tokens))  # noqa: S704 - markdown-it escapes, raw HTML is off

    def inline(self, markdown: str) -> Markup:
        """One line as HTML without a paragraph around it."""
        tokens = self._markdown.parseInline(markdown)
        return Markup(self._render(tokens))  # noqa: S704 - markdown-it escapes, raw HTML is off

    def plain(self, markdown: str) -> str:
        """One line as the reader sees it, without markup."""
        tokens = self._markdown.parseInline(markdown)
        return "".join(t.content for t in self._tied(tokens[0]) if t.type in {"text", "code_inline"})

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
        own = dict(zip(self.signs[::2], self.signs[1::2], strict=True))
        after = re.compile(rf"(\S)([»”)]*(?:</\w+>)*)([{re.escape(''.join(own))}])(?=[\s<»”)])") if own else None
        return after.sub(lambda found: _own(found, own), html) if after else html

    def spaces(self, text: str) -> str:
        """Tie short words, numbers, spaced dashes and signs to their neighbours.

        Source: A. Milchin, Spravochnik izdatelya i avtora, on short words, dashes and numbers; Imprimerie nationale,
        Lexique des règles typographiques, on signs.
        """
        text = _OPENING.sub(rf"\1{NBSP}", _CLOSING.sub(NBSP, text))
        text = _DASH.sub(rf"{NBSP}\1 ", text)
        text = _NUMBER.sub(rf"\1{NBSP}", text)
        return self._short.sub(rf"\1{NBSP}", text)

    def _render(self, tokens: Sequence[Token]) -> str:
        for token in tokens:
            token.children = self._tied(token)
            texts = [child for child in token.children if child.type == "text"]
            if texts and len(token.content) > _PARAGRAPH:
                texts[-1].content = _LAST_WORD.sub(rf"{NBSP}\1", texts[-1].content)
        return str(self._markdown.renderer.render(tokens, self._markdown.options, {})).strip()

    def _tied(self, token: Token) -> list[Token]:
        """What stands in a line, its spaces set."""
        children = _joined(token.children or ())
        for child in children:
            if child.type == "text":
                after = _NEXT if child.content.endswith(" ") and child is not children[-1] else ""
                child.content = self.spaces(child.content + after).removesuffix(after)
        return children


def bare(html: Markup) -> str:
    r"""The words of HTML in one line as the reader sees them, the spaces that must not break included.

    >>> bare(Markup("<p>Neither&nbsp;<em>bread</em>\nnor roses</p>"))
    'Neither\xa0bread nor roses'
    """
    return _BREAKING.sub(" ", Markup(_TAG.sub("", html)).unescape()).strip(" ")  # noqa: S704 - text that was HTML already


def calls(words: Markup) -> Markup:
    """What is called out, each call and each answer in a piece of its own, which breaks only where it is too long.

    >>> calls(Markup("Whose town? Our town!"))
    Markup('<span class="cry">Whose town?</span> <span class="cry">Our town!</span>')
    """
    said = _BETWEEN_CALLS.split(words)
    if len(said) == 1 or "<" in words:
        return words
    return Markup(" ").join(Markup('<span class="cry">{}</span>').format(Markup(one)) for one in said)  # noqa: S704 - pieces of what is HTML already


def parted(line: Markup) -> Markup:
    """A line of names and addresses that breaks at its commas and stops; elsewhere only where it is long between them.

    >>> parted(Markup("Dock Road 2, Northport")) == Markup("Dock\u00a0Road\u00a02, Northport")
    True
    """
    pieces = (piece.replace(" ", NBSP) if len(piece) <= _PIECE else piece for piece in _PIECES.split(line))
    return Markup(" ".join(pieces))  # noqa: S704 - pieces of what is HTML already


def _own(found: re.Match[str], own: Mapping[str, str]) -> str:
    letter, between, sign = found.groups()
    after = _TAGS.sub("", found.string[found.end() : found.end() + _NEAR])[:1]
    beside = set(bidi.classes(letter + after))
    return f"{letter}{between}{own[sign] if beside & {'R', 'm'} else sign}"


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
