"""Where refusals become messages and exit codes. A bug keeps its traceback and exits with 1."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import Any

import click

from packbuilder import placed
from packbuilder.cli import environment
from packbuilder.cli.messages import count, print_problems
from packbuilder.cli.streams import forgiving_streams, refuse_lost_output
from packbuilder.errors import PackError

_AS_IT_WAS = "Nothing of it was written: what was there before is as it was."
_GO_ON = {"letters": "Say the same again to go on: what was laid out is kept."}
_SHOWN = 3  # paths that are named
_READING = {"check", "doctor", "list", "status", "verify"}  # commands that write nothing, whatever happens
_TYPED = "packbuilder.typed"  # the arguments, among what click keeps for a command
_SIGNALLED = 128  # as shells count it: 128 and the signal, 130 for Ctrl-C


class Ended(KeyboardInterrupt):
    """Somebody else ended the program: `kill`, a terminal that was closed, a machine that is shut down."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class ErrorHandler(click.Group):
    """A command group that turns every PackError into its messages, on stderr, and its exit code."""

    def main(self, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - as click declares it
        """Run the program, whether or not anybody hears it: its exit code says how it ended."""
        with forgiving_streams():
            return super().main(*arguments, **named)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep what was typed, to be looked at before it is used."""
        ctx.meta[_TYPED] = tuple(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; SystemExit with the error's code where it is refused, 128 and the signal that ended it."""
        placed.forget()
        try:
            with _signals_raised():
                done = self._run(ctx)
                if ctx.invoked_subcommand in _READING:
                    refuse_lost_output()
                return done
        except PackError as error:
            print_problems(error.problems)
            click.echo(_ended(f"{count(error.problems)}.", ctx.invoked_subcommand), err=True)
            sys.exit(error.exit_code)
        except KeyboardInterrupt as error:
            command = ctx.invoked_subcommand
            what, code = interrupted(error)
            click.echo(" ".join([_ended(what, command), *_go_on(command)]), err=True)
            sys.exit(code)

    def _run(self, ctx: click.Context) -> object:
        """Run the command on firm ground; what the system refuses becomes a PackError wherever a file is to blame."""
        environment.require(ctx.meta[_TYPED])
        try:
            return super().invoke(ctx)
        except (OSError, MemoryError) as error:
            if (refused := environment.refusal_of(error)) is None:
                raise
            raise refused from error


def interrupted(error: KeyboardInterrupt) -> tuple[str, int]:
    """What ended the program before its time, as a sentence, and the exit code that says so."""
    if isinstance(error, Ended):
        return f"Ended by {signal.Signals(error.number).name}.", _SIGNALLED + error.number
    return "Interrupted.", _SIGNALLED + signal.SIGINT


def _go_on(command: str | None) -> list[str]:
    return [_GO_ON[command]] if command is not None and command in _GO_ON else []


@contextmanager
def _signals_raised() -> Iterator[None]:
    """Let signals that end the program end it as Ctrl-C does, so that what it has begun is cleared away."""

    def end(number: int, _: object) -> None:
        raise Ended(number)

    ending = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    main = current_thread() is main_thread()
    ours = [one for one in ending if main and signal.getsignal(one) is signal.SIG_DFL]  # `nohup` has SIGHUP ignored
    for number in ours:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def _ended(what: str, command: str | None) -> str:
    """How it ended, and what of it is there."""
    if command in _READING:
        return what
    if not (there := placed.so_far()):
        return f"{what} {_AS_IT_WAS}"
    more = len(there) - _SHOWN
    named = ", ".join(path.as_posix() for path in there[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
    return f"{what} In their place, each whole, are: {named}. All else is as it was."
