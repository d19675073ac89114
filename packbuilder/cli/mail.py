"""packbuilder mail: the pack to each recipient of a list, as drafts or through a mail server."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from packbuilder.cli import list_options, mail_records, options
from packbuilder.cli.campaign_folder import day, home_of, local
from packbuilder.cli.exit_codes import EXIT_CODES
from packbuilder.cli.messages import print_problems, refuse_rows
from packbuilder.cli.transport_options import PREFIX, TransportOptions, with_transport_options
from packbuilder.job import Job
from packbuilder.model.audience import Audience
from packbuilder.model.paper import Stock
from packbuilder.model.variant import HOME, VARIANTS


@click.command(epilog=EXIT_CODES)
@options.ROOT
@click.option("--case", metavar="SLUG", help="The case whose pack is mailed.")
@click.option(
    "--to", "list_", type=click.Path(path_type=Path, dir_okay=False),
    help="A CSV list: e-mail, name, language, branch.",
)  # fmt: skip
@list_options.COLUMNS
@click.option("--lang", metavar="CODE", help="The language of rows that name none; else the first of the case.")
@options.BRANCHES
@options.AUDIENCE
@options.PAPER
@click.option("--variant", type=click.Choice(list(VARIANTS)), default=HOME.name, show_default=True,
              help="Which pack: home as printed, email with small pictures, phone in one column …")  # fmt: skip
@click.option("--attach", "documents", multiple=True, metavar="LAYOUT", help="This document in the place of the pack.")
@click.option("--link", default="", metavar="URL", help="Where the pack lies on the web, in the place of attachments.")
@click.option("--max-size", "largest", type=click.FloatRange(0.01, 100), default=7.0, show_default=True, metavar="MB",
              help="How large attachments may be together.")  # fmt: skip
@click.option("--from", "sender", default="", envvar=f"{PREFIX}FROM", metavar="ADDRESS",
              help="Who it is from: Our campaign <us@example.org>.")  # fmt: skip
@click.option("--unsubscribe", "stop", multiple=True, envvar="PACKBUILDER_UNSUBSCRIBE", metavar="URL",
              help="Where one says: no more (https for one click, or mailto); may be repeated.")  # fmt: skip
@click.option("--bounces-to", "bounces", default="", envvar="PACKBUILDER_BOUNCES", metavar="ADDRESS",
              help="Where mails return to: bounces@HOST gets them as bounces+ID@HOST, for --bounces.")  # fmt: skip
@click.option(
    "--send", "sending", is_flag=True, help="Send, by SMTP unless another way is said. Without it, nothing ever leaves."
)
@click.option("--subject", "subjects", multiple=True, metavar="[LANG=]TEXT",
              help="The subject, in the place of the title; ru=…, once for each language of the list.")  # fmt: skip
@click.option("--intro", "intros", multiple=True, metavar="[LANG=]FILE",
              help="Markdown that stands before the words of the case; likewise by language.")  # fmt: skip
@click.option("--reply-to", default="", envvar="PACKBUILDER_REPLY_TO", metavar="ADDRESS",
              help="Who gets the answers, if not the sender.")  # fmt: skip
@click.option("--test", "trial", default="", metavar="ADDRESS",
              help="Send the first message to this address alone, marked [TEST]; as often as you like.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Only show what would go where; nothing is written or sent.")
@click.option("--limit", type=click.IntRange(1), default=None, metavar="N", help="At most so many now.")
@click.option("--only-failed", is_flag=True, help="With --send: only those to whom it could not be delivered.")
@click.option("--unknown", is_flag=True, help="With --send: only those of whom nobody knows whether it arrived.")
@click.option("--again", is_flag=True, help="Also to those who have been sent an earlier edition of this case.")
@click.option("--out", type=click.Path(path_type=Path), help="Where the case lies instead of out/.")
@list_options.BAD_ROWS
@options.TODAY
@mail_records.with_records_options
@with_transport_options
def mail(  # noqa: PLR0913 - one parameter an option
    *, root: Path | None, case: str, list_: Path, columns: Sequence[tuple[str, str]], lang: str | None, link: str,
    branches: Sequence[str], audience: Audience, paper: Stock | None, variant: str, documents: Sequence[str],
    largest: float, sender: str, stop: Sequence[str], bounces: str, subjects: Sequence[str], intros: Sequence[str],
    reply_to: str, trial: str, sending: bool, dry_run: bool, limit: int | None, only_failed: bool, unknown: bool,
    again: bool, allow_bad_rows: bool, out: Path | None, today: datetime | None, transport: TransportOptions,
) -> None:  # fmt: skip
    """Make one message for each recipient, with the pack that was built, in the recipient's language.

    They are drafts in out/SLUG/mail/, to be looked at and sent from a mail program, unless --send is given. The
    user name and the password of the server come from PACKBUILDER_SMTP_USER and PACKBUILDER_SMTP_PASSWORD, or the
    password from the keyring. A run that was broken off goes on where it was: nobody is written to twice.
    """
    from packbuilder.cli import mail_report
    from packbuilder.deliver.private import Private
    from packbuilder.mail.delivery import Selection
    from packbuilder.mail.mailing import mailing
    from packbuilder.mail.request import MailRequest

    _sensible(transport, trial, sending=sending, only_failed=only_failed, unknown=unknown, branches=branches)
    home = home_of(root)
    where, folder = local(home, branches), out or home / "out"
    job = Job(home, folder, day(today), (case,), branches=where, audience=audience, paper=paper)
    asked = MailRequest(list_, dict(columns), lang or "", VARIANTS[variant], tuple(documents), link=link,
                        largest=largest, sender=sender, stop=tuple(stop), bounces=bounces,
                        subjects=tuple(subjects), intros=tuple(intros), reply_to=reply_to)  # fmt: skip
    choice = Selection(limit or 0, only_failed=only_failed, again=again, unknown=unknown)
    to_try = mail_records.addressed("--test", trial) if trial else ""
    whole = mailing(job, asked, Private(home, make=not dry_run and not to_try))
    print_problems(whole.problems)
    if dry_run:
        mail_report.show(whole, choice, sending=sending)
    elif to_try:
        mail_report.trial(whole, to_try, transport.transport(whole.sender))
    elif sending:
        mail_report.send(job, whole, choice, transport.transport(whole.sender), transport.pace)
    else:
        mail_report.write(job, whole, choice)
    refuse_rows(whole.problems, allowed=allow_bad_rows)


def _sensible(  # noqa: PLR0913 - what can contradict itself
    transport: TransportOptions,
    trial: str,
    *,
    sending: bool,
    only_failed: bool,
    unknown: bool,
    branches: Sequence[str],
) -> None:
    """UsageError for what cannot be meant."""
    from packbuilder.errors import Problem, UsageError

    transport.needed(sending or bool(trial))
    for option in [name for name, said in (("--only-failed", only_failed), ("--unknown", unknown)) if said]:
        if not sending:
            remedy = "Say --send with it; drafts are made of the whole list."
            raise UsageError(Problem.at(option, "Drafts do not fail.", remedy))
    if only_failed and unknown:
        what, remedy = "Those whom it failed and those of whom nobody knows are different ones.", "Say one of them."
        raise UsageError(Problem.at("--unknown", what, remedy))
    if len(set(branches)) > 1 or "all" in branches:
        what, remedy = "Rows that name no branch get the pack of one.", "Name one; others stand in the list."
        raise UsageError(Problem.at("--branch", what, remedy))
