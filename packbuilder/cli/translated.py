"""packbuilder translated: say that translations are as their source is now."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from packbuilder import load
from packbuilder.cli import options
from packbuilder.cli.campaign_folder import campaign_at
from packbuilder.cli.exit_codes import EXIT_CODES
from packbuilder.deliver.single import put
from packbuilder.errors import ContentError, ErrorCollector, Problem, UsageError
from packbuilder.usecases.translations import requested, stamped_files


@click.command(epilog=EXIT_CODES)
@click.argument("case", metavar="CASE")
@click.argument("lang", metavar="LANG")
@click.argument("texts", metavar="[TEXT]…", nargs=-1)
@options.ROOT
@click.option("--diff", is_flag=True, help="Only show what has changed in the source since; nothing is written.")
def translated(*, case: str, lang: str, texts: Sequence[str], root: Path | None, diff: bool) -> None:
    """Say that the translations of CASE into LANG are as their source is now.

    With TEXT (story, letter …) only those. The fingerprint of the source goes into the front matter of each, and a copy
    of it into LANG/_source/, so that it can be told what changed since. Run it when a translation is finished, again
    when it is brought up to date.
    """
    campaign = campaign_at(root)
    if case not in campaign.cases:
        there = ", ".join(campaign.cases) or "no case yet"
        raise UsageError(Problem.at("CASE", f"There is no case `{case}`.", f"There is: {there}."))
    problems = ErrorCollector()
    loaded = load.case(campaign, case, problems)
    if loaded is None:
        raise ContentError(*problems)
    wanted = requested(campaign, loaded, lang, texts)
    for one in wanted if diff else ():
        click.echo(f"{one.text.file}: {one.freshness}")
        click.echo("\n".join(one.difference), nl=bool(one.difference))
    for path, data in () if diff else stamped_files(campaign.root, wanted):
        put(path, data, folders=True)
    if not diff:
        click.echo(f"{len(wanted)} translation(s) into {lang} are as their source is now.")
