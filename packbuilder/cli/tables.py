"""Short tables for people: aligned columns of plain text."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from packbuilder.deliver import Refusal
from packbuilder.errors import Severity
from packbuilder.model.legibility import easy_m, limit_m
from packbuilder.preflight.checks import Preflight
from packbuilder.usecases.doctor import Finding

if TYPE_CHECKING:
    from packbuilder.pipeline import Built

_UNBROKEN = 10_000  # characters in a line


def files_table(built: Built) -> str:
    """What was made of a case: file, sheet, pages, size, codes read, type size; below it what was not, and why."""
    rows = [["file", "sheet (mm)", "pages", "kB", "codes read", "text (pt)", "capitals (mm)", "read from (m)"]]
    for entry in sorted(built.files, key=lambda entry: str(entry["path"])):
        kb = f"{entry['bytes'] / 1000:.0f}"
        if "pages" not in entry:
            rows.append([entry["path"], "", "", kb, "", "", "", ""])
            continue
        read, cap = f"{sum(code['read'] for code in entry['qr'])} of {len(entry['qr'])}", entry["fit"].get("cap_mm")
        sheet, font = "{:g} × {:g}".format(*entry["sheet_mm"]), f"{entry['fit']['font_pt']:g}"
        rows.append(
            [
                entry["path"],
                sheet,
                str(entry["pages"]),
                kb,
                read,
                font,
                f"{cap or ''}",
                _distances(cap),
            ]
        )
    return "\n".join([str(built.place), aligned(rows), *(_missing(one, built.kept) for one in built.refused)])


def _missing(one: Refusal, kept: Collection[str]) -> str:
    """A file that was not made, in a line."""
    why = f"it would lack {', '.join(one.lacks)} (see --pack-without)" if one.lacks else "it was refused"
    return f"not made: {one.path}: {why}{'; the earlier one stays' if one.path in kept else ''}"


def cases_table(found: Preflight) -> str:
    """The cases of a campaign: kind, status, dates, languages, gaps."""
    rows = [["case", "kind", "status", "as of", "act until", "languages", "errors", "gaps", "warnings"]]
    for case in found.cases:
        severities = [problem.severity for problem in found.of_case(case.slug)]
        counts = [str(severities.count(one)) for one in (Severity.ERROR, Severity.GAP, Severity.WARNING)]
        rows.append(
            [
                case.slug,
                case.facts.kind,
                case.facts.status,
                case.facts.as_of.isoformat(),
                str(case.facts.act_until or "—"),
                " ".join(case.texts),
                *counts,
            ]
        )
    campaign = found.workspace.campaign
    broken = set(campaign.cases if campaign else ()) - {case.slug for case in found.cases}
    rows += [[slug, "cannot be loaded: run `packbuilder check`", *[""] * 7] for slug in sorted(broken)]
    return aligned(rows)


def findings_table(findings: Sequence[Finding]) -> str:
    """What the doctor found, and below it what to do."""
    rows = [["", "what", "found", "wanted"]]
    rows += [["ok" if f.ok else "!!", f.name, f.found, f.wanted] for f in findings]
    remedies = [f"{f.name}: {f.remedy}" for f in findings if not f.ok]
    return "\n".join([aligned(rows), *(["", *remedies] if remedies else [])])


def legible(cap_mm: float | None) -> str:
    """How high capitals are and from how far they are read, in a sentence."""
    return f"capitals {cap_mm:g} mm high, read from {_distances(cap_mm)} m" if cap_mm else "no display type"


def _distances(cap_mm: float | None) -> str:
    """With ease and at most, in metres."""
    return f"{easy_m(cap_mm):.0f}–{limit_m(cap_mm):.0f}" if cap_mm else ""


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows, of which the first is the head, with their columns one below the other on a terminal, in any script.

    No line is broken: what stands in a pipe or a file is to be searched. Only a terminal gets the head in bold.
    """
    head, *others = ([Text(cell) for cell in row] for row in rows)
    table = Table(*(Column(cell, no_wrap=True) for cell in head), box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for row in others:
        table.add_row(*row)
    console = Console(file=sys.stdout, width=_UNBROKEN)
    with console.capture() as captured:
        console.print(table)
    return "\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n"))
