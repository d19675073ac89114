"""The build of a whole job: preflight, then every case and the campaign's contents made and delivered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from functools import partial

from packbuilder import plan
from packbuilder.deliver.lock import Waits
from packbuilder.errors import ErrorCollector, Problem, UsageError
from packbuilder.job import Job
from packbuilder.model.case import CONTENTS
from packbuilder.model.loaded import Branch, Case, Layout
from packbuilder.pipeline import contents, contents_document, retention
from packbuilder.pipeline.delivery import Built, Delivery, Making, deliver
from packbuilder.pipeline.edition import made
from packbuilder.pipeline.kept_results import KeptResults
from packbuilder.pipeline.outcome import Outcome
from packbuilder.pipeline.progress import Listener, Tally, unheard
from packbuilder.pipeline.target import Target
from packbuilder.pipeline.workers import Crew, LocalCrew
from packbuilder.plan import Document
from packbuilder.preflight.checks import Preflight, preflight, refuse
from packbuilder.preflight.omissions import foretold
from packbuilder.store import opened


def build(
    job: Job, progress: Listener = unheard, waits: Waits = lambda _: None, crew: Crew | None = None
) -> Iterator[Built]:
    """Make every edition of the job and deliver every case; yields each case as it is delivered.

    `progress` hears each step; `waits` of a case that another run writes to, once that has taken a second. A `crew`
    that is given stays, warm for the next build; else there is one for this build alone.

    A document that is refused takes with it the pack that would hold it, and no more: the rest is delivered, with what
    an earlier build made of it. A case of which everything is refused stays as it was, and so does one of which
    anything is where that is wanted (`all_or_nothing`). Raises ContentError or LayoutError before anything is made, if
    the files of the campaign are not in order; else at the end the gravest PackError, with the problems of all.
    """
    seen = foretold(job, preflight(job))
    refuse([one for one in seen.problems if one.concerns(job.langs)], strict=job.strict, draft=job.draft)
    _offered(job, seen.workspace.layouts)
    errors = ErrorCollector()
    with nullcontext(crew) if crew else LocalCrew() as workers:
        kept = KeptResults(opened(wanted=job.store))
        tally = Tally(progress)
        make = partial(made, crew=workers, kept=kept, tally=tally)
        last = contents.delivery(job, seen, workers, kept, tally)
        tally.expect(_documents(job, seen, last))
        for case in (*seen.cases, None):  # None for the contents of the campaign, which come last
            with errors:
                if (wanted := _of_case(job, seen, case, make) if case else last) is not None:
                    built = deliver(job, wanted, waits)
                    yield built
                    errors.refuse(*Outcome(refused=built.refused).errors)
            tally.close(case.slug if case else CONTENTS)
        kept.store.prune()
    errors.raise_if_any()


def _documents(job: Job, seen: Preflight, last: Delivery | None) -> Iterator[Document]:
    """All that the job makes; the targets are not kept, as those of a large campaign would take much memory."""
    for case in seen.cases:
        for target in targets(job, seen, case):
            yield from target.all_documents
    yield from map(contents_document.document, last.targets if last else ())


def _of_case(job: Job, seen: Preflight, case: Case, make: Making) -> Delivery | None:
    """What is made of a case; None for one that was not named and of which there is nothing to make."""
    wanted = [one for one in targets(job, seen, case) if one.documents or one.pack]
    if not wanted:
        if job.cases:
            raise _nothing(job, case)
        return None
    editions = seen.editions(job.today)
    code = partial(retention.code, editions, lambda *_: case)
    return Delivery(case.slug, case.facts.as_of, wanted, make, code, seen.of_case(case.slug))


def _nothing(job: Job, case: Case) -> UsageError:
    """Nothing of what is asked for is made of a case."""
    asked = [*job.only, *job.branches, *job.langs] or [case.facts.status]
    what = f"Nothing is made of `{case.slug}` for {', '.join(asked)}."
    remedy = f"It is of the kind {case.facts.kind}, {case.facts.status}, with texts in {', '.join(case.texts)}."
    return UsageError(Problem.at("build", what, f"{remedy} See `kinds`, `states` and `given` in layout.yaml."))


def _offered(job: Job, layouts: Mapping[str, Layout]) -> None:
    """Each layout that the job names, or any, is made in one of its variants; UsageError for what is made in none."""
    made = {name for name, layout in layouts.items() if set(layout.facts.made_in) & set(job.variants)}
    variants = " or ".join(variant.name for variant in job.variants)
    if not made:
        there = ", ".join(sorted({variant.name for layout in layouts.values() for variant in layout.facts.made_in}))
        raise UsageError(Problem.at("--variant", f"Nothing is made in {variants}.", f"Say one of: {there}."))
    if missing := {name: ", ".join(map(str, layouts[name].facts.made_in)) for name in job.only if name not in made}:
        said = ((f"`{name}` is not made in {variants}.", f"Say one of: {there}.") for name, there in missing.items())
        raise UsageError(*(Problem.at("--variant", *one) for one in said))


def targets(job: Job, seen: Preflight, case: Case) -> list[Target]:
    """What to make of a case: a target for each branch, language and variant; none where it has none of them."""
    campaign, _ = seen.workspace.whole()
    editions = seen.editions(job.today)
    branches: list[Branch | None] = [campaign.branches[name] for name in job.branches]
    return [
        Target(
            editions.of(case, lang, branch, job.audience, job.paper, draft=job.draft),
            variant,
            seen.workspace,
            tuple(plan.languages(campaign, case, (), branch)),
            editions.material,
            frozenset(job.only),
            job.draft,
            job.duplex,
            job.strict,
            job.pack_without,
        )
        for branch in branches or [None]
        for lang in plan.languages(campaign, case, job.langs, branch)
        for variant in job.variants
    ]
