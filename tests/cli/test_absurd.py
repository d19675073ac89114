"""Absurd and hostile inputs: a located message and a documented exit code, within 20 s of the processor and 1 GB."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli import absurd
from tests.cli.absurd import into
from tests.program import COMMAND, DAY, ROOT, UNMEASURED, lines, run

_SECONDS, _BYTES = 20, 1_000_000_000
_PAGE, _STYLE = "layouts/leaflet/page.html", "layouts/leaflet/style.css"
# Root without what makes it root.
_SETPRIV = shutil.which("setpriv")
_AS_ANYBODY = (_SETPRIV, "--bounding-set=-all", "--inh-caps=-all") if _SETPRIV and os.geteuid() == 0 else ()
_POSTER = ("poster", "a.pdf", "--to=A2")
_BUILD = ("build", "--case=ferry", "--lang=en", "--only=leaflet", DAY)

Made = Callable[[Path], object]
_STARTER = """
import json, os, subprocess, sys
command, environment = json.loads(sys.argv[1])
started = subprocess.Popen(command, stdout=2, stderr=2, env=environment)
_, status, cost = os.wait4(started.pid, 0)
most = cost.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps([os.waitstatus_to_exitcode(status), cost.ru_utime + cost.ru_stime, most]))
"""


class Cost(NamedTuple):
    """What a run took: seconds of the processor, and bytes at most."""

    seconds: float
    most_bytes: int


def _file(name: str, made: Callable[[], bytes]) -> Made:
    return lambda root: (root / name).write_bytes(made())


def _pipe(root: Path) -> None:
    os.mkfifo(root / "a.pdf")


def _bomb_alone(root: Path) -> None:
    """Without layouts of one's own, of which posters are not made."""
    shutil.rmtree(root / "layouts")
    (root / "a.pdf").write_bytes(absurd.bomb())


def _nothing(_: Path) -> None:
    """What is said is absurd enough."""


def _signed(root: Path) -> None:
    """A list of one signer, and a style without end for what is set of each."""
    shutil.copytree(ROOT / "layouts", root / "layouts", dirs_exist_ok=True)
    (root / "signers.csv").write_text("name\nBob\n", "utf-8")
    into("layouts/signed/style.css", absurd.EXPLODING)(root)


def _nested_manifest(root: Path) -> None:
    (root / "out/ferry").mkdir(parents=True)
    (root / "out/ferry/manifest.json").write_text("[" * 200_000, "utf-8")


# What is there, what is said, the exit code, the message, and what the environment says.
ABSURD: dict[str, tuple[Made, tuple[str, ...], int, str, dict[str, str]]] = {
    "a page of 0.001 pt": (
        _file("a.pdf", absurd.tiny), _POSTER, 5, r"a\.pdf: The PDF is damaged: a page has no", {},
    ),
    "pages in a circle, enlarged": (
        _file("a.pdf", absurd.cyclic), _POSTER, 5, r"a\.pdf: The PDF is damaged: ", {},
    ),
    "pages in a circle, verified": (
        _file("a.pdf", absurd.cyclic), ("verify", "a.pdf"), 5, r"a\.pdf: This is no PDF that can be read: ", {},
    ),
    "2.5 GB, enlarged": (
        _bomb_alone, _POSTER, 5, r"a\.pdf: The PDF is damaged: ", {},
    ),
    "2.5 GB, verified": (
        _file("a.pdf", absurd.bomb), ("verify", "a.pdf"), 5, r"a\.pdf: It .+ takes too long or too much memory", {},
    ),
    "a file without end": (_nothing, ("verify", "/dev/zero"), 2, r"/dev/zero: This is no regular file\.", {}),
    "a pipe": (_pipe, ("verify", "a.pdf"), 2, r"a\.pdf: This is no regular file\.", {}),
    "a pipe, enlarged": (
        _pipe, _POSTER, 2, r"a\.pdf: This is no regular file\.", {},
    ),
    "a name without end": (_nothing, ("verify", "a" * 5000), 2, r"a+: It cannot be read: File name too long\.", {}),
    "a manifest of brackets": (
        _nested_manifest, _BUILD, 6, r".+/out/ferry: This is in the way", {},
    ),
    "variables that explode": (
        into(_STYLE, absurd.EXPLODING), _BUILD, 4,
        r"layouts/leaflet/layout\.yaml: leaflet \(en[^)]*\): The renderer (is not done|breaks: there is not)", {},
    ),
    "variables that explode, signed": (
        _signed, ("letters", "--case=ferry", "--lang=en", "--signers=signers.csv", DAY), 4,
        r"layouts/signed/layout\.yaml: The renderer (is not done|breaks: there is not)", {},
    ),
    "5,000 times calc": (
        into(_STYLE, absurd.NESTED), _BUILD, 4,
        r"layouts/leaflet/layout\.yaml: leaflet \(en[^)]*\): .+ nested too deep\.", {},
    ),
    "a template without end": (
        into(_PAGE, absurd.ENDLESS, before="{% for line"), _BUILD, 4,
        r"layouts/leaflet/page\.html:\d+: The template runs for more than", {},
    ),
    "a template that raises": (
        into(_PAGE, "{{ 1|float|xmlattr }}", before="{% for line"), _BUILD, 4,
        r"layouts/leaflet/page\.html:\d+: The template is faulty: AttributeError: ", {},
    ),
    "a template of 10 GB": (
        into(_PAGE, "{{ 'x' * 9999999999 }}", before="{% for line"), _BUILD, 4,
        r"layouts/leaflet/page\.html:\d+: The template is faulty: MemoryError\.", {},
    ),
    "a slogan of 2,000 words": (
        _nothing, ("placard", "solidarity " * 2000), 3, r"TEXT: slogan: The slogan has 2000 words", {},
    ),
    "the last day": (_nothing, ("check", "--today=9999-12-31"), 2, "Error: Invalid value for '--today': say a day", {}),
    "no UTF-8": (_nothing, ("placard", "caf\udce9"), 2, r"argument 2: `caf\\udce9` is not UTF-8\.", {}),
    "no time zone": (_nothing, _BUILD, 2, r"TZ: `:/etc/passwd` is no time zone\.", {"TZ": ":/etc/passwd"}),
}  # fmt: skip


