"""content/branches/<id>.yaml: a local group, its country and what is particular to it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from packbuilder.model.base import (
    MOST_LINES,
    Country,
    Language,
    Line,
    Model,
    Moment,
    OnceOrPerLanguage,
    Open,
    PerLanguage,
    Slug,
)
from packbuilder.model.paper import Stock

PostalLines = Annotated[list[Line], Field(min_length=1, max_length=MOST_LINES)]


class Picket(Model):
    """A picket that the branch holds for a case. Times are those of the clock at the place, unless they name a zone."""

    key: Slug = Field(description="Its name, for the calendar.")
    case: Slug = Field(description="The case that it is for.")
    starts: Moment | date | Open = Field(description='"2011-12-16T12:00" by the local clock, a day, or `open`.')
    ends: Moment | date | Open | None = Field(
        None, description="When it ends, or its last day; `open` if wanted and not known."
    )
    address: Slug | None = Field(None, description="The key of addresses.yaml in front of which it is held.")
    place: PerLanguage | None = Field(None, description="Where people meet, in a line, if not at that address.")
    note: PerLanguage | None = Field(None, description="What else is to be known, in a line: by whom it is called.")


class BranchFile(Model):
    """content/branches/<id>.yaml."""

    id: Slug = Field(description="The name of the file.")
    name: OnceOrPerLanguage = Field(description="The branch's name in each of its languages.")
    country: Country = Field(description="Its country, two capital letters: embassy, envelope, imprint follow it.")
    languages: Annotated[list[Language], Field(min_length=1)] = Field(description="The languages it prints in.")
    paper: Annotated[Stock, Field(strict=False)] = Field(Stock.A4, description="The paper it prints on.")
    time_zone: Line = Field(description="Its time zone, like `Europe/London`.")
    embassy: Slug | None = Field(None, description="The key of the embassy that it writes to, in addresses.yaml.")
    envelope: Slug | None = Field(
        None, description="The envelope that it posts letters in, if not the first one of its country in post.yaml."
    )
    election: bool = Field(False, description="Whether what it prints now counts as election material.")
    imprint: OnceOrPerLanguage | Open | None = Field(
        None, description="Its own imprint; left out, that of the campaign."
    )
    responsible: Line | Open | None = Field(
        None,
        description="Who is responsible under press law; never printed where that endangers people.",
    )
    printer: Line | Open | None = Field(None, description="Who prints it, with address, where the law asks for that.")
    contact: PostalLines | Open = Field(
        "open", description="A contact that may be printed, in lines; never a private one."
    )
    return_address: PostalLines | Open = Field("open", description="Where petitions and replies are to be sent.")
    pickets: list[Picket] = Field(default_factory=list, description="The pickets that it holds.")
