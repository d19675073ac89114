"""Builds that share a store, and are killed at any moment: real processes, really killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

from packbuilder.store import Store

ROOT = Path(__file__).parents[2]
RESULTS = 12
# Keeps and takes results without end; says so after each hundred, and ends as failed where one is not what it was.
BUILD = """
import random, sys
from hashlib import sha256
from pathlib import Path
from packbuilder.store import Store
folder, seed, times = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
store, chance = Store(folder, 700_000), random.Random(seed)
for number in range(1, times + 1):
    n = chance.randrange(12)
    name = sha256(bytes([n])).hexdigest()
    found = store.get(name)
    assert found is None or (found.header, found.blobs["data"]) == (n, bytes([n]) * (n + 1) * 10_000), n
    if found is None or chance.random() < 0.5:
        store.keep(name, n, {"data": bytes([n]) * (n + 1) * 10_000})
    if chance.random() < 0.02:
        store.prune()
    if number % 100 == 0:
        print(number, flush=True)
"""


def build(folder: Path, seed: int, times: int) -> subprocess.Popen[str]:
    """A process that works with the store in a folder."""
    words = [sys.executable, "-c", BUILD, str(folder), str(seed), str(times)]
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def found(store: Store) -> list[int]:
    """Which results are there; fails unless each of them is what was kept."""
    names = {number: sha256(bytes([number])).hexdigest() for number in range(RESULTS)}
    had = {number: store.get(name) for number, name in names.items()}
    there = {number: kept for number, kept in had.items() if kept is not None}
    for number, kept in there.items():
        assert (kept.header, kept.blobs) == (number, {"data": bytes([number]) * (number + 1) * 10_000})
    return list(there)


def test_builds_at_once_share_it(tmp_path: Path) -> None:
    builds = [build(tmp_path / "store", seed, 600) for seed in range(3)]
    ends = [one.communicate(timeout=120) for one in builds]
    assert [(one.returncode, err) for one, (_, err) in zip(builds, ends, strict=True)] == [(0, "")] * 3
    store = Store(tmp_path / "store", 700_000)
    assert len(found(store)) > 5
    assert [file.name for file in store.folder.iterdir() if file.name.startswith(".new-")] == []
    assert store.contents().size < 700_000 + 3 * 130_000


def test_a_kill_at_any_moment_leaves_it_sound(tmp_path: Path) -> None:
    """Two at once, each killed at a moment that is as likely as any other; what is there is whole, also to the next."""
    killed = 0
    store = Store(tmp_path / "store", 700_000)
    for number in range(8):
        builds = [build(store.folder, 2 * number + one, 10**9) for one in range(2)]
        for one in builds:
            assert one.stdout is not None
            assert one.stdout.readline() == "100\n"  # it is in the midst
            time.sleep(int.from_bytes(os.urandom(1), "big") / 5000)
            one.kill()
        for one in builds:
            _, err = one.communicate(timeout=60)
            killed += one.returncode == -9
            assert err == ""
        assert len(found(store)) > 3
    assert killed == 16
