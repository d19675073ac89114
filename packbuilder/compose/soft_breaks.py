"""Lines that break where one draws breath or where an address has a joint, and nowhere else."""

from __future__ import annotations

import re

from markupsafe import Markup

from packbuilder.compose.typography import NBSP, trusted

# Where one draws breath between calls.
_BETWEEN_CALLS = re.compile(r"(?<=[!?؟…])\s+")

# Where a line of names and addresses may break, and how many letters stay together between two such places.
_PIECES = re.compile(r"(?<=[,،;]) |(?<=\w\w\.) ")
_PIECE = 32

_BREAK = "\u200b"
# Where a long address is broken: after the sign, as the Chicago Manual of Style has it for slashes; never before a full
# stop, which would seem to end it.
_AFTER = re.compile(r"(?:(?<=[?&=.-])|(?<=[^:/]/))(?=\w)")


def calls(words: Markup) -> Markup:
    """What is called out, each call and each answer in a piece of its own, which breaks only where it is too long.

    >>> calls(Markup("Whose town? Our town!"))
    Markup('<span class="cry">Whose town?</span> <span class="cry">Our town!</span>')
    """
    said = _BETWEEN_CALLS.split(words)
    if len(said) == 1 or "<" in words:
        return words
    return Markup(" ").join(Markup('<span class="cry">{}</span>').format(trusted(one)) for one in said)


def parted(line: Markup) -> Markup:
    """A line of names and addresses that breaks at its commas and stops; elsewhere only where it is long between them.

    >>> parted(Markup("Dock Road 2, Northport")) == Markup("Dock\u00a0Road\u00a02, Northport")
    True
    """
    pieces = (piece.replace(" ", NBSP) if len(piece) <= _PIECE else piece for piece in _PIECES.split(line))
    return trusted(" ".join(pieces))


def breaking(address: str) -> str:
    """An address that may be broken after its signs where a line ends; what is copied or read out stays the same.

    >>> breaking("quay.org/a-b").split("\u200b")
    ['quay.', 'org/', 'a-', 'b']
    """
    return _AFTER.sub(_BREAK, address)
