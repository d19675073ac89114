"""The build of a whole job: load, check, make every edition, deliver every case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from packbuilder import plan
from packbuilder.deliver import AtomicOutput, Entry, Manifest, Refusal, ledger
from packbuilder.deliver.lock import Waits
from packbuilder.deliver.manifest import NAME
from packbuilder.errors import ErrorCollector, Problem, RenderError, UsageError
from packbuilder.job import Job
from packbuilder.model import fill
from packbuilder.model.case import CONTENTS
from packbuilder.model.loaded import Branch, Campaign, Case, Layout
from packbuilder.model.record import Record
from packbuilder.model.variant import Variant
from packbuilder.pipeline import contents
from packbuilder.pipeline.house_fonts import House, material
from packbuilder.pipeline.outcome import Outcome
from packbuilder.pipeline.records import record
from packbuilder.pipeline.retention import code, left, overtaken, replaced
from packbuilder.pipeline.target import Order
from packbuilder.pipeline.workers import Progress, made
from packbuilder.plan import Edition
from packbuilder.preflight.omissions import foretold
from packbuilder.preflight.survey import Survey, refuse, survey
from packbuilder.proof.leaks import found as found_in
from packbuilder.workspace import locations


@dataclass(frozen=True, slots=True)
class Built:
    """A case that was delivered: where, the manifest's entries of what was made, what was refused, and the warnings.

    `kept` are the paths of earlier files that stay in the place of what was refused.
    """

    case: str
    place: Path
    files: tuple[Entry, ...]
    warnings: tuple[Problem, ...] = field(default=())
    refused: tuple[Refusal, ...] = ()
    kept: frozenset[str] = frozenset()


def _unheard(*_: str) -> None:
    """What a build tells where nobody listens."""


def build(job: Job, progress: Progress = _unheard, waits: Waits = _unheard) -> Iterator[Built]:
    """Make every edition of the job and deliver every case; yields each case as it is delivered.

    `waits` hears of a case that another run writes to, once that has taken a second.

    A document that is refused takes with it the pack that would hold it, and no more: the rest is delivered, with what
    an earlier build made of it. A case of which everything is refused stays as it was, and so does one of which
    anything is where that is wanted (`all_or_nothing`). Raises ContentError or LayoutError before anything is made, if
    the files of the campaign are not in order; else at the end the gravest PackError, with the problems of all.
    """
    seen = foretold(job, survey(job))
    refuse([one for one in seen.problems if one.concerns(job.langs)], strict=job.strict, draft=job.draft)
    _offered(job, seen.layouts)
    errors = ErrorCollector()
    for case in seen.cases:
        wanted = [order for order in orders(job, seen, case) if order.documents or order.pack]
        with errors:
            if not wanted and job.cases:
                raise _nothing(job, case)
            if wanted:
                built = _delivered(job, seen, case, wanted, progress, waits)
                yield built
                errors.refuse(*Outcome(refused=built.refused).errors)
    if (layout := contents.wanted(job, seen)) is not None:
        with errors:
            built = _contents(job, seen, layout, waits)
            yield built
            errors.refuse(*Outcome(refused=built.refused).errors)
    errors.raise_if_any()


def _nothing(job: Job, case: Case) -> UsageError:
    """Nothing of what is asked for is made of a case."""
    asked = [*job.only, *job.branches, *job.langs] or [case.facts.status]
    what = f"Nothing is made of `{case.slug}` for {', '.join(asked)}."
    remedy = f"It is of the kind {case.facts.kind}, {case.facts.status}, with texts in {', '.join(case.texts)}."
    return UsageError(Problem.at("build", what, f"{remedy} See `kinds`, `states` and `given` in layout.yaml."))


def _contents(job: Job, seen: Survey, layout: Layout, waits: Waits) -> Built:
    """The contents of the campaign, delivered beside its cases."""
    outcome, records = _made_contents(job, seen, layout)
    _enough(job, outcome)
    with AtomicOutput(job.out, CONTENTS, waits) as shelf:
        entries = tuple(file.entry() for file in outcome.files)
        touched = {*(file.path for file in outcome.files), *(one.path for one in outcome.refused)}

        def stays(entry: Entry) -> bool:
            return job.partial and entry["path"] not in touched

        kept = shelf.keep(lambda entry: stays(entry) or replaced(entry, outcome.refused))
        ledger.keep(job.out, records)
        newest = max(case.facts.as_of for case in seen.cases)
        refused = (*(one.entry() for one in outcome.refused), *shelf.refused(stays))
        manifest = Manifest(CONTENTS, newest.isoformat(), (*entries, *kept), (), refused)
        shelf.deliver({file.path: file.data for file in outcome.files}, manifest)
        there = frozenset(str(entry["path"]) for entry in kept)
        return Built(CONTENTS, shelf.place, entries, tuple(shelf.told), outcome.refused, there)


def _made_contents(job: Job, seen: Survey, layout: Layout) -> tuple[Outcome, list[Record]]:
    """What came of the contents in each language, and what their editions are known by."""
    from packbuilder.pipeline import contents_document  # brings the renderer, which is slow to start

    campaign, fonts = seen.loaded()
    folders = tuple(locations.layouts_folders(job.root))
    house = House.of(fonts)
    made_from = [layout.sha256, *material(fonts, folders)]
    outcomes: list[Outcome] = []
    records: list[Record] = []
    for lang in campaign.settings.languages:
        if lang in (job.langs or [lang]) and (cases := contents.spoken(seen.cases, lang)):
            case = contents.contents(campaign, cases, lang, job.audience)
            edition = _edition(job, campaign, case, lang, [*made_from, str(job.draft)], None)
            order = Order(edition, Variant.HOME, (lang,), {layout.name: layout}, folders, house, draft=job.draft)
            outcomes.append(contents_document.made(order, layout, cases))
            records.append(record(edition, made_from, draft=job.draft))
    return Outcome.of(outcomes), records


def _enough(job: Job, outcome: Outcome) -> None:
    """Raise what was refused where nothing else was made, or where all is wanted or nothing."""
    if job.all_or_nothing or not outcome.files:
        outcome.raise_if_any()


def _offered(job: Job, layouts: Mapping[str, Layout]) -> None:
    """Each layout that the job names, or any, is made in one of its editions; UsageError for what is made in none."""
    made = {name for name, layout in layouts.items() if set(layout.facts.made_in) & set(job.variants)}
    variants = " or ".join(job.variants)
    if not made:
        there = ", ".join(sorted({variant for layout in layouts.values() for variant in layout.facts.made_in}))
        raise UsageError(Problem.at("--variant", f"Nothing is made in {variants}.", f"Say one of: {there}."))
    if missing := {name: ", ".join(layouts[name].facts.made_in) for name in job.only if name not in made}:
        told = ((f"`{name}` is not made in {variants}.", f"Say one of: {there}.") for name, there in missing.items())
        raise UsageError(*(Problem.at("--variant", *one) for one in told))


def _delivered(  # noqa: PLR0913, PLR0917 - what is delivered, and who hears of it
    job: Job, seen: Survey, case: Case, orders: Sequence[Order], progress: Progress, waits: Waits
) -> Built:
    campaign, warnings, house = seen.loaded()[0], seen.of_case(case.slug), orders[0].material
    with AtomicOutput(job.out, case.slug, waits) as shelf:
        outcome = made(orders, progress)
        _enough(job, outcome)
        files, entries = outcome.files, tuple(file.entry() for file in outcome.files)
        told = tuple(dict.fromkeys(problem for file in files for problem in file.problems))
        kept, refused = left(job, orders, outcome, shelf)
        unquoted = tuple(one.unquoted for one in warnings)
        manifest = Manifest(case.slug, case.facts.as_of.isoformat(), (*entries, *kept), unquoted, refused)
        _kept_secret(orders, outcome, manifest)
        # First, so that no code comes to lie in out/ that `verify` does not know.
        ledger.keep(job.out, [record(order.edition, house, draft=order.draft) for order in orders])
        shelf.deliver({file.path: file.data for file in files}, manifest)
        past = overtaken(kept, shelf.place, lambda entry: code(campaign, case, house, entry, job.today))
        there = frozenset(str(entry["path"]) for entry in kept)
        return Built(
            case.slug, shelf.place, entries, (*warnings, *told, *past, *shelf.told), outcome.refused, there
        )  # fmt: skip


def _kept_secret(orders: Sequence[Order], outcome: Outcome, manifest: Manifest) -> None:
    """RenderError if a manifest, a name or a file that is no PDF holds what is withheld; PDFs have been proven."""
    secrets = dict.fromkeys(secret for order in orders for secret in order.edition.secrets)
    plain = [file.data.decode() for file in outcome.files if not file.pages]
    texts = [manifest.data().decode(), *(file.path for file in outcome.files), *plain]
    if leaked := found_in(tuple(secrets), texts):
        remedy = "Leave it out of keys and names."
        held = [f"It holds what is withheld ({one.place})." for one in leaked]
        errors = ErrorCollector()
        errors.refuse(*outcome.errors)  # what was refused before may be the same
        errors.extend(Problem.at(NAME, what, remedy, key="withheld") for what in held)
        errors.raise_if_any(RenderError)


def orders(job: Job, seen: Survey, case: Case) -> list[Order]:
    """What to make of a case: an order for each branch, language and variant; none where it has none of them."""
    campaign, fonts = seen.loaded()
    folders = tuple(locations.layouts_folders(job.root))
    house = House.of(fonts)
    made_from = [*(one.sha256 for one in seen.layouts.values()), *material(fonts, folders), str(job.draft)]
    branches: list[Branch | None] = [campaign.branches[name] for name in job.branches]
    return [
        Order(
            _edition(job, campaign, case, lang, made_from, branch), variant,
            tuple(plan.languages(campaign, case, (), branch)), seen.layouts, folders, house,
            only=frozenset(job.only), draft=job.draft, duplex=job.duplex, material=tuple(made_from[:-1]),
            strict=job.strict, pack_without=job.pack_without,
        )
        for branch in branches or [None]
        for lang in plan.languages(campaign, case, job.langs, branch)
        for variant in job.variants
    ]  # fmt: skip


def _edition(  # noqa: PLR0913, PLR0917 - what an edition is known by
    job: Job, campaign: Campaign, case: Case, lang: str, made_from: Sequence[str], branch: Branch | None
) -> Edition:
    """The edition; of a draft with lines in brackets wherever the language lacks them."""
    if job.draft:
        campaign, case = fill.filled(campaign, case, lang)
        branch = fill.local(branch, campaign, lang) if branch else None
    return plan.edition(campaign, case, lang, made_from, job.paper, branch, job.audience, job.today)
