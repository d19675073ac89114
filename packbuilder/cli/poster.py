"""packbuilder poster: a picture or a page of any PDF, large, on the paper that there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypedDict, Unpack

import click

from packbuilder.cli.exit_codes import EXIT_CODES
from packbuilder.cli.messages import print_problems
from packbuilder.cli.named_files import read_named, refuse_overwriting
from packbuilder.deliver import scratch
from packbuilder.deliver.single import put
from packbuilder.errors import Problem, UsageError
from packbuilder.limits import bounded
from packbuilder.model.paper import MM_PER_IN, PAPERS, Size, named
from packbuilder.model.variant import INSET_MM

_SIZE = re.compile(r"(\d{1,5}(?:\.\d+)?)[x×](\d{1,5}(?:\.\d+)?)(mm|in)?")
_LIMITS_MM = 50.0, 5000.0


def _size(context: click.Context, parameter: click.Parameter, value: str | None) -> Size | None:
    """A size by its name, or by its figures; UsageError for anything else."""
    if value is None or context.resilient_parsing:
        return None
    name = _slug(value)
    if name in PAPERS:
        return PAPERS[name].size
    if found := _SIZE.fullmatch(name):
        unit = MM_PER_IN if found[3] == "in" else 1
        size = float(found[1]) * unit, float(found[2]) * unit
        if all(_LIMITS_MM[0] <= side <= _LIMITS_MM[1] for side in size):
            return size
    remedy = f"Say one of {', '.join(PAPERS)}, or a width and a height, such as 500x700mm or 24x36in."
    raise UsageError(Problem.at(parameter.opts[0], f"`{value}` is no size of paper.", remedy))


def _papers(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    return [name for name in PAPERS if name.startswith(begun.lower())]


class _Options(TypedDict):
    file: Path
    to: Size | None
    sheets: int | None
    on: Size
    page: int | None
    margin: float
    overlap: float
    lang: str
    out: Path | None


@click.command(epilog=EXIT_CODES)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--to", callback=_size, metavar="SIZE", shell_complete=_papers, help="How large: A2, A1, 22x28, 500x700mm …"
)
@click.option("--sheets", type=click.IntRange(1, 200), help="Instead of --to: as large as so many sheets can hold.")
@click.option(
    "--on",
    callback=_size,
    default="A4",
    show_default=True,
    metavar="SIZE",
    shell_complete=_papers,
    help="The sheets that are printed on.",
)
@click.option("--page", type=click.IntRange(1), help="Only this page; else all, one after another.")
@click.option(
    "--margin",
    type=click.FloatRange(5, 30),
    default=INSET_MM,
    show_default=True,
    help="What the printer leaves white at the edge of a sheet, in mm.",
)
@click.option(
    "--overlap",
    type=click.FloatRange(0, 25),
    default=10,
    show_default=True,
    help="The strip on which the next sheet is glued, in mm.",
)
@click.option("--lang", default="en", show_default=True, metavar="CODE", help="The language of what is printed beside.")
@click.option("-o", "--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write.")
def poster(**given: Unpack[_Options]) -> None:
    """Enlarge a picture or the pages of any PDF to posters over several sheets, to be cut and glued.

    The first page says how. The poster is written beside FILE, unless -o says where.
    """
    file = given["file"]
    if (given["to"] is None) == (given["sheets"] is None):
        what, remedy = "Either a size or a number of sheets is needed.", "Say --to or --sheets."
        raise UsageError(Problem.at("poster", what, remedy))
    place = given["out"] or file.with_name(_name(given))
    if place.resolve() == file.resolve() or (place.exists() and place.samefile(file)):
        what = "The poster would overwrite its source."
        raise UsageError(Problem.at(str(place), what, "Name another file with -o."))
    data = read_named(file, "Name a PDF, a JPEG or a PNG.")
    refuse_overwriting(place)
    made, warnings = _made(data, given)
    print_problems(warnings)
    put(place, made)
    click.echo(place)


def _made(data: bytes, given: _Options) -> tuple[bytes, list[Problem]]:
    from packbuilder.usecases.enlarge import Enlargement, enlarged  # WeasyPrint comes with it

    request = Enlargement(
        given["to"],
        given["sheets"] or 0,
        given["on"],
        given["page"],
        given["margin"],
        given["overlap"],
        given["lang"],
    )
    with scratch.folder():
        return bounded(given["file"].name, enlarged, data, given["file"].name, request)


def _name(given: _Options) -> str:
    """leaflet-a1-on-a4.pdf, or leaflet-9-sheets-of-a4.pdf."""
    large = f"{given['sheets']}-sheets-of" if given["to"] is None else f"{_known(given['to'])}-on"
    page = f"-{given['page']}" if given["page"] else ""
    return f"{given['file'].stem}{page}-{large}-{_known(given['on'])}.pdf"


def _known(size: Size) -> str:
    """The name of a size in file names."""
    paper = named(size)
    return next((key for key, one in PAPERS.items() if one is paper), f"{size[0]:g}x{size[1]:g}mm")


def _slug(value: str) -> str:
    return value.strip().lower().replace(" ", "")
