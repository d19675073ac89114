"""The page in the browser: it shows what is made and what is wrong, and answers to nobody but itself."""

from __future__ import annotations

import http.client
import json
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.watch.watched import PATIENCE_S, Watched, watching

HEADLINE = "content/cases/ferry/en/headline.md"
KEY = "ferry/en/leaflet.pdf"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and groups of processes")


class Browser:
    """Asks as a browser does, and as one never does."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.host, self.base = parts.netloc, parts.path
        assert parts.hostname == "127.0.0.1"
        self.token = self.base.strip("/")
        assert len(self.token) >= 40

    def ask(
        self, path: str, host: str = "", method: str = "GET", **heads: str
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """The status, the heads and the body of an answer; the path is sent as it stands."""
        line = http.client.HTTPConnection(self.host, timeout=PATIENCE_S)
        line.putrequest(method, path, skip_host=True)
        for name, value in {"Host": host or self.host, **{k.replace("_", "-"): v for k, v in heads.items()}}.items():
            line.putheader(name, value)
        line.endheaders()
        answer = line.getresponse()
        data = answer.read()
        line.close()
        return answer.status, answer.headers, data

    @contextmanager
    def events(self) -> Iterator[Iterator[dict[str, Any]]]:
        """The states that the page is sent, one after another."""
        line = http.client.HTTPConnection(self.host, timeout=PATIENCE_S)
        line.request("GET", f"{self.base}events")
        answer = line.getresponse()
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        try:
            yield (json.loads(row[6:]) for row in iter(answer.readline, b"") if row.startswith(b"data: "))
        finally:
            line.close()


def opened(watched: Watched) -> Browser:
    """The page of a watcher whose first build has ended."""
    [*_, line] = watched.until(re.compile("The pages are shown at "))
    watched.until()
    return Browser(line.rpartition(" ")[2])


def settled(states: Iterator[dict[str, Any]], turn: int) -> dict[str, Any]:
    """The state when a build has ended, counted from 1."""
    return next(state for state in states if state["turn"] >= turn and not state["building"])


def test_the_page_hears_what_is_made_and_what_is_wrong_and_nobody_else_hears_it(small: Path) -> None:
    """One watcher for all of it: it takes long to start."""
    (small / "content/cases/ferry/ru/headline.md").unlink()
    with watching(small, "--open") as watched:
        browser = opened(watched)
        _is_strict(browser)
        with browser.events() as states:
            first = settled(states, 1)
            [leaflet] = first["files"]
            assert (leaflet["key"], leaflet["turn"], leaflet["pages"] > 0) == (KEY, 1, True)
            assert str(small) not in json.dumps(first)
            _serves_the_files_of_the_build_alone(browser, small)

            (small / HEADLINE).write_text("# Zebra ferry\n", "utf-8")
            second = settled(states, 2)
            [changed] = second["files"]
            assert changed["turn"] == second["turn"]
            assert changed["version"] != leaflet["version"]

            (small / HEADLINE).write_text("# Zebra\n\n# Again\n", "utf-8")
            third = settled(states, second["turn"] + 1)
            assert any(one["place"] == f"{HEADLINE}:3" for one in third["standing"])
            [kept] = third["files"]
            assert kept["version"] == changed["version"]

            (small / HEADLINE).write_text("# Giraffe\n", "utf-8")
            fourth = settled(states, third["turn"] + 1)
            assert not any(one["place"] == f"{HEADLINE}:3" for one in fourth["standing"])
            assert any(HEADLINE in one for one in fourth["mended"])

            _is_closed_to_others(browser, small)
            assert watched.end(signal.SIGINT)[0] == 0
            assert next(states, None) in (None, fourth)
    with pytest.raises(OSError, match=r"refused|reset"):
        browser.ask(browser.base)


def _is_strict(browser: Browser) -> None:
    """The page loads nothing from elsewhere, and a browser holds it to that."""
    for name in ("", "page.css", "page.js"):
        status, heads, data = browser.ask(browser.base + name, Sec_Fetch_Site="same-origin")
        assert status == 200
        assert heads["Content-Security-Policy"].startswith("default-src 'none'; ")
        assert "unsafe" not in heads["Content-Security-Policy"]
        assert heads["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in heads
        assert data
        assert b"://" not in data
        assert b'="//' not in data


def _serves_the_files_of_the_build_alone(browser: Browser, campaign: Path) -> None:
    """The PDF, a picture of each page; nothing of what lies beside them, by whatever way."""
    base = browser.base
    status, heads, data = browser.ask(f"{base}file/{KEY}")
    assert (status, heads["Content-Type"]) == (200, "application/pdf")
    assert data == (campaign / f"out/{KEY}").read_bytes()
    status, heads, data = browser.ask(f"{base}page/1/{KEY}")
    assert (status, heads["Content-Type"], data[:4]) == (200, "image/png", b"\x89PNG")
    assert (campaign / "out/ferry/manifest.json").is_file()
    for path in (
        "file/ferry/manifest.json",
        "file/ferry/en/../manifest.json",
        "file/ferry/en/%2e%2e/manifest.json",
        "file/ferry/../../content/campaign.yaml",
        "file/..%2f..%2fcontent%2fcampaign.yaml",
        "file//etc/passwd",
        "file/%2fetc%2fpasswd",
        "file/ferry/en/leaflet.pdf%00",
        f"page/0/{KEY}",
        f"page/99/{KEY}",
        f"page/-1/{KEY}",
        f"page/x/{KEY}",
        "page/1/ferry/manifest.json",
        "../page.js",
        "%2e%2e/packbuilder/watch/page_server.py",
        "page.html",
        "nothing",
    ):
        assert (browser.ask(base + path)[0], path) == (404, path)


def _is_closed_to_others(browser: Browser, campaign: Path) -> None:
    """A page of the web whose name leads here, one that asks across, whoever does not know the token."""
    base, port = browser.base, browser.host.rpartition(":")[2]
    for host in (f"evil.example:{port}", "evil.example", f"localhost:{port}", "127.0.0.1", f"[::1]:{port}"):
        assert (browser.ask(base, host=host)[0], host) == (403, host)
    for origin in ("https://evil.example", "null", "http://127.0.0.1", f"http://127.0.0.1:{int(port) - 1}"):
        assert (browser.ask(f"{base}events", Origin=origin)[0], origin) == (403, origin)
    for site in ("cross-site", "same-site"):
        assert (browser.ask(base, Sec_Fetch_Site=site)[0], site) == (403, site)
    for path in ("/", "/events", f"/file/{KEY}", f"/{browser.token[:-1]}/", f"/{browser.token}x/", "/%2e/"):
        status, _, data = browser.ask(path)
        assert (status, data, path) == (404, b"", path)
    for method in ("POST", "PUT", "OPTIONS", "DELETE"):
        assert browser.ask(base, method=method)[0] == 501
    # Another file in the place of one that was built is not shown, nor where a link leads to.
    place = campaign / f"out/{KEY}"
    place.unlink()
    place.symlink_to(campaign / "content/campaign.yaml")
    assert browser.ask(f"{base}file/{KEY}")[0] == 404
