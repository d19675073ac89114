"""Gaps as people and programs read them: aligned text, JSON, one page of HTML."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Literal

from jinja2 import Environment, PackageLoader

from packbuilder.cli.tables import aligned
from packbuilder.errors import Topic
from packbuilder.preflight.checks import Preflight
from packbuilder.usecases.gaps import GapRow, rows

Format = Literal["text", "json", "html"]


def gaps_report(seen: Preflight, form: Format, today: date) -> str:
    """The table of gaps; JSON and HTML also hold every problem, and of translations what has changed."""
    found = rows(seen)
    match form:
        case "json":
            whole = {"today": today.isoformat(), "editions": [row.data() for row in found]}
            return json.dumps(whole, ensure_ascii=False, indent=1)
        case "html":
            pages = Environment(loader=PackageLoader("packbuilder", "cli"), autoescape=True, trim_blocks=True)
            topics = [topic.value for topic in Topic]
            return pages.get_template("gaps.html").render(rows=found, topics=topics, today=today.isoformat())
        case _:
            return _text(found)


def _text(rows: Sequence[GapRow]) -> str:
    table = [["case", "language", "branch", *(topic.value for topic in Topic), "state"]]
    for row in rows:
        counts = [str(row.counts[topic] or "") for topic in Topic]
        table.append([row.case, row.lang, row.branch or "—", *counts, "refused" if row.refused else "can be built"])
    return aligned(table)
