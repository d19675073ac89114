"""What loading yields: the models with their texts, their places in the files, and what they were made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Unpack

from packbuilder.errors import Details, Problem
from packbuilder.model.base import Audience
from packbuilder.model.branch import BranchFile
from packbuilder.model.campaign import Address, CampaignFile
from packbuilder.model.case import CaseFile
from packbuilder.model.law import LawFile
from packbuilder.model.layout import LayoutFile
from packbuilder.model.post import PostFile
from packbuilder.model.secrets import Withheld
from packbuilder.model.text import Text

Texts = Mapping[str, Mapping[str, Text]]
Lines = Mapping[tuple[str | int, ...], int]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its path relative to the campaign folder, the line of each key path, its SHA-256."""

    file: str
    lines: Lines
    sha256: str

    def line(self, *path: str | int) -> int:
        """The line of a key, or of its nearest parent that has one; 0 for the whole file."""
        for end in range(len(path), -1, -1):
            if (found := self.lines.get(path[:end])) is not None:
                return found
        return 0

    def problem(
        self, path: str | tuple[str | int, ...], what: str, remedy: str, *, key: str = "", **details: Unpack[Details]
    ) -> Problem:
        """What is wrong at a path, like `("addresses", "embassy", "postal")`; () stands for the whole file.

        `key` is how the place is called, where that is not the path without the numbers in it.
        """
        places = (path,) if isinstance(path, str) else path
        named = key or ".".join(place for place in places if isinstance(place, str))
        return Problem.at(self.file, what, remedy, line=self.line(*places), key=named, **details)


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch: what its file says, and the file."""

    facts: BranchFile
    source: Source


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign folder: its settings, addresses and branches, the texts of all its cases, and where those are.

    `texts` holds by language what each case shares unless it has a text of that name; `digests` their SHA-256; `law` is
    what the laws of countries want printed, `post` what the post takes.
    """

    root: Path
    settings: CampaignFile
    source: Source
    addresses: Mapping[str, Address]
    addresses_source: Source
    cases: Mapping[str, Path]
    branches: Mapping[str, Branch]
    texts: Texts
    digests: Mapping[str, str]
    law: LawFile = field(default_factory=LawFile)
    post: PostFile = field(default_factory=PostFile)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a case: its file's bytes as found, its media type and its size in pixels."""

    file: str
    data: bytes
    media_type: str
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True)
class Case:
    """A case whole: facts, texts by language and name, pictures by key.

    `redacted` holds the texts as each audience may read them, `withheld` the blocks that not everybody may.

    `digests` holds the SHA-256 of each language's texts, of the facts and of the pictures, by language; the edition
    code is made from it.
    """

    slug: str
    facts: CaseFile
    source: Source
    texts: Texts
    pictures: Mapping[str, Picture]
    digests: Mapping[str, str]
    redacted: Mapping[Audience, Texts]
    withheld: tuple[Withheld, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A document type: its facts and its folder (which holds page.html and style.css)."""

    name: str
    folder: Path
    facts: LayoutFile
    source: Source
    sha256: str
