"""What many tests share: a small campaign without a fault, and everything that is wrong with a campaign."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings

from packbuilder import check, load
from packbuilder.check import envelopes, imprint, unknowns
from packbuilder.errors import ErrorCollector, Problem
from packbuilder.postal.text_widths import TextWidths
from packbuilder.store import VARIABLE
from packbuilder.workspace import locations
from tests import once, program

# A shell lets what it starts in the background ignore Ctrl-C, and so would every program that the tests start; `nohup`
# does the same to the signal of a terminal that is closed, which Windows has not.
for name in ("SIGINT", "SIGHUP"):
    number = getattr(signal, name, None)
    if number is not None and signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL)

# How long an example takes says what else the machine does.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

TESTS = Path(__file__).parent
SHIPPED = locations.layouts_folders(TESTS.parent)
WIDTHS = TextWidths(sorted((TESTS.parent / "fonts").glob("*/*_400Regular.ttf")))
# The day on which the campaigns of the tests are looked at.
TODAY = date(2013, 7, 5)
# What takes long is begun first, so that all workers end together.
LONGEST_FIRST = ("e2e", "docs", "pipeline", "fuzz", "letters", "deliver", "mail", "cli", "usecases")
# Whose builds come by the hundred and run what others have run (`fuzz` by chance, which must not be what covers a
# line): coverage leaves them out, but for modules that are marked `measured`.
UNMEASURED = {"e2e", "docs", "pipeline", "fuzz"}
# Whose builds take finished documents out of one store of the run, but for tests that are marked `from_nothing`; all
# others begin with an empty store each.
SHARING: set[str] = set()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes long before the rest, and say of what is not measured that it is not."""
    rank = {name: number for number, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: rank.get(item.path.parent.name, len(rank)))
    for item in items:
        if item.path.parent.name in UNMEASURED and not item.get_closest_marker("measured"):
            item.add_marker("no_cover")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Where a test is not measured, neither are the processes that it and its fixtures start: see tests/program.py."""
    with pytest.MonkeyPatch.context() as patch:
        if item.get_closest_marker("no_cover"):
            program.unmeasured(patch)
        return (yield)


@pytest.fixture(scope="session", autouse=True)
def stores(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the stores of the tests are: never where the person's own is, also before the first test has one."""
    folder = once.shared(tmp_path_factory) / "stores"
    os.environ[VARIABLE] = str(folder / "shared")
    return folder


@pytest.fixture(autouse=True)
def own_store(stores: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A store for each test, which is not there until something is kept in it; or that which several share."""
    if request.path.parent.name in SHARING and not request.node.get_closest_marker("from_nothing"):
        yield stores / "shared"
        return
    before, folder = os.environ[VARIABLE], stores / uuid4().hex
    os.environ[VARIABLE] = str(folder)
    yield folder
    os.environ[VARIABLE] = before
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def repository() -> Path:
    """The root of the project."""
    return TESTS.parent


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A copy of tests/faults/base: a complete campaign of one case in two languages, and nothing wrong with it."""
    return Path(shutil.copytree(TESTS / "faults" / "base", tmp_path / "campaign"))


@pytest.fixture
def small(base: Path) -> Path:
    """The campaign `base` with layouts of its own in the place of all of the house's: small sheets, soon built."""
    return Path(shutil.copytree(TESTS / "small", base, dirs_exist_ok=True))


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small campaign after a build of both languages, the one delivery of the run. Only to be read and copied."""
    root = once.shared(tmp_path_factory) / "ready"
    with once.only(root) as first:
        if first:
            shutil.copytree(TESTS / "faults" / "base", root)
            shutil.copytree(TESTS / "small", root, dirs_exist_ok=True)
            once.ended(root, program.run("build", "--case=ferry", program.DAY, cwd=root, **program.UNMEASURED))
    once.well(root)
    return root


@pytest.fixture
def told() -> Callable[[Path], tuple[list[Problem], list[Problem]]]:
    """Load and check the whole campaign of a folder: the problems that loading found, and those that checking found."""
    return _told


def _told(root: Path) -> tuple[list[Problem], list[Problem]]:
    loaded = ErrorCollector()
    folders = [root / "layouts", TESTS / "faults" / "layouts"]
    layouts = load.layouts(folders, loaded)
    campaign = load.campaign(root, loaded)
    if campaign is None:
        return list(loaded), []
    campaign = replace(campaign, law=load.law(folders, loaded), post=load.post([*folders, *SHIPPED], loaded))
    cases = [case for slug in campaign.cases if (case := load.case(campaign, slug, loaded)) is not None]
    checked = check.campaign(campaign, cases, layouts, TODAY)
    checked += envelopes.faults(campaign, cases, layouts, WIDTHS)
    checked += [problem for case in cases for problem in unknowns.expired(case, layouts.values(), TODAY)]
    for branch in campaign.branches.values():
        checked += imprint.required(campaign, branch, list(layouts.values()))
    return list(loaded), checked
