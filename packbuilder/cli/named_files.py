"""Files that somebody names on the command line: anybody's, so looked at before they are read or written over."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from packbuilder.errors import DeliveryError, Problem, UsageError

_LARGEST = 200_000_000  # bytes: a poster of a photograph has some 50 million


def read_named(path: Path, remedy: str = "Name a PDF.") -> bytes:
    """The bytes of a file; UsageError with `remedy` for what cannot be read, and for what has no end."""
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            what, remedy = "This is no regular file.", f"Save it as a file first. {remedy}"
        elif facts.st_size > _LARGEST:
            what = f"The file has {facts.st_size / 1e6:,.0f} MB; at most {_LARGEST / 1e6:,.0f} MB are read."
        else:
            return path.read_bytes()
    except (OSError, ValueError) as error:
        what = f"It cannot be read: {getattr(error, 'strerror', None) or error}."
    raise UsageError(Problem.at(str(path), what, remedy))


def refuse_overwriting(path: Path) -> None:
    """DeliveryError for a place that holds anything but a PDF of ours: nobody gets that back."""
    if not os.path.lexists(path):
        return
    from packbuilder.usecases.verify import ours  # it reads PDFs, which most runs of this need not

    try:
        made_here = path.is_file() and ours(path.read_bytes())
    except OSError:
        made_here = False
    if not made_here:
        what = "This is in the way: packbuilder did not make it, and would put its PDF in its place."
        raise DeliveryError(Problem.at(str(path), what, "Name another file with -o, or move this one away."))
