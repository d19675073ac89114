"""What is asked of a mailing: whom it goes to, what it brings, what is said in it; and whether that may be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from packbuilder.errors import Problem, UsageError
from packbuilder.load.links import faults
from packbuilder.load.mailboxes import mailbox
from packbuilder.mail import attachments
from packbuilder.mail.attachments import PACK
from packbuilder.mail.bounces import ID, verp_address
from packbuilder.mail.message import Mailbox
from packbuilder.mail.recipients import ENCODED
from packbuilder.model.campaign import CampaignFile
from packbuilder.model.variant import HOME, Variant

_DIGEST = 8  # hexadecimal digits of a link
_LONGEST = 64  # letters before the @-sign (RFC 5321, 4.5.3.1.1)
_WORD = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class MailRequest:
    """The list, headers of one's own by column, the language of rows that name none.

    `documents` are the layouts to attach in the place of the pack; `link` is where they lie on the web, in the place of
    any attachment; `largest` is in MB; `unsubscribe` are the addresses where one says that one wants no more; `bounces`
    is where mails return to that cannot be delivered, `reply_to` who is answered; `subjects` and `intros` (files) are
    said for all, or for a language as in `ru=…`.
    """

    to: Path
    mapped: Mapping[str, str]
    lang: str = ""
    variant: Variant = HOME
    documents: tuple[str, ...] = ()
    link: str = ""
    largest: float = attachments.LARGEST_MB
    sender: str = ""
    unsubscribe: tuple[str, ...] = ()
    bounces: str = ""
    subjects: tuple[str, ...] = ()
    intros: tuple[str, ...] = ()
    reply_to: str = ""

    @property
    def name(self) -> str:
        """What the mailing is called beside that of the pack itself: by what else is attached, or linked to."""
        documents = set(self.documents) if {*self.documents} - {PACK} else set()
        link = [f"link-{sha256(self.link.encode()).hexdigest()[:_DIGEST]}"] if self.link else []
        return "+".join([*sorted(documents), *link])


@dataclass(frozen=True, slots=True)
class SenderIdentity:
    """Who mails are from, in each language; where one unsubscribes, bounces return to, and answers go.

    `site` is the domain of the campaign's site, which stands in for a sender's where none is named.
    """

    mailboxes: Mapping[str, Mailbox]
    site: str
    unsubscribe: tuple[str, ...] = ()
    bounces: str = ""
    reply_to: Mailbox | None = None

    @property
    def address(self) -> str:
        """The address that mails are from; empty where that is left to a mail program."""
        return next(iter(self.mailboxes.values())).address

    @property
    def domain(self) -> str:
        """The domain that messages are named after."""
        return self.address.rpartition("@")[2] or self.site

    def return_path(self, key: str) -> str:
        """Where a message returns to that cannot be delivered; empty for the sender."""
        return verp_address(self.bounces, key) if self.bounces else ""


def sender_identity(request: MailRequest, settings: CampaignFile) -> SenderIdentity:
    """Who the mails of a campaign are from; UsageError for what is no address."""
    return SenderIdentity(
        mailboxes={lang: sender_mailbox(request.sender, name) for lang, name in settings.name.items()},
        unsubscribe=unsubscribe_urls(request.unsubscribe),
        bounces=bounce_address(request.bounces),
        reply_to=sender_mailbox(request.reply_to, "", "--reply-to") if request.reply_to else None,
        site=(urlsplit(settings.site).hostname or "localhost").encode("idna").decode(),
    )


def sender_mailbox(said: str, name: str, option: str = "--from") -> Mailbox:
    """Who mails are from: an address, or a name with one in angle brackets; else with the campaign's name."""
    if not said:
        return Mailbox(name, "")
    own, address = parseaddr(said)
    why = "" if said.isprintable() and ENCODED not in said else "it holds signs that headers are made of."
    try:
        address = mailbox(address)
    except ValueError as error:
        why = str(error)
    if why:
        remedy = "Write it like: Our campaign <us@example.org>."
        raise UsageError(Problem.at(option, f"`{said}` is no sender: {why}", remedy))
    return Mailbox(own or name, address)


def pack_link(said: str, editions: int) -> str:
    """Where the pack lies on the web; UsageError for an address that may not be printed, or that is one for several."""
    if not said:
        return ""
    wrong = list(faults(said))
    if not wrong and not _WORD.fullmatch(said):
        wrong = [("The address holds letters that not every mail program follows.", "Write it in ASCII, as %D0%90.")]
    if not wrong and editions > 1 and not said.endswith("/"):
        what = "The list asks for several packs, and this is the address of one file."
        wrong = [(what, "Put the folder of the case on the web, and give its address, ending in `/`.")]
    if wrong:
        raise UsageError(*[Problem.at("--link", what, remedy) for what, remedy in wrong])
    return said


def unsubscribe_urls(said: Sequence[str]) -> tuple[str, ...]:
    """Where one says that one wants no more mails: https addresses and mailto; UsageError for anything else.

    Of the first https address `{id}` becomes what the recipient is known by; it is added where it is left out, for one
    click (RFC 8058) asks nobody who they are.
    """
    found: list[str] = []
    for one in said:
        wrong = _wrong(one)
        if wrong:
            raise UsageError(Problem.at("--unsubscribe", wrong, "Say https://…, or mailto:NAME@HOST."))
        needs_id = one.startswith("https://") and ID not in one
        found.append(f"{one}{'&' if urlsplit(one).query else '?'}id={ID}" if needs_id else one)
    return tuple(found)


def bounce_address(said: str) -> str:
    """Where mails return to that cannot be delivered; UsageError for what is no address with the id of a message."""
    why = ""
    try:
        made = mailbox(verp_address(said, "0" * 32)) if said else ""
        if made.find("@") > _LONGEST:
            why = f"With the id, it has more than {_LONGEST} letters before the @-sign."
    except ValueError as error:
        why = str(error)
    if why:
        remedy = f"Say bounces@HOST, or where the id of the message goes: bounces-{ID}@HOST."
        raise UsageError(Problem.at("--bounces-to", f"`{said}` is no address: {why}", remedy))
    return said


def _wrong(url: str) -> str:
    if not _WORD.fullmatch(url) or any(sign in url for sign in "<>,"):
        return f"`{url}` holds what an address in a header may not."
    if url.startswith("mailto:"):
        try:
            mailbox(urlsplit(url).path)
        except ValueError as error:
            return f"`{url}` is no address: {error}"
        return ""
    if not url.startswith("https://"):
        return f"`{url}` is neither an https nor a mailto address."
    return next((what for what, _ in faults(url)), "")
