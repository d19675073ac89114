"""The protest itself by e-mail: which mails the links and the code of an edition begin, to whom, with what of a letter.

The one place that decides it: pages, packs, mails and `check` take it from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from packbuilder.compose.mailto import LINK_LIMIT, MailLetter, Mailto, most
from packbuilder.compose.offices import AddressView
from packbuilder.compose.plain_text import paragraphs, plain
from packbuilder.compose.qr import MAIL_VERSION, Level, fits

# Fewest letters of a subject that is shortened for what comes after it: of links, and of codes.
LINK_SUBJECT, CODE_SUBJECT = 24, 8
# Level M before more words: with a stain on a tenth of them, 167 of 168 codes of the campaign's mails were read, and
# none of the same at level L (bench/README.md), which is left for addresses that M does not hold.
_LEVELS: tuple[Level, ...] = ("M", "L")
_HIGHER: Level = "Q"  # where the same words fit


@dataclass(frozen=True, slots=True)
class Party:
    """Those who get the same letter: its name, its offices, and those who get a copy of it."""

    name: str
    offices: tuple[AddressView, ...]
    copies: tuple[AddressView, ...]

    def letter(self, offices: Sequence[AddressView]) -> MailLetter:
        """The letter in plain words; it ends as some of the offices are bidden farewell, if all are so alike."""
        words = self.offices[0].letter
        closings = {plain(one.closing.striptags()) for one in offices}
        closing = closings.pop() if len(closings) == 1 else ""
        body = [said for one in paragraphs(words.body) if (said := plain(one))] if words else []
        return MailLetter(plain(words.plain) if words else "", tuple(body), closing)

    @property
    def copied(self) -> tuple[str, ...]:
        """The mailboxes of those who get a copy."""
        return _boxes(self.copies)


@dataclass(frozen=True, slots=True)
class Begun:
    """A mail that has been begun: the offices it goes to, and with how many sentences of the letter."""

    offices: tuple[AddressView, ...]
    mail: Mailto
    letter: MailLetter
    sentences: int = 0
    level: Level | None = None  # of a code, its error correction

    @property
    def url(self) -> str:
        """The address that opens it."""
        return self.mail.url

    @property
    def to(self) -> tuple[Markup, ...]:
        """The names of the offices."""
        return tuple(one.name for one in self.offices)

    @property
    def mailboxes(self) -> tuple[str, ...]:
        """The mailboxes it goes to."""
        return self.mail.to

    @property
    def has_letter(self) -> bool:
        """Whether it has words of the letter."""
        return self.sentences > 0


@dataclass(frozen=True, slots=True)
class Protest:
    """The mails of an edition.

    `mails` are those of its links: of each letter one to all who get it, or one to each office where the letter's first
    paragraph has no room beside so many mailboxes. `own` has those to each office alone by its key. `code` is that of
    the code, None where no code holds even an address.
    """

    parties: tuple[Party, ...]
    mails: tuple[Begun, ...]
    own: Mapping[str, tuple[Begun, ...]]
    code: Begun | None


def protest(parties: Sequence[Party]) -> Protest | None:
    """The mails to those who may be mailed; None where there are none. The first letter is the code's."""
    if not parties:
        return None
    own = {one.key: tuple(_links(party, (one,), one.mailboxes)) for party in parties for one in party.offices}
    for one in (one for party in parties for one in party.copies if one.key not in own):
        own[one.key] = tuple(_links(replace(parties[0], copies=()), (one,), one.mailboxes, written=False))
    mails = tuple(begun for party in parties for begun in _links(party, party.offices, _boxes(party.offices)))
    return Protest(tuple(parties), mails, own, _code(parties[0]))


def _boxes(offices: Sequence[AddressView]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(box for one in offices for box in one.mailboxes))


def greeting(offices: Sequence[AddressView]) -> str:
    """The salutations of some offices, each once, one a line."""
    return "\r\n".join(dict.fromkeys(said for one in offices if (said := plain(one.salutation.striptags()))))


