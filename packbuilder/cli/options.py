"""The options that several commands share, and what each of them completes to on the Tab key."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import get_args

import click

from packbuilder.cli.campaign_folder import campaign_of
from packbuilder.model.audience import Audience
from packbuilder.model.paper import Stock
from packbuilder.model.variant import Variant

_YEARS = 1900, 2999
EXIT_CODES = """\b
Exit codes: 0 done, 1 a bug, 2 usage, 3 content, 4 layout does not fit or is faulty,
5 rendering or proof, 6 delivery, 130 interrupted, 143 or 129 ended by another signal."""


def _cases(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    campaign = campaign_of(context.params.get("root"))
    return [slug for slug in (campaign.cases if campaign else ()) if slug.startswith(begun)]


def languages(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """The languages of the campaign that begin so."""
    campaign = campaign_of(context.params.get("root"))
    return [lang for lang in (campaign.settings.languages if campaign else ()) if lang.startswith(begun)]


def _layouts(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    from packbuilder.workspace import locations

    campaign = campaign_of(context.params.get("root"))
    names = locations.layouts(locations.layouts_folders(campaign.root)) if campaign else []
    printed = campaign.settings.documents if campaign else None
    return [name for name in names if name.startswith(begun) and (not printed or name in {*printed, "pack"})]


def _branches(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    campaign = campaign_of(context.params.get("root"))
    return [name for name in (*(campaign.branches if campaign else ()), "all") if name.startswith(begun)]


def _mapped(_: click.Context, __: click.Parameter, said: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Headers with the columns that they are of, in the order in which they were said; else click's own refusal."""
    from packbuilder.lists import JOINED, column_names

    found: dict[str, str] = {}
    for one in said:
        before, sign, header = one.partition("=")
        name, more = before.removesuffix("+"), before.endswith("+")
        if name not in column_names() or not sign or not header.strip():
            raise click.BadParameter(f"write NAME=HEADER, with a name out of: {', '.join(column_names())}")
        if more and name not in JOINED:
            raise click.BadParameter(f"only these are put together by +=: {', '.join(sorted(JOINED))}")
        if header in found or (name in found.values() and not more):
            raise click.BadParameter(f"`{name}` or `{header}` is said twice; what follows is said by +=: name+=HEADER")
        found[header] = name
    return tuple(found.items())


def _of_the_age(_: click.Context, __: click.Parameter, said: datetime | None) -> datetime | None:
    """A day that can be reckoned with, forwards and backwards; click's own refusal for any other."""
    if said is not None and not _YEARS[0] <= said.year <= _YEARS[1]:
        raise click.BadParameter(f"say a day of the years {_YEARS[0]} to {_YEARS[1]}")
    return said


EDITIONS = click.option(
    "--edition", "editions", multiple=True, type=click.Choice([*(v.value for v in Variant), "all"]),
    help="home (the usual one), press, mono, large, screen, email, phone, or all; may be repeated.",
)  # fmt: skip
PAPER = click.option(
    "--paper", type=click.Choice([stock.value for stock in Stock]),
    help="The paper that is printed on, else that of the branch, or A4; common: unscaled on A4 and on Letter.",
)  # fmt: skip
BRANCHES = click.option(
    "--branch", "branches", multiple=True, metavar="ID", shell_complete=_branches,
    help="An edition for this branch: its embassy, paper, languages, pickets, imprint; may be repeated, or all.",
)  # fmt: skip
AUDIENCE = click.option(
    "--audience", type=click.Choice(get_args(Audience)), default="public", show_default=True,
    help="Who it is made for: whatever is cleared for others only is left out.",
)  # fmt: skip
DUPLEX = click.option(
    "--duplex", type=click.Choice(["long", "short"]), default="long", show_default=True,
    help="The edge on which the printer turns a sheet to print its back.",
)  # fmt: skip
ROOT = click.option(
    "--root", type=click.Path(path_type=Path, exists=True, file_okay=False), is_eager=True,
    help="The campaign folder; else the nearest one upwards that holds content/campaign.yaml.",
)  # fmt: skip
CASES = click.option(
    "--case", "cases", multiple=True, metavar="SLUG", shell_complete=_cases, help="A case; may be given several times."
)
LANGS = click.option(
    "--lang", "langs", multiple=True, metavar="CODE", shell_complete=languages,
    help="Only this language; may be given several times.",
)  # fmt: skip
ONLY = click.option(
    "--only", multiple=True, metavar="LAYOUT", shell_complete=_layouts,
    help="Only this layout (leaflet, pack …); may be repeated.",
)  # fmt: skip
TODAY = click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", callback=_of_the_age,
    help="Reckon with this day instead of today.",
)  # fmt: skip
FORMAT = click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]),
    help="The table of what is missing, late or refused, as text, JSON or a page of HTML.",
)  # fmt: skip
STRICT = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
COLUMNS = click.option(
    "--column", "columns", multiple=True, metavar="NAME=HEADER", callback=_mapped,
    help="The header of a column in the list, if it is named otherwise: --column name=Кто; name+=HEADER for another "
    "that is put behind it.",
)  # fmt: skip


BAD_ROWS = click.option(
    "--allow-bad-rows", is_flag=True, help="End well (exit code 0) though rows of the list had to be left out."
)


def day(today: datetime | None) -> date:
    """The day to reckon with: the one that was said, or the person's own."""
    return today.date() if today else date.today()  # noqa: DTZ011 - the person's own calendar day is meant
