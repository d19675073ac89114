"""One Markdown file as a Text: front matter, heading and body, every rule of a text's form checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from packbuilder.errors import ErrorCollector, Problem
from packbuilder.load import entries, foreign, links, lists
from packbuilder.load.spelling import suggestion
from packbuilder.load.tree import parse
from packbuilder.markup import dialect, front_matter
from packbuilder.markup.front_matter import FrontMatter
from packbuilder.model.text import ENTRIES, FINGERPRINT, HEADING_ONLY, NO_HEADING, PARAGRAPHS, Text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SOURCE = re.compile(rf"[0-9a-f]{{{FINGERPRINT}}}")
_KEYS = ("reviewed", "source", "todo")
_FENCED = {"code_block": "An indented block is code in Markdown.", "fence": "A block of code stands here."}


@cache
def parser(lang: str) -> MarkdownIt:
    """The Markdown of all texts. Every link becomes a token, so that none hides."""
    markdown = dialect.parser(lang)
    markdown.disable("text_join")  # so that escaped signs are told from others
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return markdown


def text(words: str, blank: Text, problems: ErrorCollector) -> Text:
    """The text of the Markdown `words`; `blank` knows its name, language and file. Whatever is usable is kept."""
    front = front_matter.read(words)
    page = _Page(words.split("\n"), blank, problems)
    if front.lines:
        page.front_matter(front)
    elif re.match("---+[ \t]*\n", words):
        page.problem(1, "The front matter does not end.", "Write a line `---` below it.")
        return blank
    env: dict[str, Any] = {}
    tokens = parser(blank.lang).parse("\n" * len(front.lines) + front_matter.below(words), env)
    page.forbidden(tokens, _defined(env))
    result = replace(page.text, body_line=page.top, words=bare(page.lines[page.top - 1 :]))
    if blank.name in NO_HEADING:
        return page.without_heading(tokens, result)
    return page.with_heading(tokens, result)


def _defined(env: Mapping[str, Any]) -> list[int]:
    """The lines, from 1, that define addresses: wherever they stand, in lists and quotations, too."""
    found = [*env.get("references", {}).values(), *env.get("duplicate_refs", [])]
    return sorted(one["map"][0] + 1 for one in found)


def bare(lines: list[str]) -> str:
    """The words of a text below its front matter, spaces at the ends of lines left out."""
    return "\n".join(line.rstrip() for line in lines).strip()


def line_of(token: Token) -> int:
    """The line of a block, from 1."""
    return token.map[0] + 1 if token.map else 0


@dataclass(slots=True)
class _Page:
    lines: list[str]
    text: Text
    problems: ErrorCollector
    top: int = field(default=1)

    def problem(self, line: int, what: str, remedy: str, key: str = "") -> None:
        self.problems.add(Problem.at(self.text.file, what, remedy, line=min(line, len(self.lines)), key=key))

    def front_matter(self, front: FrontMatter) -> None:
        """Take `reviewed`, `todo` and `source` from the front matter, refuse anything else."""
        self.top, first = front.top, 2  # below the fence
        words = "\n".join(front.inside)
        tree = parse(words + "\n", self.text.file, self.problems, first) if words.strip() else None
        if tree is None:
            return
        if not isinstance(tree.data, dict):
            self.problem(first, "The front matter holds no keys.", "Write `reviewed: false`, or delete it.")
            return
        for key, value in tree.data.items():
            line = tree.lines[(key,)]
            if key not in _KEYS:
                self.problem(line, "This key is unknown.", suggestion(key, _KEYS, "Delete it."), key)
            elif key == "source":
                self._source(line, value)
            elif not isinstance(value, bool):
                self.problem(line, "This is neither true nor false.", "Write `true` or `false`.", key)
            else:
                self.text = replace(self.text, reviewed=value) if key == "reviewed" else replace(self.text, todo=value)

    def _source(self, line: int, value: object) -> None:
        if isinstance(value, str) and _SOURCE.fullmatch(value):
            self.text = replace(self.text, source=value)
        else:
            what = "This is no fingerprint of a source."
            self.problem(line, what, "Run `packbuilder translated CASE LANG`: it writes it, in quotes.", "source")

    def without_heading(self, tokens: list[Token], text: Text) -> Text:
        for token in tokens:
            if token.type == "heading_open":
                self.problem(line_of(token), "This text has no heading.", "Delete the heading.")
        if not tokens:
            self.problem(0, "The text has no words.", "Write it below the front matter.")
        return self._with_body(text, self.top - 1)

    def with_heading(self, tokens: list[Token], text: Text) -> Text:
        if not tokens or tokens[0].type != "heading_open" or tokens[0].tag != "h1" or tokens[0].markup != "#":
            line = line_of(tokens[0]) if tokens else 0
            what = "The text does not begin with its heading."
            self.problem(line, what, "Write `# ` and the heading on its first line.")
            return self._with_body(text, self.top - 1)
        end = (tokens[0].map or [0, 1])[1]
        text = replace(text, heading=tokens[1].content, heading_line=line_of(tokens[0]))
        if not text.heading.strip():
            self.problem(text.heading_line, "The heading is empty.", "Write it after `# `.")
        self._headings(tokens[3:])
        return self._body(tokens[3:], self._with_body(text, end))

    def _headings(self, tokens: list[Token]) -> None:
        level = 1
        for token in tokens:
            if token.type != "heading_open":
                continue
            depth = int(token.tag[1:])
            if depth == 1:
                self.problem(line_of(token), "A text has one heading of the first level.", "Write `## ` instead.")
            elif token.markup[0] != "#":
                what = "A line of hyphens makes a heading of the words above it."
                self.problem(line_of(token), what, "Leave a line empty between them, or write `## ` for a heading.")
            elif depth > level + 1:
                self.problem(line_of(token), "A level of headings is left out.", f"Write `{'#' * (level + 1)} `.")
            level = depth

    def _with_body(self, text: Text, start: int) -> Text:
        """The body is what stands after line `start`, empty lines around it left out."""
        lines = self.lines[start:]
        blank = next((i for i, line in enumerate(lines) if line.strip()), 0)
        return replace(text, body="\n".join(lines[blank:]).rstrip(), body_line=min(start + blank + 1, len(self.lines)))

    def _body(self, tokens: list[Token], text: Text) -> Text:
        if text.name in HEADING_ONLY:
            if tokens:
                what = f"`{text.name}` is nothing but its heading."
                self.problem(line_of(tokens[0]), what, "Delete everything below the heading.")
            return text
        if text.name in ENTRIES:
            listed, groups = entries.read(tokens, text.name, self.problem)
            return replace(text, entries=listed, groups=groups)
        if not tokens:
            self.problem(0, "The text has a heading and no words.", "Write them below the heading.")
        return text

    def forbidden(self, tokens: list[Token], defined: list[int]) -> None:
        """Refuse HTML, pictures, code, links that lead nowhere, lists that nobody meant, Markdown of other dialects."""
        foreign.read(tokens, self.lines, self.top, defined, self.problem)
        if self.text.name not in ENTRIES:
            lists.read(tokens, self.lines, self.problem, plain=self.text.name in PARAGRAPHS)
        for token in tokens:
            if token.type == "html_block":
                self._html(line_of(token), token.content)
            elif token.type in _FENCED:
                self.problem(line_of(token), _FENCED[token.type], "Begin the lines without spaces or marks.")
            elif token.type == "inline":
                self._inline(token)

    def _html(self, line: int, content: str) -> None:
        shown = content.strip().split("\n")[0][:40]
        self.problem(line, f"HTML is not allowed: `{shown}`.", "Write Markdown, or `\\<` for the sign itself.")

    def _inline(self, token: Token) -> None:
        for line, child in _with_lines(token):
            if child.type == "html_inline":
                self._html(line, child.content)
            elif child.type == "code_inline":
                what = f"Backticks make code of `{child.content}`."
                self.problem(line, what, "Delete them, or write quotation marks.")
            elif child.type == "image":
                what = "Pictures are not set in the text."
                self.problem(line, what, "Name the picture under `images` in case.yaml and delete it here.")
            elif child.type == "link_open":
                self._link(line, str(child.attrs.get("href", "")))

    def _link(self, line: int, address: str) -> None:
        if address.startswith("mailto:") and "@" in unquote(address):
            return
        for what, remedy in links.faults(address):
            self.problem(line, what, remedy)


def _with_lines(token: Token) -> Iterator[tuple[int, Token]]:
    """The inline tokens of a block, pictures' descriptions included, each with its line."""
    line = line_of(token)
    last = token.map[1] if token.map else line
    for child in token.children or []:
        yield min(line, last), child
        if child.type in {"softbreak", "hardbreak"}:
            line += 1
        elif child.type == "html_inline":
            line += child.content.count("\n")
