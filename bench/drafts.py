"""Mail programs: they are given a link, as a browser gives it to them, and save what they make of it.

Each gets an account that leads nowhere, so that it does not ask for one, and is otherwise as it comes.
"""

from __future__ import annotations

import shlex
import time
from collections.abc import Callable
from pathlib import Path

from bench.mails import END, written
from bench.windows import Desk, handles_mail, waited

_START_S = 40  # until the window is there
_SAVE_S = 40  # from then on, until a draft holds the end of the text; a new KMail takes its time to make its folders
_TITLE = "Compose|Write|New message|Освободить"
_MUTT = """set editor=%s
set edit_headers
set autoedit
set fast_reply
set from=writer@home.example
set folder=~/Mail
set spoolfile=~/Mail
"""
# What an editor gets says nothing of its own letters.
_PLAIN = b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
_THUNDERBIRD = {
    "mail.accountmanager.accounts": "account1,account2",
    "mail.accountmanager.defaultaccount": "account1",
    "mail.accountmanager.localfoldersserver": "server2",
    "mail.account.account1.identities": "id1",
    "mail.account.account1.server": "server1",
    "mail.account.account2.server": "server2",
    "mail.identity.id1.useremail": "writer@home.example",
    "mail.identity.id1.valid": True,
    "mail.identity.id1.smtpServer": "smtp1",
    "mail.identity.id1.draft_folder": "mailbox://nobody@Local%20Folders/Drafts",
    "mail.identity.id1.drafts_folder_picker_mode": "1",
    "mail.server.server1.type": "pop3",
    "mail.server.server1.hostname": "home.example",
    "mail.server.server1.userName": "writer",
    "mail.server.server1.login_at_startup": False,
    "mail.server.server1.check_new_mail": False,
    "mail.server.server1.directory-rel": "[ProfD]Mail/home",
    "mail.server.server2.type": "none",
    "mail.server.server2.hostname": "Local Folders",
    "mail.server.server2.userName": "nobody",
    "mail.server.server2.directory-rel": "[ProfD]Mail/Local Folders",
    "mail.smtpservers": "smtp1",
    "mail.smtp.defaultserver": "smtp1",
    "mail.smtpserver.smtp1.hostname": "home.example",
    "mail.shell.checkDefaultClient": False,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.rights.version": 1,
    "mailnews.start_page.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
}
_FOLDERS = ("inbox", "outbox", "queue", "draft", "trash")
_ACCOUNT = """[Account: 1]
account_name=writer
is_default=1
name=Writer
address=writer@home.example
protocol=0
receive_server=home.example
smtp_server=home.example
user_id=writer
"""


def mutt(program: str) -> Callable[[Desk, str], bytes]:
    """Mutt, or what has come of it: what the editor is begun with."""

    def opened(desk: Desk, url: str) -> bytes:
        (desk.home / "Mail").mkdir()
        got = desk.home / "got"
        editor = desk.write("editor", f'#!/bin/sh\ncp "$1" {got}.part && mv {got}.part {got}\n', 0o755)
        settings = desk.write("muttrc", _MUTT % editor)
        desk.start("script", "--quiet", "--command", shlex.join([program, "-F", str(settings), url]), "/dev/null")
        waited(lambda: "there" if got.exists() else "", _START_S)
        return _PLAIN + got.read_bytes() if got.exists() else b""

    return opened


def thunderbird(desk: Desk, url: str) -> bytes:
    """Thunderbird with an account that is not asked for mail, and local folders."""
    desk.start("thunderbird", "--profile", _profile(desk), url)
    return _last_of_box(desk)


def thunderbird_by_desktop(desk: Desk, url: str) -> bytes:
    """The same by way of `xdg-email`, as Chromium hands links over: under GNOME it takes them apart for Thunderbird."""
    command = f'#!/bin/sh\nexec thunderbird --profile {_profile(desk)} "$@"\n'
    handles_mail(desk, desk.write("thunderbird.sh", command, 0o755), "thunderbird")
    desk.env["XDG_CURRENT_DESKTOP"] = "GNOME"
    desk.start("xdg-email", url)
    return _last_of_box(desk)


def _profile(desk: Desk) -> Path:
    """The settings that it starts with."""
    settings = {
        name: f'"{value}"' if isinstance(value, str) else str(value).lower() for name, value in _THUNDERBIRD.items()
    }
    lines = (f'user_pref("{name}", {value});\n' for name, value in settings.items())
    return desk.write("thunderbird/user.js", "".join(lines)).parent


def _last_of_box(desk: Desk) -> bytes:
    """What it saves: the last mail in a file of drafts."""
    box = desk.home / "thunderbird" / "Mail" / "Local Folders" / "Drafts"
    return saved(
        desk, lambda: box.read_bytes().rpartition(b"\nFrom - ")[2].partition(b"\n")[2] if box.exists() else b""
    )


def sylpheed(program: str, settings: str, more: str = "") -> Callable[[Desk, str], bytes]:
    """Sylpheed, or what has come of it: a file for each draft; `settings` is the folder where they are, below home."""

    def opened(desk: Desk, url: str) -> bytes:
        items = "".join(f'<folderitem type="{name}" name="{name}" path="{name}"/>' for name in _FOLDERS)
        head = '<?xml version="1.0" encoding="UTF-8"?>\n'
        folders = f'{head}<folderlist><folder type="mh" name="Mail" path="Mail">{items}</folder></folderlist>\n'
        desk.write(f"{settings}/folderlist.xml", folders)
        desk.write(f"{settings}/accountrc", _ACCOUNT)
        desk.write(f"{settings}/{program.partition('-')[0]}rc", f"[Common]\n{more}")
        for name in _FOLDERS:
            (desk.home / "Mail" / name).mkdir(parents=True)
        desk.start(program, url)
        return saved(desk, lambda: newest(desk.home / "Mail" / "draft", "[0-9]*"))

    return opened


def saved(desk: Desk, draft: Callable[[], bytes], pause_s: float = 0) -> bytes:
    """The draft that is saved with Ctrl S, until it holds the end of the text or does not come to hold it.

    A pause gives a program time to find its folders after its window is there.
    """
    if not desk.window(_TITLE, _START_S):
        return b""
    time.sleep(pause_s)
    until = time.monotonic() + _SAVE_S
    found = b""
    while time.monotonic() < until and END not in (written(found).body if found else ""):
        time.sleep(1)
        desk.keys("ctrl+s")
        time.sleep(1)
        found = draft() or found
    return found


def newest(folder: Path, pattern: str) -> bytes:
    """The file of a folder that was written last; empty if there is none."""
    files = sorted(folder.glob(pattern), key=lambda path: path.stat().st_mtime)
    return files[-1].read_bytes() if files else b""
