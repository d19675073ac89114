"""What the page's server answers, and to whom."""

from __future__ import annotations

import hmac
from contextlib import suppress
from functools import cache, lru_cache
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from packbuilder.watch.gallery import ShownFile
    from packbuilder.watch.page_server import PageServer

_FOLDER = Path(__file__).with_name("page")
_ASSETS = {"": "page.html", "page.css": "page.css", "page.js": "page.js"}
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ics": "text/calendar; charset=utf-8",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_ALIVE_S = 10  # after so long without news a comment says that the line is open
_DPI = 110  # of the pictures of pages
_LONGEST_PX = 1600  # of them, whatever the sheet
_KEPT = 64  # pictures
_drawing = Lock()  # PDFium is not made for threads


class PageRequest(BaseHTTPRequestHandler):
    """A request to the page: for itself, its events, the picture of a page, or a file. All others get an empty 404."""

    server_version, sys_version = "packbuilder", ""
    timeout = 30  # s, for a request to be said
    server: PageServer

    def do_GET(self) -> None:
        """Answer, if it may be."""
        if not self._asked_by_the_page():
            self._answer(HTTPStatus.FORBIDDEN)
            return
        token, _, wanted = urlsplit(self.path).path.removeprefix("/").partition("/")
        if not hmac.compare_digest(token.encode(), self.server.token.encode()):
            self._answer(HTTPStatus.NOT_FOUND)
            return
        kind, _, rest = wanted.partition("/")
        if wanted == "events":
            self._events()
        elif wanted in _ASSETS:
            self._answer(HTTPStatus.OK, asset(_ASSETS[wanted]), _ASSETS[wanted])
        elif kind == "file":
            self._file(unquote(rest))
        elif kind == "page":
            number, _, key = rest.partition("/")
            self._page(number, unquote(key))
        else:
            self._answer(HTTPStatus.NOT_FOUND)

    def _asked_by_the_page(self) -> bool:
        """Whether it is called by its own address, and by no page but its own: none of the web reaches it."""
        hosts, origins = self.headers.get_all("Host", []), self.headers.get_all("Origin", [])
        sites = self.headers.get_all("Sec-Fetch-Site", [])
        return (
            hosts == [self.server.host]
            and set(origins) <= {f"http://{self.server.host}"}
            and set(sites) <= {"none", "same-origin"}
        )

    def _file(self, key: str) -> None:
        """A file of the build, if it is still as the build made it."""
        shown = self.server.board.file(key)
        data = whole(shown) if shown else None
        if data is None:
            self._answer(HTTPStatus.NOT_FOUND)
        else:
            self._answer(HTTPStatus.OK, data, PurePosixPath(key).name)

    def _page(self, number: str, key: str) -> None:
        """A picture of a page of a PDF."""
        shown = self.server.board.file(key)
        count = shown.pages if shown and PurePosixPath(key).suffix == ".pdf" else 0
        pages = {str(one): one for one in range(1, count + 1)}
        picture = drawn(shown.place, shown.sha256, pages[number]) if shown and number in pages else None
        if picture is None:
            self._answer(HTTPStatus.NOT_FOUND)
        else:
            self._answer(HTTPStatus.OK, picture, ".png")

    def _events(self) -> None:
        """Server-sent events: the whole state at once, and again whenever it changes."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self._heads("text/event-stream; charset=utf-8")
        self.end_headers()
        version, going_on = -1, True
        with suppress(OSError):  # the browser has gone
            while going_on:
                now, words, going_on = self.server.board.after(version, _ALIVE_S)
                self.wfile.write(b": alive\n\n" if now == version else f"data: {words}\n\n".encode())
                self.wfile.flush()
                version = now

    def _answer(self, status: HTTPStatus, data: bytes = b"", name: str = "") -> None:
        self.send_response(status)
        self._heads(_TYPES.get(PurePosixPath(f"x{name}").suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(data)

    def _heads(self, kind: str) -> None:
        """What every answer says: nothing is kept, guessed, framed, or told to others."""
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        if kind != _TYPES[".pdf"]:  # browsers show a PDF by a page of their own, which this would keep from working
            self.send_header("Content-Security-Policy", _POLICY)

    def log_message(self, *_: object) -> None:
        """Say nothing in the terminal."""


@cache
def asset(name: str) -> bytes:
    """A part of the page itself."""
    return (_FOLDER / name).read_bytes()


def whole(shown: ShownFile) -> bytes | None:
    """The bytes of a file that are those of the build; None for any others that lie in its place by now."""
    return _bytes(shown.place, shown.sha256)


def _bytes(place: Path, digest: str) -> bytes | None:
    with suppress(OSError):
        data = place.read_bytes()
        if sha256(data).hexdigest() == digest:
            return data
    return None


@lru_cache(_KEPT)
def drawn(place: Path, digest: str, number: int) -> bytes | None:
    """A page of a PDF, counted from 1, as a PNG; None if it is no longer the file of that digest."""
    from pypdfium2 import PdfDocument

    if (data := _bytes(place, digest)) is None:
        return None
    with _drawing:
        document = PdfDocument(data)
        try:
            page = document[number - 1]
            scale = min(_DPI / 72, _LONGEST_PX / max(page.get_size()))
            made = BytesIO()
            page.render(scale=scale, may_draw_forms=False).to_pil().save(made, "PNG", compress_level=1)
            return made.getvalue()
        finally:
            document.close()
