"""What the mails of an edition leave out, because a link or a code holds no more: told before anything is laid out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from packbuilder.compose.mailto import LINK_LIMIT, Mailto, most
from packbuilder.compose.protest import CODE_SUBJECT, LINK_SUBJECT, Begun, Party, Protest, greeting
from packbuilder.compose.qr import MAIL_VERSION, fits
from packbuilder.errors import Details, Problem, Severity
from packbuilder.plan import Edition

_KEY = "mail"
_NAMED = 2  # of several addressees
_SENTENCE = 20  # letters of the shortest sentence that is worth asking for


def left_out(edition: Edition, protest: Protest, coded: Collection[str]) -> Iterator[Problem]:
    """A warning for each letter that links do not begin as far as its first paragraph, and for what a code lacks.

    `coded` are the names of the layouts that print the code.
    """
    for party in protest.parties:
        yield from _of_links(edition, protest, party)
    if coded:
        yield from _of_code(edition, protest, sorted(coded))


def _of_links(edition: Edition, protest: Protest, party: Party) -> Iterator[Problem]:
    keys = {one.key for one in party.offices}
    mails = [one for one in protest.mails if keys & {office.key for office in one.offices}]
    reached = {box for one in mails for box in one.mailboxes}
    lacking = [f"the mailbox {box}" for one in party.offices for box in one.mailboxes if box not in reached]
    remedy = "The links to single offices, on their mailboxes, have the rest."
    shortest = min(mails, key=lambda one: one.sentences, default=None)
    if shortest is not None and shortest.sentences < (whole := shortest.letter.first):
        lacking.append(f"{whole - shortest.sentences} of the {whole} sentence(s) of its first paragraph")
        remedy = _shorten(shortest, shortest.letter.paragraphs[0])
    if any(set(party.copied) - set(one.mail.copies) for one in mails):
        lacking.append("copies")
    if lacking:
        what = f"A link holds {LINK_LIMIT:,} letters as it writes them, and the mail with this letter goes without "
        yield _problem(edition, party, f"{what}{_listed(lacking)}.", remedy)


def _shorten(begun: Begun, paragraph: str) -> str:
    """What to do about a paragraph that a link does not hold."""
    subject = next(reversed(begun.letter.subjects(LINK_SUBJECT)), "")
    fitting = most(len(paragraph), lambda n: len(_with(begun, subject, paragraph[:n]).url) <= LINK_LIMIT)
    return f"Shorten the paragraph from {len(paragraph)} to some {max(fitting, 0)} letters."


def _of_code(edition: Edition, protest: Protest, coded: Sequence[str]) -> Iterator[Problem]:
    party, code, where = protest.parties[0], protest.code, ", ".join(coded)
    if code is None:
        what = f"The code that opens a mail ({where}) is left out: no code holds even the first address."
        yield _problem(edition, party, what, "Links open the mail. For a code, name a shorter mailbox first.")
        return
    everybody = [one for each in protest.parties for one in each.offices]
    lacking = _omitted(party, code)
    if others := len(everybody) - len(code.offices):
        lacking.insert(0, f"{others} of {len(everybody)} addressees")
    if lacking:
        names = "; ".join(name.striptags() for name in code.to[:_NAMED])
        names += f" and {more} more" if (more := len(code.to[_NAMED:])) else ""
        what = f"The code that opens a mail to {names} ({where}) holds no more, and goes without {_listed(lacking)}."
        yield _problem(edition, party, what, _begin_shorter(code))


def _omitted(party: Party, code: Begun) -> list[str]:
    """What of a mail the code leaves out, in words."""
    letter = party.letter(party.offices)
    parts = {
        "the subject": letter.heading and not code.mail.subject,
        "the salutation": greeting(code.offices) and not code.mail.body,
        "any words of the letter": letter.count and not code.has_letter,
        "copies": set(party.copied) - set(code.mail.copies),
    }
    return [part for part, missing in parts.items() if missing]


def _begin_shorter(code: Begun) -> str:
    """What to do about a letter that no code begins, where anything can be done."""
    if code.has_letter or not code.letter.paragraphs or code.level is None:
        return "Links, and the sheet of addresses, have the rest."
    subject, level = next(reversed(code.letter.subjects(CODE_SUBJECT)), ""), code.level
    first = code.letter.paragraphs[0]
    bare = replace(code, mail=replace(code.mail, copies=()))
    fitting = most(len(first), lambda n: fits(_with(bare, subject, first[:n]).url, level, MAIL_VERSION))
    if fitting < _SENTENCE:
        return "Links have it; the page says that it is to be written in one’s own words."
    return f"Links have it. A letter that begins with a sentence of {fitting} letters would be begun by the code, too."


def _with(begun: Begun, subject: str, words: str) -> Mailto:
    """A mail with other words in the place of the letter's."""
    body = f"{greeting(begun.offices)}\r\n\r\n{words}\r\n\r\n"
    return replace(begun.mail, subject=subject, body=body)


def _listed(parts: Sequence[str]) -> str:
    return ", ".join(parts[:-1]) + (" and " if parts[1:] else "") + parts[-1]


def _problem(edition: Edition, party: Party, what: str, remedy: str) -> Problem:
    lang = edition.lang
    told = Details(severity=Severity.WARNING, lang=lang)
    if (text := edition.case.texts[lang].get(party.name)) is not None:
        return text.problem(what, remedy, line=text.body_line, key=_KEY, **told)
    return edition.case.source.problem("addressees", what, remedy, key=_KEY, **told)
