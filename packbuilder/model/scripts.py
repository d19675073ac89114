"""fonts/scripts.yaml: scripts that the house fonts do not hold, and where fonts for them are."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from packbuilder.model.base import Line, Model
from packbuilder.model.fonts import Script


class Writing(Model):
    """A script and the fonts that Debian has for it."""

    script: Script
    name: Annotated[Line, Field(description="Its name in English.")]
    letters: Annotated[Line, Field(description="Some letters that a font of the script has.")]
    tall: Annotated[Line, Field(max_length=1, description="The letter whose height says from how far type is read.")]
    joined: bool = False
    leading: Annotated[float | None, Field(ge=1, le=2, description="As in fonts.yaml.")] = None
    of: Annotated[
        list[Script], Field(default_factory=list, description="The scripts of Unicode that it is made of, if several.")
    ]
    package: Annotated[Line, Field(description="The package of Debian that has fonts for it.")]
    text: Annotated[Line, Field(description="The family in it for running text.")]
    letter: Annotated[Line | None, Field(description="The family in it for letters, if that is another.")] = None

    @property
    def scripts(self) -> list[Script]:
        """The scripts of Unicode that it is made of."""
        return self.of or [self.script]


class ScriptsFile(Model):
    """fonts/scripts.yaml."""

    packages: Annotated[dict[Line, Line], Field(description="Where a package of Debian puts its fonts.")]
    scripts: list[Writing]

    def remedy(self, writing: Writing) -> str:
        """How to add fonts for a script."""
        folder = self.packages[writing.package]
        return f"on Debian, `apt install {writing.package}` and `packbuilder fonts add {folder}`"
