"""Long lists: what a run with nothing to send does grows with the rows. Steps are counted, not seconds."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any, Self

import packbuilder
from packbuilder.deliver.journal import Journal
from packbuilder.deliver.private import Private
from tests.mail import post
from tests.mail.conftest import FAST, SENDER, Mail

Listed = Callable[..., Path]
PROGRAM = Path(packbuilder.__file__).parent
COUNTED = tuple(str(PROGRAM / name) for name in ("mail", "cli/mailed", "cli/edge", "lists", "deliver"))


class Steps:
    """Counts what the program does with lists and mails, by Python's own instructions."""

    def __init__(self) -> None:
        self.count = 0
        self._before = sys.gettrace()

    def __enter__(self) -> Self:
        sys.settrace(self._called)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(self._before)

    def _called(self, frame: FrameType, _: str, __: object) -> Any:  # noqa: ANN401 - as Python has it
        if not frame.f_code.co_filename.startswith(COUNTED) or frame.f_code.co_name == "<module>":
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return self._stepped

    def _stepped(self, _: FrameType, event: str, __: object) -> Any:  # noqa: ANN401 - the same
        self.count += event == "opcode"
        return self._stepped


def _journal(campaign: Path, edition: str, rows: int) -> None:
    """A journal in which an edition was sent to each row."""
    private = Private(campaign)
    (campaign / "out/ferry/mail/journal.jsonl").unlink(missing_ok=True)
    with Journal(campaign / "out", "ferry", campaign / "out/ferry/mail/journal.jsonl", private.mark) as journal:
        for address in (f"a{n}@x.example" for n in range(rows)):
            key = private.digest("message", edition, address)
            journal.write({"key": key, "who": private.who(address), "what": "sent", "said": "", "when": "2013-07-05"})


def test_nothing_to_send_takes_steps_in_proportion_to_the_rows(campaign: Path, listed: Listed, mail: Mail) -> None:
    """Whatever the reason is: twice the rows add twice the steps."""
    files = json.loads((campaign / "out/ferry/manifest.json").read_bytes())["files"]
    [current] = [file["edition"] for file in files if file["path"] == "en/pack.pdf"]
    with post.server(None) as box:  # without encryption: nothing is ever sent there
        where = ("--send", *FAST, f"--smtp-host={post.HOST}", f"--smtp-port={box.port}", "--from", SENDER)
        listed("a0@x.example;;;")
        mail(*where)  # what is imported or laid by the first time is not counted
        for edition, told in (
            ("", "still to be written to."),
            (current, "sent before."),
            ("1234567", "sent an earlier edition"),
        ):
            counts = []
            for rows in (20, 40, 80):
                listed(*(f"a{n}@x.example;;;" for n in range(rows)))
                _journal(campaign, edition, rows if edition else 0)
                with Steps() as steps:
                    done = mail(*where)
                assert f"0 sent, {rows} {told}" in done.stdout, done.stderr
                counts.append(steps.count)
            first, second = (later - earlier for earlier, later in pairwise(counts))
            assert first > 20 * 100, "the steps were not counted"
            assert second < 2.1 * first, told
