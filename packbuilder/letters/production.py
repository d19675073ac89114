"""One run: from a list of signers to letters in out/<case>/letters/, by language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from packbuilder.check import glyphs
from packbuilder.deliver import ledger
from packbuilder.deliver.batch import Batch, Item
from packbuilder.deliver.lock import WORK, Waits, held
from packbuilder.deliver.private import Private
from packbuilder.deliver.single import drop, put
from packbuilder.errors import ContentError, ErrorCollector, LayoutError, Problem, Severity, UsageError
from packbuilder.job import Job
from packbuilder.letters.checkpoint import Checkpoint
from packbuilder.letters.merge import LetterMerge, SignedLetter, Sorting, in_print_order
from packbuilder.letters.signers import Signer, SignerRules, signers
from packbuilder.lists import slug
from packbuilder.load.mailboxes import mailbox
from packbuilder.model.loaded import Case, Layout, Subject
from packbuilder.pipeline.build import targets
from packbuilder.pipeline.records import record
from packbuilder.pipeline.target import Target
from packbuilder.plan import Edition
from packbuilder.preflight.checks import preflight, refuse
from packbuilder.typeset.warm import warmed

FOLDER = "letters"
Step = Callable[[str, int, int], None]
Count = Callable[[int, int], None]  # how many are done, and how many there are


@dataclass(frozen=True, slots=True)
class LetterRequest:
    """What is asked for: the list of signers, whom to write to (empty for all), and how the letters come on paper.

    `mapped` are headers of one's own by column; `lang` that of rows that name none. `each` makes a file of every
    letter, `backs` keeps a sheet for each where both sides are printed.
    """

    signers: Path
    mapped: Mapping[str, str]
    addressees: tuple[str, ...] = ()
    lang: str = ""
    sorting: Sorting = "signer"
    each: bool = False
    backs: bool = True


@dataclass(frozen=True, slots=True)
class LettersReport:
    """What came of a run: the files, how many letters are in them, and the rows that could not be used.

    `replaced` are files in whose place others have come, `removed` those that the list makes no more.
    """

    files: tuple[Path, ...]
    letters: int
    problems: tuple[Problem, ...]
    replaced: int
    removed: int


@warmed()
def produce(job: Job, request: LetterRequest, step: Step, waits: Waits) -> LettersReport:
    """Make the letters; `step` hears language, letters done and letters wanted, `waits` of another run to end first.

    Raises what is wrong with the campaign, UsageError for addressees and lists that are none. Rows that cannot be used
    are told of in the result.
    """
    seen = preflight(job)
    refuse([one for one in seen.problems if one.concerns(job.langs)], strict=False, draft=job.draft)
    [case] = seen.cases
    layout = next((one for one in seen.workspace.layouts.values() if one.facts.each == "signer"), None)
    if layout is None:
        what = "No layout is made for signers."
        raise LayoutError(Problem.at("layouts", what, "Add one of `each: signer`.", key="each"))
    by_lang = {target.edition.lang: target for target in targets(job, seen, case)}
    problems = ErrorCollector()
    has = glyphs.house_coverage(seen.workspace.whole()[1])
    rules = SignerRules(
        langs=tuple(by_lang),
        lang=request.lang or next(iter(by_lang)),
        openings=case.facts.openings,
        covered=lambda char: ord(char) in has,
        suppressed=_suppressed(job.root),
        today=job.today,
    )
    listed = signers(request.signers, request.mapped, rules, problems)
    problems.extend(_warnings(case, next(iter(by_lang.values())).edition, request))
    with held(job.out, case.slug, waits):
        return _Production(job, request, layout, by_lang, step, problems).made(listed)


def _suppressed(root: Path) -> Callable[[str], bool]:
    """What tells of an address whether whoever has it is never to be written to, and so signs no letter either."""
    private = Private(root, make=False)
    never = private.never()

    def among(words: str) -> bool:
        try:
            address = mailbox(words)
        except ValueError:
            address = words
        return private.who(address) in never

    return among if never else lambda _: False


@dataclass(frozen=True)
class _Production:
    """All letters of a run, of a case whose targets are given by language; what is wrong is added to `problems`."""

    job: Job
    request: LetterRequest
    layout: Layout
    targets: Mapping[str, Target]
    step: Step
    problems: ErrorCollector

    def made(self, listed: Sequence[Signer]) -> LettersReport:
        """Make the letters of all languages, and then put them in their place."""
        edition = next(iter(self.targets.values())).edition
        group = edition.folder.removesuffix(f"{edition.lang}/")
        signers_ = self.request.signers
        batch = Batch(self.job.out, edition.case.slug, FOLDER, signers_, slug(signers_), group)
        files: list[Item] = []
        made_in: list[Target] = []
        count = 0
        for lang, target in self.targets.items():
            if own := [signer for signer in listed if signer.lang == lang]:
                checkpoint = Checkpoint(self._aside(target.edition), target.edition.code)
                merge = LetterMerge(target, self.layout, own, checkpoint, self.request.backs)
                some, number = self._files(merge, batch.name)
                batch.editions |= {path: target.edition.code for path, _ in some}
                made_in.append(target)
                files += some
                count += number
        if not count:
            nothing = Problem.at(signers_.name, "No letter can be made of this list.", "Put its rows right.")
            raise ContentError(*self.problems, nothing)
        # First, so that no code comes to lie in out/ that `verify` does not know.
        ledger.keep(self.job.out, [record(one.edition, one.material, draft=one.draft) for one in made_in])
        paths = tuple(batch.lay(files))
        for target in self.targets.values():
            drop(self._aside(target.edition))
        return LettersReport(paths, count, (*self.problems, *batch.told), batch.replaced, batch.removed)

    def _aside(self, edition: Edition) -> Path:
        """Where what was laid out and finished is kept until all letters are there."""
        return self.job.out / WORK / FOLDER / f"{edition.case.slug}-{edition.lang}"

    def _files(self, merge: LetterMerge, name: str) -> tuple[list[Item], int]:
        """The files of one language, and how many letters are in them. No person's name goes into a file's name."""
        edition, request = merge.target.edition, self.request
        addresses = _addressees(edition.case, request.addressees)
        # Laying lines out takes about half of the time.
        laid, made = _halves(partial(self.step, edition.lang), len(merge.signers) * len(addresses))
        fitting, unfit = merge.fitting(addresses, request.signers.name, laid)
        self.problems.extend(unfit)
        wanted = in_print_order(fitting, addresses, request.sorting)
        printed = [one for one in wanted if one.signer is not None]
        if not request.each:
            file = f"{edition.folder}{name}.pdf"
            return ([(file, _finished(merge, wanted, file, made))] if printed else []), len(printed)
        items = []
        for n, one in enumerate(printed):
            line = one.signer.line if one.signer else 0
            file = f"{edition.folder}{name}/{line:05}-{one.address}.pdf"
            items.append((file, _finished(merge, [one], file, lambda *_, n=n: made(n + 1, len(printed)))))
        return items, len(printed)


def _halves(step: Count, letters_: int) -> tuple[Count, Count]:
    """What hears of the first and of the second half of the work on so many letters, and tells it as letters done."""

    def half(before: int) -> Count:
        return lambda done, whole: step((before + done * letters_ // max(whole, 1)) // 2, letters_)

    return half(0), half(letters_)


def _finished(merge: LetterMerge, wanted: Sequence[SignedLetter], file: str, step: Count) -> Callable[[], bytes]:
    """What reads a file that has been made and kept aside, now or by a run that was broken off."""
    kept = merge.checkpoint.file(wanted, merge.backs)
    if not kept.is_file():
        put(kept, merge.file(wanted, file.rpartition("/")[2], step), folders=True)
    return kept.read_bytes


def _warnings(case: Case, edition: Edition, request: LetterRequest) -> Iterator[Problem]:
    """What letters would lack, or should not ask for any more."""
    if case.facts.status != "open":
        what = f"The case is {case.facts.status}: letters of it are of its time."
        remedy = "See that they are still meant."
        yield case.source.problem("status", what, remedy, severity=Severity.WARNING)
    for key in _addressees(edition.case, request.addressees):
        if edition.campaign.addresses[key].postal == "open":
            what = f"Nobody has written down where `{key}` is: letters to it have lines in the place of an address."
            remedy = "Write it into addresses.yaml; or name a --branch, or others with --addressee."
            yield Problem.at(
                "content/addresses.yaml", what, remedy, key=f"addresses.{key}.postal", severity=Severity.WARNING
            )


def _addressees(case: Subject, wanted: Sequence[str]) -> list[str]:
    """The keys of those who get letters; UsageError for one who is no addressee of the case."""
    there = [addressee.address for addressee in case.facts.addressees]
    unknown = [key for key in wanted if key not in there]
    if unknown or not there:
        remedy, names = f"It writes to: {', '.join(there) or 'nobody'}.", unknown or ["anybody"]
        raise UsageError(*[Problem.at("--addressee", f"The case has no letter to `{key}`.", remedy) for key in names])
    return list(dict.fromkeys(wanted)) or there
