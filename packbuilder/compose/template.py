"""Templates into HTML: a sandbox that sees the view and nothing else, where an unknown name is an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from packbuilder.compose.stylesheets import StyleSheets
from packbuilder.compose.typography import bare
from packbuilder.errors import LayoutError, PackError, Problem
from packbuilder.limits import SECONDS, TooLongError, memory_held, within


class _Confined(FileSystemLoader):
    """Templates below the folders, and no link that leads out of them."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        found = super().get_source(environment, template)
        if not any(Path(found[1]).resolve().is_relative_to(Path(folder).resolve()) for folder in self.searchpath):
            raise TemplateNotFound(template)
        return found


class Templates:
    """The page.html of every layout, and its style `sheets`; the first of the folders that has one wins."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.sheets = StyleSheets(folders)
        files = sorted(file for folder in folders for file in folder.rglob("*.html"))
        facts = (
            (str(file), stat.st_mtime_ns, stat.st_size) for file in files if file.is_file() for stat in [file.stat()]
        )
        self._environment = _environment(tuple(map(str, folders)), tuple(facts))

    def render(self, layout: str, view: Mapping[str, object], template: str = "page.html") -> str:
        """The HTML of a document; raises LayoutError with template and line for a fault in the template."""
        name = f"{layout}/{template}"
        with within(lambda: _endless(name)), memory_held():
            try:
                return self._environment.get_template(name).render(view)
            except PackError:
                raise
            except TooLongError as error:
                raise _endless(*_running(error, name)) from None
            except Exception as error:  # a template can make the filters and functions that it is given raise anything
                raise LayoutError(_fault(error, name)) from error


@lru_cache(2)  # one campaign, as a rule: its editions share the templates, which take longer to read than to fill in
def _environment(folders: tuple[str, ...], _files: tuple[tuple[str, int, int], ...]) -> Environment:
    """What reads the templates of some folders, as their files are now."""
    made = ImmutableSandboxedEnvironment(
        loader=_Confined(folders), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["striptags"] = bare  # Jinja's own takes a no-break space for any other
    return made


def _endless(name: str, line: int = 0) -> LayoutError:
    what, remedy = f"The template runs for more than {SECONDS} seconds.", "Put an end to its loops."
    return LayoutError(Problem.at(f"layouts/{name}", what, remedy, line=line))


def _running(error: BaseException, name: str) -> tuple[str, int]:
    """The template that was running, and its line, of a time that was over: Jinja translates only what is an error."""
    found, trace = (name, 0), error.__traceback__
    while trace is not None:
        if (running := trace.tb_frame.f_globals.get("__jinja_template__")) is not None:
            found = running.name, running.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return found


def _fault(error: Exception, name: str) -> Problem:
    file, line = name, 0
    if isinstance(error, TemplateSyntaxError):
        file, line = error.name or name, error.lineno
    else:
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename.endswith(".html"):
                file = "/".join(Path(trace.tb_frame.f_code.co_filename).parts[-2:])
                line = trace.tb_lineno
            trace = trace.tb_next
    said = str(error).rstrip(".")
    why = said if said and isinstance(error, TemplateError) else ": ".join(filter(None, (type(error).__name__, said)))
    return Problem.at(
        f"layouts/{file}",
        f"The template is faulty: {why}.",
        "Correct the template; CONTRIBUTING.md lists what a template may see.",
        line=line,
    )
