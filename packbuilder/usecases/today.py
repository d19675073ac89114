"""What would be built today in the place of a document that is in people's hands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath

from packbuilder.job import Job
from packbuilder.model.case import CONTENTS
from packbuilder.model.paper import Stock
from packbuilder.model.record import Record
from packbuilder.model.variant import VARIANTS
from packbuilder.pipeline import contents
from packbuilder.pipeline.build import targets
from packbuilder.pipeline.delivery import Delivery
from packbuilder.pipeline.edition import made
from packbuilder.pipeline.kept_results import KeptResults
from packbuilder.pipeline.progress import Tally
from packbuilder.pipeline.workers import LocalCrew
from packbuilder.preflight.checks import Preflight
from packbuilder.store import opened


def codes(job: Job, seen: Preflight, kept: Record) -> Mapping[str, str]:
    """The codes of today's documents of the same layout, edition and variant, by the name of the document.

    They are made, as far as they are not kept from a build: what a page leaves out depends on what it has room for.
    """
    wanted = replace(
        job,
        cases=() if kept.case == CONTENTS else (kept.case,),
        langs=(kept.lang,),
        only=(kept.layout,),
        variants=(VARIANTS[kept.variant],),
        branches=(kept.branch,) if kept.branch else (),
        audience=kept.audience,
        paper=next(one for one in Stock if one.label == kept.paper),
        draft=kept.draft,
    )
    with LocalCrew() as crew:
        results = KeptResults(opened(wanted=job.store))
        delivery = _delivery(wanted, seen, kept, crew, results)
        files = delivery.make(delivery.targets).files if delivery else ()
    return {PurePosixPath(file.path).stem: file.code for file in files if file.form in {"page", "pack"}}


def _delivery(job: Job, seen: Preflight, kept: Record, crew: LocalCrew, results: KeptResults) -> Delivery | None:
    if kept.case == CONTENTS:
        return contents.delivery(job, seen, crew, results, Tally())
    case = next(case for case in seen.cases if case.slug == kept.case)
    make = partial(made, crew=crew, kept=results, tally=Tally())
    return Delivery(case.slug, case.facts.as_of, targets(job, seen, case), make, lambda _: "")
