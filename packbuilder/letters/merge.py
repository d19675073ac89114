"""Letters made: sheets laid out once for each addressee and opening, over them each signer's lines, laid out once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from packbuilder import printing
from packbuilder.compose.composer import Composer
from packbuilder.compose.font_set import FontSet
from packbuilder.compose.post_view import Placed
from packbuilder.errors import Problem, RenderError
from packbuilder.impose.layers import Layer, LayeredSheets
from packbuilder.letters import overlays
from packbuilder.letters.checkpoint import Checkpoint
from packbuilder.letters.overlays import Overlay, OverlayTypesetter
from packbuilder.letters.signers import Signer
from packbuilder.model.envelope import Box
from packbuilder.model.loaded import Layout
from packbuilder.model.paper import Size
from packbuilder.pdf.source import SourcePage, SourcePdf
from packbuilder.pipeline.target import Target
from packbuilder.pipeline.tickets import composer_of
from packbuilder.plan import Document, page_size
from packbuilder.proof import signed_letters as proof
from packbuilder.typeset.engine import Engine
from packbuilder.typeset.fit import typeset

BATCH = 200  # signers whose lines are laid out together: more would not be faster, and take memory
Sorting = Literal["signer", "addressee"]
Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class SignedLetter:
    """One letter to make: whose, and to whom; no signer for the sheet that stands before those of an addressee."""

    signer: Signer | None
    address: str
    count: int = 0


def in_print_order(signers: Sequence[Signer], addresses: Sequence[str], sorting: Sorting) -> list[SignedLetter]:
    """The letters in the order in which they are printed: signer by signer, or sorted by addressee, with dividers."""
    if sorting == "signer":
        return [SignedLetter(signer, address) for signer in signers for address in addresses]
    sorted_ = []
    for address in addresses:
        sorted_.append(SignedLetter(None, address, len(signers)))
        sorted_ += [SignedLetter(signer, address) for signer in signers]
    return sorted_


@dataclass
class OpenBatch:
    """The batch of signers whose lines have been read: their pages by place and line."""

    batch: int
    pages: dict[Box | None, dict[int, SourcePage]] = field(default_factory=dict)


@dataclass
class LetterMerge:
    """Makes the letters of one language, each on a sheet of its own also where both sides are printed, with `backs`.

    `signers` are all of that language, `checkpoint` keeps what is laid out of theirs, for a run that was broken off.
    """

    target: Target
    layout: Layout
    signers: Sequence[Signer]
    checkpoint: Checkpoint
    backs: bool
    _sheets: dict[tuple[str, str], SourcePdf] = field(default_factory=dict)
    _posted: dict[str, Placed] = field(default_factory=dict)
    _open: OpenBatch = field(default_factory=lambda: OpenBatch(-1))

    @cached_property
    def composer(self) -> Composer:
        """What composes the sheets."""
        return composer_of(self.target)

    @cached_property
    def size(self) -> Size:
        """The sheet of a letter in mm."""
        return page_size(self.layout.facts.sheet, self.target.edition.stock)

    @cached_property
    def title(self) -> str:
        """What a file of letters says of itself."""
        return self.composer.labels("Signed letters: %(what)s", what=self.composer.view.texts["title"].plain)

    @cached_property
    def _engine(self) -> Engine:
        return Engine(FontSet.of(self.target.fonts))

    @cached_property
    def _setter(self) -> OverlayTypesetter:
        return OverlayTypesetter(self.layout, self.composer.labels, self.composer.templates, self._engine, self.size)

    def fitting(self, addresses: Sequence[str], file: str, step: Step) -> tuple[list[Signer], list[Problem]]:
        """The signers whose lines fit on letters to these addresses; of the others it is told. `file` is the list's.

        `step` hears of how many signers the lines have been laid out.
        """
        places = list(dict.fromkeys(map(self._place, addresses)))
        kept: list[Signer] = []
        for first in range(0, len(self.signers), BATCH):
            some, laid_over = self._overlays(first // BATCH)
            fits = [
                {n for _, fit in self.checkpoint.rounds(laid_over, place, self._setter) for n in fit}
                for place in places
            ]
            kept += [signer for n, signer in enumerate(some) if all(n in fit for fit in fits)]
            step(first + len(some), len(self.signers))
        there = {signer.line for signer in kept}
        return kept, [overlays.too_long(signer, file) for signer in self.signers if signer.line not in there]

    def file(self, wanted: Sequence[SignedLetter], name: str, step: Step) -> bytes:
        """Letters as one file, in order, read back; `name` is what messages call it, `step` hears how many are done.

        They must be of signers whose lines fit.
        """
        laid = LayeredSheets(self.size, self.title, self.target.edition.lang, len(wanted), self.backs)
        below: dict[tuple[str, str], Layer] = {}
        above: dict[tuple[int, Box | None], Layer] = {}  # by the signer's line and the place of the sender
        for n, letter in enumerate(wanted):
            if letter.signer is None:
                laid.add([laid.layer(self._divider(letter))])
                continue
            sheet = letter.address, self._opening(letter.signer, letter.address)
            if sheet not in below:
                below[sheet] = laid.sheet(self._sheet(*sheet))
            own = letter.signer.line, self._place(letter.address)
            if own not in above:
                above[own] = laid.layer(self._page(*own))
            laid.add([below[sheet], above[own]])
            if n % BATCH == 0:
                step(n, len(wanted))
        data = laid.file()
        self._check(data, wanted, name)
        step(len(wanted), len(wanted))
        return data

    @cached_property
    def _batch(self) -> dict[int, int]:
        """In which batch a signer is, by the line in the list."""
        return {signer.line: n // BATCH for n, signer in enumerate(self.signers)}

    def _overlays(self, batch: int) -> tuple[Sequence[Signer], list[Overlay]]:
        some = self.signers[batch * BATCH : (batch + 1) * BATCH]
        return some, [overlays.overlay_of(signer, self.composer.labels) for signer in some]

    def _page(self, line: int, place: Box | None) -> SourcePage:
        """The page with the lines of a signer. A batch is read at a time, and stays until another one is asked for."""
        if self._open.batch != (batch := self._batch[line]):
            self._open = OpenBatch(batch)
        if place not in self._open.pages:
            some, laid_over = self._overlays(batch)
            found = self._open.pages[place] = {}
            for pages in self.checkpoint.groups(laid_over, place, self._setter):
                found |= {some[n].line: page for n, page in pages.items()}
        return self._open.pages[place][line]

    def _divider(self, letter: SignedLetter) -> SourcePage:
        """The page of the sheet that stands before the letters to an addressee."""
        labels = self.composer.labels
        name = self.target.edition.campaign.addresses[letter.address].name[labels.lang]
        divider = Overlay(divider=(name, labels.plural("%(n)s letter", "%(n)s letters", letter.count)))
        [pages] = self.checkpoint.groups([divider], None, self._setter)
        return pages[0]

    def _place(self, address: str) -> Box | None:
        """Where the sender's lines stand on a letter to an address."""
        view, _ = self._post(address)
        return view.sender if view else None

    def _post(self, address: str) -> Placed:
        if address not in self._posted:
            document = Document(self.target.edition, self.layout, address)
            self._posted[address] = self.composer.posted(document, self.size)
        return self._posted[address]

    def _sheet(self, address: str, opening: str) -> SourcePdf:
        """The sheet of a letter without the signer's lines; laid out when the first one asks for it."""
        if (address, opening) not in self._sheets:
            document = Document(self.target.edition, self.layout, address)
            chosen = next((one for one in self.composer.view.openings if one.key == opening), None)
            composed = self.composer.compose(document, {"opening": chosen}).coded(self.target.edition.code)
            self._sheets[address, opening] = SourcePdf(printing.single(typeset(self._engine, composed)), self.title)
        return self._sheets[address, opening]

    def _opening(self, signer: Signer, address: str) -> str:
        """The key of what a letter begins with: the letter's own beginning (empty), or one of the case's."""
        return signer.opening or self._openings[signer.chosen(len(self._openings), address)]

    @cached_property
    def _openings(self) -> list[str]:
        """What letters may begin with whoever signs: the letter's own beginning (empty), and the case's."""
        shown = {opening.key for opening in self.composer.view.openings}
        return ["", *(key for key in self.target.edition.case.facts.signed_openings if key in shown)]

    def _check(self, pdf: bytes, made: Sequence[SignedLetter], name: str) -> None:
        """Read letters back.

        RenderError unless there is a page for each letter, it holds the name of its signer, and its envelope shows its
        address and nothing else.
        """
        seen = {one.address: () if self.target.draft else self._post(one.address)[1] for one in made}
        wanted = [proof.Signed(one.signer.name, seen[one.address]) if one.signer else None for one in made]
        if problems := proof.check(pdf, wanted, name, step=2 if self.backs else 1):
            raise RenderError(*problems)
