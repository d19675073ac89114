"""The real case, built once for all the tests that look at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import once, program
from tests.e2e.delivery import Delivery
from tests.e2e.stated import CASE


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Delivery:
    """The case zhezkazgan in all its languages, as a person builds it; built once for all workers of the run."""
    out = once.shared(tmp_path_factory) / "real"
    with once.only(out) as first:
        if first:
            once.ended(out, program.run("build", "--case", CASE, "--out", out))
    return Delivery(out / CASE, once.well(out))


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Delivery:
    """The case in English for the print shop, the copier, in large print and for screens; likewise built once."""
    out = once.shared(tmp_path_factory) / "editions"
    with once.only(out) as first:
        if first:
            named = [f"--edition={name}" for name in ("press", "mono", "large", "screen")]
            once.ended(out, program.run("build", "--case", CASE, "--lang=en", *named, "--out", out))
    return Delivery(out / CASE, once.well(out))


@pytest.fixture(scope="session")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Delivery:
    """The case in Arabic as it is sent by e-mail and read on phones; likewise built once."""
    out = once.shared(tmp_path_factory) / "sent"
    with once.only(out) as first:
        if first:
            named = [f"--edition={name}" for name in ("email", "phone")]
            once.ended(out, program.run("build", "--case", CASE, "--lang=ar", *named, "--out", out))
    return Delivery(out / CASE, once.well(out))


@pytest.fixture(scope="session")
def case_folder() -> Path:
    """Where the real case's own files are."""
    return program.ROOT / "content" / "cases" / CASE
