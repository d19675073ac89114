"""What a command stands on before it begins: its arguments, its folder, the clock; and what the system refuses."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from packbuilder.errors import ContentError, DeliveryError, PackError, Problem, RenderError, UsageError

_OWN = ("content", "layouts", "fonts", "profiles")  # the folders of a campaign that are read and not written
# As POSIX has it, which zoneinfo does not read and the C library does: <+05>-5, CET-1CEST,M3.5.0,M10.5.0/3
_POSIX_ZONE = re.compile(r"(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)[+-]?\d{1,2}(?::\d{2}){0,2}\S*")


def require(arguments: Sequence[str]) -> None:
    """UsageError for arguments, a current folder or a time zone that nothing can be done with."""
    if problems := [*_faulty_arguments(arguments), *_faulty_folder(), *_faulty_time_zone()]:
        raise UsageError(*problems)


def _faulty_arguments(arguments: Sequence[str]) -> Iterator[Problem]:
    for number, argument in enumerate(arguments, 1):
        if (shown := _shown(argument)) != argument:
            remedy = "Say it in UTF-8: set the terminal so, or rename the file."
            yield Problem.at(f"argument {number}", f"`{shown}` is not UTF-8.", remedy)


def _faulty_folder() -> Iterator[Problem]:
    try:
        here = str(Path.cwd())
    except OSError as error:
        what = f"The current folder cannot be used: {error.strerror or error}."
        yield Problem.at(".", what, "Go into a folder that is there.")
        return
    if (shown := _shown(here)) != here:
        yield Problem.at(shown, "The name of the current folder is not UTF-8.", "Rename it.")


def _faulty_time_zone() -> Iterator[Problem]:
    """A TZ that is no time zone: the C library would take UTC in its place, and what formats dates would break.

    One that only the C library reads is taken out of what the libraries see, once the clock has read it.
    """
    said = os.environ.get("TZ", "")
    zone = said.removeprefix(":")
    if not zone:
        return
    try:
        if Path(zone).is_absolute():
            with Path(zone).open("rb") as file:
                ZoneInfo.from_file(file)
        else:
            ZoneInfo(zone)
    except (OSError, ValueError, LookupError):
        if _POSIX_ZONE.fullmatch(zone):
            os.environ["TZ"] = "UTC"  # without time.tzset(): today is still the person's own
            return
        what = f"`{_shown(said)}` is no time zone."
        yield Problem.at("TZ", what, "Set it to one such as Europe/Berlin, or unset it.")


def refusal_of(error: OSError | MemoryError) -> PackError | None:
    """What the system refused in the place where nothing awaited it, as a message; None where no file is at hand."""
    if isinstance(error, MemoryError):
        what = "The system has no more memory for this."
        return RenderError(Problem.at("packbuilder", what, "Close other programs, or make less at once."))
    if error.filename is None or isinstance(error.filename, int):
        return None
    place = Path(os.fsdecode(error.filename)).absolute()
    why = f"The system refuses it: {error.strerror or error}."
    for folder in (place, *place.parents):
        if folder.name in _OWN and (folder.parent / "content").exists():
            file = place.relative_to(folder.parent).as_posix()
            return ContentError(Problem.at(_shown(file), why, "Make it readable for yourself."))
    return DeliveryError(Problem.at(_shown(str(place)), why, "See that it is yours to read and to write in."))


def _shown(words: str) -> str:
    return words.encode("utf-8", "backslashreplace").decode("utf-8")
