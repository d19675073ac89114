"""Letters made: sheets laid out once for each addressee and opening, and each signer's own lines laid over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from packbuilder import printing
from packbuilder.build.edition import composer_of, engine_of
from packbuilder.build.order import Order
from packbuilder.compose.composer import Composer
from packbuilder.compose.envelopes import Placed
from packbuilder.deliver.single import put
from packbuilder.errors import Problem, RenderError
from packbuilder.impose import imposed
from packbuilder.impose.plan import Placement, Plan, Sheet, Side
from packbuilder.impose.source import Source, SourcePage
from packbuilder.letters import lines
from packbuilder.letters.lines import Lines, Setter
from packbuilder.letters.signers import Signer
from packbuilder.model.envelope import Box
from packbuilder.model.loaded import Layout
from packbuilder.model.paper import Size
from packbuilder.plan import Document, page_size
from packbuilder.posted.shown import Shown
from packbuilder.proof import names, post
from packbuilder.typeset.fit import typeset

if TYPE_CHECKING:
    from packbuilder.typeset.engine import Engine

BATCH = 200  # letters whose lines are laid out together: more would not be faster, and take memory
Sorting = Literal["signer", "addressee"]
Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to make: whose, and to whom; no signer for the sheet that stands before those of an addressee."""

    signer: Signer | None
    address: str
    count: int = 0


def letters(signers: Sequence[Signer], addresses: Sequence[str], sorting: Sorting) -> list[Letter]:
    """The letters in the order in which they are printed: signer by signer, or sorted by addressee, with dividers."""
    if sorting == "signer":
        return [Letter(signer, address) for signer in signers for address in addresses]
    sorted_ = []
    for address in addresses:
        sorted_.append(Letter(None, address, len(signers)))
        sorted_ += [Letter(signer, address) for signer in signers]
    return sorted_


@dataclass(frozen=True, slots=True)
class Made:
    """A letter with what it is printed from: its sheet as a PDF (none for a divider), and the page with its lines.

    `posted` is what of it shows to the post.
    """

    letter: Letter
    sheet: bytes | None
    lines: SourcePage
    posted: tuple[Shown, ...] = ()


