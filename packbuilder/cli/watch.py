"""packbuilder watch: what a save concerns is made again at once, and problems are told as they come and go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click

from packbuilder.cli.environment import refusal_of
from packbuilder.cli.error_handler import Ended
from packbuilder.cli.exit_codes import EXIT_CODES
from packbuilder.cli.job_options import JobOptions, with_job_options
from packbuilder.cli.messages import count, print_problems
from packbuilder.cli.progress import progress_shown, waiting
from packbuilder.deliver import scratch
from packbuilder.errors import DeliveryError, Problem

if TYPE_CHECKING:
    from packbuilder.pipeline import Listener
    from packbuilder.watch.events import CaseDelivered, Event

_SHOWN = 6  # files that are named


@click.command(epilog=f"{EXIT_CODES}\n\nCtrl-C is how watching ends: 0.")
@with_job_options
@click.option("--open", "shown", is_flag=True, help="Show the pages in the browser, always as they are now.")
def watch(*, asked: JobOptions, shown: bool) -> None:
    """Build, and after each save make again what it concerns, until Ctrl-C.

    What is made is what `build` would make, and it lies in the same place. Problems are told when they come up and when
    they have been mended; what was made before stays meanwhile. Anything that a campaign is made from may be saved:
    texts, facts, addresses, layouts, fonts, a new case.
    """
    asked = replace(asked, root=asked.job().root)  # a campaign whose folder goes is not exchanged for another
    from packbuilder.watch.watcher import Watcher  # WeasyPrint comes with it

    try:
        with scratch.folder(), ExitStack() as open_ones:
            listeners: list[Callable[[Event], None]] = [Terminal(open_ones)]
            if shown:
                listeners.append(_page(open_ones))
            Watcher(asked.job, partial(_told, listeners), waiting, refusal_of).run()
    except Ended:
        raise
    except KeyboardInterrupt:
        click.echo("Watching has ended.", err=True)


def _told(listeners: Sequence[Callable[[Event], None]], event: Event) -> None:
    for listener in listeners:
        listener(event)


class Terminal:
    """Tells a person what comes of their saves, a line each: what was made on stdout, what is wrong on stderr."""

    def __init__(self, open_ones: ExitStack) -> None:
        self._shown = open_ones.enter_context(ExitStack())
        self._progress: Listener | None = None

    def __call__(self, event: Event) -> None:
        """Tell of an event."""
        from packbuilder.pipeline import Step
        from packbuilder.watch import events

        match event:
            case events.BuildBegun(saved):
                if saved:
                    click.echo(f"saved: {_listed(saved)}")
                self._moves()
            case Step():
                self._moves()(event)
            case events.CaseDelivered():
                self._rests()
                click.echo(_made(event))
            case events.ProblemsMended(problems):
                self._rests()
                for problem in problems:
                    click.echo(f"mended: {problem}", err=True)
            case events.ProblemsFound(problems):
                self._rests()
                print_problems(problems)
            case events.BuildEnded(seconds, standing):
                self._rests()
                click.echo(f"{count(standing)}, after {seconds:.1f} s. Waiting for the next save; Ctrl-C ends it.")

    def _moves(self) -> Listener:
        """The line that moves, begun anew where something was said since."""
        if self._progress is None:
            self._progress = self._shown.enter_context(progress_shown(quiet=False, verbose=False))
        return self._progress

    def _rests(self) -> None:
        """Have the line away: something is said that stays."""
        self._shown.close()
        self._progress = None


def _made(event: CaseDelivered) -> str:
    place, refused = event.built.place, event.built.refused
    made = _listed(event.changed) if event.changed else "nothing on paper has changed"
    return "\n".join([f"made: {place}: {made}", *(f"not made: {place}: {one.path}" for one in refused)])


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _page(open_ones: ExitStack) -> Callable[[Event], None]:
    """Open the page, and say where it is; what it hears is shown there. DeliveryError where it cannot be."""
    import webbrowser

    from packbuilder.watch.page_server import shown_page

    try:
        address, events = open_ones.enter_context(shown_page())
    except OSError as error:
        what = f"The page cannot be shown: {error.strerror or error}."
        raise DeliveryError(Problem.at("--open", what, "Watch without it, and look at the files in out/.")) from error
    click.echo(f"The pages are shown at {address}")
    webbrowser.open(address)

    def hear(event: Event) -> None:
        with suppress(OSError):  # the page has gone; the files have not
            events.send(event)

    return hear
