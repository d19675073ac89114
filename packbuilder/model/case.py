"""content/cases/<slug>/case.yaml: the facts of a case that need no language."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from packbuilder.model.base import Consent, Line, Model, Moment, OnceOrPerLanguage, Open, Slug
from packbuilder.model.campaign import Telephone

MONTH_OR_YEAR = r"^[1-9][0-9]{3}(-(0[1-9]|1[0-2]))?$"
UNIT = r"^([A-Z]{3}|[a-z0-9]+(-[a-z0-9]+)*)$"

Kind = Literal["urgent", "in-memoriam", "outcome", "action-day"]
Status = Literal["open", "closed", "archived"]
ActionKind = Literal["write", "telephone", "message", "picket", "petition", "donate", "film", "read", "share"]
Unit = Annotated[str, Field(pattern=UNIT)]

# Where the contents of all cases are delivered, beside the cases themselves.
CONTENTS = "campaign"


def _alone(value: object) -> object:
    """Refuse text in the place of a number as just that: `£9.50`, `1.2 million`."""
    if isinstance(value, str) and value != "open" and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        raise PydanticCustomError("number_with_words", "not a number alone")
    return value


Quantity = Annotated[int | float | date | Open, BeforeValidator(_alone)]


class Place(Model):
    """Where it happens."""

    name: OnceOrPerLanguage = Field(description="The town or village, in each language.")
    region: OnceOrPerLanguage | None = Field(None, description="The region, in each language.")
    country: OnceOrPerLanguage = Field(description="The country, in each language.")


class Person(Model):
    """Somebody of the case. Nobody is printed who was not cleared for it."""

    name: OnceOrPerLanguage = Field(description="The name as each language writes it.")
    role: Line = Field(description="Who the person is in the case; not printed.")
    consent: Consent = Field(description="Who may read the name: `public`, only `members` or the `press`, or `none`.")


class Figure(Model):
    """A number of the case; its words are in figures.md under the same key."""

    key: Slug = Field(description="The key of its entry in figures.md.")
    value: Quantity = Field(description="The number alone, like 9.50, or the date.")
    unit: Unit = Field(
        "count",
        description="What the value is: `count`, `percent`, `date`, `year`, a currency like `GBP`, a unit like `hours`,"
        " or the key of figures.md that has its word.",
    )
    compact: bool = Field(False, description="Whether thousands and millions are told in words: 1.2 million.")
    reporter: Slug | None = Field(None, description="Who reports it, of `reporters`; left out, the first of them.")
    large: bool = Field(False, description="Whether it is one of the two to four numbers set large.")


class Event(Model):
    """An entry of the timeline; its words are in timeline.md under the same key."""

    key: Slug = Field(description="The key of its entry in timeline.md.")
    when: date | Open | Annotated[str, Field(pattern=MONTH_OR_YEAR)] = Field(
        description="2013-06-24, or 2013-06 or 2013 where no more is known, or `open`."
    )
    reporter: Slug | None = Field(None, description="Who reports it, of `reporters`; left out, the first of them.")


class Demand(Model):
    """A demand; its words are in demands.md under the same key."""

    key: Slug = Field(description="The key of its entry in demands.md.")
    by: Slug = Field(description="Who demands it; demands.md has a heading with this key, which names them.")
    reporter: Slug | None = Field(None, description="Who reports it, of `reporters`, where not everybody does.")


class Action(Model):
    """Something a supporter can do; its words are in actions.md under the same key."""

    key: Slug = Field(description="The key of its entry in actions.md.")
    kind: ActionKind = Field(description="What kind of action it is.")
    own: bool = Field(False, description="Whether the appeal does not ask for it: an idea of those who print this.")
    to: list[Slug] = Field(default_factory=list, description="Keys of addresses.yaml.")
    url: str | Open | None = Field(None, description="Where it is done on the web; `open` if wanted and not known.")
    phone: Telephone | Open | None = Field(
        None, description="A public switchboard to telephone; `open` prints a line to write it in."
    )


class Addressee(Model):
    """Somebody who gets a letter, or a copy of another one's letter for information."""

    address: Slug = Field(description="A key of addresses.yaml.")
    letter: Slug = Field("letter", description="The text of the letter: the name of a Markdown file.")
    copy_of: Slug | None = Field(None, description="The addressee whose letter this one gets a copy of.")


