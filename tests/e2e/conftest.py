"""The real case, built once for all the tests that look at it."""

from __future__ import annotations

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests import once, program
from tests.e2e.delivery import Delivery
from tests.e2e.stated import CASE


def build(out: Path, *arguments: str) -> CompletedProcess[str]:
    """Build the case."""
    return program.run("build", "--case", CASE, "--out", out, *arguments, cwd=program.ROOT, **program.UNMEASURED)


@pytest.fixture(autouse=True)
def _unmeasured(no_cover: None) -> None:
    """These tests read finished files: what they run of the program, others have measured."""


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Delivery:
    """The case zhezkazgan in all its languages, as a person builds it; built once for all workers of the run."""
    out = once.shared(tmp_path_factory) / "real"
    with once.only(out) as first:
        if first:
            once.ended(out, build(out))
    return Delivery(out / CASE, once.well(out))


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Delivery:
    """The case in English for the print shop, the copier, in large print and for screens; likewise built once."""
    out = once.shared(tmp_path_factory) / "editions"
    with once.only(out) as first:
        if first:
            named = [f"--variant={name}" for name in ("press", "mono", "large", "screen")]
            once.ended(out, build(out, "--lang=en", *named))
    return Delivery(out / CASE, once.well(out))


@pytest.fixture(scope="session")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Delivery:
    """The case in Arabic as it is sent by e-mail and read on phones; likewise built once."""
    out = once.shared(tmp_path_factory) / "sent"
    with once.only(out) as first:
        if first:
            named = [f"--variant={name}" for name in ("email", "phone")]
            once.ended(out, build(out, "--lang=ar", *named))
    return Delivery(out / CASE, once.well(out))


@pytest.fixture(scope="session")
def case_folder() -> Path:
    """Where the real case's own files are."""
    return program.ROOT / "content" / "cases" / CASE
