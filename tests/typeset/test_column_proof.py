"""Columns that are proven to be too small by themselves are those that run over among all the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from packbuilder.compose.composed import ComposedDocument
from packbuilder.typeset import columns
from packbuilder.typeset.column_proof import measured, overfilled
from packbuilder.typeset.engine import Engine, collected_warnings
from packbuilder.typeset.fit import typeset
from packbuilder.typeset.misfits import misfits
from tests.typeset.house import engine, page

Html = Any  # and what is laid out of it: WeasyPrint is untyped
WORDS = " ".join(f"word{number}" for number in range(12))
RULES = (
    ".side{position:relative;width:80mm;height:80mm;break-after:page}.side:last-child{break-after:auto}"
    ".spread{position:absolute;top:18mm;height:44mm;width:38mm}#b{right:0}p{margin:0}"
    # What depends on what stands before it, and on how many there are, holds for a column by itself as well.
    ".spread + .spread p:nth-last-child(2){font-weight:700}p:first-line{font-size:1.2em}"
)


def columns_of(first: int, second: int, *, sizes: tuple[float, float] = (8, 12)) -> ComposedDocument:
    """Two columns of so many paragraphs beside each other, and one on a second page."""
    text = f"<p>{WORDS}</p>"
    two = f'<div id="a" class="spread">{text * first}</div><div id="b" class="spread">{text * second}</div>'
    body = f'<section class="side"><h1>A title</h1>{two}</section>'
    body += f'<section class="side"><div id="c" class="spread">{text}</div></section>'
    return page(body, RULES, pages=(2, 2), sizes=sizes)


@pytest.mark.parametrize("size", [8.0, 9.0, 10.0, 11.0, 12.0])
@pytest.mark.parametrize("column", ["a", "b", "c"])
def test_a_column_runs_over_by_itself_as_it_does_among_the_rest(column: str, size: float) -> None:
    """To the hundredth of a percent of its height; what has room by itself has room there."""
    made = columns_of(2, 1)
    with collected_warnings():
        html = engine().parse(made)
        whole = engine().lay_out(made, html, size)
        alone = overfilled(engine(), made, html, column, size)
    over = {one.where for one in misfits(whole, 2) if one.kind == "height"}
    assert (alone is not None) == (column in over)
    assert alone is None or alone == pytest.approx(columns.fill_ratios(whole)[column], abs=1e-4)


@pytest.mark.parametrize("size", [8.0, 10.0, 12.0])
def test_all_columns_need_by_themselves_what_they_need_among_the_rest(size: float) -> None:
    """So does what stands at a foot of fixed size, which has more lines here than it is designed for."""
    made = columns_of(2, 1)
    foot = (
        '<p class="lines" data-lines="1" style="position:absolute;width:20mm;font-size:6pt">One two three four five</p>'
    )
    made = replace(made, html=made.html.replace("<h1>", f"{foot}<h1>"))
    with collected_warnings():
        html = engine().parse(made)
        told = measured(engine(), made, html, size)
        whole = engine().lay_out(made, html, size)
    assert told.fill == pytest.approx(columns.fill_ratios(whole), abs=1e-4)
    assert set(told.fill) == {"a", "b", "c"}
    assert told.room == (not [one for one in misfits(whole, 2) if one.kind == "height"])
    assert told.foot == columns.growth_mm(whole) > 0


def test_without_columns_nothing_is_laid_out_by_itself() -> None:
    """A placard has none."""
    made = page("<p>Words</p>")
    with collected_warnings():
        told = measured(engine(), made, engine().parse(made), 9)
    assert (told.fill, told.room, told.foot) == ({}, True, 0)


def test_some_of_them_run_over_and_some_do_not() -> None:
    """What the test above compares is not the same thing all the time."""
    made = columns_of(2, 1)
    with collected_warnings():
        html = engine().parse(made)
        found = {overfilled(engine(), made, html, name, size) is None for name in "abc" for size in (8, 12)}
    assert found == {True, False}


def test_a_first_size_that_is_right_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is larger is refused by the column that is full."""
    made = columns_of(2, 1)
    best = typeset(engine(), made).font_pt
    assert 8 < best < 12
    whole: list[float] = []
    lay_out = Engine.lay_out

    def counted(self: Engine, composed: ComposedDocument, html: Html, size: float) -> Html:
        if len(list(html.etree_element.iter("p"))) == 4:
            whole.append(size)
        return lay_out(self, composed, html, size)

    monkeypatch.setattr(Engine, "lay_out", counted)
    assert typeset(engine(), made, best).font_pt == best
    assert whole == [best]


def test_where_most_texts_come_out_changes_no_result() -> None:
    """The search begins there, and ends where it ends."""
    made = columns_of(2, 1)
    best = typeset(engine(), made).font_pt
    for usual in (8.0, 9.5, 12.0):
        facts = made.facts.model_copy(update={"type": made.facts.type.model_copy(update={"usual": usual})})
        assert typeset(engine(), replace(made, facts=facts)).font_pt == best
