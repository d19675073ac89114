"""The options on what a mail says and brings, who it is from, and where answers and complaints go."""

from __future__ import annotations

from dataclasses import dataclass

import click

from packbuilder.cli.option_groups import option_group
from packbuilder.cli.transport_options import PREFIX
from packbuilder.mail.attachments import LARGEST_MB

_OPTIONS = (
    click.option(
        "--attach", "documents", multiple=True, metavar="LAYOUT", help="This document in the place of the pack."
    ),
    click.option(
        "--link", default="", metavar="URL", help="Where the pack lies on the web, in the place of attachments."
    ),
    click.option(
        "--max-size",
        "largest",
        type=click.FloatRange(0.01, 100),
        default=LARGEST_MB,
        show_default=True,
        metavar="MB",
        help="How large attachments may be together.",
    ),
    click.option(
        "--from",
        "sender",
        default="",
        envvar=f"{PREFIX}FROM",
        metavar="ADDRESS",
        help="Who it is from: Our campaign <us@example.org>.",
    ),
    click.option(
        "--unsubscribe",
        multiple=True,
        envvar="PACKBUILDER_UNSUBSCRIBE",
        metavar="URL",
        help="Where one says: no more (https for one click, or mailto); may be repeated.",
    ),
    click.option(
        "--bounces-to",
        "bounces",
        default="",
        envvar="PACKBUILDER_BOUNCES",
        metavar="ADDRESS",
        help="Where mails return to: bounces@HOST gets them as bounces+ID@HOST, for --bounces.",
    ),
    click.option(
        "--subject",
        "subjects",
        multiple=True,
        metavar="[LANG=]TEXT",
        help="The subject, in the place of the title; ru=…, once for each language of the list.",
    ),
    click.option(
        "--intro",
        "intros",
        multiple=True,
        metavar="[LANG=]FILE",
        help="Markdown that stands before the words of the case; likewise by language.",
    ),
    click.option(
        "--reply-to",
        default="",
        envvar="PACKBUILDER_REPLY_TO",
        metavar="ADDRESS",
        help="Who gets the answers, if not the sender.",
    ),
)


@dataclass(frozen=True, slots=True)
class MessageOptions:
    """What was said of it, each as `MailRequest` has it."""

    documents: tuple[str, ...]
    link: str
    largest: float
    sender: str
    unsubscribe: tuple[str, ...]
    bounces: str
    subjects: tuple[str, ...]
    intros: tuple[str, ...]
    reply_to: str


with_message_options = option_group(MessageOptions, "message", _OPTIONS)
