"""out/<case>/manifest.json: what was made, from what, and what was read back. A contract: keys are added, none changes.

The models are also what reads a manifest of before: what another version wrote, or somebody changed, is not taken over.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field

from packbuilder.model.audience import Audience
from packbuilder.model.base import Model
from packbuilder.model.variant import NamedVariant

# What kind of file: the pages of a document, sheets or tiles to be printed, a picture, a calendar, the combined pack.
Form = Literal["page", "sheet", "tiles", "image", "calendar", "pack"]


def _below(path: str) -> str:
    """Refuse a path that leads out of the folder of its case."""
    parts = PurePosixPath(path).parts
    if not parts or ".." in parts or PurePosixPath(path).is_absolute():
        raise ValueError("a path below the folder of the manifest is wanted")
    return path


class _Part(Model):
    """A part of a manifest, which is JSON: its lists are lists."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class CodeEntry(_Part):
    """A QR code as it was read back in a finished file."""

    page: int = Field(description="Counted from 1.")
    url: str = Field(description="What it leads to.")
    size_mm: float = Field(description="Without its quiet zone.")
    module_mm: float = Field(description="The side of the smallest square in it.")
    level: Literal["L", "M", "Q", "H"] = Field(description="Of error correction.")
    distance_m: float = Field(description="From how far away it is read.")
    read: bool = Field(description="Whether it was read back in the finished file.")


class FitEntry(_Part):
    """How large a document was set."""

    font_pt: float = Field(description="Its text.")
    cap_mm: float | None = Field(None, description="A capital of its largest display type; left out if it has none.")


class OutputEntry(_Part):
    """What every file says of itself, made or refused."""

    path: Annotated[str, AfterValidator(_below)] = Field(description="Below the folder of the manifest.")
    layout: str = Field(description="The document type.")
    form: Form = Field(description="What kind of file it is.")
    variant: NamedVariant = Field(description="The dress it is printed in.")
    lang: str = Field(description="The language of the edition.")
    branch: str | None = Field(description="The id of the branch; null for an edition of no branch.")
    audience: Audience = Field(description="Who may read it.")
    paper: str = Field(description="What lies in the printer: A4, Letter, A3, Tabloid, A4/Letter.")
    edition: str = Field(
        description="The code of what is said: of the case in its language, with all that it is printed with."
    )
    problems: list[str] = Field(description="The warnings about it, or why it was refused.")


class ArtifactEntry(OutputEntry):
    """A finished file. A calendar has no pages, and none of the keys from `pages` on."""

    code: str = Field(description="The code of the document, as its pages have it: it changes with what they show.")
    draft: bool = Field(description="Whether each page is marked as a draft.")
    bytes: int = Field(description="Its size.")
    sha256: str = Field(description="Its checksum.")
    pages: int | None = Field(None, description="How many there are.")
    sheet_mm: tuple[float, float] | None = Field(None, description="Width and height; of mixed sheets, of the first.")
    qr: list[CodeEntry] | None = Field(None, description="The codes on its pages.")
    fit: FitEntry | None = Field(None, description="How large its type is.")
    imposition: dict[str, Any] | None = Field(None, description="How pages lie on sheets or tiles.")
    standard: list[str] | None = Field(None, description="What the file claims to be; nothing for a picture.")


class RefusalEntry(OutputEntry):
    """A file that was to be made and is not."""

    lacks: list[str] = Field(description="Of a pack: the paths of what it would lack.")


class EditionEntry(_Part):
    """An edition of which files are there."""

    lang: str = Field(description="Its language.")
    branch: str | None = Field(description="The id of its branch, if it has one.")
    paper: str = Field(description="What lies in the printer.")
    code: str = Field(description="As it is printed on the pages.")


class ManifestFile(_Part):
    """manifest.json."""

    packbuilder: str = Field(description="The version of the program.")
    case: str = Field(description="The folder of the case; that of the contents is the campaign's.")
    as_of: str = Field(description="The day that the facts are as of.")
    draft: bool = Field(description="Whether any file is a draft.")
    editions: list[EditionEntry] = Field(description="Those of which files are there.")
    files: list[ArtifactEntry] = Field(description="The finished files, by path.")
    problems: list[str] = Field(description="The warnings of the last build.")
    refused: list[RefusalEntry] = Field(description="What could not be made.")