def _links(
    party: Party, offices: tuple[AddressView, ...], boxes: tuple[str, ...], *, written: bool = True
) -> Iterator[Begun]:
    """A mail to all; to each office, or to a half of its mailboxes, where only that leaves room for what is to be said.

    Unless they are `written` to, the mail has no text: they get copies of what others get.
    """
    letter = party.letter(offices) if written else MailLetter(party.letter(offices).heading)
    whole = _link(offices, boxes, party.copied, letter, greeting(offices) if written else "")
    if whole and whole.sentences >= letter.first:
        yield whole
        return
    half = len(boxes) // 2
    parts = [((one,), one.mailboxes) for one in offices] if len(offices) > 1 else [(offices, boxes[:half])] * bool(half)
    parts += [(offices, boxes[half:])] if len(offices) == 1 and half else []
    apart = [begun for some, own in parts for begun in _links(party, some, own, written=written)]
    gained = max((one.sentences for one in apart), default=0)
    if whole is None or gained >= letter.first or (gained and not whole.sentences):
        yield from apart
    else:
        yield whole


def _link(
    offices: tuple[AddressView, ...], boxes: tuple[str, ...], copies: tuple[str, ...], letter: MailLetter, said: str
) -> Begun | None:
    """The mail that a link holds, with the first paragraph before copies and a long subject; None if no link does."""

    def held(mail: Mailto) -> bool:
        return len(mail.url) <= LINK_LIMIT

    subjects = letter.subjects(LINK_SUBJECT) or ("",)
    found: list[Begun] = []
    for copied in dict.fromkeys((copies, ())):
        for subject in subjects:
            begun = _filled(Begun(offices, Mailto(boxes, copied, subject), letter), said, held)
            if begun and begun.sentences >= letter.first:
                return begun
            found += [begun] if begun else []
        if any(one.has_letter for one in found):
            break
    if found:
        return max(found, key=lambda one: one.sentences)  # of several the first, which has the longest subject
    bare = (Begun(offices, Mailto(boxes, (), subject), letter) for subject in (*subjects, ""))
    return next((one for one in bare if held(one.mail)), None)


def _filled(begun: Begun, said: str, held: Callable[[Mailto], bool]) -> Begun | None:
    """A mail with a salutation and as many sentences as it can hold; None where there is no room for that alone."""

    def mail(count: int) -> Mailto:
        return replace(begun.mail, body=begun.letter.begun(said, count))

    count = most(begun.letter.count, lambda count: held(mail(count)))
    return None if count < 0 else replace(begun, mail=mail(count), sentences=count)


def _code(party: Party) -> Begun | None:
    """The mail that a code holds: to as many mailboxes as have room beside a subject and a salutation.

    Where there is no room for those, without the salutation, or without a subject; None where there is none at all.
    """
    subjects = party.letter(party.offices).subjects(CODE_SUBJECT) or ("",)
    for level in _LEVELS:
        for greeted, choices in ((True, subjects), (False, subjects), (False, ("",))):
            if found := _coded(party, choices, level, greeted=greeted):
                return replace(found, level=_HIGHER if fits(found.url, _HIGHER, MAIL_VERSION) else level)
    return None


def _coded(party: Party, subjects: Sequence[str], level: Level, *, greeted: bool) -> Begun | None:
    boxes = _boxes(party.offices)

    def held(mail: Mailto) -> bool:
        return fits(mail.url, level, MAIL_VERSION)

    def begun(count: int, copied: tuple[str, ...], subject: str) -> Begun:
        offices = tuple(one for one in party.offices if set(one.mailboxes) & set(boxes[:count]))
        letter = party.letter(offices) if greeted else MailLetter()
        return Begun(offices, Mailto(boxes[:count], copied, subject), letter)

    def filled(one: Begun) -> Begun | None:
        return _filled(one, greeting(one.offices) if greeted else "", held)

    count = most(len(boxes), lambda n: n == 0 or filled(begun(n, (), subjects[-1])) is not None)
    if count == 0:
        return None
    # Copies are dearer than the end of a long subject, and cheaper than a subject that says little.
    choices = [
        (party.copied, subject) for subject in subjects if len(subject) >= LINK_SUBJECT or subject == subjects[0]
    ]
    choices += [((), subject) for subject in subjects]
    found = (one for choice in choices if (one := filled(begun(count, *choice))))
    return max(found, key=lambda one: one.has_letter)  # of several the first
