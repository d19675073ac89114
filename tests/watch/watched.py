"""`packbuilder watch` as people run it: a process that hears real saves, and what it says of them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pypdfium2

from tests.program import COMMAND, DAY, ROOT

PATIENCE_S = 90  # on a machine that has much else to do
_TERMINAL = {"TERM": "xterm", "COLUMNS": "100"}
READY = re.compile(r"Waiting for the next save")


class Watched:
    """A running `packbuilder watch` on the case of the small campaign, in English, the leaflet alone."""

    def __init__(self, campaign: Path, process: subprocess.Popen[str]) -> None:
        self.campaign, self.process = campaign, process
        self._lines: Queue[str] = Queue()
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def until(self, words: re.Pattern[str] = READY) -> list[str]:
        """What it says until a line has these words, that line included; fails where it never comes."""
        said: list[str] = []
        end = time.monotonic() + PATIENCE_S
        while not (said and words.search(said[-1])):
            try:
                said.append(self._lines.get(timeout=max(0, end - time.monotonic())))
            except Empty:
                raise AssertionError(f"{words.pattern!r} was not said within {PATIENCE_S} s, but {said}") from None
        return said

    def silent(self, seconds: float) -> bool:
        """Whether it says nothing for so long."""
        time.sleep(seconds)
        return self._lines.empty()

    def end(self, number: signal.Signals) -> tuple[int, list[str]]:
        """Send a signal, and wait: the exit code, and what it still said."""
        os.killpg(self.process.pid, number)
        code = self.process.wait(PATIENCE_S)
        self._reader.join(PATIENCE_S)
        return code, list(self._lines.queue)

    def leaflet(self) -> str:
        """The words of the leaflet that lies in out/."""
        document = pypdfium2.PdfDocument((self.campaign / "out/ferry/en/leaflet.pdf").read_bytes())
        return "".join(page.get_textpage().get_text_bounded() for page in document)


@contextmanager
def watching(
    campaign: Path,
    *more: str,
    only: Sequence[str] = ("--lang=en", "--only=leaflet"),
    errors: int = subprocess.STDOUT,
) -> Iterator[Watched]:
    """Start it; it is killed in the end, whatever happens. `errors` is where it has its standard error."""
    process = subprocess.Popen(
        [*COMMAND, "watch", "--case=ferry", DAY, *only, *more],
        cwd=campaign,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "BROWSER": "true"} | _TERMINAL,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        yield Watched(campaign, process)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(PATIENCE_S)
        assert process.stdout is not None
        process.stdout.close()
