"""How long a link that begins a mail may be: `python -m bench.mailers [--lengths 500,2000] [PROGRAM …]`.

Opens links of growing length (letters, as they stand in the address: a Cyrillic letter takes six) with each program
that is installed, and reads back what has arrived: recipients, copies, subject and body. Says for each the longest link
of those tried that arrived whole, the first that did not, and what it lost. Programs carry the link on (a browser, a
PDF viewer), or write the mail. Each starts on a screen and with a home folder of its own, and no network is used.
It takes Xvfb, openbox, dbus-daemon, xdotool and xdg-utils.
"""

from __future__ import annotations

import argparse
import re
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench import clicks, drafts, suites
from bench.mails import Mail, asked, link, lost, written
from bench.windows import Desk, desk

SMALLEST = ("--lengths=500", "xdg-open")
LENGTHS = (500, 1000, 1600, 2000, 4000, 8000, 16000, 32000)
_LONGEST = 131_071  # bytes of a word in a command, on Linux
NEEDED = ("Xvfb", "openbox", "dbus-daemon", "xdotool", "xdg-open")
_TRIES = 2  # a machine that is busy may miss a click; what is lost twice is lost


@dataclass(frozen=True, slots=True)
class Program:
    """One way to open a link: the command that must be there, and what opens a link and brings back what it made of it.

    That is a link again (text), or a mail (bytes); empty where nothing came.
    """

    command: str
    opened: Callable[[Desk, str], str | bytes]
    version: tuple[str, ...] = ("--version",)


PROGRAMS = {
    "xdg-open": Program("xdg-open", clicks.handed_over("xdg-open")),
    "xdg-email": Program("xdg-email", clicks.handed_over("xdg-email")),
    "chromium": Program("chromium", clicks.clicked(clicks.chromium, clicks.html)),
    "chromium-pdf": Program("chromium", clicks.clicked(clicks.chromium, clicks.pdf)),
    "firefox": Program("firefox-esr", clicks.clicked(clicks.firefox, clicks.html)),
    "firefox-pdf": Program("firefox-esr", clicks.clicked(clicks.firefox, clicks.pdf)),
    "mutt": Program("mutt", drafts.mutt("mutt"), ("-v",)),
    "neomutt": Program("neomutt", drafts.mutt("neomutt"), ("-v",)),
    "thunderbird": Program("thunderbird", drafts.thunderbird),
    "xdg-thunderbird": Program("thunderbird", drafts.thunderbird_by_desktop),
    "claws-mail": Program("claws-mail", drafts.sylpheed("claws-mail", ".claws-mail", "enable_aspell=0\n")),
    "sylpheed": Program("sylpheed", drafts.sylpheed("sylpheed", ".sylpheed-2.0")),
    "evolution": Program("evolution", suites.evolution),
    "kmail": Program("kmail", suites.kmail),
    "balsa": Program("balsa", suites.balsa),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one program; lengths are of the links as they were, 0 where there is none."""

    version: str
    whole: int = 0
    broken: int = 0
    losses: tuple[str, ...] = ()


def _read(made: str | bytes) -> Mail | None:
    if not made:
        return None
    return asked(made) if isinstance(made, str) else written(made)


def _losses(program: Program, url: str) -> tuple[str, ...]:
    """What is lost of a link, in every try."""
    losses: list[str] = []
    for _ in range(_TRIES):
        with desk() as empty:
            losses = lost(asked(url), _read(program.opened(empty, url)))
        if not losses:
            break
    return tuple(losses)


def _version(program: Program) -> str:
    with desk() as empty:
        told = empty.told(program.command, *program.version)
    number = re.search(r"\d+(\.\d+)+\w*|\d{8}", told)
    return number[0] if number else "?"


def found(name: str, lengths: Sequence[int]) -> Found:
    """Open longer and longer links until something is lost."""
    program = PROGRAMS[name]
    version, whole = _version(program), 0
    for length in lengths:
        url = link(length)
        losses = _losses(program, url)
        print(f"{name} {len(url)}: {'; '.join(losses) or 'whole'}", file=sys.stderr, flush=True)
        if losses:
            return Found(version, whole, len(url), losses)
        whole = len(url)
    return Found(version, whole)


def _row(name: str, one: Found) -> str:
    return f"{name:16}{one.version:16}{one.whole or '-':>8}{one.broken or '-':>8}  {'; '.join(one.losses)}".rstrip()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.mailers", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--lengths", default=",".join(map(str, LENGTHS)), help="letters, growing; default: %(default)s")
    parser.add_argument("programs", nargs="*", metavar="PROGRAM", help=f"of {', '.join(PROGRAMS)}; default: all")
    given = parser.parse_args()
    if strangers := set(given.programs) - set(PROGRAMS):
        parser.error(f"not among the programs: {', '.join(sorted(strangers))}")
    return given


def main() -> None:
    """Try every program that is asked for and there, and print the table."""
    given = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is ended then, too
    if missing := [command for command in NEEDED if not shutil.which(command)]:
        raise SystemExit(f"Not installed: {', '.join(missing)}")
    lengths = sorted({int(length) for length in given.lengths.split(",")})
    if lengths[-1] > _LONGEST:
        raise SystemExit(f"A program is started with no word longer than {_LONGEST} letters.")
    names = [name for name in given.programs or PROGRAMS if shutil.which(PROGRAMS[name].command)]
    rows = [_row(name, found(name, lengths)) for name in names]
    print(f"{'program':16}{'version':16}{'whole':>8}{'not':>8}  what was lost", *rows, sep="\n")


if __name__ == "__main__":
    main()
