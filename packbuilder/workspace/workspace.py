"""What a campaign works with: its folders and what ships with the program, found and read once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from packbuilder import load
from packbuilder.errors import ContentError, ErrorCollector, Problem
from packbuilder.load.files import editors_own
from packbuilder.model.fonts import Fonts
from packbuilder.model.loaded import Campaign, Layout
from packbuilder.workspace import locations

# What all layouts share, in each layouts folder.
_SHARED = ("_base", "_law", "_post", "_tiles", "locale")


@dataclass(frozen=True, slots=True)
class Workspace:
    """The campaign in the folder `root`, and the layouts and fonts that it prints with.

    `layouts_folders` are absolute, the campaign's own first. `layouts` are those that could be read, `shared` the
    digests of what all of them share. `campaign` and `fonts` are None where they could not be read: then that is among
    the problems.
    """

    root: Path
    layouts_folders: tuple[Path, ...]
    layouts: Mapping[str, Layout]
    campaign: Campaign | None
    fonts: Fonts | None
    shared: tuple[str, ...] = ()

    @classmethod
    def read(cls, root: Path, problems: ErrorCollector) -> Workspace:
        """Read everything; what is wrong is added to `problems`. The laws and the post are read with a campaign."""
        folders = locations.layouts_folders(root)
        campaign = load.campaign(root, problems)
        layouts: Mapping[str, Layout] = load.layouts(folders, problems)
        fonts = load.fonts(locations.fonts_folders(root), problems)
        if campaign is not None:
            campaign = replace(campaign, law=load.law(folders, problems), post=load.post(folders, problems))
        return cls(root, tuple(folders), layouts, campaign, fonts, tuple(dict.fromkeys(_digests(folders))))

    def whole(self) -> tuple[Campaign, Fonts]:
        """The campaign and the fonts; ContentError where they are not there, and nothing else was said of that."""
        if self.campaign is None or self.fonts is None:
            what = "The campaign or its fonts cannot be read."
            raise ContentError(Problem.at("content", what, "See what `packbuilder check` says of them."))
        return self.campaign, self.fonts

    def material(self) -> tuple[str, ...]:
        """What every edition is made from beside its case: digests of layouts, fonts and what all layouts share.

        Each once, in an order that no folder's place changes.
        """
        faces = (face.sha256 for family in self.fonts.families for face in family.faces) if self.fonts else ()
        layouts = (self.layouts[name].sha256 for name in sorted(self.layouts))
        return *layouts, *sorted(set(faces)), *self.shared


def _digests(folders: Iterable[Path]) -> Iterator[str]:
    """The digests of base and labels. Each counts once, so that a copy of the house's own adds nothing."""
    shared = [folder / part for folder in folders for part in _SHARED]
    for path in (path for folder in shared for path in sorted(folder.rglob("*"))):
        if path.is_file() and not editors_own(path.name):
            yield sha256(path.read_bytes()).hexdigest()
