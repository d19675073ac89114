"""Whatever is said to the program and stands in its files: no traceback, a documented exit code, out/ as promised."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from click.testing import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packbuilder.errors import ErrorCollector, UsageError
from packbuilder.letters.signers import COLUMNS, SignerRules, signers
from packbuilder.lists.column_headers import words as headed
from tests import program
from tests.load.test_properties import SIGNS, mutated

CODES = {0, 2, 3, 4, 5, 6}  # of those that README.md lists: 1 is a bug, 7 and above 128 are no refusals
FILES = ["content/campaign.yaml", "content/addresses.yaml", "content/cases/ferry/case.yaml"]
FILES += [f"content/cases/ferry/en/{name}.md" for name in ("headline", "story", "slogans", "title")]
FILES += ["layouts/leaflet/layout.yaml", "layouts/leaflet/page.html", "layouts/leaflet/style.css"]
quick = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def ended(done: Result) -> int:
    """The exit code; fails for a traceback, and for one that is none of those that are documented."""
    assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
    assert "Traceback" not in done.output
    assert done.exit_code in CODES, done.output
    return done.exit_code


@pytest.fixture
def built(ready: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the small campaign with what was built of it, one for all examples of a test."""
    root = tmp_path_factory.mktemp("fuzz") / "campaign"
    shutil.copytree(ready, root)
    yield root
    shutil.rmtree(root)


@settings(quick, max_examples=8)
@given(data=st.data())
def test_a_campaign_is_built_or_refused(data: st.DataObject, built: Path) -> None:
    """And what was there before stays if it is refused, whole as it was."""
    path = built / data.draw(st.sampled_from(FILES))
    whole, place = path.read_bytes(), built / "out" / "ferry"
    before = {file: file.read_bytes() for file in place.rglob("*") if file.is_file()}
    try:
        path.write_bytes(data.draw(mutated(whole.decode())).encode("utf-8", "replace"))
        code = ended(program.build(built, "--only", "leaflet"))
        after = program.delivered(place)
        if code:
            assert {file.relative_to(place).as_posix(): data for file, data in before.items()} == after
        elif path.suffix == ".md":
            assert len(pypdfium2.PdfDocument(after["en/leaflet.pdf"])) == 1
    finally:
        path.write_bytes(whole)


OPTIONS = [
    "--root", "--case", "--lang", "--only", "--variant", "--branch", "--audience", "--paper", "--today", "--out",
    "--format", "--to", "--on", "--signers", "--addressee", "--sort", "--sheets", "--strict", "--draft",
    "--gaps", "--all", "--diff", "-q", "-o", "--", "-", "--nothing", "--column",
]  # fmt: skip
VALUES = [
    "", " ", "ferry", "en", "ru", "xx", "leaflet", "home", "all", "public", "a4", "letter", "2013-07-05", "0000-00-00",
    "9999-12-31", "json", "html", "A1", "/dev/null", "nothing.csv", "content", "..", "../..", "-1", "0", "nan", "🚢",
    "'",
    "a\nb", "\u202e", "x" * 300, "name=", "=", "0123abc", "%s", "$HOME", "~",
]  # fmt: skip
# Those that write nothing, or refuse nearly everything that is not a file.
COMMANDS = [
    "check",
    "list",
    "status",
    "verify",
    "translated",
    "poster",
    "letters",
    "mail",
    "new",
    "fonts",
    "schema",
    "",
]


@settings(quick, max_examples=60)
@given(
    command=st.sampled_from(COMMANDS),
    said=st.lists(st.sampled_from(OPTIONS) | st.sampled_from(VALUES) | st.text(max_size=8), max_size=5),
)
def test_whatever_is_said_is_done_or_refused(command: str, said: list[str], built: Path) -> None:
    arguments = [one for one in said if "\0" not in one and one.isprintable()]
    root = () if "--root" in arguments or command == "" else ("--root", str(built))
    ended(program.invoke(*filter(None, [command]), *root, *arguments))


@settings(quick, max_examples=200)
@given(data=st.data())
def test_a_row_is_used_or_told(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever a spreadsheet saved: rows are signers, or told by their lines."""
    headers = data.draw(st.permutations([min(headed(name)) for name in COLUMNS]))
    cell = st.sampled_from(["Ann", "Petrov, Ivan", "1,200", "12", "2011-07-24", "1.1.1", "en", "xx", "", '"', "a\nb"])
    rows = data.draw(st.lists(st.lists(cell | SIGNS | st.text(max_size=5), max_size=8), max_size=5))
    sign = data.draw(st.sampled_from([";", ",", "\t"]))
    words = "\n".join(sign.join(row) for row in [["name", *headers[1:]], *rows])
    path = tmp_path_factory.getbasetemp() / "list.csv"
    path.write_bytes(words.encode("utf-8", "surrogateescape" if data.draw(st.booleans()) else "replace"))
    problems = ErrorCollector()
    rules = SignerRules(("en", "ru"), "en", (), lambda _: True, lambda _: False, date(2013, 7, 5))
    with suppress(UsageError):  # a file that is no list at all
        made = signers(path, {}, rules, problems)
        assert all(signer.name.strip() and signer.line for signer in made)
    assert all(problem.line and problem.remedy and "\n" not in str(problem) for problem in problems)
