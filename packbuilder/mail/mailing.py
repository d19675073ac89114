"""One run: from a list and the finished packs to messages, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from packbuilder import plan
from packbuilder.deliver.journal import NAME
from packbuilder.deliver.private import Known, Private
from packbuilder.errors import ContentError, ErrorCollector, Problem, Severity, UsageError
from packbuilder.job import Job
from packbuilder.load.spelling import suggestion
from packbuilder.mail import attachments
from packbuilder.mail.attachments import Pack, WantedFiles, packs
from packbuilder.mail.body import BodyWriter
from packbuilder.mail.bounces import ID
from packbuilder.mail.custom_wording import CustomWording, custom_wording, refuse_secrets
from packbuilder.mail.delivery_status import FOLDER
from packbuilder.mail.message import MessageHeaders, PdfAttachment, encoded, message
from packbuilder.mail.recipients import OfferedLanguages, Recipient, recipients
from packbuilder.mail.request import MailRequest, SenderIdentity, pack_link, sender_identity
from packbuilder.model.loaded import Campaign, Case, Layout
from packbuilder.pipeline.build import targets
from packbuilder.pipeline.tickets import composer_of
from packbuilder.preflight.checks import Preflight, preflight, refuse
from packbuilder.usecases.verify import Register

_TEMPLATE = ("_mail", "mail.html")
_WRAPPED = 1.4  # how much larger a file is in a message, at most


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """A message to make: to whom, with what, and what it is known by."""

    recipient: Recipient
    pack: Pack
    key: str
    who: str

    @property
    def path(self) -> str:
        """The path of its draft below the folder of its list: no address goes into the name of a file."""
        return f"{self.recipient.lang}/{self.recipient.line:05}.eml"


@dataclass(frozen=True)
class Mailing:
    """All messages of a run, and the rows of the list that could not be used."""

    case: str
    folder: Path
    source: Path
    mails: tuple[OutgoingMail, ...]
    problems: tuple[Problem, ...]
    writers: Mapping[WantedFiles, BodyWriter]
    identity: SenderIdentity
    link: str
    private: Private
    name: str
    _wrapped: dict[WantedFiles, tuple[bytes, ...]] = field(default_factory=dict, repr=False)

    @property
    def journal(self) -> Path:
        """Where its journal lies: each mailing of a case has its own."""
        return self.folder / (f"{Path(NAME).stem}-{self.name}.jsonl" if self.name else NAME)

    def trial(self, address: str, moment: datetime) -> bytes:
        """The first message as one's own trial of it, marked in its subject, and known by nothing."""
        first = self.mails[0]
        mail = replace(first, recipient=replace(first.recipient, address=address), key=token_hex(16))
        return self.data(mail, moment, unsent=False, mark="[TEST] ")

    def data(self, mail: OutgoingMail, moment: datetime, *, unsent: bool, mark: str = "") -> bytes:
        """The bytes of a message."""
        writer, pack, to, identity = self.writers[mail.pack.wanted], mail.pack, mail.recipient, self.identity
        unsubscribe = tuple(one.replace(ID, mail.key) for one in identity.unsubscribe)
        body = writer.body(pack, to.name, self.link, unsubscribe[0] if unsubscribe else "")
        body = replace(body, subject=mark + body.subject)
        html = writer.composer.templates.render(_TEMPLATE[0], {"mail": body}, _TEMPLATE[1])
        parts = () if self.link else self._parts(pack)
        head = MessageHeaders(
            key=mail.key,
            case=self.case,
            sender=identity.mailboxes[to.lang],
            domain=identity.domain,
            to_name=to.name,
            to=to.address,
            moment=moment,
            unsubscribe=unsubscribe,
            unsent=unsent,
            reply_to=identity.reply_to,
        )
        return message(head, body, html, parts)

    def _parts(self, pack: Pack) -> tuple[bytes, ...]:
        """The files of an edition as they stand in each of its messages: wrapped once in a run."""
        if pack.wanted not in self._wrapped:
            name = self.writers[pack.wanted].file_name
            self._wrapped[pack.wanted] = tuple(encoded(PdfAttachment(name(file), file.data)) for file in pack.files)
        return self._wrapped[pack.wanted]

    @property
    def list(self) -> str:
        """What messages call the list."""
        return self.source.name

    @property
    def sender(self) -> str:
        """The address that they are from; empty where that is left to a mail program."""
        return self.identity.address

    def remember(self, mails: Sequence[OutgoingMail]) -> None:
        """Note in the private folder whom the ids of messages stand for, before anybody can answer them."""
        day = datetime.now(UTC).date().isoformat()
        journal = f"{self.case}/{FOLDER}/{self.journal.name}"
        self.private.remember(Known(mail.key, mail.recipient.address, self.case, journal, day) for mail in mails)

    def size(self, mails: Sequence[OutgoingMail]) -> int:
        """How many bytes the drafts take, at most."""
        return sum(int((0 if self.link else mail.pack.size) * _WRAPPED) + 50_000 for mail in mails)


