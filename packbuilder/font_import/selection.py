"""Which faces serve which script, and in which role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from packbuilder.font_import.source_faces import SourceFace
from packbuilder.model.scripts import Writing

_REGULAR, _BOLD = 400, 700
_SEMIBOLD, _HEAVIEST = 600, 900
_HEAVY = 800  # from which a weight is more than the bold of running text


@dataclass(frozen=True, slots=True)
class SelectedFace:
    """A face to be taken over, in one weight."""

    source: SourceFace
    weight: int


@dataclass(frozen=True, slots=True)
class SelectedFamily:
    """The faces of a family that serve a script in a role, and the families that could have, too."""

    writing: Writing
    role: str
    family: str
    faces: tuple[SelectedFace, ...]
    others: tuple[str, ...]


def select_families(
    writing: Writing, sources: Sequence[SourceFace], *, named: frozenset[str]
) -> Iterator[SelectedFamily]:
    """The text family for a script, its heavier weights for display type, and a serif family for letters; or nothing.

    `named` are the families of files that were named one by one. Letters get a family of their own where scripts.yaml
    names one, or the person did: it can weigh 50 MB.
    """
    fit = [one for one in sources if one.plain and _holds(one, writing) and not one.forbidden]
    sans, serif = _families([s for s in fit if not s.serif]), _families([s for s in fit if s.serif])
    plain = _first(sans, writing.text) or _first(serif, writing.text)
    if plain is None:
        return
    faces = sans.get(plain) or serif[plain]
    files = {face.file for face in faces}
    others = {name for name, own in sans.items() if not any(one.file in files for one in own)}
    yield SelectedFamily(writing, "text", plain, _text(faces), tuple(sorted(others)))
    if heavy := _display(faces):
        yield SelectedFamily(writing, "display", plain, heavy, ())
    letters = {name: own for name, own in serif.items() if name == writing.letter or name in named}
    if (letter := _first(letters, writing.letter)) and letter != plain:
        yield SelectedFamily(writing, "letter", letter, _text(letters[letter]), ())


def _holds(source: SourceFace, writing: Writing) -> bool:
    return source.characters.issuperset(map(ord, writing.letters))


def _families(sources: Sequence[SourceFace]) -> dict[str, list[SourceFace]]:
    """The families that running text can be set in: those with an upright regular face."""
    found: dict[str, list[SourceFace]] = {}
    for source in sources:
        found.setdefault(source.family, []).append(source)
    return {name: own for name, own in found.items() if any(one.sets(_REGULAR) and not one.italic for one in own)}


def _first(families: dict[str, list[SourceFace]], wanted: str | None) -> str | None:
    """The family that scripts.yaml names, else the one of the shortest name: it is the plainest of its kin."""
    return wanted if wanted in families else min(families, key=lambda name: (len(name), name), default=None)


def _text(sources: Sequence[SourceFace]) -> tuple[SelectedFace, ...]:
    """Regular and bold, upright and, where there are any, italic."""
    found = []
    for italic in (False, True):
        own = [one for one in sources if one.italic is italic]
        found += [face for weight in (_REGULAR, _BOLD) if (face := _at(own, weight))]
    return tuple(found)


def _display(sources: Sequence[SourceFace]) -> tuple[SelectedFace, ...]:
    """The heaviest upright face that is more than bold, and a semibold one beside it."""
    upright = [one for one in sources if not one.italic]
    heaviest = max((min(one.weights[1], _HEAVIEST) for one in upright), default=0)
    if heaviest < _HEAVY:
        return ()
    return tuple(face for weight in (_SEMIBOLD, heaviest) if (face := _at(upright, weight)))


def _at(sources: Sequence[SourceFace], weight: int) -> SelectedFace | None:
    """The face of a weight, one that is drawn before one that is made."""
    fit = sorted((one for one in sources if one.sets(weight)), key=lambda one: one.variable)
    return SelectedFace(fit[0], weight) if fit else None
