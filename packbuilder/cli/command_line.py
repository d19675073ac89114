"""The command as the person types it: by the name that it was called by, with paths quoted where a shell needs that."""

from __future__ import annotations

import os
import shlex

_CALLED = "PACKBUILDER_COMMAND"  # what `./pack` was called by


def command(*arguments: object) -> str:
    """A command line that can be pasted: ./pack build --root 'our campaign' --all."""
    return " ".join(shlex.quote(str(one)) for one in (os.environ.get(_CALLED) or "packbuilder", *arguments))


def called(message: str) -> str:
    """A message whose commands, which stand in backticks, begin with the name that the person called."""
    return message.replace("`packbuilder ", f"`{command()} ")