@pytest.mark.parametrize("name", ABSURD)
def test_what_is_absurd_is_told_in_time(small: Path, name: str) -> None:
    """No traceback, no hang, no flood: the limits are those of the processor, whatever else goes on."""
    made, said, code, message, environment = ABSURD[name]
    made(small)
    ended, told, cost = _measured(small, *said, **environment)
    assert ended == code, told
    assert "Traceback" not in told
    assert any(re.match(message, line) for line in lines(told)), told
    assert cost.seconds < _SECONDS
    assert cost.most_bytes < _BYTES


@pytest.mark.skipif(os.geteuid() == 0 and not _AS_ANYBODY, reason="nothing is refused to root")
@pytest.mark.parametrize("folder", ["content/cases/ferry/en", "layouts", "out/ferry"])
def test_a_folder_that_is_not_ones_own_is_named(small: Path, folder: str) -> None:
    """Whatever reads or writes there."""
    (small / folder).mkdir(parents=True, exist_ok=True)
    (small / folder).chmod(0)
    ended, told, _ = _measured(small, *_BUILD)
    (small / folder).chmod(0o755)
    assert ended in {3, 6}, told
    assert any(folder in line for line in lines(told)), told


def test_a_time_zone_that_only_the_system_reads_is_none_the_less_one(small: Path) -> None:
    """As POSIX writes them."""
    assert _measured(small, "check", DAY, TZ="<+05>-5")[0] == 0


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    """Whoever has deleted the folder that the shell is in."""
    gone = tmp_path / "gone"
    gone.mkdir()
    script = 'rmdir ../gone; exec "$@"'
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        ["sh", "-c", script, "sh", COMMAND[0], "-P", *COMMAND[1:], "check"],
        cwd=gone,
        check=False,
        capture_output=True,
        text=True,
        env=environment,
    )
    assert done.returncode == 2
    assert (
        ".: The current folder cannot be used: No such file or directory. Go into a folder that is there."
        in done.stderr
    )


def _measured(root: Path, *said: str, **environment: str) -> tuple[int, str, Cost]:
    """The exit code, what was told, and what it took: of the program and of all the processes that it waited for.

    It is started by a process that is small: the system counts what a process was forked from as its own.
    """
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | UNMEASURED | environment
    with (root / "told").open("wb") as told:
        done = subprocess.run(
            [sys.executable, "-S", "-c", _STARTER, json.dumps([[*_AS_ANYBODY, *COMMAND, *said], environment])],
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=told,
            check=True,
            env={},
        )
    code, *cost = json.loads(done.stdout)
    return code, (root / "told").read_text("utf-8", "replace"), Cost(*cost)


@pytest.mark.skipif(shutil.which("unshare") is None or os.geteuid() != 0, reason="only root may mount")
def test_where_no_memory_can_be_shared_editions_are_made_one_after_another(small: Path) -> None:
    """As in containers that are not given any: processes could not wait for each other."""
    script = 'mount -t tmpfs -o ro tmpfs /dev/shm && exec "$@"'
    said = ("build", "--case=ferry", "--only=leaflet", DAY, "-q")
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script, "sh", *COMMAND, *said],
        cwd=small,
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_hints_can_be_pasted(tmp_path: Path) -> None:
    """They quote what a shell would take apart, and begin with what the person typed."""
    folder = tmp_path / "our campaign"
    done = run("init", folder, PACKBUILDER_COMMAND="../the pack")
    assert done.returncode == 0
    assert f"'../the pack' build --root '{folder}' --all" in done.stdout
