"""What people type: names that are not there, folders that are no campaign, options that go together or do not."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import Result

from tests import program
from tests.program import DAY, invoke, lines

AS_IT_WAS = "Nothing of it was written: what was there before is as it was."
CODES = (
    "0 done",
    "1 a bug",
    "2 usage",
    "3 content",
    "4 layout",
    "5 rendering or proof",
    "6 delivery",
    "130 interrupted",
)


def refused(done: Result, message: str, *, writes: bool = True) -> None:
    """Exit code 2, one message, and no more; where the command `writes`, that nothing was written."""
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    assert lines(done.stderr) == [message, f"1 error. {AS_IT_WAS}" if writes else "1 error."]


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("../x", "There is: ferry."),
        ("../ferry", "Did you mean `ferry`?"),
        ("../../content/cases/ferry", "There is: ferry."),
        ("/etc", "There is: ferry."),
        ("", "There is: ferry."),
        (" ", "There is: ferry."),
        ("FERRY", "Did you mean `ferry`?"),
        ("Ferry", "Did you mean `ferry`?"),
        (" ferry ", "Did you mean `ferry`?"),
        ("ferry/", "Did you mean `ferry`?"),
        ("fery", "Did you mean `ferry`?"),
        ("паром", "There is: ferry."),
        ("ferry; rm -rf .", "There is: ferry."),
        (".", "There is: ferry."),
        ("%s %(x)s {0}", "There is: ferry."),
    ],
)
def test_an_odd_name_of_a_case(small: Path, name: str, remedy: str) -> None:
    """It is no case: the nearest one is named, or all of them; nothing is read or written by that name."""
    refused(invoke("build", "--root", small, "--case", name, DAY), f"--case: `{name}` is not there. {remedy}")
    done = invoke("check", "--root", small, "--case", name, DAY)
    refused(done, f"--case: `{name}` is not there. {remedy}", writes=False)
    assert not (small / "out").exists()


def test_a_name_with_line_ends_and_escapes_stays_on_one_line(small: Path) -> None:
    """What the person typed cannot draw on the terminal."""
    done = invoke("build", "--root", small, "--case", "a\nb\x1b[31m", DAY)
    refused(done, "--case: `a b [31m` is not there. There is: ferry.")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--lang=de"], "--lang: `de` is not there. There is: en, ru."),
        (["--lang=EN"], "--lang: `EN` is not there. Did you mean `en`?"),
        (["--only=leaflets"], "--only: `leaflets` is not there. Did you mean `leaflet`?"),
        (
            ["--only=_base"],
            "--only: `_base` is not there. There is: appeal, booklet, folded, leaflet, letter, pack, placard.",
        ),
        (
            ["--only=locale"],
            "--only: `locale` is not there. There is: appeal, booklet, folded, leaflet, letter, pack, placard.",
        ),
    ],
)
def test_a_language_or_layout_that_is_not_there(small: Path, options: list[str], message: str) -> None:
    """Told like a case that is not there."""
    refused(invoke("build", "--root", small, "--case=ferry", DAY, *options), message)


def test_all_that_is_not_there_is_told_at_once(small: Path) -> None:
    """Case, language and layout in one go."""
    done = invoke("build", "--root", small, "--case=x", "--lang=de", "--only=y", DAY)
    assert done.exit_code == 2
    *told, last = lines(done.stderr)
    assert [line.split(":")[0] for line in told] == ["--case", "--lang", "--only"]
    assert last == f"3 errors. {AS_IT_WAS}"


def test_a_language_that_the_campaign_speaks_and_the_case_does_not(small: Path) -> None:
    """Nothing could be built of it: that is told, instead of delivering nothing."""
    for file in (small / "content/cases/ferry/ru").iterdir():
        file.unlink()
    (small / "content/cases/ferry/ru").rmdir()
    message = "--lang: The case `ferry` has no texts in this language. It has: en."
    refused(invoke("build", "--root", small, "--case=ferry", "--lang=ru", DAY), message)


def test_no_case_is_named_or_too_many(small: Path) -> None:
    """`build` asks which; it does not guess."""
    said = "Say --case SLUG, or --all. There is: ferry."
    refused(invoke("build", "--root", small), f"build: No case is named. {said}")
    refused(
        invoke("build", "--root", small, "--all", "--case=ferry"), f"build: Both --case and --all are given. {said}"
    )


def test_a_folder_that_is_no_campaign(tmp_path: Path) -> None:
    """`--root` means this folder, not one above it."""
    message = "--root: There is no content/campaign.yaml here. Go into a campaign folder, or name one with --root."
    for command in (["build", "--case=x"], ["list"], ["check"], ["schema"]):
        refused(invoke(*command, "--root", tmp_path), message, writes=command[0] in {"build", "schema"})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", "--today=5.7.2013"], "Invalid value for '--today'"),
        (["build", "--today=2013-02-30"], "Invalid value for '--today'"),
        (["build", "--root=nowhere"], "Invalid value for '--root'"),
        (["build", "--colour"], "No such option '--colour'"),
        (["build", "ferry"], "unexpected extra argument"),
        (["bild"], "No such command 'bild'"),
    ],
)
def test_options_that_cannot_be_understood(arguments: list[str], words: str) -> None:
    """Exit code 2, the option named, and where to read more."""
    done = invoke(*arguments)
    assert done.exit_code == 2
    assert words in done.stderr
    assert "--help" in done.stderr


def test_a_campaign_is_found_from_any_folder_in_it(small: Path) -> None:
    """Run deep inside, the program works on the nearest campaign upwards, and delivers into its out/."""
    deep = small / "content/cases/ferry/en"
    done = program.run("build", "--case=ferry", "--lang=en", "--only=leaflet", DAY, cwd=deep)
    assert done.returncode == 0, done.stderr
    assert (small / "out/ferry/en/leaflet.pdf").is_file()
    assert not (deep / "out").exists()


def test_outside_every_campaign_the_checkout_is_meant(tmp_path: Path) -> None:
    """A checkout is a campaign in its own right: `./pack list` works from wherever it is called."""
    done = program.run("list", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "\nzhezkazgan " in done.stdout


def test_an_installed_program_outside_every_campaign_says_so(tmp_path: Path) -> None:
    """Installed, with its layouts and fonts inside, it has no campaign of its own."""
    (tmp_path / "site").mkdir()
    (tmp_path / "elsewhere").mkdir()
    subprocess.run(["cp", "-R", program.ROOT / "packbuilder", tmp_path / "site"], check=True)
    (tmp_path / "site/packbuilder/_shipped").mkdir()
    for name in ("layouts", "fonts"):
        (tmp_path / "site/packbuilder/_shipped" / name).symlink_to(program.ROOT / name)
    done = program.run("list", cwd=tmp_path / "elsewhere", PYTHONPATH=str(tmp_path / "site"))
    assert done.returncode == 2
    assert lines(done.stderr)[0] == (
        "--root: There is no content/campaign.yaml here, nor in any folder above. "
        "Go into a campaign folder, or name one with --root."
    )


def test_out_is_reckoned_from_where_one_stands(small: Path) -> None:
    """`--out DIR` is the person's own path, and the case's folder is in it."""
    (small / "sub").mkdir()
    done = program.run("build", "--case=ferry", "--lang=en", "--only=leaflet", DAY, "--out=there", cwd=small / "sub")
    assert done.returncode == 0, done.stderr
    assert program.delivered(small / "sub/there/ferry").keys() == {"en/leaflet.pdf", "manifest.json"}
    assert not (small / "out").exists()


def test_a_case_that_is_named_twice_is_built_once(small: Path) -> None:
    """Cases are a set, in the order in which they are named."""
    done = invoke("build", "--root", small, *["--case=ferry"] * 2, "--lang=en", "--lang=en", "--only=leaflet", DAY)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.count("en/leaflet.pdf") == 1


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["build", "--help"], ["build", "-h"]])
def test_help_tells_the_exit_codes(arguments: list[str]) -> None:
    """Where scripts look for them, in the order of their numbers."""
    done = invoke(*arguments)
    assert done.exit_code == 0
    places = [" ".join(done.stdout.split()).find(code) for code in CODES]
    assert -1 not in places
    assert places == sorted(places)


def test_help_lists_every_command_and_option() -> None:
    """Each with words of its own."""
    commands = invoke("--help").stdout
    assert all(f"\n  {name} " in commands for name in ("build", "list", "check", "schema", "doctor"))
    options = invoke("build", "--help").stdout
    names = ("case", "all", "lang", "only", "out", "root", "today", "strict", "draft", "quiet", "verbose")
    assert all(f"--{name} " in options for name in names)


def test_the_program_has_one_name() -> None:
    """It is packbuilder and its version, however it was started."""
    assert invoke("--version").stdout.startswith("packbuilder, version ")
    assert program.run("--version").stdout == invoke("--version").stdout