class Update(Model):
    """A report on the case, dated or timed; its words are in updates.md under the same key."""

    key: Slug = Field(description="The key of its entry in updates.md.")
    when: date | Moment = Field(description='2011-07-08, or "2011-12-16T09:30Z" where the time is known.')
    reporter: Slug | None = Field(None, description="Who reports it, of `reporters`; left out, the first of them.")
    replaces: Slug | None = Field(None, description="The key of the older report that this one takes the place of.")


class Appeal(Model):
    """Where the appeal can be read: what the codes lead to."""

    url: OnceOrPerLanguage = Field(description="The address per language: http or https, short, no tracking.")
    short: OnceOrPerLanguage | None = Field(
        None, description="What is printed in the place of the address: a shorter one of your own that leads there."
    )
    page: Literal["own", "front", "open"] = Field(
        description="`own`: the appeal's own page; `front`: the site; `open`: its own page is not known."
    )


class Image(Model):
    """A picture; its caption and alternative text are in images.md under the same key."""

    key: Slug = Field(description="The key of its entry in images.md.")
    file: Line = Field(description="A JPEG or PNG in the case's images folder.")
    credit: Line = Field(description="Who made the picture, as it is printed.")
    consent: Consent = Field(description="Who may see it: `public`, only `members` or the `press`, or `none`.")


class SubjectFacts(Model):
    """What may be known of anything that is printed: of a case, of a slogan alone, of the contents of a campaign."""

    slug: Slug = Field(description="The name of the case's folder.")
    kind: Kind | None = Field(None, description="What kind of case it is.")
    status: Status = Field(
        description="`open` until its act-until date; `closed` when it is over; `archived` builds whole on any day."
    )
    as_of: date = Field(description="The day up to which the texts hold.")
    act_until: date | Open | None = Field(None, description="The last day on which acting makes sense.")
    place: Place | None = Field(None, description="The town, its region and its country.")
    reporters: list[Slug] = Field(
        default_factory=list,
        description="Who reports what the texts say, the main one first; reporters.md words each: `X reports`.",
    )
    people: list[Person] = Field(default_factory=list, description="Who is part of it.")
    figures: list[Figure] = Field(default_factory=list, description="The numbers of the case; words in figures.md.")
    timeline: list[Event] = Field(default_factory=list, description="What happened when; words in timeline.md.")
    updates: list[Update] = Field(default_factory=list, description="Reports, the oldest first; words in updates.md.")
    demands: list[Demand] = Field(
        default_factory=list, description="What is demanded and by whom; words in demands.md."
    )
    actions: list[Action] = Field(default_factory=list, description="What a supporter can do; words in actions.md.")
    addressees: list[Addressee] = Field(default_factory=list, description="Who gets a letter.")
    copies: list[Slug] = Field(default_factory=list, description="Keys of addresses.yaml that get a copy.")
    openings: list[Slug] = Field(default_factory=list, description="Keys of openings.md: other ways to begin a letter.")
    signed_openings: list[Slug] = Field(
        default_factory=list,
        description="Those of the openings that are true whoever signs, and to whomever: `letters` varies with them.",
    )
    appeal: Appeal = Field(description="What the codes lead to.")
    slogans: list[Slug] = Field(default_factory=list, description="Keys of slogans.md, a placard each.")
    chants: list[Slug] = Field(default_factory=list, description="Keys of chants.md.")
    images: list[Image] = Field(default_factory=list, description="The pictures; words in images.md.")
    sources: list[Line] = Field(default_factory=list, description="Where the facts come from.")

    def letter_to(self, address: str) -> str:
        """The name of the letter that an addressee gets: of a copy, that of the original; KeyError for nobody's."""
        addressees = {addressee.address: addressee for addressee in self.addressees}
        addressee = addressees[address]
        return addressees[addressee.copy_of].letter if addressee.copy_of else addressee.letter

    @property
    def letters(self) -> tuple[str, ...]:
        """The names of the letters that are written, each once."""
        return tuple(dict.fromkeys(a.letter for a in self.addressees if a.copy_of is None))


class CaseFile(SubjectFacts):
    """content/cases/<slug>/case.yaml."""

    kind: Kind = Field(description="What kind of case it is.")
    opened: date | Open = Field(description="The day the case was opened.")
    place: Place = Field(description="The town, its region and its country.")
    slogans: Annotated[list[Slug], Field(min_length=1)] = Field(description="Keys of slogans.md, a placard each.")
    sources: Annotated[list[Line], Field(min_length=1)] = Field(description="Where the facts come from.")