def mailing(job: Job, request: MailRequest, private: Private) -> Mailing:
    """Read the list, find the packs that it asks for, and make ready to write.

    Raises what is wrong with the campaign, with what is asked for, and with the packs: nothing is sent of a case that
    would be refused today. Rows that cannot be used are told of in the result.
    """
    seen = preflight(job)
    refuse([one for one in seen.problems if one.severity is not Severity.WARNING], strict=False, draft=False)
    [case] = seen.cases
    campaign, _ = seen.workspace.whole()
    _there(request.documents, seen.workspace.layouts)
    problems = ErrorCollector()
    listed = recipients(request.to, request.mapped, _spoken(job, request, campaign, case), problems)
    wanted = {one: _wanted(job, request, campaign, case.slug, one) for one in listed}
    link = pack_link(request.link, len(set(wanted.values())))
    ready = packs(
        job.out / case.slug, list(dict.fromkeys(wanted.values())), request.documents, Register(job, seen).editions
    )
    if not link:
        attachments.refuse_oversized(ready.values(), request.largest)
    identity = sender_identity(request, campaign.settings)
    langs = list(dict.fromkeys(one.lang for one in listed))
    said = custom_wording(request.subjects, request.intros, langs, campaign.settings.languages)
    writers = _writers(job, seen, case, list(ready), said)
    known_by = ("message", request.name) if request.name else ("message",)
    mails = tuple(_mails({one: ready[w] for one, w in wanted.items()}, private, known_by, request.to.name, problems))
    folder = job.out / case.slug / FOLDER
    made = tuple(problems)
    return Mailing(case.slug, folder, request.to, mails, made, writers, identity, link, private, request.name)


def _mails(
    packs: Mapping[Recipient, Pack], private: Private, known_by: Sequence[str], file: str, problems: ErrorCollector
) -> Iterator[OutgoingMail]:
    """A message for each recipient but those who are never written to."""
    never = private.never()
    for one, pack in packs.items():
        who = private.who(one.address)
        if who in never:
            what, remedy = "Nobody writes to this address any more (--never).", "The row is left out."
            problems.add(Problem.at(file, what, remedy, line=one.line, key="email", severity=Severity.WARNING))
        else:
            yield OutgoingMail(one, pack, private.digest(*known_by, pack.code, one.address.casefold()), who)


def _there(documents: Sequence[str], layouts: Mapping[str, Layout]) -> None:
    """UsageError for what is to be attached and is no layout."""
    there = [name for name, one in layouts.items() if one.facts.each not in {"signer", "campaign"}]
    unknown = [name for name in documents if name not in there]
    problems = [
        Problem.at("--attach", f"There is no document `{name}`.", suggestion(name, there, "Name a layout."))
        for name in unknown
    ]
    if problems:
        raise UsageError(*problems)


def _spoken(job: Job, request: MailRequest, campaign: Campaign, case: Case) -> OfferedLanguages:
    branches = {name: plan.languages(campaign, case, (), branch) for name, branch in campaign.branches.items()}
    languages = {"": plan.languages(campaign, case), **branches}
    branch = next(iter(job.branches), "")
    if request.lang and request.lang not in languages[branch]:
        what = f"There is no pack in `{request.lang}`."
        raise ContentError(Problem.at("--lang", what, f"There is: {', '.join(languages[branch])}."))
    return OfferedLanguages(languages, request.lang, branch)


def _wanted(job: Job, request: MailRequest, campaign: Campaign, slug: str, one: Recipient) -> WantedFiles:
    stock = job.paper or plan.usual_stock(campaign.branches.get(one.branch))
    return WantedFiles(slug, one.branch, one.lang, job.audience, request.variant, stock.label, job.paper)


def _writers(
    job: Job, seen: Preflight, case: Case, wanted: Sequence[WantedFiles], said: CustomWording
) -> Mapping[WantedFiles, BodyWriter]:
    """What writes the words of each edition, with those that the person says."""
    found: dict[WantedFiles, BodyWriter] = {}
    for branch in dict.fromkeys(one.branch for one in wanted):
        made = targets(replace(job, branches=(branch,) if branch else (), langs=()), seen, case)
        by_lang = {target.edition.lang: target for target in made}
        for one in wanted:
            if one.branch == branch:
                edition = by_lang[one.lang].edition
                refuse_secrets(said, one.lang, edition.secrets)
                intro = said.intros[one.lang].body if one.lang in said.intros else ""
                found[one] = BodyWriter(composer_of(by_lang[one.lang]), said.subjects.get(one.lang, ""), intro)
    return found
