"""A job: what the person asked for, made once and passed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from packbuilder.model.base import Audience
from packbuilder.model.paper import Stock
from packbuilder.model.variant import HOME, Variant


@dataclass(frozen=True, slots=True)
class Job:
    """One build, as it was asked for.

    `root` is the campaign folder, `out` where the cases go, `today` the day that expiry is reckoned from. `cases`
    empty stands for all of them; `langs` and `only` (names of layouts) empty for no choice.
    `branches` (their ids) empty for an edition of no branch. `paper` is what is printed on, None for that of the
    branch; `audience` is who it is made for, `duplex` the edge on which the printer turns it. `strict` makes warnings
    errors, `draft` lets gaps pass and marks every page. `all_or_nothing` delivers no case of which anything is refused,
    `pack_without` makes packs without what is. `store` is whether
    finished documents are had from the person's store, and kept there.
    """

    root: Path
    out: Path
    today: date
    cases: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = (HOME,)
    branches: tuple[str, ...] = ()
    audience: Audience = "public"
    paper: Stock | None = None
    duplex: Literal["long", "short"] = "long"
    strict: bool = False
    draft: bool = False
    all_or_nothing: bool = False
    pack_without: bool = False
    store: bool = True

    @property
    def partial(self) -> bool:
        """Whether only a part is made, and the rest of what is there stays."""
        some = self.langs or self.only or self.variants != (HOME,) or self.branches or self.paper
        return bool(some) or self.audience != "public"
