"""Loading and checking all that a job touches: what `check` tells, and what a build must know before it begins."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from packbuilder import check, load
from packbuilder.check import branch_faults, envelopes, glyphs, imprint, missing_labels, unknowns, wanted_texts
from packbuilder.check.catalogues import catalogues
from packbuilder.errors import ContentError, ErrorCollector, LayoutError, Problem, Severity, UsageError
from packbuilder.job import Job
from packbuilder.model.loaded import Campaign, Case, Layout
from packbuilder.plan import Editions
from packbuilder.postal.text_widths import TextWidths
from packbuilder.workspace import locations
from packbuilder.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Preflight:
    """What loading and checking found: the workspace, the cases that could be loaded, and every problem, each once."""

    workspace: Workspace
    cases: tuple[Case, ...]
    problems: tuple[Problem, ...]

    def of_case(self, slug: str) -> tuple[Problem, ...]:
        """The problems of a case: its own, and those that are no other case's."""
        own = f"content/cases/{slug}/"
        return tuple(p for p in self.problems if p.file.startswith(own) or not p.file.startswith("content/cases/"))

    def editions(self, today: date) -> Editions:
        """The editions of the campaign on a day."""
        return Editions(self.workspace.whole()[0], self.workspace.material(), today)


def preflight(job: Job) -> Preflight:
    """Load and check everything that the job touches; raises UsageError for a case, language or layout not there."""
    with _uncollected():
        return _preflight(job)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage: what is read stays, and to walk through it again and again takes a tenth of a check."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _preflight(job: Job) -> Preflight:
    problems = ErrorCollector()
    workspace = Workspace.read(job.root, problems)
    campaign, fonts, folders = workspace.campaign, workspace.fonts, workspace.layouts_folders
    if campaign is None:
        return Preflight(workspace, (), tuple(problems))
    layouts = _printed(campaign, workspace.layouts, locations.layouts(folders), problems)
    _known(job, campaign, [name for name in locations.layouts(folders) if _is_printed(name, campaign, layouts)])
    slugs = job.cases or tuple(campaign.cases)
    cases = tuple(case for slug in slugs if (case := load.case(campaign, slug, problems)) is not None)
    _spoken(job, cases)
    problems.extend(check.campaign(campaign, cases, layouts, job.today))
    if fonts is not None:
        problems.extend(envelopes.faults(campaign, cases, layouts, TextWidths.of(fonts)))
    asked = {name: layout for name, layout in layouts.items() if not job.only or name in job.only}
    for case in cases:
        problems.extend(unknowns.expired(case, asked.values(), job.today))
        problems.extend(wanted_texts.withheld(campaign, case, asked, job.audience))
    for branch in (campaign.branches[name] for name in job.branches):
        problems.extend(branch_faults.left_open(branch))
        problems.extend(imprint.required(campaign, branch, list(asked.values())))
    read = catalogues(folders, campaign.settings.languages, problems)
    problems.extend(missing_labels.missing(read, folders, layouts))
    if fonts is not None:
        problems.extend(glyphs.missing(campaign, cases, [file for own in read.values() for file in own], fonts))
    return Preflight(replace(workspace, layouts=layouts), cases, tuple(problems))


def unready(seen: Preflight) -> Mapping[str, list[Problem]]:
    """What keeps branches from being built, as warnings, by branch: of interest where none of them is asked for."""
    campaign, _ = seen.workspace.whole()
    told = {
        name: [
            replace(problem, severity=Severity.WARNING)
            for problem in imprint.required(campaign, branch, list(seen.workspace.layouts.values()))
            if problem.severity is Severity.GAP
        ]
        for name, branch in campaign.branches.items()
    }
    return {name: problems for name, problems in told.items() if problems}


def refuse(problems: Iterable[Problem], *, strict: bool, draft: bool) -> None:
    """Raise what must not be built: errors; gaps, unless drafting; warnings, if strict. All problems go with it.

    LayoutError where nothing but layouts and fonts are at fault, else ContentError.
    """
    stopping = {Severity.ERROR}
    if not draft:
        stopping.add(Severity.GAP)
    if strict:
        stopping.add(Severity.WARNING)
    faults = [problem for problem in problems if problem.severity in stopping]
    if faults:
        layouts_only = all(problem.file.startswith(("layouts/", "fonts/")) for problem in faults)
        raise (LayoutError if layouts_only else ContentError)(*problems)


def _printed(
    campaign: Campaign, layouts: Mapping[str, Layout], there: list[str], problems: ErrorCollector
) -> Mapping[str, Layout]:
    """The layouts that the campaign prints, and those of the pack and of signed letters, which are asked for apart.

    It is told which of them are not there.
    """
    if (wanted := campaign.settings.documents) is None:
        return layouts
    for number, name in enumerate(wanted):
        if name not in there:
            near = load.nearest(name, there)
            remedy = f"Did you mean `{near}`?" if near else f"There is: {', '.join(there)}."
            problems.add(campaign.source.problem(("documents", number), f"There is no layout `{name}`.", remedy))
    apart = {name for name, one in layouts.items() if one.facts.pack or one.facts.each == "signer"}
    return {name: one for name, one in layouts.items() if name in apart | set(wanted)}


def _is_printed(name: str, campaign: Campaign, layouts: Mapping[str, Layout]) -> bool:
    """Whether a build of the campaign prints a layout, in whatever state that is: not that of signed letters."""
    if name in layouts and layouts[name].facts.each == "signer":
        return False
    return campaign.settings.documents is None or name in campaign.settings.documents or name in layouts


def _known(job: Job, campaign: Campaign, printed: list[str]) -> None:
    """Every case, language and layout that the job names is there, in whatever state; else it is told what is."""
    choices = (
        ("--case", job.cases, list(campaign.cases)),
        ("--lang", job.langs, list(campaign.settings.languages)),
        ("--only", job.only, printed),
        ("--branch", job.branches, list(campaign.branches)),
    )
    unknown = [(option, word, there) for option, words, there in choices for word in words if word not in there]
    if unknown:
        raise UsageError(*[_unknown(*one) for one in unknown])


def _spoken(job: Job, cases: Sequence[Case]) -> None:
    """Every case that the job names has texts in one of the languages that it names."""
    mute = [case for case in cases if job.cases and job.langs and not case.texts.keys() & set(job.langs)]
    if mute:
        raise UsageError(*[_unspoken(case) for case in mute])


def _unspoken(case: Case) -> Problem:
    there = ", ".join(case.texts) or "none yet"
    return Problem.at("--lang", f"The case `{case.slug}` has no texts in this language.", f"It has: {there}.")


def _unknown(option: str, word: str, there: list[str]) -> Problem:
    near = load.nearest(word.casefold(), there)
    remedy = f"Did you mean `{near}`?" if near else f"There is: {', '.join(there) or 'nothing yet'}."
    return Problem.at(option, f"`{word}` is not there.", remedy)
