"""Listening in on a function: the program itself knows nothing of being measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from types import ModuleType
from typing import Any

Owner = ModuleType | type[object]  # of functions, or of methods
Anything = Any  # that a function of the program takes or returns


@dataclass(frozen=True, slots=True)
class Call:
    """A call that is being made: to carry it out, call it."""

    inner: Callable[..., Any]
    arguments: tuple[Any, ...]
    named: Mapping[str, Any]

    def __call__(self) -> Anything:
        """What the function returns."""
        return self.inner(*self.arguments, **self.named)


def tapped(owner: Owner, name: str, hear: Callable[[Call], Anything]) -> None:
    """Have `hear` stand around a function of a module or a method of a class: what it returns, the caller gets.

    AttributeError if there is no such function: what is not there must not count as taking no time.
    """
    inner = getattr(owner, name)

    @wraps(inner)
    def outer(*arguments: Anything, **named: Anything) -> Anything:
        return hear(Call(inner, arguments, named))

    setattr(owner, name, outer)


def in_turn() -> None:
    """Have every edition made in this process, one after another: nobody can listen in on a worker."""
    from packbuilder.pipeline import workers

    tapped(workers, "_can_wait", lambda _: False)
