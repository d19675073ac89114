"""The commands of packbuilder: where each of them is, and the line that `--help` has of it."""

from __future__ import annotations

import click

from packbuilder import __version__
from packbuilder.cli.error_handler import ErrorHandler
from packbuilder.cli.exit_codes import EXIT_CODES
from packbuilder.cli.lazy import LazyCommand

# "module:function" below this package, and the first sentence of the command's own help, which a test compares.
_COMMANDS = {
    "build:build": "Make the leaflets, placards, letters, appeal and pack of a case.",
    "check:check": "Check everything but the printing, and say every problem at once.",
    "doctor:doctor": "Look at this machine: Python, Pango, HarfBuzz, packages, fonts; and say what to do.",
    "fonts:fonts": "Fonts for languages whose script those that come with packbuilder do not hold.",
    "scaffold:init": "Begin a campaign of your own in DIR, with an example that builds.",
    "letters:letters": "Make one letter for each signer and addressee, to be printed, signed and posted.",
    "cases:list_command": "List the cases: kind, dates, languages, gaps.",
    "mail:mail": "Make one message for each recipient, with the pack that was built, in the recipient's language.",
    "scaffold:new": "Begin a case, a language or a branch, with comments that say what to write.",
    "pack:pack": "Bind documents that were built as one file: leaflet and letters, or all placards.",
    "placard:placard": "Make a placard of TEXT in the look of the campaign, as large as it fits, without a case.",
    "poster:poster": "Enlarge a picture or the pages of any PDF to posters over several sheets, to be cut and glued.",
    "schema:schema": "Write the JSON Schemas of the content files to content/schema/, for editors to check with.",
    "status:status": "Say what has run out on a day: appeals to take down, addresses to check again.",
    "store:store": "Say what is kept of earlier builds so that it need not be made again, and where.",
    "translated:translated": "Say that the translations of CASE into LANG are as their source is now.",
    "verify:verify": "Lead printed codes, or PDF files, back to their case, language, branch and date.",
    "watch:watch": "Build, and after each save make again what it concerns, until Ctrl-C.",
}


@click.group(cls=ErrorHandler, context_settings={"help_option_names": ["-h", "--help"]}, epilog=EXIT_CODES)
@click.version_option(__version__, "--version", prog_name="packbuilder")
def main() -> None:
    """Turn the files of a solidarity case into paper that can be handed out tonight."""


for _target, _line in _COMMANDS.items():
    main.add_command(LazyCommand(_target, _line))
