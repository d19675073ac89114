"""A delivery that ends at each of its steps, by each way of ending: what was said, and what is there.

Run as a program of its own: it forks a process for each step. A step is whatever the system is asked to do with files;
Python tells of each before it is done (audit events), and there the process ends: killed, ended by a signal, or refused
by the system. Nothing else is put in the place of anything.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

import click

from packbuilder.cli.error_handler import ErrorHandler
from packbuilder.deliver import Artifact, AtomicOutput, EditionKey, Manifest, ledger
from packbuilder.deliver.batch import Batch
from packbuilder.deliver.lock import held
from packbuilder.model.record import Record
from packbuilder.model.variant import HOME

STEPS = {"open", "ctypes.dlopen", "os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.chmod", "os.scandir"}
WAYS = ("SIGKILL", "SIGINT", "SIGTERM", "refused")
KEPT = b"a note of one's own"


class Ending:
    """Ends this process before step `number`, or lets it pass and counts."""

    def __init__(self, number: int, way: str) -> None:
        self.number, self.way, self.count, self.on = number, way, 0, True

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.on or event not in STEPS:
            return
        path = arguments[0]
        if event == "open" and (not isinstance(path, str | Path) or ".py" in str(path)):
            return
        self.count += 1
        if self.count == self.number:
            if self.way == "refused":
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.kill(os.getpid(), getattr(signal, self.way))


@click.group(cls=ErrorHandler)
def main() -> None:
    """What is tried."""


@main.command()
@click.argument("out", type=Path)
@click.argument("words")
def build(out: Path, words: str) -> None:
    """Deliver two files as a build does: the record first, then the exchange."""
    files = {name: f"{words} {name}".encode() for name in ("en/leaflet.pdf", "en/letter.pdf")}
    known = Artifact("x", "leaflet", "calendar", EditionKey("en", None, "public", "A4", "", HOME), b"", "").entry()
    entries = tuple(
        known | {"path": path, "sha256": sha256(data).hexdigest(), "edition": words} for path, data in files.items()
    )
    with AtomicOutput(out, "ferry") as output:
        ledger.keep(out, [Record(words, words, "", "", "", "ferry", "en", "", "public", "A4", False, {}, {}, {}, "")])
        output.deliver(files, Manifest("ferry", "2013-07-01", entries, ()))


@main.command()
@click.argument("out", type=Path)
@click.argument("words")
def letters(out: Path, words: str) -> None:
    """Lay what a list makes."""
    with held(out, "ferry"):
        batch = Batch(out, "ferry", "letters", out / "list.csv", "list")
        for _ in batch.lay([(f"en/{name}.pdf", f"{words} {name}".encode) for name in ("one", "two")]):
            pass


def ended(command: str, out: Path, number: int, way: str) -> tuple[int, int, str]:
    """Run a command in a process that ends at a step: its status as the system has it, the steps, what it said."""
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        ending = Ending(number, way)
        os.dup2(tell, 2)
        sys.addaudithook(ending)
        code: Any = 0
        try:
            main([command, str(out), "new"], standalone_mode=False)
        except SystemExit as error:
            code = error.code
        ending.on = False
        if not number:
            os.write(2, f"{ending.count}".encode())
        os._exit(code)
    os.close(tell)
    with os.fdopen(told, encoding="utf-8") as said:
        words = said.read()
    return os.waitpid(child, 0)[1], number, words


def there(folder: Path) -> dict[str, str]:
    """Every file of a folder and how it begins."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {str(file.relative_to(folder)): file.read_text("utf-8").partition(" ")[0] for file in files}


def tried(command: str, first: Path, work: Path) -> Iterable[dict[str, Any]]:
    """Each step and way, with what came of it, and what is there after the next run."""
    count = int(ended(command, Path(shutil.copytree(first, work / "count")), 0, "")[2])
    for number in range(1, count + 1):
        for way in WAYS:
            out = Path(shutil.copytree(first, work / f"{number}-{way}"))
            status, _, said = ended(command, out, number, way)
            result = {"step": number, "way": way, "said": said, "there": there(out / "ferry")}
            result["code"] = os.waitstatus_to_exitcode(status)
            result["records"] = sorted(file.stem for file in (out / ".packbuilder/editions").glob("*.json"))
            status, _, result["then said"] = ended(command, out, -1, "")
            result["then code"], result["then"] = os.waitstatus_to_exitcode(status), there(out / "ferry")
            left = (path.name for path in (out / ".packbuilder").rglob("*"))
            result["left"] = [name for name in left if name.endswith((".new", ".old", ".letters"))]
            yield result
            shutil.rmtree(out)


def run(command: str, work: Path) -> None:
    """A first delivery, with a note of one's own in it; then a second one that ends at every step."""
    first = work / "first"
    first.mkdir(parents=True)
    main([command, str(first), "old"], standalone_mode=False)
    (first / "ferry/NOTES.txt").write_bytes(KEPT)
    print(json.dumps(list(tried(command, first, work))))


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]))
