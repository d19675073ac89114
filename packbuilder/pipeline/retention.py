"""What stays in the folder of a case from earlier builds, and which of it has been overtaken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import get_args

from packbuilder import plan
from packbuilder.deliver import AtomicOutput, Entry, Refusal
from packbuilder.errors import Problem, Severity
from packbuilder.job import Job
from packbuilder.model.base import Audience
from packbuilder.model.loaded import Subject
from packbuilder.model.paper import Stock
from packbuilder.model.variant import VARIANTS
from packbuilder.pipeline.outcome import Outcome
from packbuilder.pipeline.target import Target
from packbuilder.plan import Editions

_FOLDERS = tuple(variant.folder for variant in VARIANTS.values() if variant.folder)


def stays(job: Job, targets: Sequence[Target], made: Collection[str]) -> Callable[[Entry], bool]:
    """Whether a file of an earlier build stays where `targets` made the files `made`.

    What is made whole takes the place of all that was there of it; a build of the whole case also that of languages
    which the case has no more. Other editions, branches and audiences stay, and so does all that was not asked for.
    """
    whole = [f"{target.edition.folder}{target.variant.folder}" for target in targets if not job.only]

    def kept(entry: Entry) -> bool:
        usual = entry["branch"] is None and entry["audience"] == "public" and _folder(entry) == f"{entry['lang']}/"
        return entry["path"] not in made and _folder(entry) not in whole and (job.partial or not usual)

    return kept


def left(
    job: Job, targets: Sequence[Target], outcome: Outcome, output: AtomicOutput
) -> tuple[list[Entry], tuple[Entry, ...]]:
    """What is kept of earlier builds, and all that is refused: now, or by an earlier build and not tried since."""
    made = {file.path for file in outcome.files}
    earlier = stays(job, targets, made)

    def kept(entry: Entry) -> bool:
        return entry["path"] not in made and (earlier(entry) or replaced(entry, outcome.refused))

    now = {one.path for one in outcome.refused}
    before = output.refused(lambda entry: entry["path"] not in now and earlier(entry))
    return output.keep(kept), (*(one.entry() for one in outcome.refused), *before)


def replaced(entry: Entry, refused: Sequence[Refusal]) -> bool:
    """Whether a file was made of a document that is refused now: its pages, or sheets, posters and pictures of them."""
    return any(_same(entry, one) for one in refused)


def _same(entry: Entry, refused: Refusal) -> bool:
    name, own = PurePosixPath(refused.path).stem, PurePosixPath(str(entry["path"])).stem
    named = name in {refused.layout, own} or own.startswith(f"{name}-")
    return entry["layout"] == refused.layout and named and _folder(entry) == _folder(refused.entry())


def overtaken(entries: Sequence[Entry], place: Path, code: Callable[[Entry], str]) -> Iterator[Problem]:
    """A warning for each folder with files that would be others today; `code` tells the edition of today of a file."""
    for folder, some in groupby(sorted(entries, key=_folder), _folder):
        old = [entry for entry in some if entry["edition"] != code(entry)]
        if old:
            what = f"{len(old)} file(s) of an earlier build lie here, and would be others today."
            remedy = "Build them again, or delete them."
            yield Problem.at((place / folder).as_posix(), what, remedy, severity=Severity.WARNING)


def code(editions: Editions, subject: Callable[[str, Audience], Subject | None], entry: Entry) -> str:
    """The code that the edition of a file has today; empty if none such is made.

    `subject` is what its edition is of, for a language and an audience.
    """
    campaign = editions.campaign
    branch = campaign.branches.get(entry["branch"])
    stock = next((one for one in Stock if one.label == entry["paper"]), None)
    known = (branch is None) == (entry["branch"] is None) and entry["audience"] in get_args(Audience)
    case = subject(entry["lang"], entry["audience"]) if known and stock else None
    if case is None or entry["lang"] not in plan.languages(campaign, case, (), branch):
        return ""
    return editions.of(case, entry["lang"], branch, entry["audience"], stock, draft=entry["draft"]).code


def _folder(entry: Entry) -> str:
    """The folder of an edition and variant that a file is of: en/, berlin/de/mono/. Sheets and tiles lie below it."""
    path, lang = str(entry["path"]), f"{entry['lang']}/"
    before, _, rest = f"/{path}".partition(f"/{lang}")
    variant = next((folder for folder in _FOLDERS if rest.startswith(folder)), "")
    return f"{before}/{lang}{variant}".lstrip("/")
