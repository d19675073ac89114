"""Guess what a misspelt key was meant to be."""

from __future__ import annotations

from collections.abc import Iterable

_SHOWN = 12  # a line's worth


def nearest(word: str, known: Iterable[str], least: float = 0.6) -> str | None:
    """The known word that `word` most likely stands for, capitals apart; None if none is near.

    `least` is how much of both must agree, by the ratio of difflib.
    """
    from difflib import get_close_matches  # only needed once something is wrong

    lowered = {name.casefold(): name for name in sorted(known, reverse=True)}
    match = get_close_matches(word.casefold(), sorted(lowered), n=1, cutoff=least)
    return lowered[match[0]] if match else None


def suggestion(word: str, known: Iterable[str], otherwise: str) -> str:
    """The remedy for an unknown word: the nearest known one, or else all of them, or else `otherwise`."""
    names = sorted(known)
    if (near := nearest(word, names)) is not None:
        return f"Did you mean `{near}`?"
    if not names:
        return otherwise
    shown = ", ".join(f"`{name}`" for name in names[:_SHOWN])
    return f"{otherwise} Known are: {shown}{' …' if len(names) > _SHOWN else '.'}"
