"""Options that belong together: a command gets them as one thing, with the name and the type of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import reduce, wraps
from typing import Any

Command = Callable[..., None]
Option = Callable[[Command], Command]


def with_options(options: Sequence[Option], command: Command) -> Command:
    """A command with some more options, in their order."""
    return reduce(lambda made, option: option(made), reversed(options), command)


def option_group(kind: type, name: str, options: Sequence[Option]) -> Option:
    """What adds options to a command, which gets what was said as a dataclass of that kind, under that name."""

    def add(command: Command) -> Command:
        @wraps(command)
        def run(**given: object) -> None:
            own: dict[str, Any] = {one.name: given.pop(one.name) for one in fields(kind)}
            command(**given, **{name: kind(**own)})

        return with_options(options, run)

    return add
