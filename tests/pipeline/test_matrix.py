"""Every branch with every case, on every paper, with imprints as short and as long as the law can ask for.

All four by ten by five by two in all languages would take an hour. Here each branch meets each case once; each of them
meets every size of page (A3 takes the pages of A4, Tabloid those of Letter), and the longest and the shortest imprint.
Each document of a case is made for two branches, once on a page as low as Letter's and once on a higher one, so that it
meets every branch, every size and both imprints. What fits at the smallest size of its type is built: that size alone
is laid out, without being printed. Of letters and placards it is the first one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import product

import pytest

from packbuilder.check import imprint
from packbuilder.model.loaded import Branch, Campaign
from packbuilder.model.paper import Stock
from packbuilder.model.variant import VARIANTS
from packbuilder.typeset.boxes import page_box, walk
from tests.pipeline import laying
from tests.pipeline.laying import bare, said
from tests.typeset import house

# As short as somebody can say who and where they are; and a publisher, a printer and a person with names, streets and
# towns as long as there are.
SHORTEST = {"imprint": "AK, Weg 1, 1010 Ulm", "printer": "AK, Weg 1, 1010 Ulm"}
LONGEST = {
    "imprint": "Kasachstan-Solidaritätskomitee der Gewerkschaftsjugend Berlin-Brandenburg e. V., "
    "Karl-Liebknecht-Straße 123, Hinterhaus, Aufgang C, 10178 Berlin-Friedrichshain",
    "printer": "Genossenschaftsdruckerei Offsetwerkstatt Südostkreuzberg mbH & Co. KG, Wilhelm-Kabus-Straße 118–120, "
    "10829 Berlin-Schöneberg",
    "responsible": "Maria-Magdalena Schwarzenberger-Hohenstein, Karl-Liebknecht-Straße 123, 10178 Berlin",
}
PAPERS = ((Stock.A4, Stock.A3), (Stock.LETTER, Stock.TABLOID), (Stock.LEGAL,), (Stock.COMMON,))
LARGE_PT = 18
PT_PER_PX = 0.75
BRANCHES = sorted(file.stem for file in (house.ROOT / "content/branches").glob("*.yaml"))
CASES = sorted(file.parent.name for file in (house.ROOT / "content/cases").glob("*/case.yaml"))


@dataclass(frozen=True)
class Cell:
    """One of the matrix: a branch, a case, a paper, and the longest or the shortest lawful imprint."""

    branch: str
    case: str
    paper: Stock
    longest: bool
    half: int

    @property
    def documents(self) -> list[str]:
        """Every other type of document."""
        return sorted(laying.layouts())[self.half :: 2]

    def __str__(self) -> str:
        return f"{self.branch}-{self.case}-{self.paper}-{'longest' if self.longest else 'shortest'}"


def cells() -> list[Cell]:
    """Papers go round, so that each branch and each case meets all of them; every fifth imprint is a short one."""
    found = []
    for (b, branch), (c, case) in product(enumerate(BRANCHES), enumerate(CASES)):
        size = (b + c) % len(PAPERS)
        alike = PAPERS[size]
        found.append(Cell(branch, case, alike[c // 2 % len(alike)], (b + 4 * c) % 5 != 0, (size // 2 + c) % 2))
    return found


@cache
def campaign() -> Campaign:
    return laying.campaign(house.ROOT)


def lawful(branch: Branch, data: dict[str, str]) -> Branch:
    """The branch with all that the law of its country wants; nobody is named where that is dangerous."""
    own = {key: value for key, value in data.items() if key != "imprint"}
    if campaign().law.danger_in(branch.facts.country):
        own.pop("responsible", None)
    lines = dict.fromkeys(branch.facts.languages, data["imprint"])
    return replace(branch, facts=branch.facts.model_copy(update={**own, "imprint": lines}))


def test_the_matrix_holds_what_it_says() -> None:
    """Each branch with each case, each of both with each size of page, each paper and branch with each imprint."""
    there, sizes = cells(), {paper: n for n, alike in enumerate(PAPERS) for paper in alike}
    assert set(sizes) == set(Stock)
    assert len(BRANCHES) >= 4
    assert len(CASES) >= 10
    assert {(one.branch, one.case) for one in there} == set(product(BRANCHES, CASES))
    assert {(one.branch, sizes[one.paper]) for one in there} == set(product(BRANCHES, range(len(PAPERS))))
    assert {(one.case, sizes[one.paper]) for one in there} == set(product(CASES, range(len(PAPERS))))
    assert {(one.branch, one.longest) for one in there} == set(product(BRANCHES, (True, False)))
    assert {(sizes[one.paper], one.longest) for one in there} == set(product(range(len(PAPERS)), (True, False)))
    assert {one.paper for one in there} == set(Stock)
    for name in laying.layouts():
        met = [one for one in there if name in one.documents]
        low = {Stock.LETTER, Stock.TABLOID, Stock.COMMON}
        assert {(one.case, one.paper in low) for one in met} == set(product(CASES, (True, False)))
        assert {(one.branch, one.longest) for one in met} == set(product(BRANCHES, (True, False)))
        assert {sizes[one.paper] for one in met} == set(range(len(PAPERS)))


@pytest.mark.parametrize("cell", cells(), ids=str)
def test_each_branch_builds_each_case(cell: Cell) -> None:
    """In one of its languages, those that few cases have before the others.

    The whole imprint stands in each document that says whose it is, and nothing but a missing legal datum is refused.
    """
    case, whole = laying.case(campaign(), cell.case), LONGEST if cell.longest else SHORTEST
    branch = lawful(campaign().branches[cell.branch], whole)
    assert list(imprint.required(campaign(), branch, list(laying.layouts().values()))) == []
    spoken = [lang for lang in branch.facts.languages if lang in case.texts]
    lang = next((lang for lang in spoken if lang not in {"en", "ru"}), spoken[len(cell.case) % len(spoken)])
    made = list(laying.documents(campaign(), case, lang, cell.documents, stock=cell.paper, branch=branch))
    assert len(made) >= 3
    shown = {one.composed.layout: "".join(said(one)) for one in made}
    told = {name for name, text in shown.items() if bare(whole["imprint"]) in text}
    assert told == set(shown)
    assert all(bare(whole["printer"]) in text for text in shown.values())


@pytest.mark.parametrize("case", CASES)
def test_each_case_flows_in_large_print(case: str) -> None:
    """In the language with the longest words that it has: no place of a fixed size is left for larger type.

    Nothing is smaller than 18 pt, the names above lines to write on among it.
    """
    made = laying.case(campaign(), case)
    lang = next(lang for lang in ("de", "ru", "en") if lang in made.texts)
    documents = list(laying.documents(campaign(), made, lang, variant=VARIANTS["large"]))
    assert len(documents) >= 3
    for one in documents:
        boxes = [box for page in one.document.pages for box in walk(page_box(page))]
        sizes = {box.text.strip(): box.style["font_size"] * PT_PER_PX for box in boxes if hasattr(box, "text")}
        small = {text: size for text, size in sizes.items() if text and size < LARGE_PT - 0.01}
        assert small == {}, one.composed.layout
