"""Signals that end the program wait for what must not be broken off, but not for ever."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

from packbuilder.placed import unbroken


@pytest.fixture(autouse=True)
def _ending() -> Iterator[None]:
    """Have SIGTERM raise, as the command line does it."""

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    yield
    signal.signal(signal.SIGTERM, before)


def test_it_comes_when_what_was_begun_is_done() -> None:
    """And is told of at once."""
    done = []

    def do() -> None:
        with unbroken(5, lambda: done.append("told")):
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(0.05)
            done.append("done")

    with pytest.raises(KeyboardInterrupt):
        do()
    assert done == ["told", "done"]


@pytest.mark.parametrize("second", [False, True])
def test_it_does_not_wait_for_ever(*, second: bool) -> None:
    """The time runs out, or a second one comes."""

    def do() -> None:
        with unbroken(30 if second else 0.2):
            for _ in range(1 + second):
                os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(20)

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        do()
    assert time.monotonic() - began < 10


def test_what_is_ignored_stays_so() -> None:
    """`nohup` has the closing of the terminal ignored."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with unbroken(0.2):
        os.kill(os.getpid(), signal.SIGHUP)
        time.sleep(0.4)
    assert signal.signal(signal.SIGHUP, before) is signal.SIG_IGN
