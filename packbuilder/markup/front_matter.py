"""Front matter: the lines between `---` and `---` at the head of a text, which say something of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The lines of a file's front matter, with both of its fences; none where it has none."""

    lines: tuple[str, ...] = ()

    @property
    def inside(self) -> tuple[str, ...]:
        """The lines between the fences."""
        return self.lines[1:-1]

    @property
    def top(self) -> int:
        """The line, from 1, on which the words begin."""
        return len(self.lines) + 1


@lru_cache(4)  # a text is asked for it several times in a row
def read(words: str) -> FrontMatter:
    """The front matter of the words of a file."""
    if not words.removeprefix(_BYTE_ORDER_MARK).startswith("-"):
        return FrontMatter()
    tokens = _parser().parse(words.removeprefix(_BYTE_ORDER_MARK))
    if not tokens or tokens[0].type != "front_matter":
        return FrontMatter()
    _, end = tokens[0].map or (0, 0)
    return FrontMatter(tuple(words.split("\n")[:end]))


def below(words: str) -> str:
    """The words of a file without its front matter."""
    return "\n".join(words.split("\n")[len(read(words).lines) :])


def put(words: str, **values: str) -> str:
    """The words of a file with keys in its front matter, in the place of those of that name; it is made where it lacks.

    Values stand there as they are given: `true`, or `"1f8a"` in its quotes. Nothing else of the file changes.
    """
    added = [f"{key}: {value}" for key, value in values.items()]
    front = read(words)
    if not front.lines:
        return "\n".join(["---", *added, "---", words])
    kept = [line for line in front.inside if line.partition(":")[0] not in values]
    return "\n".join([front.lines[0], *kept, *added, front.lines[-1], *words.split("\n")[len(front.lines) :]])


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # slow to import
    from mdit_py_plugins.front_matter import front_matter_plugin

    return MarkdownIt("zero").use(front_matter_plugin)
