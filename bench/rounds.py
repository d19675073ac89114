"""One round of measurements: each rival once, one after another."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.cost import Cost, cost, middle, python, told

_OFTEN = 5  # what takes no time is measured several times a round
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_HEADLESS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--no-pdf-header-footer",
)  # fmt: skip
_COUNT = "import json, pypdf, sys; print(json.dumps([len(pypdf.PdfReader(file).pages) for file in sys.argv[1:]]))"

_HELP, _PASS = python("-m", "packbuilder", "--help"), python("-c", "pass")


@dataclass(frozen=True, slots=True)
class Round:
    """What each cost; `browser` is None where there is none.

    `steps` are the seconds that a build spent by step, `layouts` is how many it tried.
    """

    build: Cost
    renderer: Cost
    browser: Cost | None
    help: Cost
    nothing: Cost
    steps: Mapping[str, float]
    layouts: int


@dataclass(frozen=True, slots=True)
class Course:
    """One case in one language, its pages in folders below `folder`; `pages` is the number of pages by document."""

    folder: Path
    build: tuple[str, ...]
    pages: Mapping[str, int]
    chromium: str | None

    def round(self) -> Round:
        """Measure each once."""
        build, renderer, browser = self._build(), self.renderer(), self._browser() if self.chromium else None
        helps, nothings = zip(*((cost(_HELP), cost(_PASS)) for _ in range(_OFTEN)), strict=True)
        return Round(build, renderer, browser, middle(helps), middle(nothings), *self._steps())

    def checked_round(self) -> Round:
        """The first, which fills Python's caches; SystemExit if the renderer alone prints other pages."""
        first = self.round()
        if (printed := self._printed("renderer.pdf")) != list(self.pages.values()):
            raise SystemExit(f"The WeasyPrint command line printed {printed} pages, not {list(self.pages.values())}.")
        return first

    def browser_pages(self) -> int:
        """How many pages the browser made of it."""
        return sum(self._printed("browser.pdf")) if self.chromium else 0

    def renderer(self) -> Cost:
        """What the WeasyPrint command line takes, one document after another."""
        return self._each(python("-m", "weasyprint", "-q", "--pdf-variant", "pdf/ua-1", "index.html", "renderer.pdf"))

    def _build(self) -> Cost:
        shutil.rmtree(self.folder / "out", ignore_errors=True)
        return cost(python("-m", "packbuilder", *self.build))

    def _browser(self) -> Cost:
        """Each time with a new profile, so that nothing of the last time is left."""
        total = Cost()
        for name in self.pages:
            profile = self.folder / "profile"
            own = (f"--user-data-dir={profile}", "--print-to-pdf=browser.pdf", "index.html")
            total += cost([str(self.chromium), *_HEADLESS, *own], self.folder / name)
            shutil.rmtree(profile, ignore_errors=True)
        return total

    def _each(self, command: list[str]) -> Cost:
        return sum((cost(command, self.folder / name) for name in self.pages), Cost())

    def _steps(self) -> tuple[dict[str, float], int]:
        shutil.rmtree(self.folder / "out", ignore_errors=True)
        found = self.folder / "steps.json"
        took = cost(python("-m", "bench.steps", found, *self.build))
        clocked = json.loads(found.read_bytes())
        start = took.cpu_s - sum(clocked["seconds"].values())
        return {"start": start, **clocked["seconds"]}, sum(clocked["layouts"].values())

    def _printed(self, name: str) -> list[int]:
        return list(json.loads(told(python("-c", _COUNT, *(self.folder / page / name for page in self.pages)))))


def course(folder: Path, measured: Sequence[str]) -> Course:
    """Build once to have the pages; `measured` is how `packbuilder build` is told what."""
    build = ("build", *measured, "--out", str(folder / "out"), "--no-store", "-q")
    pages = json.loads(told(python("-m", "bench.pages", folder, *build)))
    return Course(folder, build, pages, next(filter(None, map(shutil.which, _CHROMIUM)), None))
