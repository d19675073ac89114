"""Telephone numbers and mailboxes in texts: only those of addresses.yaml, which somebody has cleared, are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from packbuilder.check import printed_words, telephones
from packbuilder.errors import Problem
from packbuilder.model.loaded import Campaign, Case
from packbuilder.model.secrets import bare

_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Words that are set in one: a number goes on in the next line.
_PARAGRAPH = re.compile(r"(?:^(?![ \t]*$).+\n?)+", re.MULTILINE)


def personal(campaign: Campaign, cases: Sequence[Case]) -> Iterator[Problem]:
    """An error for each telephone number and mailbox in the texts of the cases that no address has."""
    boxes = {bare(box) for a in campaign.addresses.values() for box in a.mailboxes}
    phones = [a.phone for a in campaign.addresses.values() if a.phone]
    touched = regions(campaign, cases)
    for file, first, text in (*printed_words.of_cases(cases), *printed_words.of_pickets(campaign)):
        for paragraph in _PARAGRAPH.finditer(text):
            line = first + text.count("\n", 0, paragraph.start())
            found = [("mailbox", box) for box in _MAILBOX.findall(paragraph[0]) if bare(box) not in boxes]
            numbers = telephones.found_in(paragraph[0], touched)
            found += [("telephone number", n) for n in numbers if not any(telephones.same(n, one) for one in phones)]
            for what, contact in found:
                told = f"A {what} stands here, `{contact}`, that is none of addresses.yaml."
                remedy = "Delete it; or, if it is an institution's, list it there and name its key in case.yaml."
                yield Problem.at(file, told, remedy, line=line + _lines_before(contact, paragraph[0]))


def regions(campaign: Campaign, cases: Sequence[Case]) -> frozenset[str]:
    """The countries that a campaign touches: of its branches, addresses, places and languages."""
    touched = {address.country for address in campaign.addresses.values()}
    touched |= {branch.facts.country for branch in campaign.branches.values()}
    touched |= {telephones.home_of(lang) for lang in campaign.settings.languages}
    touched |= {telephones.country(name, lang) for case in cases for lang, name in case.facts.place.country.items()}
    return frozenset(touched - {"any", ""})


def _lines_before(contact: str, paragraph: str) -> int:
    """How many lines of a paragraph stand before that with a contact; digits may be parted by marks."""
    digits = telephones.digits(contact)
    between = r"\D{0,8}".join(digits) if len(digits) >= telephones.LEAST else re.escape(contact)
    match = re.search(between, paragraph)
    return paragraph.count("\n", 0, match.start()) if match else 0
