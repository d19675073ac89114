"""docs/texts.md says which text makes which document, as the layouts have it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_table_of_texts_is_that_of_the_layouts(repository: Path) -> None:
    made = subprocess.run([sys.executable, "tools/texts.py"], cwd=repository, check=True, capture_output=True)
    assert made.stdout.count(b"\n| `") > 20
    assert made.stdout == (repository / "docs/texts.md").read_bytes(), "run: python tools/texts.py > docs/texts.md"
