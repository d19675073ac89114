"""Figures of the house: how large its modules and functions are, how its rooms hang together, what it lets pass.

    python tools/house.py [CHECKOUT] [--json]

Works on any checkout, by default this one, so that before and after can be put beside each other. A room is a package
directly in packbuilder/, or a module that lies loose there; an arrow, that a room imports another.
"""

from __future__ import annotations

import argparse
import ast
import io
import json
import re
import statistics
import tokenize
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

PROGRAM = "packbuilder"
FOLDERS = (PROGRAM, "tests", "bench", "tools")  # with modules of ours
LONG_FUNCTIONS, LONG_MODULE = (25, 30), 200  # lines
PASSES = {"fmt: skip": re.compile(r"# fmt: (skip|off)"), "noqa": re.compile(r"# noqa\b")}

Modules = dict[Path, ast.Module]
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Count:
    """A number and what it is made of, each with what there is to say of it."""

    total: float
    of: Mapping[str, object] = field(default_factory=dict)


def figures(checkout: Path) -> dict[str, Count]:
    """Every figure by its name, in the order in which they are told; FileNotFoundError where there is no program."""
    modules = parsed(checkout)
    rooms = _rooms(modules, checkout)
    loose = {room: "loose" for room in sorted(rooms) if room.endswith(".py")}
    return {
        **_sizes(modules, checkout),
        "rooms": Count(len(rooms)),
        "loose modules": Count(len(loose), loose),
        "arrows between rooms": Count(len(arrows(modules, checkout))),
        "class names shared": _all(_shared(modules, checkout)),
        "imports inside functions": Count(sum(_inner_imports(tree) for tree in modules.values())),
        **{f"# {name}": _passes(checkout, pattern) for name, pattern in PASSES.items()},
    }


def parsed(checkout: Path) -> Modules:
    """The modules of the program; FileNotFoundError where there is none."""
    modules = {file: ast.parse(file.read_bytes()) for file in sorted((checkout / PROGRAM).rglob("*.py"))}
    if not modules:
        raise FileNotFoundError(f"{checkout / PROGRAM}: no modules")
    return modules


def _sizes(modules: Modules, checkout: Path) -> dict[str, Count]:
    """Sizes in lines, of a function without those of its decorators."""
    lines = {_name(file, checkout): len(file.read_bytes().splitlines()) for file in modules}
    functions = {
        f"{_name(file, checkout)}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for file, tree in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, Function)
    }
    return {
        "modules": Count(len(lines)),
        "lines": Count(sum(lines.values())),
        "median module": Count(statistics.median(lines.values())),
        "largest module": _largest(lines),
        f"modules over {LONG_MODULE}": _over(lines, LONG_MODULE),
        "functions": Count(len(functions)),
        "median function": Count(statistics.median(functions.values() or [0])),
        "largest function": _largest(functions),
        **{f"functions over {most}": _over(functions, most) for most in LONG_FUNCTIONS},
    }


def _all(of: Mapping[str, object]) -> Count:
    return Count(len(of), of)


def _largest(sizes: dict[str, int]) -> Count:
    most = max(sizes.values(), default=0)
    return Count(most, {name: size for name, size in sizes.items() if size == most})


def _over(sizes: dict[str, int], most: int) -> Count:
    return _all({name: size for name, size in sorted(sizes.items(), key=lambda one: -one[1]) if size > most})


def _name(file: Path, checkout: Path) -> str:
    return file.relative_to(checkout).as_posix()


def _room(dotted: Iterable[str], rooms: set[str]) -> str:
    """The room that the parts of a module's name, below the program, begin with; empty for the program itself."""
    first = next(iter(dotted), "")
    return next((room for room in (first, f"{first}.py") if room in rooms), "")


def _rooms(modules: Modules, checkout: Path) -> set[str]:
    return {file.relative_to(checkout / PROGRAM).parts[0] for file in modules} - {"__init__.py"}


def arrows(modules: Modules, checkout: Path) -> set[tuple[str, str]]:
    """Which room imports which."""
    rooms = _rooms(modules, checkout)
    found = {
        (_room(file.relative_to(checkout / PROGRAM).with_suffix("").parts, rooms), _room(dotted[1:], rooms))
        for file, tree in modules.items()
        for dotted in _imported(tree)
        if dotted[0] == PROGRAM
    }
    return {(one, other) for one, other in found if one and other and one != other}


def _imported(tree: ast.Module) -> Iterator[list[str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".") for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ([*node.module.split("."), alias.name] for alias in node.names)


def _shared(modules: Modules, checkout: Path) -> dict[str, list[str]]:
    """The names of public classes that stand in more than one module, and in which."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for file, tree in modules.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(_name(file, checkout))
    return {name: files for name, files in sorted(found.items()) if len(files) > 1}


def _inner_imports(tree: ast.Module) -> int:
    return len(
        {
            inner
            for node in ast.walk(tree)
            if isinstance(node, Function)
            for inner in ast.walk(node)
            if isinstance(inner, ast.Import | ast.ImportFrom)
        }
    )


def _passes(checkout: Path, pattern: re.Pattern[str]) -> Count:
    """How often a comment has a rule of ruff or the formatter let something pass, in each folder."""
    found = {folder: sum(_comments(file, pattern) for file in (checkout / folder).rglob("*.py")) for folder in FOLDERS}
    return Count(sum(found.values()), found)


def _comments(file: Path, pattern: re.Pattern[str]) -> int:
    tokens = tokenize.tokenize(io.BytesIO(file.read_bytes()).readline)
    return sum(bool(pattern.search(token.string)) for token in tokens if token.type == tokenize.COMMENT)


def table(found: dict[str, Count]) -> str:
    """The figures for people to read: a line each, with what they consist of below it."""
    return "\n".join(
        line
        for name, count in found.items()
        for line in (f"{name:<26}{count.total:>7}", *(f"    {one}: {said}" for one, said in count.of.items()))
    )


def _json(found: dict[str, Count]) -> str:
    return json.dumps({name: asdict(count) for name, count in found.items()}, indent=2)


def main() -> None:
    """Tell the figures of a checkout."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkout", type=Path, nargs="?", default=Path(__file__).parents[1])
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = figures(asked.checkout)
    print(_json(found) if asked.json else table(found))


if __name__ == "__main__":
    main()
