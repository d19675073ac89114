"""layouts/_language/customs.yaml: typographic customs of languages that CLDR does not say."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from packbuilder.model.base import Language, Line, Model


class Custom(Model):
    """What some languages have in common."""

    languages: Annotated[list[Language], Field(min_length=1, description="The languages that have it.")]
    quotes: Annotated[Line | None, Field(description="The outer and the inner pair of quotation marks.")] = None
    tied: Annotated[int | None, Field(ge=0, le=9, description="The longest word that no line ends with.")] = None
    source: Annotated[Line, Field(description="Where it is said.")]
    collected: Annotated[date, Field(description="The day on which the source was read.")]


class CustomsFile(Model):
    """layouts/_language/customs.yaml."""

    customs: Annotated[list[Custom], Field(description="What CLDR does not say, by language.")]
