"""Printing conditions: what a print shop's press makes of inks, by the names they are registered under.

The names are those of the ICC's registry of characterisation data (www.color.org). PDF/X-4 asks for the profile of the
condition itself, so a condition without a profile of a free licence makes a file that names it and claims no standard.
"""

from __future__ import annotations

from dataclasses import dataclass

from packbuilder.model.paper import MM_PER_IN, Stock

# The shares of cyan, magenta, yellow and black, 0 to 1.
Inks = tuple[float, float, float, float]

# All inks together, 1 for each: what dries on any paper; coated paper takes 300 % (duon, Total Area Coverage).
TOTAL_INK = 2.8


@dataclass(frozen=True, slots=True)
class Condition:
    """A printing condition.

    `name` is the registered one, `title` what people call it; `bleed_mm` what print shops that print to it ask for;
    `profile` a file in profiles/, None where none may be passed on.
    """

    name: str
    title: str
    bleed_mm: float
    profile: str | None


# Bleed: 3 mm, in America an eighth of an inch (headlandprinters.co.uk, legendaryink.com).
FOGRA39 = Condition("FOGRA39", "Offset on coated paper, ISO 12647-2 (FOGRA39)", 3.0, "fogra39.icc")
GRACOL = Condition("CGATS TR 006", "Offset on coated paper, GRACoL2006 (CGATS TR 006)", MM_PER_IN / 8, "gracol2006.icc")


def condition_for(stock: Stock) -> Condition:
    """The condition that print shops work to where this paper is sold."""
    return GRACOL if stock in {Stock.LETTER, Stock.LEGAL, Stock.TABLOID} else FOGRA39
