"""Keeping, for each translation, what it was made from: the fingerprint in its front matter, and the text itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from packbuilder.errors import Problem, UsageError
from packbuilder.load import nearest
from packbuilder.load.texts import BASIS
from packbuilder.markup import front_matter
from packbuilder.model.freshness import Translation, translations
from packbuilder.model.loaded import Campaign, Case


def requested(campaign: Campaign, case: Case, lang: str, names: Sequence[str]) -> list[Translation]:
    """The translations that are meant: all of the case's own in a language, or those named; UsageError for others."""
    own = f"content/cases/{case.slug}/"
    there = {
        one.text.name: one
        for one in translations(campaign, case, lang)
        if one.text.file.startswith(own) and not one.text.todo
    }
    if not there:
        original = campaign.settings.source_language
        what = f"The case `{case.slug}` has no translations in `{lang}`."
        raise UsageError(Problem.at("LANG", what, f"Name a language that is translated from `{original}`."))
    if unknown := [name for name in names if name not in there]:
        raise UsageError(*[_unknown(name, sorted(there)) for name in unknown])
    return [there[name] for name in names or sorted(there)]


def stamped_files(root: Path, wanted: Sequence[Translation]) -> Iterator[tuple[Path, bytes]]:
    """The files to write, with what they then hold: each translation, and what it was made from beside it."""
    for one in wanted:
        file = root / PurePosixPath(one.text.file)
        words = file.read_bytes().decode("utf-8")
        yield file, front_matter.put(words, source=f'"{one.source.fingerprint}"').encode()
        yield file.parent / BASIS / file.name, f"{one.source.words}\n".encode()


def _unknown(name: str, there: list[str]) -> Problem:
    near = nearest(name, there)
    remedy = f"Did you mean `{near}`?" if near else f"There is: {', '.join(there)}."
    return Problem.at("TEXT", f"There is no translation `{name}`.", remedy)
