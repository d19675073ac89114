"""The pages that people read, as what they tell one to do: files to write, places to change, commands to run.

A block of commands is fenced as `sh`; what they print may follow it at once, fenced as `text`, where `…` stands for
anything. A comment before it says what is out of the ordinary: `<!-- exit code 3 -->`, or `<!-- not run: why -->`. A
block in another language is the file that the sentence before it names at its end; `diff`, a change to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]

_NAMED = re.compile(r"`([\w./-]+\.\w+)`[^`]*:$")
_CODE = re.compile(r"<!-- exit code (\d+) -->")
_LEFT_OUT = re.compile(r"<!-- not run: (.+) -->")


@dataclass(frozen=True, slots=True)
class Step:
    """One block of a page. `file` is what it writes or changes, `code` how its commands end, `why_not` why not."""

    page: Path
    line: int
    language: str
    content: str
    file: str = ""
    code: int = 0
    why_not: str = ""
    printed: Sequence[str] = ()

    def __str__(self) -> str:
        """Where it stands: docs/mail.md:12."""
        return f"{self.page.relative_to(ROOT).as_posix()}:{self.line}"


def steps(page: Path) -> list[Step]:
    """The blocks of a page in their order, without those that say only what is printed."""
    tokens = MarkdownIt("commonmark").parse(page.read_text("utf-8"))
    blocks = [token for token in tokens if token.type in {"fence", "html_block", "inline"}]
    return list(_steps(page, blocks))


def _steps(page: Path, blocks: Sequence[Token]) -> Iterator[Step]:
    for before, block, after in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
        if block.type != "fence" or block.info == "text":
            continue
        assert block.map, block
        said = before.content.strip() if before else ""
        line = block.map[0] + 1
        if block.info == "sh":
            code, left_out = _CODE.fullmatch(said), _LEFT_OUT.fullmatch(said)
            printed = after.content.splitlines() if after and after.type == "fence" and after.info == "text" else ()
            why_not = left_out[1] if left_out else ""
            yield Step(page, line, "sh", block.content, "", int(code[1]) if code else 0, why_not, printed)
        else:
            named = _NAMED.search(said)
            yield Step(page, line, block.info, block.content, named[1] if named else "")


def told(step: Step, said: str) -> list[str]:
    """The lines that a page says are printed, and that what was said does not have."""
    lines = [" ".join(line.split()) for line in said.splitlines()]
    return [line for line in step.printed if not any(_pattern(line).search(one) for one in lines)]


def _pattern(line: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(" ".join(part.split())) for part in line.split("…")))


def change(file: Path, diff: str) -> None:
    """Change a file as a diff without line numbers says; fails unless the old lines stand in it once."""
    rows = diff.splitlines()
    assert all(row[:1] in {" ", "-", "+"} for row in rows), "each line of a diff begins with a blank, - or +"
    old, new = ("\n".join(row[1:] for row in rows if row[0] != other) + "\n" for other in "+-")
    words = file.read_text("utf-8")
    assert words.count(old) == 1, f"these lines stand {words.count(old)} times in {file.name}:\n{old}"
    file.write_text(words.replace(old, new), "utf-8")
