"""A mail server that says what a test wants, at whatever point: on the loopback, with TLS at once or none."""

from __future__ import annotations

import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.mail.post import HOST

_USUAL = {
    "greeting": b"220 mail.harbour.example\r\n",
    "EHLO": b"250-mail.harbour.example\r\n250 AUTH PLAIN XOAUTH2\r\n",
    "AUTH": b"235 welcome\r\n",
    "MAIL": b"250 ok\r\n",
    "RCPT": b"250 ok\r\n",
    "DATA": b"354 go on\r\n",
    "end": b"250 taken\r\n",
    "RSET": b"250 ok\r\n",
    "QUIT": b"221 bye\r\n",
}


@dataclass
class Talk:
    """What a server heard: how often each command, the lines, the messages that it took, and what it has sent."""

    port: int = 0
    seen: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)
    inbox: list[tuple[str, bytes]] = field(default_factory=list)
    sent: int = 0
    to: str = ""

    @property
    def counts(self) -> Counter[str]:
        """How many messages each recipient got."""
        return Counter(to for to, _ in self.inbox)


class Hang(Exception):  # noqa: N818 - no error
    """The server hangs up, without a word."""


# What to say to a command (or `greeting`, `end`): bytes, several that follow one another, or None for the usual.
Script = Callable[[Talk, str], "bytes | Iterator[bytes] | None"]


@contextmanager
def scripted(script: Script, context: ssl.SSLContext | None = None) -> Iterator[Talk]:
    """A server for as long as this lasts."""
    talk, over = Talk(), threading.Event()
    with socket.create_server((HOST, 0)) as listener:
        talk.port = int(listener.getsockname()[1])
        listener.settimeout(0.1)

        def serve() -> None:
            while not over.is_set():
                with suppress(TimeoutError):
                    threading.Thread(target=_talked, args=(listener.accept()[0], context, talk, script)).start()

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield talk
        finally:
            over.set()
            thread.join()


def _talked(line: socket.socket, context: ssl.SSLContext | None, talk: Talk, script: Script) -> None:
    with suppress(OSError, Hang, ValueError):
        line.settimeout(20)
        if context:
            line = context.wrap_socket(line, server_side=True)
        with line, line.makefile("rb") as heard:
            _say(line, talk, script, "greeting")
            for words in heard:
                talk.lines.append(words.decode("utf-8", "replace").strip())
                verb = talk.lines[-1][:4].upper()
                if verb == "RCPT":
                    talk.to = talk.lines[-1].partition("<")[2].partition(">")[0]
                said = _say(line, talk, script, verb)
                if verb == "DATA" and said.startswith(b"354"):
                    data = b"".join(iter(heard.readline, b".\r\n"))
                    if _say(line, talk, script, "end").startswith(b"2"):
                        talk.inbox.append((talk.to, data))


def _say(line: socket.socket, talk: Talk, script: Script, point: str) -> bytes:
    """Say what belongs to a point; the last of it. Whoever says 421 hangs up."""
    talk.seen[point] += 1
    words = script(talk, point)
    said = _USUAL.get(point, b"500 what?\r\n") if words is None else words
    for part in [said] if isinstance(said, bytes) else said:
        line.sendall(part)
        talk.sent += len(part)
        last = part
    if last.startswith(b"421"):
        raise Hang
    return last
