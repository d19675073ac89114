"""The house: imports point one way, each package is known where it belongs, files are written by one stage only."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROGRAM = ROOT / "packbuilder"

# Every part of the program, in the order of the house: each imports only what stands before it.
STAGES = [
    "errors",
    "model",
    "load",
    "check",
    "plan",
    "compose",
    "preflight",
    "typeset",
    "printing",
    "impose",
    "bind",
    "proof",
    "deliver",
    "production",
    "pipeline",
    "cli",
]
# What is no stage: after which stage it stands, and who may use it. Nobody else does.
BESIDE = {
    "language": (  # how languages write
        "errors",
        {"model", "load", "lists", "check", "postal", "compose", "typeset", "letters", "usecases"},
    ),
    "markup": ("errors", {"load", "check", "compose", "scaffold", "usecases"}),  # the Markdown of texts
    "workspace": (  # a campaign's folders and what is shipped, read once
        "load",
        {
            "scaffold",
            "font_import",
            "compose",
            "preflight",
            "typeset",
            "printing",
            "pipeline",
            "usecases",
            "watch",
            "cli",
        },
    ),
    "system_libraries": ("errors", {"pipeline", "usecases"}),  # versions of Pango and HarfBuzz
    "fingerprint": ("errors", {"production", "pipeline"}),  # what a value is told apart by
    "store": ("errors", {"pipeline", "usecases", "cli"}),  # finished results, so that nothing is made twice
    "pdf": ("model", {"printing", "impose", "bind", "proof", "letters", "usecases"}),  # PDF objects
    "placed": (
        "errors",
        {"limits", "deliver", "pipeline", "watch", "mail", "cli"},
    ),  # what is in its place, and signals meanwhile
    # of time and memory, for what strangers made
    "limits": ("errors", {"compose", "typeset", "production", "pipeline", "cli"}),
    # what the person asked for
    "job": ("model", {"preflight", "pipeline", "letters", "usecases", "watch", "mail", "cli"}),
    "postal": ("load", {"preflight", "check", "compose", "pipeline", "proof"}),  # addresses as the post takes them
    "lists": ("load", {"letters", "mail", "cli"}),  # lists of people
    "scaffold": ("load", {"font_import", "cli"}),  # skeletons
    "font_import": ("check", {"cli"}),  # fonts of the machine for a campaign
    "letters": ("pipeline", {"cli"}),  # one for each signer
    "usecases": ("pipeline", {"mail", "cli"}),  # what a person asks for, one thing each
    "cluster": ("pipeline", {"cli"}),  # other machines that make documents
    "watch": ("pipeline", {"cli"}),  # what a save concerns, made again at once
    "mail": ("pipeline", {"cli"}),  # the pack to each of a list
    "__main__": ("cli", set()),  # python -m packbuilder
}
# Who may import what others need not know. The doctor imports WeasyPrint by name, to see whether it loads at all.
KNOWN_TO = {
    "weasyprint": {"typeset", "printing"},
    "pydyf": {"typeset", "printing"},
    "click": {"cli"},
    "rich": {"cli"},
    "pikepdf": {"pdf", "bind"},
    "pypdf": {"pdf", "proof"},
    "pypdfium2": {"printing", "proof", "usecases", "watch"},
    "zxingcpp": {"proof"},
    "qrcode": {"compose"},
    "icu4py": {"compose"},
    "pyphen": {"compose"},
    "ruamel": {"load", "scaffold"},
    "yaml": {"load"},
    "filelock": {"deliver"},
    "platformdirs": {"store"},
    "smtplib": {"mail"},
    "email_validator": {"load"},
    "charset_normalizer": {"lists"},
    "keyring": {"mail"},
    "icalendar": {"compose"},
    "fontTools": {"load", "font_import"},
    "phonenumbers": {"check"},
    "watchfiles": {"watch"},
    "distributed": {"cluster"},
}


@cache
def modules() -> dict[Path, ast.Module]:
    """Every module of the program, parsed."""
    found = {file: ast.parse(file.read_text("utf-8")) for file in sorted(PROGRAM.rglob("*.py"))}
    assert len(found) > 50, "the modules of the program were not found"
    return found


def part(file: Path) -> str:
    """The part of the house that a module belongs to: its folder's name, or its own; empty for the package itself."""
    first = file.relative_to(PROGRAM).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imported(tree: ast.Module) -> Iterator[str]:
    """The full names that a module imports, wherever in it that is written."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written out"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def order() -> list[str]:
    """The stages with what stands beside them, each directly after the stage that it needs."""
    return [
        name
        for stage in STAGES
        for name in (stage, *[beside for beside, (after, _) in BESIDE.items() if after == stage])
    ]


@cache
def uses() -> dict[str, set[str]]:
    """For each part of the program the other parts that it imports."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for file, tree in modules().items():
        names = [name.split(".") for name in imported(tree)]
        own = {name[1] for name in names if name[0] == "packbuilder"} - {"__version__"}
        found[part(file)] |= own - {part(file)}
    return dict(found)


def test_every_part_of_the_program_has_its_place() -> None:
    """No folder and no module is left out of the order, and none in it is missing."""
    assert set(uses()) - {""} == set(order())
    assert len(order()) == len(set(order())) == len(STAGES) + len(BESIDE)


def test_imports_point_one_way() -> None:
    """Each part imports only what stands before it; `errors` and the package itself import nothing of the program."""
    place = {name: number for number, name in enumerate(order())}
    backwards = [
        (name, used) for name, all_used in uses().items() if name for used in all_used if place[used] >= place[name]
    ]
    assert backwards == []
    assert uses()["errors"] == uses()[""] == set()
    assert {"compose", "typeset", "production", "deliver"} <= uses()["pipeline"], "the imports were not seen"


