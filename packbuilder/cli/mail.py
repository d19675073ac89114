"""packbuilder mail: the pack to each recipient of a list, as drafts or through a mail server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import TypedDict, Unpack

import click

from packbuilder.cli import list_options, mail_report, options
from packbuilder.cli.campaign_folder import job_of, selected_branches
from packbuilder.cli.exit_codes import EXIT_CODES
from packbuilder.cli.mail_records import addressed, with_records_options
from packbuilder.cli.message_options import MessageOptions, with_message_options
from packbuilder.cli.messages import print_problems, refuse_rows
from packbuilder.cli.transport_options import TransportOptions, with_transport_options
from packbuilder.deliver.private import Private
from packbuilder.errors import Problem, UsageError
from packbuilder.job import Job
from packbuilder.mail.delivery import Selection
from packbuilder.mail.request import MailRequest
from packbuilder.model.audience import Audience
from packbuilder.model.paper import Stock
from packbuilder.model.variant import HOME, VARIANTS


class _Options(TypedDict):
    root: Path | None
    case: str
    list_: Path
    columns: Sequence[tuple[str, str]]
    lang: str | None
    branches: Sequence[str]
    audience: Audience
    paper: Stock | None
    variant: str
    sending: bool
    trial: str
    dry_run: bool
    limit: int | None
    only_failed: bool
    unknown: bool
    again: bool
    out: Path | None
    allow_bad_rows: bool
    today: datetime | None
    message: MessageOptions
    transport: TransportOptions


@click.command(epilog=EXIT_CODES)
@options.ROOT
@click.option("--case", metavar="SLUG", help="The case whose pack is mailed.")
@click.option(
    "--to",
    "list_",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A CSV list: e-mail, name, language, branch.",
)
@list_options.COLUMNS
@click.option("--lang", metavar="CODE", help="The language of rows that name none; else the first of the case.")
@options.BRANCHES
@options.AUDIENCE
@options.PAPER
@click.option(
    "--variant",
    type=click.Choice(list(VARIANTS)),
    default=HOME.name,
    show_default=True,
    help="Which pack: home as printed, email with small pictures, phone in one column …",
)
@with_message_options
@click.option(
    "--send", "sending", is_flag=True, help="Send, by SMTP unless another way is said. Without it, nothing ever leaves."
)
@click.option(
    "--test",
    "trial",
    default="",
    metavar="ADDRESS",
    help="Send the first message to this address alone, marked [TEST]; as often as you like.",
)
@click.option("--dry-run", is_flag=True, help="Only show what would go where; nothing is written or sent.")
@click.option("--limit", type=click.IntRange(1), default=None, metavar="N", help="At most so many now.")
@click.option("--only-failed", is_flag=True, help="With --send: only those to whom it could not be delivered.")
@click.option("--unknown", is_flag=True, help="With --send: only those of whom nobody knows whether it arrived.")
@click.option("--again", is_flag=True, help="Also to those who have been sent an earlier edition of this case.")
@click.option("--out", type=click.Path(path_type=Path), help="Where the case lies instead of out/.")
@list_options.BAD_ROWS
@options.TODAY
@with_records_options
@with_transport_options
def mail(**given: Unpack[_Options]) -> None:
    """Make one message for each recipient, with the pack that was built, in the recipient's language.

    They are drafts in out/SLUG/mail/, to be looked at and sent from a mail program, unless --send is given. The
    user name and the password of the server come from PACKBUILDER_SMTP_USER and PACKBUILDER_SMTP_PASSWORD, or the
    password from the keyring. A run that was broken off goes on where it was: nobody is written to twice.
    """
    from packbuilder.mail.mailing import mailing  # WeasyPrint comes with it

    _refuse_contradictions(given)
    job, transport = _job(given), given["transport"]
    to_try = addressed("--test", given["trial"]) if given["trial"] else ""
    whole = mailing(job, _request(given), Private(job.root, make=not given["dry_run"] and not to_try))
    print_problems(whole.problems)
    selection = Selection(
        given["limit"] or 0, only_failed=given["only_failed"], again=given["again"], unknown=given["unknown"]
    )
    if given["dry_run"]:
        mail_report.show(whole, selection, sending=given["sending"])
    elif to_try:
        mail_report.trial(whole, to_try, transport.transport(whole.sender))
    elif given["sending"]:
        mail_report.send(job, whole, selection, transport.transport(whole.sender), transport.policy)
    else:
        mail_report.write(job, whole, selection)
    refuse_rows(whole.problems, allowed=given["allow_bad_rows"])


def _job(given: _Options) -> Job:
    whole = job_of(given["root"], given["today"], given["out"])
    branches = selected_branches(whole.root, given["branches"])
    return replace(whole, cases=(given["case"],), branches=branches, audience=given["audience"], paper=given["paper"])


def _request(given: _Options) -> MailRequest:
    lang, variant = given["lang"] or "", VARIANTS[given["variant"]]
    return MailRequest(given["list_"], dict(given["columns"]), lang, variant, **asdict(given["message"]))


def _refuse_contradictions(given: _Options) -> None:
    """UsageError for what cannot be meant."""
    if not given["sending"]:
        if not given["trial"]:
            given["transport"].refuse_for_drafts()
        for option, said in (("--only-failed", given["only_failed"]), ("--unknown", given["unknown"])):
            if said:
                remedy = "Say --send with it; drafts are made of the whole list."
                raise UsageError(Problem.at(option, "Drafts do not fail.", remedy))
    if given["only_failed"] and given["unknown"]:
        what, remedy = "Those whom it failed and those of whom nobody knows are different ones.", "Say one of them."
        raise UsageError(Problem.at("--unknown", what, remedy))
    if len(set(given["branches"])) > 1 or "all" in given["branches"]:
        what, remedy = "Rows that name no branch get the pack of one.", "Name one; others stand in the list."
        raise UsageError(Problem.at("--branch", what, remedy))
