"""`list`, `check`, `schema` and `doctor`, and what none of them imports."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from packbuilder.cli import main
from packbuilder.cli.lazy import LazyCommand
from packbuilder.scaffold.schemas import MODELS
from tests import program
from tests.program import DAY, invoke, lines

HEAVY = {"weasyprint", "pypdf", "pypdfium2", "zxingcpp", "qrcode"}
MODULES = """
import sys
from packbuilder.cli import main
try:
    main(sys.argv[1:])
except SystemExit as done:
    print("MODULES", done.code, *sys.modules)
"""


def test_list_shows_each_case(small: Path) -> None:
    """Kind, status, days, languages, and how many things are wrong, by how wrong they are."""
    (small / "content/cases/ferry/en/story.md").unlink()
    done = invoke("list", "--root", small, DAY)
    assert (done.exit_code, done.stderr) == (0, "")
    head, row = (re.split(r"  +", line) for line in lines(done.stdout))
    assert dict(zip(head, row, strict=True)) == {
        "case": "ferry", "kind": "urgent", "status": "open", "as of": "2013-07-01", "act until": "2013-07-31",
        "languages": "en ru", "errors": "0", "gaps": "1", "warnings": "0",
    }  # fmt: skip


def test_list_counts_with_the_day(small: Path) -> None:
    """After its last day the case has a gap more: a draft of it can still be made."""
    assert re.search(r"  0 +0 +0$", invoke("list", "--root", small, DAY).stdout.rstrip())
    assert re.search(r"  0 +1 +0$", invoke("list", "--root", small, "--today=2014-01-01").stdout.rstrip())


def test_list_names_a_case_that_cannot_be_loaded(small: Path) -> None:
    """It is there, and `check` says what is wrong with it."""
    (small / "content/cases/ferry/case.yaml").write_text("slug: [", "utf-8")
    done = invoke("list", "--root", small, DAY)
    assert done.exit_code == 0
    assert "ferry  cannot be loaded: run `packbuilder check`" in done.stdout


def test_list_of_a_campaign_that_cannot_be_loaded_says_why(small: Path) -> None:
    """Not an empty table."""
    (small / "content/campaign.yaml").write_text("name: [", "utf-8")
    done = invoke("list", "--root", small)
    assert (done.exit_code, done.stdout) == (3, "")
    assert lines(done.stderr)[0].startswith("content/campaign.yaml:1: This is not YAML.")


def test_list_and_check_of_a_campaign_without_cases(small: Path) -> None:
    """A head without rows; and nothing that could be wrong."""
    for path in sorted((small / "content/cases").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert len(lines(invoke("list", "--root", small).stdout)) == 1
    assert invoke("check", "--root", small).exit_code == 0
    done = invoke("build", "--root", small, "--case=ferry")
    assert lines(done.stderr)[0] == "--case: `ferry` is not there. There is: nothing yet."


def test_check_says_all_is_well(small: Path) -> None:
    """On stderr, so that stdout stays free for what a command makes."""
    done = invoke("check", "--root", small, DAY)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "No problems. It can be built.\n")


def test_check_tells_everything_at_once(small: Path) -> None:
    """Of every file and every kind, errors last, next to the prompt; a warning alone does not refuse."""
    folder = small / "content/cases/ferry"
    (folder / "en/story.md").unlink()
    (folder / "ru/story.md").write_text("---\nreviewed: false\n---\n# Город\n\nПаром ходит.\n", "utf-8")
    program.change(folder / "case.yaml", "kind: urgent", "kind: urgnt")
    program.change(small / "content/addresses.yaml", "email: office@ministry.example", "email: office")
    program.change(small / "layouts/leaflet/layout.yaml", "place: 10", "palce: 10")
    done = invoke("check", "--root", small, DAY)
    assert (done.exit_code, done.stdout) == (3, "")
    files = [line.split(":")[0] for line in lines(done.stderr)]
    assert {"content/addresses.yaml", "content/cases/ferry/case.yaml", "layouts/leaflet/layout.yaml"} <= set(files)


def test_check_of_one_case_leaves_the_others_alone(small: Path) -> None:
    """`--case` asks about one."""
    subprocess.run(["cp", "-R", small / "content/cases/ferry", small / "content/cases/other"], check=True)
    assert invoke("check", "--root", small, DAY).exit_code == 3  # its slug is not its folder's name
    assert invoke("check", "--root", small, "--case=ferry", DAY).exit_code == 0


def test_schema_writes_what_is_committed(small: Path) -> None:
    """The same bytes into every campaign; the house's own are up to date."""
    done = invoke("schema", "--root", small)
    assert (done.exit_code, done.stderr) == (0, "")
    written = lines(done.stdout)
    assert len(written) == len(MODELS)
    for path in written:
        assert (small / path).read_bytes() == (program.ROOT / path).read_bytes(), f"run `packbuilder schema`: {path}"


