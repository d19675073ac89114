"""Delivering what was made of a case, or of the whole campaign, into its folder: whole, proven to hold no secret."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from packbuilder.deliver import AtomicOutput, Entry, Manifest, Refusal, ledger
from packbuilder.deliver.lock import Waits
from packbuilder.deliver.manifest import NAME
from packbuilder.errors import ErrorCollector, Problem, RenderError
from packbuilder.job import Job
from packbuilder.pipeline import retention
from packbuilder.pipeline.outcome import Outcome
from packbuilder.pipeline.records import records
from packbuilder.pipeline.target import Target
from packbuilder.proof.leaks import found as found_in


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


# Makes the files of targets.
Making = Callable[[Sequence[Target]], Outcome]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is delivered together: the folder below out/, the day its facts are as of, and what is made for it.

    `make` makes the files of the targets; `code` tells the code that the edition of an earlier file has today, empty
    if none such is made; `warnings` are those of its texts and facts.
    """

    folder: str
    as_of: date
    targets: Sequence[Target]
    make: Making
    code: Callable[[Entry], str]
    warnings: tuple[Problem, ...] = ()


def deliver(job: Job, wanted: Delivery, waits: Waits) -> Built:
    """Make all of it and put it into its folder, with what stays of earlier builds; PackError where nothing is made."""
    with AtomicOutput(job.out, wanted.folder, waits) as output:
        outcome = wanted.make(wanted.targets)
        if job.all_or_nothing or not outcome.files:
            outcome.raise_if_any()
        entries = tuple(file.entry() for file in outcome.files)
        kept, refused = retention.left(job, wanted.targets, outcome, output)
        unquoted = tuple(one.unquoted for one in wanted.warnings)
        manifest = Manifest(wanted.folder, wanted.as_of.isoformat(), (*entries, *kept), unquoted, refused)
        _refuse_secrets(wanted.targets, outcome, manifest)
        # First, so that no code comes to lie in out/ that `verify` does not know.
        ledger.keep(job.out, [one for target in wanted.targets for one in records(target, outcome.files)])
        output.deliver({file.path: file.data for file in outcome.files}, manifest)
        made = dict.fromkeys(problem for file in outcome.files for problem in file.problems)
        past = retention.overtaken(kept, output.place, wanted.code)
        warnings = (*wanted.warnings, *made, *past, *output.told)
        there = frozenset(str(entry["path"]) for entry in kept)
        return Built(wanted.folder, output.place, entries, warnings, outcome.refused, there)


def _refuse_secrets(targets: Sequence[Target], outcome: Outcome, manifest: Manifest) -> None:
    """RenderError if a manifest, a name or a file that is no PDF holds what is withheld; PDFs have been proven."""
    secrets = dict.fromkeys(secret for one in targets for secret in one.edition.secrets)
    plain = [file.data.decode() for file in outcome.files if not file.pages]
    texts = [manifest.data().decode(), *(file.path for file in outcome.files), *plain]
    if leaked := found_in(tuple(secrets), texts):
        remedy = "Leave it out of keys and names."
        held = (f"It holds what is withheld ({one.place})." for one in leaked)
        errors = ErrorCollector()
        errors.refuse(*outcome.errors)  # what was refused before may be the same
        errors.extend(Problem.at(NAME, what, remedy, key="withheld") for what in held)
        errors.raise_if_any(RenderError)
