"""What carries a link from where it is clicked to a mail program: browsers, their PDF viewers, and the desktop's own.

The mail program is a script that keeps what it is started with.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

from bench.windows import Desk, handles_mail, waited

_SECONDS = 30  # until a browser has been started, has shown the page, and has followed a click
_COLOUR = "#cfc"
_PAGE = f'<!doctype html><title>Link</title><a href="%s" style="position:fixed;inset:0;background:{_COLOUR}">write</a>'
_SHEET = (
    f"<style>@page{{size:A4;margin:0}}a{{display:block;height:290mm;background:{_COLOUR}}}</style>"
    '<title>Link</title><a href="%s">write</a>'
)
_FIREFOX_SETTINGS = """
user_pref("security.external_protocol_requires_permission", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("termsofuse.bypassNotification", true);
"""
_SYSTEM_DEFAULT = {"defaultHandlersVersion": {"en-US": 4}, "schemes": {"mailto": {"action": 4, "ask": False}}}


def handed_over(*command: str) -> Callable[[Desk, str], str]:
    """A way to open a link: a command that is given it as its last word, and what the mail program got."""

    def opened(desk: Desk, url: str) -> str:
        got = _mailbox(desk)
        desk.start(*command, url)
        return waited(lambda: _kept(got), _SECONDS)

    return opened


def clicked(browser: Callable[[Desk, Path], None], page: Callable[[Desk, str], Path]) -> Callable[[Desk, str], str]:
    """A way to open a link: a click on it, on a page that is all link, and what the mail program got."""

    def opened(desk: Desk, url: str) -> str:
        got = _mailbox(desk)
        browser(desk, page(desk, url))
        desk.window("Link", _SECONDS)

        def click() -> str:
            desk.click()
            time.sleep(1)
            return _kept(got)

        return waited(click, _SECONDS)

    return opened


def html(desk: Desk, url: str) -> Path:
    """A web page with the link."""
    return desk.write("page.html", _PAGE % escape(url))


def pdf(desk: Desk, url: str) -> Path:
    """A PDF with the link, made by what makes the leaflets."""
    import weasyprint

    path = desk.home / "page.pdf"
    weasyprint.HTML(string=_SHEET % escape(url)).write_pdf(path)
    return path


def chromium(desk: Desk, page: Path) -> None:
    """Show a page in Chromium; it would ask for a password of its key ring otherwise."""
    profile = f"--user-data-dir={desk.home / 'chromium'}"
    desk.start(
        "chromium", "--no-sandbox", "--no-first-run", "--password-store=basic", "--kiosk", profile, page.as_uri()
    )


def firefox(desk: Desk, page: Path) -> None:
    """Show a page in Firefox, which leaves mails to the program of the system and does not ask."""
    desk.write("firefox/user.js", _FIREFOX_SETTINGS)
    desk.write("firefox/handlers.json", json.dumps(_SYSTEM_DEFAULT))
    desk.start("firefox-esr", "--kiosk", "--profile", desk.home / "firefox", page.as_uri())


def _mailbox(desk: Desk) -> Path:
    """Make a script the mail program of the desktop; the file that it will write."""
    got = desk.home / "got"
    script = desk.write("catch", f'#!/bin/sh\nprintf %s "$1" >{got}.part && mv {got}.part {got}\n', 0o755)
    handles_mail(desk, script, "catch")
    return got


def _kept(got: Path) -> str:
    return got.read_text("utf-8") if got.exists() else ""