def test_what_stands_beside_the_stages_is_used_by_those_who_may() -> None:
    """And by each of them: a permission that nobody uses is taken back."""
    for beside, (_, users) in BESIDE.items():
        assert {name for name, used in uses().items() if beside in used} == users, beside


@pytest.mark.parametrize(("package", "parts"), KNOWN_TO.items(), ids=KNOWN_TO.keys())
def test_packages_are_known_where_they_belong(package: str, parts: set[str]) -> None:
    """Only the stages named here import it, and at least one of them does."""
    users = {
        part(file) for file, tree in modules().items() if package in {name.split(".")[0] for name in imported(tree)}
    }
    assert users
    assert users <= parts


def test_packages_by_name_are_imported_by_the_doctor_and_the_renderers_start_alone() -> None:
    """And by the command line, of its own modules: what is imported out of a string would slip through those above."""
    calls = {
        part(file)
        for file, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"importlib.import_module", "import_module", "__import__"}
    }
    assert calls == {"usecases", "typeset", "cli"}
    assert 'import_module(f"{__package__}.' in (PROGRAM / "cli/lazy.py").read_text("utf-8")


WRITES = re.compile(
    "write_text|write_bytes|mkdir|makedirs|renames?|unlink|rmdir|rmtree|touch|(sym|hard)link_to|copyfile|copytree|copy2|"
    "move|NamedTemporaryFile|TemporaryDirectory|mkdtemp|mkstemp|truncate|save"
)


def writings(tree: ast.Module) -> Iterator[str]:
    """The calls of a module that could write, move or delete a file."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        words = [one.value for one in [*node.args, *[k.value for k in node.keywords]] if isinstance(one, ast.Constant)]
        opens = name in {"open", "fdopen"} and any(
            isinstance(w, str) and re.fullmatch("[rbt]*[wax+][rwbt+]*", w) for w in words
        )
        replaces = ast.unparse(node.func) in {"os.replace", "os.remove", "shutil.copy"}
        to_a_file = name == "write_pdf" and bool(node.args)
        if WRITES.fullmatch(name) or opens or replaces or to_a_file:
            yield name


def test_only_deliver_writes_files() -> None:
    """But for the store and a cluster's workers, in their own folders; the schemas; and what is saved to memory."""
    found = {file.relative_to(PROGRAM).as_posix(): set(writings(tree)) for file, tree in modules().items()}
    writers = {file: calls for file, calls in found.items() if calls}
    assert {"deliver/atomic.py"} <= set(writers)
    assert {"mkdir", "rename", "open", "rmtree"} <= set().union(*writers.values())
    assert {"store/folder.py", "store/store.py"} == {file for file in writers if file.startswith("store/")}
    others = {file: calls for file, calls in writers.items() if not file.startswith(("deliver/", "store/"))}
    own = {"scaffold/schemas.py": {"mkdir", "write_bytes"}, "cluster/worker.py": {"mkdir", "write_bytes"}}
    assert others == own | {"font_import/font_files.py": {"save"}} | {file: {"save"} for file in TO_MEMORY}


TO_MEMORY = (
    "watch/page_requests.py",
    "pdf/saving.py",
    "compose/images.py",
    "printing/poster_source.py",
    "printing/image_page.py",
    "printing/page_image.py",
)


@pytest.mark.parametrize("file", TO_MEMORY)
def test_pictures_and_pdfs_are_saved_to_memory(file: str) -> None:
    """What `save` is given is a BytesIO, as far as the module itself can tell."""
    tree = modules()[PROGRAM / file]
    [target] = [
        ast.unparse(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "save"
    ]
    made = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Assign | ast.AnnAssign)]
    assert f"{target} = BytesIO()" in made


def test_modules_and_functions_stay_small() -> None:
    """A module has some 200 lines at most, a function 40: whoever opens one can see the whole of it."""
    long_modules = {file.name: n for file in modules() if (n := len(file.read_text("utf-8").splitlines())) > 220}
    long_functions = {
        f"{file.stem}.{node.name}": n
        for file, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (n := (node.end_lineno or 0) - node.lineno + 1) > 40
    }
    assert (long_modules, long_functions) == ({}, {})


def test_no_two_classes_share_a_name() -> None:
    """Whoever reads a name knows what is meant; those of one module alone begin with an underscore."""
    places = defaultdict[str, list[str]](list)
    for file, tree in modules().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(file.relative_to(PROGRAM).as_posix())
    assert len(places) > 100
    assert {name: files for name, files in places.items() if len(files) > 1} == {}


@pytest.mark.parametrize("command", [["--help"], ["build", "--help"], ["list"], ["check"]], ids=" ".join)
def test_commands_that_print_nothing_start_no_printer(base: Path, command: list[str]) -> None:
    """`--help`, `list` and `check` import neither WeasyPrint nor pypdf, nor the stages that know them.

    `check` alone asks compose, for what mails leave out.
    """
    where = [] if "--help" in command else ["--root", str(base), "--today", "2013-07-05"]
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "packbuilder", *command, *where],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = {line.rsplit("|", 1)[1].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert done.returncode == 0, done.stderr[-500:]
    assert "packbuilder.cli.commands" in names
    assert not {name.split(".")[0] for name in names} & {"weasyprint", "pydyf", "pypdf", "pypdfium2", "zxingcpp"}
    stages = "typeset|printing|proof|pipeline" if command == ["check"] else "compose|typeset|printing|proof|pipeline"
    assert not {name for name in names if re.match(rf"packbuilder\.({stages})\b", name)}
