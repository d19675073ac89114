"""What may be put in the place of what: of files that people name, only what was made here before."""

from __future__ import annotations

import os
from pathlib import Path

from packbuilder.errors import DeliveryError, Problem


def replaceable(path: Path) -> None:
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
