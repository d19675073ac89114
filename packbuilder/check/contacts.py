"""Telephone numbers and mailboxes in texts: only those of addresses.yaml, which somebody has cleared, are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from packbuilder.check import words
from packbuilder.errors import Problem
from packbuilder.model.loaded import Campaign, Case
from packbuilder.model.secrets import bare

_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ABROAD = None  # numbers that begin with + and the country
# Anything with fewer digits is no number that anybody could be reached at from elsewhere.
_DIGITS = re.compile(r"(?:\d[\s().-]?){7}")


def personal(campaign: Campaign, cases: Sequence[Case]) -> Iterator[Problem]:
    """An error for each telephone number and mailbox in the texts of the cases that no address has."""
    known = {bare(one) for a in campaign.addresses.values() for one in a.contacts}
    regions = sorted({a.country for a in campaign.addresses.values()} - {"any"})
    for file, first, text in words.of_cases(cases):
        for line, content in enumerate(text.split("\n"), start=first):
            found = [("mailbox", box) for box in _MAILBOX.findall(content)]
            if _DIGITS.search(content):
                found += [("telephone number", number) for number in _numbers(content, tuple(regions))]
            for what, contact in found:
                if bare(contact) not in known:
                    told = f"A {what} stands here, `{contact}`, that is none of addresses.yaml."
                    remedy = "Delete it; or, if it is an institution's, list it there and name its key in case.yaml."
                    yield Problem(file, line, "", told, remedy)


@cache
def _numbers(content: str, regions: tuple[str, ...]) -> tuple[str, ...]:
    """The telephone numbers of a line, as they are dialled from abroad or in one of the countries."""
    import phonenumbers  # slow to import

    found = {
        match.raw_string
        for region in (_ABROAD, *regions)
        for match in phonenumbers.PhoneNumberMatcher(content, region, leniency=phonenumbers.Leniency.STRICT_GROUPING)
    }
    return tuple(sorted(found))
