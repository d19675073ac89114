"""The page in the browser that shows what a watcher makes: served on this machine alone, by a process of its own.

A process, not a thread: documents are made in forked processes, and what forks must not have threads. It answers on
127.0.0.1 to whoever knows the random token in its address, and only if they call it by that address: a page of the web
whose name leads to 127.0.0.1 calls it by that name, and is refused. It reads the files that the build listed, each by
its digest, and no others, whatever path is asked for.
"""

from __future__ import annotations

import json
import secrets
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import ThreadingHTTPServer
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Condition, Thread

from packbuilder.watch.events import Event
from packbuilder.watch.gallery import Gallery, ShownFile
from packbuilder.watch.page_requests import PageRequest

LOOPBACK = "127.0.0.1"
_START_S = 30  # that the process may take to begin
_END_S = 5


class Board:
    """What is shown now, and who waits for it to change; used by all threads of the server."""

    def __init__(self) -> None:
        self._gallery = Gallery()
        self._changed = Condition()
        self._version = 0
        self._ended = False

    def hear(self, event: Event) -> None:
        """Take in an event, and wake whoever waits."""
        with self._changed:
            self._gallery.hear(event)
            self._version += 1
            self._changed.notify_all()

    def end(self) -> None:
        """Nothing more will come."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def after(self, version: int, patience_s: float) -> tuple[int, str, bool]:
        """The state as JSON once it is another than `version`, or when the patience ends; and whether it goes on."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._version != version, patience_s)
            words = json.dumps(self._gallery.state, ensure_ascii=False)
            return self._version, words, not self._ended

    def file(self, key: str) -> ShownFile | None:
        """A file of the build by its key; None for anything else."""
        with self._changed:
            return self._gallery.files.get(key)


class PageServer(ThreadingHTTPServer):
    """Serves a board below a token; `origin` is how it must be called."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, board: Board, token: str) -> None:
        super().__init__((LOOPBACK, 0), PageRequest)
        self.board, self.token = board, token
        self.host = f"{LOOPBACK}:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the midst is nothing to be told."""


@contextmanager
def shown_page() -> Iterator[tuple[str, Connection]]:
    """A page until this ends: its address, and where events are sent to. OSError where it cannot begin."""
    context = get_context("spawn")  # a fork would have this process's locks, signals and files
    events, theirs = context.Pipe()
    token = secrets.token_urlsafe(32)
    process = context.Process(target=_serve, args=(theirs, token), daemon=True)
    process.start()
    theirs.close()
    try:
        if not events.poll(_START_S):
            raise TimeoutError(f"The page does not begin within {_START_S} seconds.")
        yield f"http://{events.recv()}/{token}/", events
    finally:
        events.close()
        process.join(_END_S)
        process.kill()


def _serve(events: Connection, token: str) -> None:
    """Of the process: serve until nobody sends events any more. Ctrl-C is for the one that sends them."""
    for number in (signal.SIGINT, *(getattr(signal, name) for name in ("SIGHUP",) if hasattr(signal, name))):
        signal.signal(number, signal.SIG_IGN)
    board = Board()
    with PageServer(board, token) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        events.send(server.host)
        with suppress(EOFError, OSError):
            while True:
                board.hear(events.recv())
        board.end()
        server.shutdown()
