"""The options that several commands share, and what each of them completes to on the Tab key."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import get_args

import click

from packbuilder.cli.campaign_folder import campaign_of
from packbuilder.model.audience import Audience
from packbuilder.model.paper import Stock
from packbuilder.model.variant import HOME, VARIANTS
from packbuilder.workspace import locations

_YEARS = 1900, 2999


def _cases(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    campaign = campaign_of(context.params.get("root"))
    return [slug for slug in (campaign.cases if campaign else ()) if slug.startswith(begun)]


def languages(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """The languages of the campaign that begin so."""
    campaign = campaign_of(context.params.get("root"))
    return [lang for lang in (campaign.settings.languages if campaign else ()) if lang.startswith(begun)]


def _layouts(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    campaign = campaign_of(context.params.get("root"))
    names = locations.layouts(locations.layouts_folders(campaign.root)) if campaign else []
    printed = campaign.settings.documents if campaign else None
    return [name for name in names if name.startswith(begun) and (not printed or name in {*printed, "pack"})]


def _branches(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    campaign = campaign_of(context.params.get("root"))
    return [name for name in (*(campaign.branches if campaign else ()), "all") if name.startswith(begun)]


def _stock(_: click.Context, __: click.Parameter, said: str | None) -> Stock | None:
    return Stock(said) if said else None


def _within_years(_: click.Context, __: click.Parameter, said: datetime | None) -> datetime | None:
    """A day that can be reckoned with, forwards and backwards; click's own refusal for any other."""
    if said is not None and not _YEARS[0] <= said.year <= _YEARS[1]:
        raise click.BadParameter(f"say a day of the years {_YEARS[0]} to {_YEARS[1]}")
    return said


VARIANT = click.option(
    "--variant",
    "variants",
    multiple=True,
    type=click.Choice([*VARIANTS, "all"]),
    help=f"{', '.join(VARIANTS)}, or all; may be repeated. The usual one is {HOME}.",
)
PAPER = click.option(
    "--paper",
    type=click.Choice([stock.value for stock in Stock]),
    callback=_stock,
    help="The paper that is printed on, else that of the branch, or A4; common: unscaled on A4 and on Letter.",
)
BRANCHES = click.option(
    "--branch",
    "branches",
    multiple=True,
    metavar="ID",
    shell_complete=_branches,
    help="An edition for this branch: its embassy, paper, languages, pickets, imprint; may be repeated, or all.",
)
AUDIENCE = click.option(
    "--audience",
    type=click.Choice(get_args(Audience)),
    default="public",
    show_default=True,
    help="Who it is made for: whatever is cleared for others only is left out.",
)
DUPLEX = click.option(
    "--duplex",
    type=click.Choice(["long", "short"]),
    default="long",
    show_default=True,
    help="The edge on which the printer turns a sheet to print its back.",
)
ROOT = click.option(
    "--root",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    is_eager=True,
    help="The campaign folder; else the nearest one upwards that holds content/campaign.yaml.",
)
CASES = click.option(
    "--case", "cases", multiple=True, metavar="SLUG", shell_complete=_cases, help="A case; may be given several times."
)
LANGS = click.option(
    "--lang",
    "langs",
    multiple=True,
    metavar="CODE",
    shell_complete=languages,
    help="Only this language; may be given several times.",
)
ONLY = click.option(
    "--only",
    multiple=True,
    metavar="LAYOUT",
    shell_complete=_layouts,
    help="Only this layout (leaflet, pack …); may be repeated.",
)
TODAY = click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    callback=_within_years,
    help="Reckon with this day instead of today.",
)
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    help="The table of what is missing, late or refused, as text, JSON or a page of HTML.",
)
STRICT = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
