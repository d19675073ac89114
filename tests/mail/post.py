"""A mail server for the tests: aiosmtpd with STARTTLS and AUTH on the loopback, and what can go wrong with one."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "campaign", "open sesame 9"
HOST = "127.0.0.1"


@dataclass
class Post:
    """What a server got. `inbox` holds every message that it took, with its recipient, in order; `senders` whose."""

    port: int = 0
    inbox: list[tuple[str, bytes]] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    at: list[tuple[str, float]] = field(default_factory=list)
    reached: threading.Event = field(default_factory=threading.Event)
    names: set[str] = field(default_factory=set)

    def messages(self, to: str) -> list[bytes]:
        """What somebody got."""
        return [data for rcpt, data in self.inbox if rcpt == to]

    @property
    def counts(self) -> Counter[str]:
        """How many messages each recipient got."""
        return Counter(rcpt for rcpt, _ in self.inbox)


Fault = Callable[["Server", str, str], Any]


class Handler:
    """Takes messages, but for what `fault` answers at a stage (`rcpt`, `data`) for a recipient."""

    def __init__(self, post: Post, fault: Fault | None, *, implicit: bool) -> None:
        self.post, self.fault, self.implicit = post, fault, implicit

    async def handle_EHLO(  # noqa: N802 - as aiosmtpd calls it
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.post.names.add(hostname)
        return responses

    async def handle_RCPT(  # noqa: N802 - the same
        self, server: Server, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        assert session.ssl is not None or self.implicit, "nothing is sent in the clear"
        assert session.authenticated
        self.post.seen[address] += 1
        self.post.at.append((address, asyncio.get_running_loop().time()))
        answer = await self._asked(server, "rcpt", address)
        if answer is None:
            envelope.rcpt_tos.append(address)
            return "250 OK"
        return answer

    async def handle_DATA(self, server: Server, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        [to] = envelope.rcpt_tos
        assert isinstance(envelope.original_content, bytes)
        answer = await self._asked(server, "data", to)
        if answer is None or answer == "taken":
            self.post.inbox.append((to, envelope.original_content))
            self.post.senders.append(envelope.mail_from or "")
        if answer == "taken":  # but the answer never comes
            self.post.reached.set()
            await asyncio.sleep(0.05)
            server.cut()
            await asyncio.sleep(0.05)
        return answer or "250 taken"

    async def _asked(self, server: Server, stage: str, to: str) -> str | None:
        answer = self.fault(server, stage, to) if self.fault else None
        if asyncio.iscoroutine(answer):
            answer = await answer
        return answer if isinstance(answer, str) else None


class Server(SMTP):
    """A server whose line can be cut, also in the midst of a message."""

    cut_after = 0  # bytes; 0 for never
    held = False

    def cut(self) -> None:
        """Break the line, without a word."""
        assert isinstance(self.transport, asyncio.Transport)
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        if self.cut_after:
            self.cut_after -= len(data)
            if self.cut_after <= 0:
                self.event_handler.post.reached.set()
                if self.held:  # it listens no more, and says nothing
                    assert isinstance(self.transport, asyncio.Transport)
                    self.transport.pause_reading()
                    return
                self.cut()
                return
        super().data_received(data)


class _Controller(Controller):
    def __init__(self, handler: Handler, context: ssl.SSLContext | None, port: int, *, implicit: bool) -> None:
        self.context, self.implicit = context, implicit
        super().__init__(handler, hostname=HOST, port=port, ready_timeout=20, ssl_context=context if implicit else None)

    def factory(self) -> SMTP:
        starttls = self.context is not None and not self.implicit
        return Server(
            self.handler,
            hostname="mail.harbour.example",
            tls_context=self.context if starttls else None,
            require_starttls=starttls,
            auth_required=starttls,
            auth_require_tls=not self.implicit,
            authenticator=_login,
            data_size_limit=40_000_000,
        )


def _login(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=good, handled=False)


@contextmanager
def server(
    certificate: ssl.SSLContext | None,
    fault: Fault | None = None,
    port: int = 0,
    post: Post | None = None,
    *,
    implicit: bool = False,
) -> Iterator[Post]:
    """A mail server on the loopback, for as long as this lasts; without a certificate it offers no encryption."""
    post = post or Post()
    port = port or free_port()
    controller = _Controller(Handler(post, fault, implicit=implicit), certificate, port, implicit=implicit)
    controller.start()
    assert isinstance(controller.server, asyncio.Server)
    for one in controller.server.sockets:  # what is sent and not read must not all lie between the two
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    post.port = port
    try:
        yield post
    finally:
        controller.stop()


def free_port() -> int:
    """A port of the loopback that nobody uses."""
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])


@dataclass(frozen=True)
class Authority:
    """Who issues certificates in the tests; `file` is what one has to trust for them to hold."""

    ca: trustme.CA
    file: Path

    def context(self, *names: str, expired: bool = False) -> ssl.SSLContext:
        """A server's certificate for some names, by default the loopback's; it may have expired yesterday."""
        until = datetime.now(UTC) - timedelta(days=1) if expired else None
        certificate = self.ca.issue_cert(*(names or (HOST, "localhost")), not_after=until)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        return context


def authority(folder: Path) -> Authority:
    """An authority of one's own."""
    ca = trustme.CA()
    file = folder / "authority.pem"
    ca.cert_pem.write_to_path(str(file))
    return Authority(ca, file)
