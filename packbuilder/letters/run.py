"""One run: from a list of signers to letters in out/<case>/letters/, by language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from packbuilder.build.cases import orders
from packbuilder.build.order import Order
from packbuilder.check import glyphs
from packbuilder.deliver.batch import Batch, Item
from packbuilder.deliver.lock import WORK, Waits, held
from packbuilder.deliver.private import Private
from packbuilder.deliver.single import drop
from packbuilder.errors import ContentError, LayoutError, Problem, Severity, UsageError
from packbuilder.job import Job
from packbuilder.letters.maker import Made, Maker, Sorting, check, letters, together
from packbuilder.letters.signers import Signer, signers
from packbuilder.lists import slug
from packbuilder.mailboxes import mailbox
from packbuilder.model.loaded import Case, Layout
from packbuilder.plan import Edition
from packbuilder.survey import refuse, survey

FOLDER = "letters"
Step = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Asked:
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
class Done:
    """What came of a run: the files, how many letters are in them, and the rows that could not be used.

    `replaced` are files in whose place others have come, `removed` those that the list makes no more.
    """

    files: tuple[Path, ...]
    letters: int
    problems: tuple[Problem, ...]
    replaced: int
    removed: int


def run(job: Job, asked: Asked, step: Step, waits: Waits) -> Done:
    """Make the letters; `step` hears language, letters done and letters wanted, `waits` of another run to end first.

    Raises what is wrong with the campaign, UsageError for addressees and lists that are none. Rows that cannot be used
    are told of in the result.
    """
    seen = survey(job)
    refuse([one for one in seen.problems if one.concerns(job.langs)], strict=False, draft=job.draft)
    [case] = seen.cases
    layout = next((one for one in seen.layouts.values() if one.facts.each == "signer"), None)
    if layout is None:
        raise LayoutError(Problem("layouts", 0, "each", "No layout is made for signers.", "Add one of `each: signer`."))
    by_lang = {order.edition.lang: order for order in orders(job, seen, case)}
    found: list[Problem] = []
    lang = asked.lang or next(iter(by_lang))
    has = glyphs.house_coverage(seen.loaded()[1])
    openings = case.facts.openings
    listed = signers(
        asked.signers,
        asked.mapped,
        tuple(by_lang),
        lang,
        openings,
        lambda char: ord(char) in has,
        _unwanted(job.root),
        job.today,
        found,
    )
    found += _warnings(case, next(iter(by_lang.values())).edition, asked)
    with held(job.out, case.slug, waits):
        return _laid(job, asked, layout, by_lang, listed, step, found)


def _unwanted(root: Path) -> Callable[[str], bool]:
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


def _laid(  # noqa: PLR0913, PLR0917 - what a run makes, and who hears of it
    job: Job, asked: Asked, layout: Layout, by_lang: Mapping[str, Order], listed: Sequence[Signer], step: Step,
    found: list[Problem],
) -> Done:  # fmt: skip
    """Make the letters of all languages, and then put them in their place."""
    edition = next(iter(by_lang.values())).edition
    group = edition.folder.removesuffix(f"{edition.lang}/")
    batch = Batch(job.out, edition.case.slug, FOLDER, asked.signers, slug(asked.signers), group)
    files: list[Item] = []
    count = 0
    for spoken, order in by_lang.items():
        if own := [signer for signer in listed if signer.lang == spoken]:
            some, number = _made(job, asked, order, layout, own, step, found, batch.name)
            files += some
            count += number
    if not count:
        nothing = Problem(asked.signers.name, 0, "", "No letter can be made of this list.", "Put its rows right.")
        raise ContentError(*found, nothing)
    paths = tuple(batch.lay(files))
    for order in by_lang.values():
        drop(_aside(job, order.edition))
    return Done(paths, count, (*found, *batch.told), batch.replaced, batch.removed)


def _aside(job: Job, edition: Edition) -> Path:
    """Where lines that were laid out are kept until the letters are there."""
    return job.out / WORK / FOLDER / f"{edition.case.slug}-{edition.lang}"


def _made(  # noqa: PLR0913, PLR0917 - one language of a run
    job: Job,
    asked: Asked,
    order: Order,
    layout: Layout,
    own: Sequence[Signer],
    step: Step,
    found: list[Problem],
    name: str,
) -> tuple[list[Item], int]:
    """The files of one language, and the number of letters in them."""
    edition = order.edition
    maker = Maker(order, layout, job.today, asked.signers.name, _aside(job, edition))
    fitting = maker.fitting(own) if asked.sorting == "addressee" else own  # their number stands before the letters
    wanted = letters(fitting, _addressees(edition.case, asked.addressees), asked.sorting)
    made = list(maker.made(wanted, lambda done, whole: step(edition.lang, done, whole)))
    found += maker.problems
    items: list[Item] = []
    for path, data, some in _files(made, maker, asked, name):
        check(data, some, path.rpartition("/")[2], backs=asked.backs)
        items.append((path, partial(bytes, data)))
    return items, sum(one.letter.signer is not None for one in made)


def _files(made: Sequence[Made], maker: Maker, asked: Asked, name: str) -> Iterator[tuple[str, bytes, Sequence[Made]]]:
    """Each file, by its path, with what is in it. No name of a person goes into the name of a file."""
    edition = maker.order.edition
    title = maker.composer.labels("Signed letters: %(what)s", what=maker.composer.view.texts["title"].plain)
    printed = [one for one in made if one.letter.signer is not None]
    if not printed:
        return
    if not asked.each:
        data = together(made, maker.size, title, edition.lang, backs=asked.backs)
        yield f"{edition.folder}{name}.pdf", data, made
        return
    for one in printed:
        signer = one.letter.signer
        path = f"{edition.folder}{name}/{signer.line if signer else 0:05}-{one.letter.address}.pdf"
        yield path, together([one], maker.size, title, edition.lang, backs=asked.backs), [one]


def _warnings(case: Case, edition: Edition, asked: Asked) -> Iterator[Problem]:
    """What letters would lack, or should not ask for any more."""
    file = case.source.file
    if case.facts.status != "open":
        what = f"The case is {case.facts.status}: letters of it are of its time, and dated today all the same."
        remedy = "See that they are still meant."
        yield Problem(file, case.source.line("status"), "status", what, remedy, Severity.WARNING)
    for key in _addressees(edition.case, asked.addressees):
        if edition.campaign.addresses[key].postal == "open":
            what = f"Nobody has written down where `{key}` is: letters to it have lines in the place of an address."
            remedy = "Write it into addresses.yaml; or name a --branch, or others with --addressee."
            yield Problem("content/addresses.yaml", 0, f"addresses.{key}.postal", what, remedy, Severity.WARNING)


def _addressees(case: Case, wanted: Sequence[str]) -> list[str]:
    """The keys of those who get letters; UsageError for one who is no addressee of the case."""
    there = [addressee.address for addressee in case.facts.addressees]
    unknown = [key for key in wanted if key not in there]
    if unknown or not there:
        known = ", ".join(there) or "nobody"
        names = unknown or ["anybody"]
        raise UsageError(*[
            Problem("--addressee", 0, "", f"The case has no letter to `{key}`.", f"It writes to: {known}.")
            for key in names
        ])  # fmt: skip
    return list(dict.fromkeys(wanted)) or there
