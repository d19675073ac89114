"""How fast mails go: `python -m bench.mail`, by default 500 messages of 1 MB, three rounds.

In each round `packbuilder mail --send` and mailmerge (2.3.0, installed by pip into an environment of its own; said
where pip has none) send the same file to the same list through the same server, one after the other, over TLS from the
first byte and with a login. The server takes everything and keeps nothing. packbuilder writes its journal to the disk
twice a message; mailmerge keeps none. What is told is the whole run, reading of list and campaign included.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from hashlib import sha256
from pathlib import Path
from statistics import median

from bench import campaign
from bench.cost import ENVIRONMENT, Cost, cost, python
from tests.mail.post import HOST, PASSWORD, USER, Authority, authority
from tests.mail.scripted import Talk, scripted

SMALLEST = ("--count=2", "--size=0.1", "--rounds=1", "--alone", "--built={root}")
_MAILMERGE = "mailmerge==2.3.0"
_WANTED = 1.2
_TEMPLATE = """TO: {{email}}
SUBJECT: The Northport ferry
FROM: Harbour Campaign <us@harbour.example>
ATTACHMENT: pack.pdf

Dear {{name}},

The company wants to stop the ferry. The crew says no.
"""


class Desk:
    """A folder with the small campaign of the tests, built, its pack so many bytes large, a list, and mailmerge."""

    def __init__(self, folder: Path, asked: argparse.Namespace) -> None:
        count = asked.count
        self.count, self.issuer = count, authority(folder)
        self.root = campaign.small(folder / "campaign", asked.built)
        self._swell(self.root / "out/ferry", int(asked.size * 1_000_000))
        self.list = folder / "list.csv"
        rows = (f"person{number}@x{number % 50}.example,Person {number}" for number in range(count))
        self.list.write_text("\n".join(["email,name", *rows]) + "\n", "utf-8")
        self.merge = None if asked.alone else self._mailmerge(folder)

    @staticmethod
    def _swell(place: Path, size: int) -> None:
        pack = place / "en/pack.pdf"
        with pack.open("ab") as file:
            file.write(b"%" + os.urandom(max(0, size - pack.stat().st_size - 2)) + b"\n")
        told = json.loads((place / "manifest.json").read_bytes())
        for entry in told["files"]:
            if entry["path"] == "en/pack.pdf":
                entry["bytes"], entry["sha256"] = pack.stat().st_size, sha256(pack.read_bytes()).hexdigest()
        (place / "manifest.json").write_text(json.dumps(told), "utf-8")

    def _mailmerge(self, folder: Path) -> Path | None:
        """Its program, in an environment and a folder of its own; None where pip has none."""
        venv.create(folder / "venv", with_pip=True)
        install: list[str | Path] = [folder / "venv/bin/python", "-m", "pip", "install", "--quiet", _MAILMERGE]
        if subprocess.run(install, check=False, capture_output=True).returncode:
            print(f"pip has no {_MAILMERGE} here: packbuilder alone is measured.", file=sys.stderr)
            return None
        desk = folder / "mailmerge"
        desk.mkdir()
        (desk / "mailmerge_template.txt").write_text(_TEMPLATE, "utf-8")
        shutil.copy(self.root / "out/ferry/en/pack.pdf", desk)
        shutil.copy(self.list, desk / "mailmerge_database.csv")
        return desk

    def packbuilder(self, talk: Talk) -> Cost:
        """What it takes to send them by this program, none of them sent before."""
        shutil.rmtree(self.root / "out/ferry/mail", ignore_errors=True)
        what = ("--root", self.root, "--case=ferry", "--to", self.list, "--lang=en", campaign.DAY)
        server = (f"--smtp-host={HOST}", f"--smtp-port={talk.port}", "--smtp-security=tls", "--rate=1000000/min")
        sender = "--from=Harbour Campaign <us@harbour.example>"
        return cost(python("-m", "packbuilder", "mail", *what, "--send", sender, *server))

    def mailmerge(self, talk: Talk) -> Cost:
        """What it takes by mailmerge, which asks for the password on its standard input."""
        assert self.merge is not None
        settings = f"[smtp_server]\nhost = {HOST}\nport = {talk.port}\nsecurity = SSL/TLS\nusername = {USER}\n"
        (self.merge / "mailmerge_server.conf").write_text(settings, "utf-8")
        program = self.merge.parent / "venv/bin/mailmerge"
        line = f"cd '{self.merge}' && echo '{PASSWORD}' | '{program}' --no-dry-run --no-limit --output-format raw"
        return cost(["sh", "-c", f"{line} >'{self.merge}/said' 2>&1"])


def _measured(desk: Desk, issuer: Authority, rounds: int) -> tuple[list[Cost], list[Cost]]:
    """Rounds of both; an error where a message is missing."""
    ours: list[Cost] = []
    theirs: list[Cost] = []

    def kept(talk: Talk, _: str) -> None:
        talk.inbox.clear()  # nothing is

    with scripted(kept, issuer.context()) as talk:
        ways = [(ours, desk.packbuilder), *([(theirs, desk.mailmerge)] if desk.merge else [])]
        for _ in range(rounds):
            for taken, way in ways:
                talk.seen.clear()
                taken.append(way(talk))
                if talk.seen["end"] != desk.count:
                    raise SystemExit(f"{way.__name__} sent {talk.seen['end']} of {desk.count}")
    return ours, theirs


def main() -> None:
    """Measure and report."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m bench.mail", description=__doc__, formatter_class=form)
    parser.add_argument("--count", type=int, default=500, help="messages (default: 500)")
    parser.add_argument("--size", type=float, default=1.0, help="of the attached file, in MB (default: 1)")
    parser.add_argument("--rounds", type=int, default=3, help="how many (default: 3)")
    parser.add_argument("--alone", action="store_true", help="without mailmerge")
    parser.add_argument("--built", type=Path, help="the small campaign, if it is built already")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="packbuilder-bench-") as name:
        desk = Desk(Path(name), asked)
        login = {"PACKBUILDER_SMTP_USER": USER, "PACKBUILDER_SMTP_PASSWORD": PASSWORD}
        ENVIRONMENT.update(login, SSL_CERT_FILE=str(desk.issuer.file))
        ours, theirs = _measured(desk, desk.issuer, asked.rounds)
    print(f"{asked.count} messages of {asked.size:g} MB over TLS; medians of {asked.rounds} rounds")
    print("                wall s  processor s  messages a second  peak MB")
    for title, taken in (("packbuilder", ours), ("mailmerge", theirs)):
        if taken:
            wall, cpu = median(one.wall_s for one in taken), median(one.cpu_s for one in taken)
            peak = median(one.peak_mb for one in taken)
            print(f"{title:<14}{wall:>8.1f}{cpu:>13.1f}{asked.count / wall:>19.1f}{peak:>9.0f}")
    if theirs:
        ratios = [other.wall_s / own.wall_s for own, other in zip(ours, theirs, strict=True)]
        told = " ".join(f"{ratio:.2f}" for ratio in ratios)
        print(f"packbuilder's rate is {median(ratios):.2f} times mailmerge's ({told}); wanted: {_WANTED}.")


if __name__ == "__main__":
    main()
