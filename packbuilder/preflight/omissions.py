"""What the mails of a job leave out: known, and told, before anything is laid out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from packbuilder import plan
from packbuilder.compose import addressees, labels
from packbuilder.compose.mail_omissions import left_out
from packbuilder.compose.typography import Typography
from packbuilder.errors import Problem, Severity
from packbuilder.job import Job
from packbuilder.model.applicability import made_for
from packbuilder.model.loaded import Branch, Case
from packbuilder.preflight.checks import Preflight


def foretold(job: Job, seen: Preflight) -> Preflight:
    """The preflight and what links and codes of mails leave out, as warnings, of cases in which nothing is wrong."""
    sound = [case for case in seen.cases if all(one.severity is Severity.WARNING for one in seen.of_case(case.slug))]
    found = [problem for case in sound for problem in _of_case(job, seen, case)]
    return replace(seen, problems=tuple(dict.fromkeys([*seen.problems, *found])))


def _of_case(job: Job, seen: Preflight, case: Case) -> Iterator[Problem]:
    campaign, _ = seen.workspace.whole()
    editions = plan.Editions(campaign, (), job.today)
    branches: list[Branch | None] = [campaign.branches[name] for name in job.branches]
    for branch in branches or [None]:
        coded = [
            name for name, layout in seen.workspace.layouts.items()
            if layout.facts.mail and made_for(layout, case, branch) and (not job.only or name in job.only)
        ]  # fmt: skip
        for lang in plan.languages(campaign, case, job.langs, branch) if coded else ():
            edition = editions.of(case, lang, branch, job.audience, job.paper)
            if edition.mailable:
                typography = Typography.of(labels.load(seen.workspace.layouts_folders, lang, campaign.root))
                if begun := addressees.begun(edition, typography):
                    yield from left_out(edition, begun, coded)
