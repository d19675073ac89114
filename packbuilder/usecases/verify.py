"""Leading a printed code, or a file, back to its edition; and what has changed in the campaign since."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import get_args
from unicodedata import digit, normalize

from packbuilder import plan
from packbuilder.deliver import batch, ledger, manifest
from packbuilder.deliver.artifact import Entry, sha256_of
from packbuilder.errors import Problem, RenderError
from packbuilder.job import Job
from packbuilder.model.base import Audience
from packbuilder.model.loaded import Case
from packbuilder.model.paper import Stock
from packbuilder.model.record import Record
from packbuilder.pipeline import contents, contents_document
from packbuilder.pipeline.records import record
from packbuilder.plan import CODE_LENGTH, Editions
from packbuilder.preflight.checks import Preflight
from packbuilder.usecases import today
from packbuilder.usecases.record_changes import changes

CODE = re.compile(rf"[0-9a-f]{{{CODE_LENGTH}}}")
# As the last line of each page has it: zhezkazgan/en 3f9a2c1
_PRINTED = re.compile(rf"\b([a-z0-9]+(?:-[a-z0-9]+)*)/([a-z]{{2,3}}(?:-[A-Za-z0-9]+)*)\s+({CODE.pattern})\b")
# Draft or not, for whom, and on which paper.
_KINDS = tuple(product((False, True), get_args(Audience), Stock))
# What people read for the signs of a code, folded: Latin o, i and l, and the Cyrillic letters of the same shape.
_ALIKE = str.maketrans("oоlіi|!асеьвзб", "00111" + "11ace" + "bb36")


@dataclass(frozen=True, slots=True)
class Printed:
    """What a page says of itself, or who typed it: `case` and `lang` are empty where only the code was typed."""

    case: str
    lang: str
    code: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of a code.

    `record` is what it was made from, None where nobody kept it; `now` is the document, or the edition, that stands in
    its place today, None where the campaign makes none such; `changes` says in sentences what differs in the edition.
    """

    code: str
    record: Record | None
    now: Record | None
    changes: tuple[str, ...]

    @property
    def current(self) -> bool:
        """Whether it is what would be built today."""
        return self.now is not None and self.now.code == self.code


def printed(pdf: bytes, name: str) -> list[Printed]:
    """The editions that the pages of a PDF name, each once; RenderError for what cannot be read."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with closing(PdfDocument(pdf)) as document:
            texts = [page.get_textpage().get_text_range() for page in document]
    except PdfiumError as error:
        what = f"This is no PDF that can be read: {str(error).rstrip('.')}."
        raise RenderError(Problem.at(name, what, "Name a PDF.")) from error
    return list(dict.fromkeys(Printed(*match) for text in texts for match in _PRINTED.findall(text)))


def listed(pdf: bytes, out: Path) -> list[Printed]:
    """The editions of which a file is listed just as it is, so that nobody need read its pages."""
    digest = sha256_of(pdf)
    codes = dict.fromkeys(
        str(entry.get("code", entry["edition"])) for entry in _listed(out) if entry.get("sha256") == digest
    )
    known = [ledger.find(out, code) for code in codes if CODE.fullmatch(code)]
    return [Printed(one.case, one.lang, one.code) for one in known if one]


def ours(pdf: bytes) -> bool:
    """Whether a file is a PDF that packbuilder made: it says so of itself, or its pages name an edition."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(pdf)
    except PdfiumError:
        return False
    try:
        said = document.get_metadata_value("Producer")
    finally:
        document.close()
    return said == "packbuilder" or bool(printed(pdf, ""))


def typed(words: str) -> Printed | None:
    """What somebody typed from paper, with case and language before the code or without; None if there is no code.

    Letters are taken for those of a code that they look like, also Cyrillic ones; spaces, dots, hyphens do not count.
    """
    case, _, rest = words.strip().rpartition("/")
    lang, _, last = rest.strip().partition(" ") if case else ("", "", rest)
    code = "".join(_read(char) for char in normalize("NFKC", last) if char.isalnum() or char in "|!")
    return Printed(case.strip(), lang, code) if CODE.fullmatch(code) else None


def _read(char: str) -> str:
    """A letter or digit as a code holds it: digits of any script, and what looks like one of its own."""
    return str(digit(char)) if digit(char, None) is not None else char.casefold().translate(_ALIKE)


def altered(claim: Printed, pdf: bytes, out: Path) -> bool | None:
    """Whether a file is none of those that were built with its code; None where no such file is listed any more."""
    listed = [entry for entry in _listed(out) if claim.code in {entry.get("edition"), entry.get("code")}]
    return all(entry["sha256"] != sha256_of(pdf) for entry in listed) if listed else None


def _listed(out: Path) -> Iterator[Entry]:
    """The files of all manifests below a folder, and those that lists have made."""
    yield from batch.listed(out)
    for file in sorted(out.glob(f"*/{manifest.NAME}")):
        if file.is_file() and (whole := manifest.parsed(file.read_bytes())) is not None:
            yield from manifest.entries(whole)


@dataclass(frozen=True)
class Register:
    """Every edition that the campaign makes today: each case, language, branch, paper and audience."""

    job: Job
    seen: Preflight

    @cached_property
    def editions(self) -> Mapping[str, Record]:
        """The editions by their code."""
        return {one.code: one for one in _editions(self.job, self.seen)}

    def verdict(self, code: str) -> Verdict:
        """What is known of a code."""
        if code in self.editions:
            return Verdict(code, self.editions[code], self.editions[code], ())
        kept = ledger.find(self.job.out, code)
        if kept is None:
            return Verdict(code, None, None, ())
        now = next((one for one in self.editions.values() if _place(one) == _place(kept)), None)
        if now is not None and kept.document:
            now = self._document(kept, now)
        return Verdict(code, kept, now, tuple(changes(kept, now)) if now and now.code != code else ())

    def _document(self, kept: Record, edition: Record) -> Record | None:
        """The document that would be made today in the place of one of another edition; None where its type has gone.

        Of the same edition it is the same. Else it is made: mostly all that has changed is in other documents. Where
        it would be refused, the edition stands for it.
        """
        same = edition.code == kept.edition
        code = kept.code if same else today.codes(self.job, self.seen, kept).get(kept.document)
        if code:
            return edition.of_document(code, kept.document, kept.layout, kept.variant)
        return edition if kept.layout in self.seen.workspace.layouts else None


def _editions(job: Job, seen: Preflight) -> Iterator[Record]:
    editions = seen.editions(job.today)
    campaign = editions.campaign
    for case in seen.cases:
        for branch in (None, *campaign.branches.values()):
            for lang, (draft, audience, stock) in product(plan.languages(campaign, case, (), branch), _KINDS):
                edition = editions.of(case, lang, branch, audience, stock, draft=draft)
                yield record(edition, editions.material, draft=draft)
    if contents_document.layout_of(seen.workspace.layouts) is not None:
        yield from _contents(editions, seen.cases)


def _contents(editions: Editions, cases: Sequence[Case]) -> Iterator[Record]:
    """The contents of the campaign, in each language that a case speaks."""
    for lang, (draft, audience, stock) in product(editions.campaign.settings.languages, _KINDS):
        if some := contents.spoken(cases, lang):
            case = contents.contents(editions.campaign, some, lang, audience)
            edition = editions.of(case, lang, audience=audience, stock=stock, draft=draft)
            yield record(edition, editions.material, draft=draft)


def _place(one: Record) -> tuple[object, ...]:
    """What two editions have in common of which the later takes the place of the earlier."""
    return one.case, one.lang, one.branch, one.audience, one.paper, one.draft
