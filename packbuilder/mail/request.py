"""What is asked of a mailing: whom it goes to, what it brings, and what is said in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from packbuilder.mail import sizes
from packbuilder.mail.attachments import PACK
from packbuilder.model.variant import Variant

_DIGEST = 8  # hexadecimal digits of a link


@dataclass(frozen=True, slots=True)
class MailRequest:
    """The list, headers of one's own by column, the language of rows that name none.

    `documents` are the layouts to attach in the place of the pack; `link` is where they lie on the web, in the place of
    any attachment; `largest` is in MB; `stop` are the addresses where one says that one wants no more; `bounces` is
    where mails return to that cannot be delivered, `reply_to` who is answered; `subjects` and `intros` (files) are said
    for all, or for a language as in `ru=…`.
    """

    to: Path
    mapped: Mapping[str, str]
    lang: str = ""
    variant: Variant = Variant.HOME
    documents: tuple[str, ...] = ()
    link: str = ""
    largest: float = sizes.LARGEST_MB
    sender: str = ""
    stop: tuple[str, ...] = ()
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