@dataclass
class Maker:
    """Makes the letters of one language. `aside` keeps the lines that are laid out, for a run that was broken off.

    `file` is what messages call the list, `problems` gathers the rows that fit at no size.
    """

    order: Order
    layout: Layout
    today: date
    file: str
    aside: Path
    problems: list[Problem] = field(default_factory=list)
    _sheets: dict[tuple[str, str], bytes] = field(default_factory=dict)
    _posted: dict[str, Placed] = field(default_factory=dict)

    @cached_property
    def composer(self) -> Composer:
        """What composes the sheets."""
        return composer_of(self.order)

    @cached_property
    def size(self) -> Size:
        """The sheet of a letter in mm."""
        return page_size(self.layout.facts.sheet, self.order.edition.stock)

    @cached_property
    def _engine(self) -> Engine:
        return engine_of(self.order)

    @cached_property
    def _setter(self) -> Setter:
        return Setter(self.layout, self.composer.labels, self.composer.templates, self._engine, self.size)

    def made(self, wanted: Sequence[Letter], step: Step) -> Iterator[Made]:
        """Each letter, in order; rows that fit at no size are told of and left out. `step` hears how many are done."""
        remaining = iter(wanted)
        done = 0
        while batch := list(islice(remaining, BATCH)):
            pages, unfit = self._lines(batch)
            for n, letter in enumerate(batch):
                if letter.signer is None:
                    yield Made(letter, None, pages[n])
                elif n in unfit:
                    self.problems.append(lines.too_long(letter.signer, self.file))
                else:
                    posted = () if self.order.draft else self._post(letter.address)[1]
                    yield Made(letter, self._sheet(letter.signer, letter.address), pages[n], posted)
            done += len(batch)
            step(done, len(wanted))

    def _lines(self, batch: Sequence[Letter]) -> tuple[list[SourcePage], frozenset[int]]:
        """The pages with the lines of a batch, kept aside, and which letters have none that fit."""
        told = [self._told(letter) for letter in batch]
        known = sha256(f"{self.order.edition.code}\n{told!r}".encode()).hexdigest()[:32]
        kept, marked = self.aside / f"{known}.pdf", self.aside / f"{known}.txt"
        if not (kept.is_file() and marked.is_file()):
            pdf, unfit = self._setter.pages(told)
            put(kept, pdf, folders=True)
            put(marked, " ".join(map(str, unfit)).encode())
        numbers = marked.read_text("utf-8").split()
        return Source(kept.read_bytes(), kept.name).pages, frozenset(map(int, numbers))

    def _told(self, letter: Letter) -> Lines:
        labels = self.composer.labels
        if letter.signer is None:
            name = self.order.edition.campaign.addresses[letter.address].name[labels.lang]
            return Lines(divider=(name, labels.plural("%(n)s letter", "%(n)s letters", letter.count)))
        return lines.of(
            letter.signer, labels, labels.date(letter.signer.day or self.today), self._place(letter.address)
        )

    def _place(self, address: str) -> Box | None:
        """Where the sender's lines stand on a letter to an address; for none of them, the narrowest of all places."""
        keys = [address] if address else [one.address for one in self.order.edition.case.facts.addressees]
        places = [view.sender for view, _ in map(self._post, keys) if view and view.sender]
        return min(places, key=lambda place: place.width, default=None)

    def _post(self, address: str) -> Placed:
        if address not in self._posted:
            document = Document(self.order.edition, self.layout, address)
            self._posted[address] = self.composer.posted(document, self.size)
        return self._posted[address]

    def _sheet(self, signer: Signer, address: str) -> bytes:
        """The sheet of a letter without the signer's lines; laid out when the first one asks for it."""
        key = signer.opening or self._openings[signer.chosen(len(self._openings), address)]
        if (address, key) not in self._sheets:
            document = Document(self.order.edition, self.layout, address)
            opening = next((one for one in self.composer.view.openings if one.key == key), None)
            page = self.composer.page(document, {"opening": opening})
            self._sheets[address, key] = printing.single(typeset(self._engine, page))
        return self._sheets[address, key]

    @property
    def _openings(self) -> list[str]:
        """What letters may begin with whoever signs: the letter's own beginning (empty), and the case's."""
        shown = {opening.key for opening in self.composer.view.openings}
        return ["", *(key for key in self.order.edition.case.facts.signed_openings if key in shown)]

    def fitting(self, signers: Sequence[Signer]) -> list[Signer]:
        """Those whose lines fit; of the others it is told."""
        kept: list[Signer] = []
        for first in range(0, len(signers), BATCH):
            some = signers[first : first + BATCH]
            unfit = self._lines([Letter(signer, "") for signer in some])[1]
            self.problems += [lines.too_long(some[n], self.file) for n in sorted(unfit)]
            kept += [signer for n, signer in enumerate(some) if n not in unfit]
        return kept


def together(made: Sequence[Made], size: Size, title: str, lang: str, *, backs: bool) -> bytes:
    """Letters as one file, in order; with `backs`, each on a sheet of its own also where both sides are printed."""
    sheets = list(dict.fromkeys(one.sheet for one in made if one.sheet is not None))
    places = {sheet: number for number, sheet in enumerate(sheets)}
    over = [one.lines for one in made]
    # Of sources, 0 is the first sheet, the next ones are the others, and the last holds all lines.
    sources = [*(Source(sheet, title).pages for sheet in sheets[1:]), over]
    plan = Plan("letters", tuple(
        _sheet(size, None if one.sheet is None else places[one.sheet], n, len(sheets), backs=backs)
        for n, one in enumerate(made)
    ), "long" if backs else None, len(made), size, (1, 1))  # fmt: skip
    return imposed(sheets[0], plan, title, lang, name=title, overlays=sources)


def _sheet(size: Size, source: int | None, number: int, last: int, *, backs: bool) -> Sheet:
    under = [] if source is None else [Placement(0, 0, 0, *size, source=source)]
    front = Side((*under, Placement(number, 0, 0, *size, source=last)))
    return Sheet(*size, (0, 0, *size), front, Side() if backs else None)


def check(pdf: bytes, made: Sequence[Made], name: str, *, backs: bool) -> None:
    """Read letters back.

    RenderError unless there is a page for each letter, it holds the name of its signer, and its envelope shows its
    address and nothing else.
    """
    wanted = [one.letter.signer.name if one.letter.signer else "" for one in made]
    step = 2 if backs else 1
    problems = names.check(pdf, wanted, name, step=step)
    shown = [replace(one, page=n * step + 1) for n, each in enumerate(made) for one in each.posted]
    if problems := problems or post.check(pdf, shown, name):
        raise RenderError(*problems)
