"""Where layouts, fonts and profiles are: those of the campaign first, those that come with the program second.

The program is either installed, with all of them inside its own folder, or run from its checkout, where they stand
beside it. A checkout is itself a campaign folder, so the two places can be one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_SHIPPED = _PACKAGE / "_shipped"


def shipped() -> Path:
    """The folder that holds the program's own `layouts/`, `fonts/` and `profiles/`."""
    return _SHIPPED if _SHIPPED.is_dir() else _PACKAGE.parent


def checkout() -> Path | None:
    """The checkout that the program runs from, a campaign in its own right; None for an installed program."""
    return None if _SHIPPED.is_dir() else _PACKAGE.parent


def layouts_folders(root: Path) -> list[Path]:
    """The layouts folders for the campaign folder `root`, absolute, the first one winning; each folder once."""
    both = (root / "layouts", shipped() / "layouts")
    return list(dict.fromkeys(folder.resolve() for folder in both if folder.is_dir()))


def layouts(folders: Sequence[Path]) -> list[str]:
    """The names of the layouts in some layouts folders, sorted, whatever state they are in."""
    names = {path.name for folder in folders for path in folder.iterdir() if path.is_dir()}
    return sorted(name for name in names - {"locale"} if name[0] not in "._" and name[-1] != "~")


def fonts_folders(root: Path) -> list[Path]:
    """The fonts folders for the campaign folder `root`, absolute: its own, if that lists fonts, and the program's."""
    own = [root / "fonts"] if (root / "fonts" / "fonts.yaml").is_file() else []
    return list(dict.fromkeys(folder.resolve() for folder in (*own, shipped() / "fonts")))


def profile(name: str) -> Path:
    """The file of a printing condition's ICC profile; there are none but the program's."""
    return (shipped() / "profiles" / name).resolve()
