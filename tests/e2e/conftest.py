"""The real case, built once for all the tests that look at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import program
from tests.e2e.delivery import Delivery

CASE = "zhezkazgan"


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Delivery:
    """The case zhezkazgan in all its languages, as a person builds it. Tests of it go to one worker: `one_worker`."""
    out = tmp_path_factory.mktemp("real")
    done = program.run("build", "--case", CASE, "--out", out)
    assert done.returncode == 0, done.stderr
    return Delivery(out / CASE, done.stdout)


@pytest.fixture(scope="session")
def case_folder() -> Path:
    """Where the real case's own files are."""
    return program.ROOT / "content" / "cases" / CASE
