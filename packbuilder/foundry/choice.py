"""Which faces serve which script, and in which role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from packbuilder.foundry.faces import Source
from packbuilder.model.scripts import Writing

_REGULAR, _BOLD = 400, 700
_SEMIBOLD, _HEAVIEST = 600, 900
_HEAVY = 800  # from which a weight is more than the bold of running text


@dataclass(frozen=True, slots=True)
class Cut:
    """A face to be taken over, in one weight."""

    source: Source
    weight: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """The faces of a family that serve a script in a role, and the families that could have, too."""

    writing: Writing
    role: str
    family: str
    cuts: tuple[Cut, ...]
    others: tuple[str, ...]


def chosen(writing: Writing, sources: Sequence[Source], *, named: frozenset[str]) -> Iterator[Chosen]:
    """The text family for a script, its heavier weights for display type, and a serif family for letters; or nothing.

    `named` are the families of files that were named one by one. Letters get a family of their own where scripts.yaml
    names one, or the person did: it can weigh 50 MB.
    """
    fit = [one for one in sources if one.plain and _holds(one, writing) and not one.forbidden]
    sans, serif = _families([s for s in fit if not s.serif]), _families([s for s in fit if s.serif])
    plain = _first(sans, writing.text) or _first(serif, writing.text)
    if plain is None:
        return
    cuts = sans.get(plain) or serif[plain]
    files = {cut.file for cut in cuts}
    others = {name for name, own in sans.items() if not any(one.file in files for one in own)}
    yield Chosen(writing, "text", plain, _text(cuts), tuple(sorted(others)))
    if heavy := _display(cuts):
        yield Chosen(writing, "display", plain, heavy, ())
    letters = {name: own for name, own in serif.items() if name == writing.letter or name in named}
    if (letter := _first(letters, writing.letter)) and letter != plain:
        yield Chosen(writing, "letter", letter, _text(letters[letter]), ())


def _holds(source: Source, writing: Writing) -> bool:
    return source.characters.issuperset(map(ord, writing.letters))


def _families(sources: Sequence[Source]) -> dict[str, list[Source]]:
    """The families that running text can be set in: those with an upright regular face."""
    found: dict[str, list[Source]] = {}
    for source in sources:
        found.setdefault(source.family, []).append(source)
    return {name: own for name, own in found.items() if any(one.sets(_REGULAR) and not one.italic for one in own)}


def _first(families: dict[str, list[Source]], wanted: str | None) -> str | None:
    """The family that scripts.yaml names, else the one of the shortest name: it is the plainest of its kin."""
    return wanted if wanted in families else min(families, key=lambda name: (len(name), name), default=None)


def _text(sources: Sequence[Source]) -> tuple[Cut, ...]:
    """Regular and bold, upright and, where there are any, italic."""
    found = []
    for italic in (False, True):
        own = [one for one in sources if one.italic is italic]
        found += [cut for weight in (_REGULAR, _BOLD) if (cut := _cut(own, weight))]
    return tuple(found)


def _display(sources: Sequence[Source]) -> tuple[Cut, ...]:
    """The heaviest upright face that is more than bold, and a semibold one beside it."""
    upright = [one for one in sources if not one.italic]
    heaviest = max((min(one.weights[1], _HEAVIEST) for one in upright), default=0)
    if heaviest < _HEAVY:
        return ()
    return tuple(cut for weight in (_SEMIBOLD, heaviest) if (cut := _cut(upright, weight)))


def _cut(sources: Sequence[Source], weight: int) -> Cut | None:
    """The face of a weight, one that is drawn before one that is made."""
    fit = sorted((one for one in sources if one.sets(weight)), key=lambda one: one.variable)
    return Cut(fit[0], weight) if fit else None
