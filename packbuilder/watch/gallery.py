"""The gallery: what a page in the browser shows of a watcher's events, as one value of plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from packbuilder.errors import Problem
from packbuilder.pipeline import Happened, Step
from packbuilder.watch.events import (
    BuildBegun,
    BuildEnded,
    CaseDelivered,
    Event,
    ProblemsFound,
    ProblemsMended,
)


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A finished file that may be shown: where it lies, its SHA-256, how many pages it has; and its manifest's entry.

    `turn` is the number of the build that changed it last; the first is 1.
    """

    place: Path
    sha256: str
    pages: int
    entry: dict[str, Any]
    turn: int


@dataclass
class Gallery:
    """Hears events, and keeps what is shown. Files are known by their case and path: `ferry/en/leaflet.pdf`."""

    files: dict[str, ShownFile] = field(default_factory=dict)
    _turn: int = 0
    _state: dict[str, Any] = field(default_factory=lambda: {"building": True, "seconds": 0.0, "standing": []})
    _missing: dict[str, list[str]] = field(default_factory=dict)  # by case

    def hear(self, event: Event) -> None:
        """Take in an event."""
        match event:
            case BuildBegun(saved):
                self._turn += 1
                self._state |= {"building": True, "saved": saved, "document": "", "total": 0, "mended": []}
            case Step():
                self._step(event)
            case CaseDelivered():
                self._delivered(event)
            case ProblemsMended(problems):
                self._state |= {"mended": [str(one) for one in problems]}
            case ProblemsFound():
                pass  # they are among those that stand
            case BuildEnded(seconds, standing):
                self._state |= {"building": False, "seconds": seconds, "standing": [_told(one) for one in standing]}

    def _step(self, step: Step) -> None:
        self._state |= {"done": step.done, "total": step.total, "left": step.left_s}
        if step.happened is Happened.BEGUN:
            self._state |= {"document": f"{step.of} {step.document}"}

    def _delivered(self, event: CaseDelivered) -> None:
        built = event.built
        before = {key: file for key, file in self.files.items() if key.split("/", 1)[0] == built.case}
        for key in before:
            del self.files[key]
        for entry in sorted(built.files, key=lambda entry: str(entry["path"])):
            path = str(entry["path"])
            key = f"{built.case}/{path}"
            turn = self._turn if path in event.changed or key not in before else before[key].turn
            pages = int(entry.get("pages", 0))
            self.files[key] = ShownFile(built.place / path, str(entry["sha256"]), pages, dict(entry), turn)
        self._missing[built.case] = [one.path for one in built.refused]

    @property
    def state(self) -> dict[str, Any]:
        """All that is shown, as JSON has it. It names no folder of the machine."""
        files = [
            {
                "key": key,
                "version": file.sha256[:16],
                "pages": file.pages,
                "turn": file.turn,
                **{name: file.entry.get(name) for name in ("path", "layout", "form", "lang", "variant", "branch")},
                "sheet": file.entry.get("sheet_mm"),
            }
            for key, file in self.files.items()
        ]
        missing = [f"{case}/{path}" for case, paths in self._missing.items() for path in paths]
        return {**self._state, "turn": self._turn, "files": files, "missing": missing}


def _told(problem: Problem) -> dict[str, str]:
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    return {"place": place, "severity": problem.severity.value, "message": str(problem)}
