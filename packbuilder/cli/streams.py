"""What is said where nobody listens: a closed terminal, a pipe that has ended, a full disk. Work goes on."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from typing import TextIO, cast

from packbuilder.errors import DeliveryError, Problem


class ForgivingStream:
    """A stream that never fails: what it cannot say is lost, and so is all after that. `failed` says why."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.failed: OSError | None = None

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)

    def write(self, words: str) -> int:
        """Say something."""
        try:
            self._stream.write(words)
        except OSError as error:
            self._fail(error)
        return len(words)

    def flush(self) -> None:
        """See that it is heard."""
        try:
            self._stream.flush()
        except OSError as error:
            self._fail(error)

    def _fail(self, error: OSError) -> None:
        """From now on to nobody: else what is still in the buffer would fail once more when Python ends."""
        self.failed = self.failed or error
        with suppress(OSError):  # in tests there is no file below
            number, nowhere = self._stream.fileno(), os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, number)
            os.close(nowhere)


@contextmanager
def forgiving_streams() -> Iterator[None]:
    """Have stdout and stderr that never fail until this ends.

    Where one of them was closed before the program began, the next file to be opened would have its number, and what
    libraries say on stderr would end up in a PDF.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    before = sys.stdout, sys.stderr
    out, err = (ForgivingStream(StringIO() if stream is None else stream) for stream in before)
    sys.stdout, sys.stderr = cast("TextIO", out), cast("TextIO", err)
    try:
        yield
    finally:
        out.flush()
        err.flush()
        sys.stdout, sys.stderr = before


def refuse_lost_output() -> None:
    """DeliveryError if stdout could not take what a command was to say; not where who read it had read enough."""
    sys.stdout.flush()
    failed = getattr(sys.stdout, "failed", None)
    if failed is not None and failed.errno not in {errno.EPIPE, errno.EBADF}:
        what = f"It cannot be written: {failed.strerror or failed}."
        raise DeliveryError(Problem.at("stdout", what, "See that there is room where it goes."))
