"""A choice of documents as one file, bound from what lies finished in out/<case>/: nothing is laid out or built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from packbuilder.bind import BoundPart, bound
from packbuilder.compose.font_set import FontSet
from packbuilder.deliver import manifest
from packbuilder.deliver.artifact import Entry, sha256_of
from packbuilder.errors import ContentError, ErrorCollector, Problem, RenderError
from packbuilder.job import Job
from packbuilder.pdf.source import sizes
from packbuilder.pipeline.build import targets
from packbuilder.pipeline.target import Target
from packbuilder.pipeline.tickets import composer_of
from packbuilder.plan import Document
from packbuilder.preflight.checks import preflight
from packbuilder.proof import Expectation, prove


@dataclass(frozen=True)
class _FinishedFiles:
    """The files of a target below the folder of its case, by the manifest; what is wrong goes into `problems`."""

    place: Path
    target: Target
    entries: Sequence[Entry]
    problems: ErrorCollector

    def of(self, layout: str) -> list[BoundPart]:
        """The documents of a layout, in the order of their names."""
        own = sorted((entry for entry in self.entries if self._is(entry, layout)), key=lambda entry: str(entry["path"]))
        if not own:
            self._refuse(layout, f"`{layout}` ({self.target.name}) is not there")
        return [BoundPart(Path(entry["path"]).stem, data) for entry in own if (data := self._read(layout, entry))]

    def _is(self, entry: Entry, layout: str) -> bool:
        own, key = self.target.origin, (entry["lang"], entry["branch"], entry["audience"], entry["paper"])
        return (
            key == (own.lang, own.branch, own.audience, own.paper)
            and entry["variant"] == self.target.variant.name
            and (entry["layout"], entry["form"]) == (layout, "page")
        )

    def _read(self, layout: str, entry: Entry) -> bytes:
        """The bytes of a file that is as it was built, and would be built today; empty, and told, for any other."""
        file, why = self.place / str(entry["path"]), ""
        try:
            data = file.read_bytes() if S_ISREG(file.stat().st_mode) else b""
        except OSError:
            data, why = b"", "is not there"
        if not why and sha256_of(data) != entry["sha256"]:
            why = "is no longer as it was built"
        elif not why and entry["draft"]:
            why = "is a draft"
        elif not why and entry["edition"] != self.target.edition.code:
            why = "is not current: the campaign has changed since"
        if why:
            self._refuse(layout, f"{entry['path']} {why}")
        return b"" if why else data

    def _refuse(self, layout: str, what: str) -> None:
        edition = self.target.edition
        asked = [f"--case {edition.case.slug}", f"--lang {edition.lang}", f"--only {layout}"]
        asked += [f"--variant {self.target.variant.name}"] if self.target.variant.folder else []
        self.problems.add(Problem.at(str(self.place), f"{what}.", f"Run `packbuilder build {' '.join(asked)}`."))


def bound_choice(job: Job, name: str) -> bytes:
    """The documents of the layouts that a job names, in that order, as one file with bookmarks, proven; `name` is its.

    The job has one case, language and variant. Raises ContentError with all that is not there, or not as it would be
    built today; RenderError for what cannot be bound.
    """
    seen = preflight(job)
    found = [target for case in seen.cases for target in targets(job, seen, case)]
    if not found:
        raise ContentError(*seen.problems)
    [target] = found
    place = job.out / target.edition.case.slug
    finished = _FinishedFiles(place, target, list(_entries(place)), ErrorCollector())
    parts = [part for layout in job.only for part in finished.of(layout)]
    finished.problems.raise_if_any(ContentError)
    title, lang, faces = _title(target), target.edition.lang, FontSet.of(target.fonts).faces
    data = bound(parts, title, lang, faces)
    pages = tuple(size for part in parts for size in sizes(part.data, part.name))
    proven = tuple(part.data for part in parts)
    expected = Expectation(name, title, lang, pages, frozenset(faces), secrets=target.edition.secrets, parts=proven)
    if problems := prove(data, expected).problems:
        raise RenderError(*problems)
    return data


def _entries(place: Path) -> Iterator[Entry]:
    try:
        whole = manifest.parsed((place / manifest.NAME).read_bytes())
    except OSError:
        whole = None
    yield from manifest.entries(whole or {"files": []})


def _title(target: Target) -> str:
    """That of the whole pack, where there is one; else what the case is called."""
    composer = composer_of(target)
    pack = next((layout for layout in target.layouts.values() if layout.facts.pack), None)
    if pack is None:
        return composer.view.texts["title"].plain
    return composer.title(Document(target.edition, pack, variant=target.variant))
