"""The options that say what is made of which cases: `build` makes it once, `watch` after each save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

import click

from packbuilder.cli import options
from packbuilder.cli.campaign_folder import day, home_of, selected_branches, selected_cases
from packbuilder.cli.option_groups import option_group
from packbuilder.job import Job
from packbuilder.model.audience import Audience
from packbuilder.model.paper import Stock
from packbuilder.model.variant import HOME, VARIANTS

_OPTIONS = (
    options.ROOT,
    options.CASES,
    click.option("--all", "everything", is_flag=True, help="Every case of the campaign."),
    options.LANGS,
    options.ONLY,
    options.VARIANT,
    options.BRANCHES,
    options.AUDIENCE,
    options.PAPER,
    options.DUPLEX,
    click.option("--out", type=click.Path(path_type=Path), help="Where the cases go instead of out/."),
    options.TODAY,
    options.STRICT,
    click.option("--draft", is_flag=True, help="Build in spite of gaps, and print DRAFT on every page."),
    click.option(
        "--pack-without",
        is_flag=True,
        help="Make packs without the documents that are refused; their contents name them.",
    ),
    click.option("--all-or-nothing", is_flag=True, help="Deliver no case of which any document is refused."),
    click.option("--no-store", is_flag=True, help="Make everything anew, and keep nothing of it for the next time."),
)


@dataclass(frozen=True, slots=True)
class JobOptions:
    """What was said of it."""

    root: Path | None
    cases: Sequence[str]
    everything: bool
    langs: Sequence[str]
    only: Sequence[str]
    variants: Sequence[str]
    branches: Sequence[str]
    audience: Audience
    paper: Stock | None
    duplex: Literal["long", "short"]
    out: Path | None
    today: datetime | None
    strict: bool
    draft: bool
    pack_without: bool
    all_or_nothing: bool
    no_store: bool

    def job(self) -> Job:
        """The job, reckoned from today; UsageError where there is no campaign, or what is asked for is not there."""
        home = home_of(self.root)
        variants = list(VARIANTS) if "all" in self.variants else dict.fromkeys(self.variants or [HOME.name])
        return Job(
            home,
            self.out or home / "out",
            day(self.today),
            cases=selected_cases(home, self.cases, everything=self.everything),
            langs=tuple(self.langs),
            only=tuple(self.only),
            variants=tuple(VARIANTS[name] for name in variants),
            branches=selected_branches(home, self.branches),
            audience=self.audience,
            paper=self.paper,
            duplex=self.duplex,
            strict=self.strict,
            draft=self.draft,
            all_or_nothing=self.all_or_nothing,
            pack_without=self.pack_without,
            store=not self.no_store,
        )


with_job_options = option_group(JobOptions, "asked", _OPTIONS)
