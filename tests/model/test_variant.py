"""Variants are rows of one table: nothing but the table knows which there are."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from packbuilder.model import variant
from packbuilder.model.variant import VARIANTS
from tests import program
from tests.program import DAY
from tests.test_architecture import modules

TABLE = "model/variant.py"
# A program with one variant more: past the narrow pages of phones, wide ones of one column, black on white.
WITH_ONE_MORE = """
from packbuilder.model import variant
reflow = variant.Reflow(type_pt=14, margin_mm=9, page_mm=(200, 120))
variant.VARIANTS["wide"] = variant.Variant("wide", black=True, reflow=reflow, like="large")
from packbuilder.cli import main
main(prog_name="packbuilder")
"""


def named(tree: ast.Module) -> Iterator[str]:
    """The variants that a module names: imports of single rows, rows by a name, comparisons with one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "packbuilder.model.variant":
            rows = [one.name for one in node.names if isinstance(getattr(variant, one.name), variant.Variant)]
            yield from (row.lower() for row in rows)
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("VARIANTS"):
            yield from (name for name in VARIANTS if ast.unparse(node.slice) == repr(name))
        elif isinstance(node, ast.Compare):
            sides = [ast.unparse(side) for side in (node.left, *node.comparators)]
            if any("variant" in side or side.endswith((".design", ".like")) for side in sides):
                yield from (name for name in VARIANTS if any(repr(name) in side for side in sides))


def test_no_module_names_a_variant_but_for_the_usual_one() -> None:
    """What is made otherwise in one is a column of its row."""
    found = {file.as_posix(): set(named(tree)) for file, tree in modules().items()}
    outside = {file: names for file, names in found.items() if names and not file.endswith(TABLE)}
    assert len(outside) > 5, "the modules that name the usual variant were not seen"
    assert set().union(*outside.values()) == {"home"}
    assert set(named(ast.parse("wanted = VARIANTS['mono'] if one.variant.name == 'press' else 0"))) == {"mono", "press"}


def test_a_row_more_is_a_variant_more(small: Path) -> None:
    """It is offered, made by its row and in its own stylesheet, and the manifest says it; nothing else is told."""

    def build() -> subprocess.CompletedProcess[str]:
        asked = ["--case=ferry", "--lang=en", "--only=leaflet", "--variant=wide", DAY, "--root", str(small)]
        return subprocess.run(
            [sys.executable, "-c", WITH_ONE_MORE, "build", *asked],
            check=False, capture_output=True, text=True, encoding="utf-8",
        )  # fmt: skip

    style = small / "layouts/leaflet/wide.css"
    style.write_text("p { margin-top: 3mm; }", "utf-8")
    done = build()
    assert done.returncode == 0, done.stderr
    [entry] = program.manifest(small / "out/ferry")["files"]
    assert (entry["path"], entry["variant"], entry["fit"]["font_pt"]) == ("en/wide/leaflet.pdf", "wide", 14)
    assert entry["sheet_mm"] == [200, 120]
    style.write_text("p { text-shadow: none; }", "utf-8")  # which the renderer does not know
    done = build()
    assert "text-shadow" in done.stderr, done.stderr
