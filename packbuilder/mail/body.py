"""The words of a mail: what the case says in its title, standfirst and summary, where to read on, what is attached."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from babel.units import format_unit
from markupsafe import Markup

from packbuilder.compose.composer import Composer
from packbuilder.compose.plain_text import paragraphs, plain, typed
from packbuilder.mail.attachments import PACK, AttachedFile, Pack

_UNFIT = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|]+')  # what one system or another refuses in the name of a file
_LONGEST_NAME = 80  # letters
_MB, _KB = 1_000_000, 1_000


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A line around something that is shown: an address with what it leads to, or the name of a file."""

    shown: str
    before: str = ""
    after: str = ""
    url: str = ""
    strong: bool = False

    @property
    def text(self) -> str:
        """The line in plain text, where an address on the web is written out."""
        return plain(self.before + (self.url if self.url.startswith("http") else self.shown) + self.after)


@dataclass(frozen=True, slots=True)
class MailBody:
    """What a mail says, in one language; `standfirst`, `intro` and `summary` are HTML."""

    lang: str
    dir: Literal["ltr", "rtl"]
    accent: str
    subject: str
    greeting: str
    title: str
    standfirst: Markup
    intro: Markup
    heading: str
    summary: Markup
    lines: tuple[BodyLine, ...]
    campaign: str
    imprint: str
    unsubscribe: BodyLine | None = None

    @property
    def text(self) -> str:
        """The whole in plain text: a paragraph is a line, which mail programs break where they like."""
        head = [self.greeting, *paragraphs(self.intro), self.title, *paragraphs(self.standfirst)]
        head += [self.heading, *paragraphs(self.summary), *(line.text for line in self.lines)]
        parts = [plain(part) for part in head if part]
        foot = [plain(self.campaign), plain(self.imprint), *([self.unsubscribe.text] if self.unsubscribe else [])]
        return "\n\n".join(parts) + "\n\n-- \n" + "\n".join(foot) + "\n"


@dataclass(frozen=True)
class BodyWriter:
    """Writes the words of one edition, with a subject and an introduction of this mailing's own, if there are any."""

    composer: Composer
    subject: str = ""
    intro: str = ""

    def body(self, pack: Pack, name: str, link: str = "", unsubscribe: str = "") -> MailBody:
        """The words for somebody; `link` is where the pack lies on the web, `unsubscribe` where one ends these."""
        view, labels, settings = self.composer.view, self.composer.labels, self.composer.edition.campaign.settings
        texts = view.texts
        title = texts["title"].plain
        summary = texts.get("summary")
        return MailBody(
            lang=labels.lang,
            dir=labels.direction,
            accent=settings.look.accent,
            subject=self.subject or plain(title),
            intro=self.composer.typography.block(self.intro),
            greeting=labels("Dear %(name)s,", name=name) if name else labels("Dear friends,"),
            title=title,
            standfirst=_unmarked(texts["standfirst"].body) if "standfirst" in texts else Markup(),
            heading=summary.plain if summary else "",
            summary=_unmarked(summary.body) if summary else Markup(),
            lines=self._lines(pack, link),
            campaign=settings.name[labels.lang],
            imprint=view.imprint.striptags(),
            unsubscribe=self._labelled(
                "To receive no more of these mails: %(url)s", "url", BodyLine(unsubscribe, url=unsubscribe)
            )
            if unsubscribe
            else None,
        )

    def file_name(self, file: AttachedFile) -> str:
        """What an attachment is called, in the reader's own script: Пакет кампании – Жезказган.pdf."""
        if file.layout == PACK:
            return named(f"{self.composer.labels('Campaign pack')} – {self.composer.view.texts['title'].plain}", ".pdf")
        kind = self.composer.view.texts["title"].plain
        return named(f"{kind} – {file.path.rpartition('/')[2].removesuffix('.pdf')}", ".pdf")

    def _lines(self, pack: Pack, link: str) -> tuple[BodyLine, ...]:
        case = self.composer.view.case
        appeal = BodyLine(case.appeal_text, url=case.appeal_url, strong=True)
        lines = [self._labelled("The appeal on the web: %(url)s", "url", appeal)]
        if case.archived:
            lines.append(BodyLine(self.composer.labels("archive, as of %(date)s", date=case.as_of)))
        elif case.act_until:
            lines.append(BodyLine(case.act_until, before=self.composer.labels("Act until") + " "))
        label = self.composer.labels("Protest by e-mail")
        for mail in protest.mails if (protest := self.composer.view.protest) else ():
            lines.append(BodyLine(", ".join(mail.mailboxes), before=f"{label}: ", url=mail.url))
        for file in pack.files:
            size = self._size(len(file.data))
            if link:
                address = f"{link}{file.path}" if link.endswith("/") else link
                download = BodyLine(typed(address), after=f" ({size})", url=address)
                lines.append(self._labelled("To download: %(url)s", "url", download))
                lines.append(self._labelled("Checksum (SHA-256): %(sum)s", "sum", BodyLine(file.sha256)))
            else:
                lines.append(
                    self._labelled("Attached: %(files)s", "files", BodyLine(self.file_name(file), after=f" ({size})"))
                )
        return tuple(lines)

    def _labelled(self, label: str, blank: str, line: BodyLine) -> BodyLine:
        """A line in the blank of a label."""
        before, _, after = self.composer.labels(label, **{blank: "\0"}).partition("\0")
        return replace(line, before=before, after=line.after + after)

    def _size(self, size: int) -> str:
        locale = self.composer.labels.locale
        if size >= _MB:
            return str(format_unit(round(size / _MB, 1), "digital-megabyte", "short", locale=locale))
        return str(format_unit(max(1, round(size / _KB)), "digital-kilobyte", "short", locale=locale))


def _unmarked(html: Markup) -> Markup:
    """Words without the marks of what an update changed in them."""
    return html.replace(Markup("<mark>"), "").replace(Markup("</mark>"), "")


def named(words: str, ending: str) -> str:
    """Words as the name of a file on any system."""
    name = plain(_UNFIT.sub(" ", words)).strip(". ")
    if len(name) > _LONGEST_NAME:
        name = name[:_LONGEST_NAME].rpartition(" ")[0] or name[:_LONGEST_NAME]
    return (name.rstrip(". –-") or "pack") + ending
