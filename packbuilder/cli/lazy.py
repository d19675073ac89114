"""Commands that are imported when they are run: neither `--help` nor the Tab key waits for what they need."""

from __future__ import annotations

from importlib import import_module

import click


class LazyCommand(click.Command):
    """What a group lists in the place of a command: where that is ("module:function"), and a line of help.

    It is called like its function, without `_command` behind it, as click has it. In click's own documentation a group
    imports a command as soon as it is looked up; but its help and its completion look up all of them, for that line.
    """

    def __init__(self, target: str, line: str) -> None:
        self._module, _, self._function = target.partition(":")
        super().__init__(self._function.removesuffix("_command"), help=line)

    def load(self) -> click.Command:
        """The command itself."""
        command: click.Command = getattr(import_module(f"{__package__}.{self._module}"), self._function)
        return command

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: object
    ) -> click.Context:
        """The context of the command itself, which then runs in it, or completes what was begun."""
        return self.load().make_context(info_name, args, parent, **extra)
