"""How soon a result is kept and had again: `python -m bench.stored [--results N] [--mb SIZE]`.

Beside it, what it cannot do without: a digest of as many bytes, and files written and read. Seconds are those of the
processor, and files are in the system's own cache: what a disk does is not measured. At the end what it takes to look
at all files, as each build does once.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from packbuilder.store import Store

SMALLEST = ("--results=3", "--mb=0.1")
_HEADER = {
    "pages": 2,
    "size_mm": [148, 210],
    "codes": ["https://campaign.example/appeal"] * 2,
    "fit": {"font_pt": 10.5},
}


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(prog="python -m bench.stored", description=__doc__)
    parser.add_argument("--results", type=int, default=1000, help="how many (default: 1000)")
    parser.add_argument("--mb", type=float, default=0.2, help="the size of each, in MB (default: 0.2)")
    asked = parser.parse_args()
    blobs = [os.urandom(int(asked.mb * 1e6)) for _ in range(asked.results)]
    with tempfile.TemporaryDirectory(prefix="packbuilder-bench-") as name:
        _measure(Path(name), {sha256(data).hexdigest(): data for data in blobs})


def _measure(folder: Path, results: dict[str, bytes]) -> None:
    store = Store(folder / "store", most_bytes=2 * sum(map(len, results.values())) + 1_000_000)
    plain = folder / "plain"
    plain.mkdir()
    _told("digest", results, lambda _, data: sha256(data))
    _told("write", results, lambda name, data: (plain / name).write_bytes(data))
    _told("keep", results, lambda name, data: store.keep(name, _HEADER, {"single": data}))
    _told("read", results, lambda name, _: (plain / name).read_bytes())
    _told("get", results, lambda name, data: _same(store, name, data))
    _told("nothing there", results, lambda name, _: store.get(sha256(name.encode()).hexdigest()))
    began = time.process_time()
    store.prune()
    print(f"{'prune':16}{(time.process_time() - began) * 1000:10.1f} ms in all")


def _same(store: Store, name: str, data: bytes) -> None:
    found = store.get(name)
    if found is None or found.blobs["single"] != data:
        raise SystemExit("bench: what was kept is not there.")


def _told(what: str, results: dict[str, bytes], step: Callable[[str, bytes], object]) -> None:
    began = time.process_time()
    for name, data in results.items():
        step(name, data)
    took = time.process_time() - began
    size = sum(map(len, results.values())) / 1e6
    print(f"{what:16}{size / took:10.0f} MB/s{took / len(results) * 1000:10.3f} ms each", flush=True)


if __name__ == "__main__":
    main()
