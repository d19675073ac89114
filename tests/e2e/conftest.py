"""The real case, built once for all the tests that look at it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from packbuilder.store import VARIABLE
from tests import once, program
from tests.e2e.delivery import Delivery
from tests.e2e.stated import CASE

HERE = Path(__file__).parent
BUILDS = ("real", "editions", "sent", "on")  # the fixtures by which tests ask for one


def build(out: Path, *arguments: str) -> CompletedProcess[str]:
    """Build the case, from nothing."""
    store = {VARIABLE: str(out.with_suffix(".store"))}
    return program.run("build", "--case", CASE, "--out", out, *arguments, cwd=program.ROOT, **store)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Give all tests of a build to one worker: nobody else then waits until it is made.

    A test of two builds goes with the later one: the real case is made by several processes at once and soon there.
    """
    made = [name for name in BUILDS if name in getattr(item, "fixturenames", ())]
    if item.path.parent == HERE and made:
        given = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
        item.add_marker(pytest.mark.xdist_group(f"{made[-1]}-{given.get(made[-1], 'whole')}"))


_deliveries: list[Delivery] = []


@pytest.fixture(scope="module", autouse=True)
def forgotten() -> Iterator[None]:
    """What a module has read of files is let go of: thousands of tests come after it in the same process."""
    yield
    for delivery in _deliveries:
        delivery.forget()
    gc.collect()


def _delivery(place: Path, told: str) -> Delivery:
    _deliveries.append(Delivery(place, told))
    return _deliveries[-1]


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Delivery:
    """The case zhezkazgan in all its languages, as a person builds it; built once for all workers of the run."""
    out = once.shared(tmp_path_factory) / "real"
    with once.only(out) as first:
        if first:
            once.ended(out, build(out))
    return _delivery(out / CASE, once.well(out))


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Delivery:
    """The case in English for the print shop, the copier, in large print and for screens; likewise built once."""
    out = once.shared(tmp_path_factory) / "editions"
    with once.only(out) as first:
        if first:
            named = [f"--variant={name}" for name in ("press", "mono", "large", "screen")]
            once.ended(out, build(out, "--lang=en", *named))
    return _delivery(out / CASE, once.well(out))


@pytest.fixture(scope="session")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Delivery:
    """The case in Arabic as it is sent by e-mail and read on phones; likewise built once."""
    out = once.shared(tmp_path_factory) / "sent"
    with once.only(out) as first:
        if first:
            named = [f"--variant={name}" for name in ("email", "phone")]
            once.ended(out, build(out, "--lang=ar", *named))
    return _delivery(out / CASE, once.well(out))


@pytest.fixture(scope="session")
def case_folder() -> Path:
    """Where the real case's own files are."""
    return program.ROOT / "content" / "cases" / CASE
