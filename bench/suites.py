"""Mail programs that belong to a desktop with services of its own: Evolution and Balsa of GNOME, KMail of KDE.

Like those of `drafts.py` they get an account that leads nowhere, are given a link and save what they make of it.
"""

from __future__ import annotations

import time

from bench.drafts import newest, saved
from bench.windows import Desk

_START_S = 20  # until the main window is there
_EVOLUTION = {
    "in": "[Mail Account]\nBackendName=none\nIdentityUid=me\nNeedsInitialSetup=false\n",
    "me": "[Mail Composition]\nDraftsFolder=folder://local/Drafts\n\n"
    "[Mail Identity]\nAddress=writer@home.example\nName=Writer\n\n[Mail Submission]\nTransportUid=out\n",
    "out": "[Mail Transport]\nBackendName=smtp\n\n[Authentication]\nHost=home.example\nPort=25\nMethod=none\n",
}
_IDENTITY = """[General]
Default Identity=1
[Identity #0]
uoid=1
Identity=Default
Name=Writer
Email Address=writer@home.example
"""
_BALSA = """[identity]
CurrentIdentity=Default Identity
[identity-Default Identity]
FullName=Writer
Address=writer@home.example
SmtpServer=Default
[smtp-server-Default]
Server=localhost:25
[Globals]
DefaultAddressBook=address-book-1
[address-book-1]
Type=LibBalsaAddressBookLdif
Name=Address Book
"""
_BOXES = ("Inbox", "Outbox", "Sentbox", "Draftbox", "Trash")


def evolution(desk: Desk, url: str) -> bytes:
    """Evolution, which saves to folders of its own."""
    for name, settings in _EVOLUTION.items():
        head = f"[Data Source]\nDisplayName=writer\nEnabled=true\nParent={'' if name == 'in' else 'in'}\n\n"
        desk.write(f".config/evolution/sources/{name}.source", head + settings)
    desk.start("evolution", url)
    return saved(desk, lambda: newest(desk.home / ".local/share/evolution/mail/local/.Drafts", "*/*"))


def kmail(desk: Desk, url: str) -> bytes:
    """KMail with the database behind it, which would not run for the superuser unasked; the draft closes when saved.

    In a home folder that is new it does not always come to save, least of all long texts, though it has opened them.
    """
    desk.write(".config/akonadi/mysql-local.conf", "[mysqld]\nuser=root\n")
    desk.write(".config/emailidentities", _IDENTITY)
    desk.start("kmail", url)
    return saved(desk, lambda: newest(desk.home / ".local/share/local-mail/drafts", "*/*"), pause_s=8)


def balsa(desk: Desk, url: str) -> bytes:
    """Balsa as it runs already: version 2.6.4 falls down when it is started with any address to write to."""
    boxes = [(name, desk.write(f"mail/{name}", "")) for name in _BOXES]
    places = "".join(f"[mailbox-{name}]\nType=LibBalsaMailboxMbox\nName={name}\nPath={path}\n" for name, path in boxes)
    desk.write(
        ".balsa/config", f"{places}{_BALSA}Path={desk.home}/addresses.ldif\n[Globals]\nMailDir={desk.home}/mail\n"
    )
    desk.start("balsa")
    if not desk.window("Balsa", _START_S):
        return b""
    time.sleep(2)
    desk.start("balsa", "-m", url)
    return saved(
        desk, lambda: (desk.home / "mail" / "Draftbox").read_bytes().rpartition(b"\nFrom ")[2].partition(b"\n")[2]
    )
