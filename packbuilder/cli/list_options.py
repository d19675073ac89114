"""The options of commands that read a list of people."""

from __future__ import annotations

import click

from packbuilder.lists import JOINED, column_names


def _columns(_: click.Context, __: click.Parameter, said: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Headers with the columns that they are of, in the order in which they were said; else click's own refusal."""
    found: dict[str, str] = {}
    for one in said:
        before, sign, header = one.partition("=")
        name, more = before.removesuffix("+"), before.endswith("+")
        if name not in column_names() or not sign or not header.strip():
            raise click.BadParameter(f"write NAME=HEADER, with a name out of: {', '.join(column_names())}")
        if more and name not in JOINED:
            raise click.BadParameter(f"only these are put together by +=: {', '.join(sorted(JOINED))}")
        if header in found or (name in found.values() and not more):
            raise click.BadParameter(f"`{name}` or `{header}` is said twice; what follows is said by +=: name+=HEADER")
        found[header] = name
    return tuple(found.items())


COLUMNS = click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="NAME=HEADER",
    callback=_columns,
    help="The header of a column in the list, if it is named otherwise: --column name=Кто; name+=HEADER for another "
    "that is put behind it.",
)
BAD_ROWS = click.option(
    "--allow-bad-rows", is_flag=True, help="End well (exit code 0) though rows of the list had to be left out."
)