def test_the_schema_of_the_manifest_holds_for_what_is_built(small: Path) -> None:
    """For pages, sheets and a pack; not where a key is missing or has another kind of value."""
    program.built(small)
    made = program.manifest(small / "out/ferry")
    validator = jsonschema.Draft202012Validator(
        json.loads((program.ROOT / "content/schema/manifest.schema.json").read_bytes())
    )
    validator.validate(made)
    assert {"page", "sheet", "pack"} <= {entry["form"] for entry in made["files"]}
    first, *rest = made["files"]
    for wrong in ({**first, "form": "poster"}, {key: first[key] for key in first if key != "variant"}):
        assert not validator.is_valid({**made, "files": [wrong, *rest]})


def test_the_schemas_hold_for_the_real_case(case_file: Path) -> None:
    """What editors check with takes the real case.yaml, and not one with a key misspelt."""
    schema = json.loads((program.ROOT / "content/schema/case.schema.json").read_bytes())
    facts = json.loads(json.dumps(YAML(typ="safe").load(case_file), default=str))
    jsonschema.Draft202012Validator(schema).validate(facts)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate({**facts, "knd": "urgent"})


@pytest.fixture
def case_file() -> Path:
    """case.yaml of the real case."""
    return program.ROOT / "content/cases/zhezkazgan/case.yaml"


def test_doctor_finds_this_machine_sound() -> None:
    """Every finding in a row, each of them in order, and no remedy below."""
    done = invoke("doctor")
    assert done.exit_code == 0, done.stdout
    head, *rows = lines(done.stdout)
    assert head.split() == ["what", "found", "wanted"]
    assert len(rows) > 15
    assert all(row.startswith("ok  ") for row in rows)
    assert {"Python", "Pango", "HarfBuzz"} <= {row.split()[1] for row in rows}


def test_doctor_says_what_to_do(small: Path) -> None:
    """A font of the campaign's own that is damaged: exit code 5, the row marked, the remedy below the table."""
    subprocess.run(["cp", "-R", program.ROOT / "fonts", small / "fonts"], check=True)
    font = next((small / "fonts").rglob("*.ttf"))
    font.write_bytes(font.read_bytes()[:-1])
    done = invoke("doctor", "--root", small)
    assert done.exit_code == 5
    (row,) = [line for line in lines(done.stdout) if line.startswith("!!")]
    assert font.name in row
    assert lines(done.stdout)[-1] == "fonts: Restore the file, or list it anew if it was replaced on purpose."


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--help"], 0), (["--version"], 0), (["list"], 0), (["check", DAY], 0), (["build", "--help"], 0), (["build"], 2)],
)
def test_what_prints_nothing_starts_no_printer(small: Path, arguments: list[str], code: int) -> None:
    """Help, list, check and refusals come at once: neither the renderer nor a reader of PDFs is imported."""
    done = subprocess.run(
        [sys.executable, "-c", MODULES, *arguments],
        cwd=small,
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(program.ROOT), "PATH": ""},
    )
    told, _, modules = done.stdout.rpartition("MODULES ")
    assert modules.split()[0] in {str(code), "None"}, told
    assert "packbuilder.cli.commands" in modules.split()
    assert not set(modules.split()) & HEAVY


def test_help_says_of_each_command_what_the_command_says_of_itself() -> None:
    """Though it imports none of them: the line is the first sentence of the command's own help."""
    listed = [command for command in main.commands.values() if isinstance(command, LazyCommand)]
    assert len(listed) > 10
    for line in listed:
        command = line.load()
        assert (command.name, command.get_short_help_str(limit=200)) == (line.name, line.get_short_help_str(limit=200))


def test_help_imports_next_to_nothing(small: Path) -> None:
    """Not one of the commands, nor what reads the campaign."""
    done = subprocess.run(
        [sys.executable, "-c", MODULES, "--help"],
        cwd=small,
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(program.ROOT), "PATH": ""},
    )
    ours = {name for name in done.stdout.rpartition("MODULES ")[2].split() if name.startswith("packbuilder.")}
    assert {name for name in ours if not name.startswith("packbuilder.cli")} == {
        "packbuilder.errors",
        "packbuilder.placed",
    }
    assert "pydantic" not in done.stdout.rpartition("MODULES ")[2].split()
