"""Two folders exchanged in one step, where the system can."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # macOS, sys/stdio.h


def exchange(new: Path, place: Path, old: Path) -> None:
    """Put `new` in the place of `place`; what was there is afterwards at `new` or at `old`.

    Where folders cannot be exchanged it takes two renames, and a program killed between them leaves nothing in place
    but everything at `old`. Raises OSError if it cannot be done, with everything where it was.
    """
    if _at_once(os.fsencode(new), os.fsencode(place)):
        return
    place.rename(old)
    try:
        new.rename(place)
    except OSError:
        old.rename(place)
        raise


def _at_once(new: bytes, place: bytes) -> bool:
    if sys.platform not in {"linux", "darwin"}:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "renameat2"):
        return bool(libc.renameat2(_AT_FDCWD, new, _AT_FDCWD, place, _RENAME_EXCHANGE) == 0)
    return hasattr(libc, "renamex_np") and bool(libc.renamex_np(new, place, _RENAME_SWAP) == 0)
