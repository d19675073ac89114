"""The build of a whole job: load, check, make every edition, deliver every case."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from packbuilder import check, deliver, load, plan, resources
from packbuilder.build.edition import House, Order, make
from packbuilder.check import glyphs
from packbuilder.deliver import File, Shelf
from packbuilder.errors import ContentError, LayoutError, PackError, Problem, Severity, UsageError
from packbuilder.model.fonts import FontsFile
from packbuilder.model.loaded import Campaign, Case, Layout
from packbuilder.proof import postscript_name

# Forked workers start with everything imported; elsewhere than on Linux forking is not safe.
_START = "fork" if sys.platform == "linux" else "spawn"

# Hears (case, language, document) when work on a document begins; the document is empty where an edition is done.
Progress = Callable[[str, str, str], None]


@dataclass(frozen=True, slots=True)
class Job:
    """One build, as it was asked for. `cases` empty stands for all; `langs` and `only` empty for no choice."""

    root: Path
    out: Path
    today: date
    cases: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    strict: bool = False
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """What loading and checking found: the campaign, its cases and layouts, and every problem."""

    campaign: Campaign | None
    cases: tuple[Case, ...]
    layouts: Mapping[str, Layout]
    fonts: FontsFile | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Built:
    """A case that was delivered: where, its manifest's entries, and the warnings."""

    case: str
    place: Path
    files: tuple[dict[str, Any], ...]
    warnings: tuple[Problem, ...] = field(default=())


def survey(job: Job) -> Survey:
    """Load and check everything that the job touches; raises UsageError for a case, language or layout not there."""
    found: list[Problem] = []
    folders = resources.layouts_folders(job.root)
    campaign = load.campaign(job.root, found)
    layouts = load.layouts(folders, found)
    fonts = load.fonts(resources.fonts_folder(job.root), found)
    if campaign is None:
        return Survey(None, (), layouts, fonts, tuple(found))
    _known(job, campaign, layouts)
    slugs = job.cases or tuple(campaign.cases)
    cases = tuple(case for slug in slugs if (case := load.case(campaign, slug, found)) is not None)
    found += check.campaign(campaign, cases, layouts, job.today)
    found += _uncovered(job, campaign, cases, folders)
    return Survey(campaign, cases, layouts, fonts, tuple(dict.fromkeys(found)))


def build(job: Job, progress: Progress = lambda case, lang, document: None) -> list[Built]:
    """Make every edition of the job and deliver every case.

    Raises ContentError or LayoutError before anything is made, if the files of the campaign are not in order; else
    the PackError of the first case that was refused. What was delivered before stays as it was.
    """
    seen = survey(job)
    refuse(seen.problems, strict=job.strict, draft=job.draft)
    assert seen.campaign is not None  # a campaign that cannot be loaded has been refused
    warnings = tuple(problem for problem in seen.problems if problem.severity is not Severity.ERROR)
    return [_case(job, seen, case, warnings, progress) for case in seen.cases]


def refuse(problems: Sequence[Problem], *, strict: bool, draft: bool) -> None:
    """Raise what must not be built: errors; gaps, unless drafting; warnings, if strict. All problems go with it."""
    stopping = {Severity.ERROR}
    if not draft:
        stopping.add(Severity.GAP)
    if strict:
        stopping |= {Severity.WARNING, Severity.GAP}
    if any(problem.severity in stopping for problem in problems):
        layouts = all(p.file.startswith(("layouts/", "fonts/")) for p in problems if p.severity in stopping)
        raise (LayoutError if layouts else ContentError)(*problems)


def _known(job: Job, campaign: Campaign, layouts: Mapping[str, Layout]) -> None:
    known = {
        "--case": (job.cases, list(campaign.cases)),
        "--lang": (job.langs, list(campaign.settings.languages)),
        "--only": (job.only, list(layouts)),
    }
    problems = []
    for option, (asked, there) in known.items():
        for word in asked:
            if word not in there:
                near = load.nearest(word.casefold(), there)
                remedy = f"Did you mean `{near}`?" if near else f"There is: {', '.join(there)}."
                problems.append(Problem(option, 0, "", f"`{word}` is not there.", remedy))
    if problems:
        raise UsageError(*problems)


def _uncovered(job: Job, campaign: Campaign, cases: Sequence[Case], folders: Sequence[Path]) -> list[Problem]:
    catalogues = [file for folder in folders for file in sorted((folder / "locale").glob("*.po"))]
    try:
        covered = glyphs.house_coverage(resources.fonts_folder(job.root))
    except LayoutError:
        return []  # the fonts themselves are not in order, and that has been said
    return glyphs.missing(campaign, cases, catalogues, lambda char: ord(char) in covered)


def _case(job: Job, seen: Survey, case: Case, warnings: tuple[Problem, ...], progress: Progress) -> Built:
    assert seen.campaign is not None and seen.fonts is not None
    own = tuple(p for p in warnings if p.file.startswith(f"content/cases/{case.slug}/") or "/cases/" not in p.file)
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
