"""The build of a whole job: load, check, make every edition, deliver every case."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from packbuilder import deliver, plan, resources
from packbuilder.build.edition import House, Order, make
from packbuilder.deliver import File, Shelf
from packbuilder.errors import PackError, Problem
from packbuilder.job import Job
from packbuilder.model.fonts import FontsFile
from packbuilder.model.loaded import Campaign, Case, Layout
from packbuilder.proof import postscript_name
from packbuilder.survey import Survey, refuse, survey

# Forked workers start with everything imported; elsewhere than on Linux forking is not safe.
_START = "fork" if sys.platform == "linux" else "spawn"

# Hears (case, language, document) when work on a document begins; the document is empty where an edition is done.
Progress = Callable[[str, str, str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """A case that was delivered: where, its manifest's entries, and the warnings."""

    case: str
    place: Path
    files: tuple[dict[str, Any], ...]
    warnings: tuple[Problem, ...] = field(default=())


def build(job: Job, progress: Progress = lambda case, lang, document: None) -> list[Built]:
    """Make every edition of the job and deliver every case.

    Raises ContentError or LayoutError before anything is made, if the files of the campaign are not in order; else
    the PackError of the first case that was refused. What was delivered before stays as it was.
    """
    seen = survey(job)
    refuse(seen.problems, strict=job.strict, draft=job.draft)
    return [_case(job, seen, case, progress) for case in seen.cases]


def _case(job: Job, seen: Survey, case: Case, progress: Progress) -> Built:
    assert seen.campaign is not None
    assert seen.fonts is not None  # what could not be loaded has been refused
    own = seen.of_case(case.slug)
    with Shelf(job.out, case.slug) as shelf:
        orders = _orders(job, seen.campaign, case, seen.layouts, seen.fonts)
        files = [file for made in _made(orders, progress) for file in made]
        entries, editions = _kept(job, shelf, files)
        manifest = deliver.build(
            case.slug, case.facts.as_of.isoformat(), editions, entries, [str(p) for p in own], draft=job.draft
        )
        shelf.deliver({file.path: file.data for file in files}, manifest)
        return Built(case.slug, shelf.place, tuple(entries), own)


def _orders(
    job: Job, campaign: Campaign, case: Case, layouts: Mapping[str, Layout], fonts: FontsFile
) -> list[Order]:
    folders = tuple(resources.layouts_folders(job.root))
    house = _house(resources.fonts_folder(job.root), fonts)
    material = [*(layout.sha256 for layout in layouts.values()), *_digests(folders), *sorted(_checksums(fonts))]
    material += [str(job.draft)]
    langs = plan.languages(campaign, case, job.langs)
    return [
        Order(
            plan.edition(campaign, case, lang, material), tuple(plan.languages(campaign, case, ())), layouts, folders,
            house, frozenset(job.only), job.draft,
        )
        for lang in langs
    ]  # fmt: skip


def _made(orders: Sequence[Order], progress: Progress) -> Iterator[list[File]]:
    """The files of each edition, editions side by side where there are several and more than one processor.

    Processes, never threads: the renderer's libraries corrupt memory when threads share fonts.
    """
    workers = min(len(orders), os.cpu_count() or 1)
    if workers < 2:  # noqa: PLR2004 - one worker is none
        for order in orders:
            lang, slug = order.edition.lang, order.edition.case.slug
            yield make(order, lambda name, lang=lang, slug=slug: progress(slug, lang, name))
            progress(slug, lang, "")
        return
    refused: list[PackError] = []
    with ProcessPoolExecutor(workers, mp_context=get_context(_START)) as pool:
        for order, future in [(order, pool.submit(make, order)) for order in orders]:
            try:
                yield future.result()
            except PackError as error:
                refused.append(error)
            progress(order.edition.case.slug, order.edition.lang, "")
    if refused:
        raise type(refused[0])(*dict.fromkeys(problem for error in refused for problem in error.problems))


def _kept(job: Job, shelf: Shelf, files: Sequence[File]) -> tuple[list[dict[str, Any]], list[deliver.Edition]]:
    """The manifest's files and editions: those made now and, of a build by --lang or --only, those made before."""
    entries = {file.path: file.entry() for file in files}
    editions = {file.lang: file.code for file in files}
    if job.langs or job.only:
        for entry in shelf.previous().get("files", []):
            if entry["path"] not in entries and (shelf.place / entry["path"]).is_file():
                shelf.keep(entry["path"])
                entries[entry["path"]] = entry
                editions.setdefault(entry["lang"], entry["edition"])
    return list(entries.values()), [deliver.Edition(lang, code) for lang, code in editions.items()]


def _house(folder: Path, fonts: FontsFile) -> House:
    faces = [(family, face) for family in fonts.families for face in family.faces]
    css = "".join(
        f'@font-face{{font-family:"{family.name}";src:url(fonts/{face.file});'
        f"font-weight:{face.weight};font-style:{face.style}}}"
        for family, face in faces
    )
    boldest = max(fonts.family("display").faces, key=lambda face: face.weight)
    names = (postscript_name((folder / face.file).read_bytes()) for _, face in faces)
    return House(folder, css, folder / boldest.file, frozenset(name for name in names if name))


def _checksums(fonts: FontsFile) -> list[str]:
    return [face.sha256 for family in fonts.families for face in family.faces]


def _digests(folders: Sequence[Path]) -> list[str]:
    """The digests of what all layouts share: the base and the labels."""
    shared = [p for folder in folders for part in ("_base", "locale") for p in sorted((folder / part).rglob("*.*"))]
    return [sha256(path.read_bytes()).hexdigest() for path in shared]
