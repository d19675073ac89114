"""Mails of long lists with nothing to send: `python -m bench.unsent [ROWS]`, by default 20,000.

Runs `packbuilder mail --send` for a quarter of the rows and for all of them, each in a process of its own: once where
the server has no encryption, so that nobody is written to, and once where all have been sent theirs. Prints processor
time and memory. The campaign is the small one of the tests.
"""

from __future__ import annotations

import argparse
import socket
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import campaign
from bench.cost import cost, python
from packbuilder.deliver.journal import Journal
from packbuilder.deliver.manifest import NAME, parsed
from packbuilder.deliver.private import Private

SMALLEST = ("4", "--built={root}")


def _address(number: int) -> str:
    return f"person{number}@x{number % 50}.example"


def _sent(root: Path, rows: int) -> None:
    """A journal in which so many have been sent their mail."""
    private = Private(root)
    built = parsed((root / "out/ferry" / NAME).read_bytes()) or {"files": []}
    code = next(str(one["edition"]) for one in built["files"] if one["path"] == "en/pack.pdf")
    with Journal(root / "out", "ferry", root / "out/ferry/mail/journal.jsonl", private.mark) as journal:
        for address in map(_address, range(rows)):
            key = private.digest("message", code, address)
            journal.write({"key": key, "who": private.who(address), "what": "sent", "said": "250", "when": "2013"})


def _server() -> int:
    """The port of a server that has no encryption."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            line, _ = listening.accept()
            with line:
                for answer in (b"220", b"250", b"221"):
                    line.sendall(answer + b" mail.example\r\n")
                    line.recv(1000)

    threading.Thread(target=serve, daemon=True).start()
    return int(listening.getsockname()[1])


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(prog="python -m bench.unsent", description=__doc__)
    parser.add_argument("rows", type=int, nargs="?", default=20_000)
    parser.add_argument("--built", type=Path, help="the small campaign, if it is built already")
    asked = parser.parse_args()
    rows: int = asked.rows
    port = _server()
    print("  rows  what                    processor  memory")
    with TemporaryDirectory(prefix="packbuilder-bench-") as name:
        root = campaign.small(Path(name) / "campaign", asked.built)
        for some in (rows // 4, rows):
            to = root / "list.csv"
            to.write_text("email;language\n" + "".join(f"{_address(n)};en\n" for n in range(some)), "utf-8")
            for what in ("nobody can be written to", "all have theirs"):
                if what.startswith("all"):
                    _sent(root, some)
                command = python(
                    "-m", "packbuilder", "mail", "--root", root, "--case=ferry", "--to", to, campaign.DAY, "--send",
                    "--smtp-host=127.0.0.1", f"--smtp-port={port}", "--from=us@harbour.example",
                )  # fmt: skip
                measured = cost(["sh", "-c", '"$@" || [ $? = 6 ]', "sh", *command])
                print(f"{some:>6}  {what:<24}{measured.cpu_s:>8.1f} s{measured.peak_mb:>6.0f} MB")
            (root / "out/ferry/mail/journal.jsonl").unlink()


if __name__ == "__main__":
    main()
