"""The ground of all models: frozen, strict, and the small types that several of them share."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetJsonSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, PydanticCustomError

from packbuilder.model import audience

SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
LANGUAGE = r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$"
# One line, without control characters: a text that fits on an envelope and in a message.
LINE = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]+$"

Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=60)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True, pattern=LINE)]
PerLanguage = Annotated[dict[Language, Line], Field(min_length=1, description="One line of text per language.")]


class Once:
    """Marks a line per language that may be written once for all of them."""

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Editors take both."""
        return {"anyOf": [handler(schema), {"type": "string", "minLength": 1, "maxLength": 200}]}


ONCE = Once()
# Names and addresses, which many languages write alike: one line, or one per language.
OnceOrPerLanguage = Annotated[PerLanguage, ONCE]
Open = Literal["open"]
COUNTRY = r"^[A-Z]{2}$"
COUNTRY_OR_ANY = r"^([A-Z]{2}|any)$"
# Before it, a year is a slip of the pen: `0201` for `2011`, `0000` where nothing is known.
FIRST_YEAR = 1000
# Of an address. Offices of the state name body, house, department, street, district, town, region, code.
MOST_LINES = 12
# A minute of a day: with its zone (Z or an offset) where it was reported from, else by the clock of the place.
MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9](Z|[+-][0-9]{2}:[0-9]{2})?$"
Audience = audience.Audience
Consent = audience.Consent


def _real(moment: str) -> str:
    """Refuse a day that no calendar has, or that is none of ours."""
    try:
        real = datetime.fromisoformat(moment).year >= FIRST_YEAR
    except ValueError:
        real = False
    if not real:
        raise PydanticCustomError("impossible_moment", "no calendar has this day")
    return moment


def _there(country: str) -> str:
    """Refuse letters that stand for no country; `any` is for the models that take it."""
    if country != "any" and country not in _countries():
        raise PydanticCustomError("unknown_country", "no such country")
    return country


@cache
def _countries() -> frozenset[str]:
    """The countries and territories of ISO 3166 and Kosovo, of all of which CLDR knows what is spoken there."""
    from babel.core import get_global  # slow to import

    return frozenset(get_global("territory_languages")) - {"ZZ"}


Country = Annotated[str, StringConstraints(pattern=COUNTRY), AfterValidator(_there)]
CountryOrAny = Annotated[str, StringConstraints(pattern=COUNTRY_OR_ANY), AfterValidator(_there)]
Moment = Annotated[str, StringConstraints(pattern=MOMENT), AfterValidator(_real)]


class Model(BaseModel):
    """A part of a content file. Unknown keys are errors, and what was read does not change."""

    # Strict, so that `large: "no"` or `when: 2013` is asked about instead of guessed at.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, validate_default=True, defer_build=True)
