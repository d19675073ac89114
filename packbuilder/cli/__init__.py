"""The command line: the only part that talks to the person. It imports what a command needs when it runs."""

from packbuilder.cli.commands import main

__all__ = ["main"]
