"""`init` and `new`: what is begun is whole and builds at once; what cannot be meant is refused and leaves no file."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from ruamel.yaml import YAML

from packbuilder.compose import labels
from packbuilder.workspace import locations
from tests import once, program
from tests.e2e.delivery import Delivery
from tests.load.test_schema import complaints
from tests.program import change, invoke, lines, well

pytestmark = pytest.mark.xdist_group("begun")  # nobody waits for what is begun once for all of them

TODAY = "--today=2031-05-02"  # on no day that a skeleton could have been written on
AS_IT_WAS = "Nothing of it was written: what was there before is as it was."


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign as `init` begins it, after a build of everything. Only to be read and copied."""
    root = once.shared(tmp_path_factory) / "begun"
    with once.only(root) as first:
        if first:
            assert program.run("init", root, TODAY).returncode == 0
            options = ("--all", TODAY, f"--root={root}")
            once.ended(root, program.run("build", *options, cwd=root, **program.UNMEASURED))
    once.well(root)
    return root


@pytest.fixture
def own(begun: Path, tmp_path: Path) -> Path:
    """A copy of it, without what was built."""
    return Path(shutil.copytree(begun, tmp_path / "own", ignore=shutil.ignore_patterns("out")))


def files(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def draft(root: Path, *options: str) -> Delivery:
    """The leaflet of a case, as a draft; fails if it cannot be built."""
    well(invoke("build", "--root", root, "--only=leaflet", "--draft", TODAY, *options))
    case = next(option for option in options if option.startswith("--case="))[7:]
    return Delivery(root / "out" / case)


def test_a_new_campaign_builds_whole_and_in_earnest(begun: Path) -> None:
    """Every document of its example and the contents of the campaign, without --draft; it warns of what is open."""
    made = Delivery(begun / "out/example")
    assert {"en/leaflet.pdf", "en/pack.pdf", "en/letter-town-council.pdf"} <= set(made.files)
    assert not made.manifest.get("draft")
    assert set(Delivery(begun / "out/campaign").files) == {"en/index.pdf"}
    checked = invoke("check", "--root", begun, TODAY)
    assert checked.exit_code == 0
    assert all("It is marked `open`" in line for line in lines(checked.stderr)[:-1])


SCHEMAS = {
    "content/campaign.yaml": "campaign",
    "content/addresses.yaml": "addresses",
    "content/branches/quay.yaml": "branch",
    "content/cases/example/case.yaml": "case",
}


def test_a_skeleton_leaves_no_blank_and_holds_to_its_schemas(own: Path) -> None:
    """What editors would say of it; what it says of days is the day of beginning."""
    well(invoke("new", "branch", "quay", "--country=GB", "--root", own))
    written = {path: data.decode() for path, data in files(own).items()}
    assert len(written) > 25
    assert [path for path, words in written.items() if "{{" in words] == []
    assert {path for path in written if path.endswith(".yaml")} == SCHEMAS.keys()
    for path, kind in SCHEMAS.items():
        named = written[path].partition("$schema=")[2].partition("\n")[0]
        assert (own / path).parent.joinpath(named).resolve() == own / f"content/schema/{kind}.schema.json"
        assert complaints(own / path, written[path]) == []
    assert (own / ".gitignore").read_text("utf-8") == "/out/\n"
    case = written["content/cases/example/case.yaml"]
    assert "as_of: 2031-05-02" in case
    assert re.findall(r"\b20(?!31)\d\d", case) == []  # nothing of it is older than a few weeks


def test_a_new_campaign_fits_other_paper(tmp_path: Path) -> None:
    """What is lowest of all: a placard on Letter; and the day on which it is begun makes nothing longer."""
    well(invoke("init", tmp_path / "new", "--today=2026-09-30"))
    options = ["--case=example", "--only=placard", "--only=leaflet", "--paper=letter", "--today=2026-09-30"]
    well(invoke("build", "--root", tmp_path / "new", *options))
    assert len(Delivery(tmp_path / "new/out/example").files) > 2


def test_init_tells_each_file_and_what_is_next(tmp_path: Path) -> None:
    done = invoke("init", tmp_path / "new" / "deep")
    assert (done.exit_code, done.stderr) == (0, "")
    *told, last = lines(done.stdout)
    assert sorted(told) == sorted(files(tmp_path / "new/deep"))
    assert last.startswith("Next: ")


def test_a_new_case_is_a_draft_until_it_is_written(own: Path) -> None:
    """In earnest every text waits to be written; as a draft it builds at once; written, it builds in earnest."""
    done = invoke("new", "case", "harbour-strike", "--root", own, TODAY)
    assert done.exit_code == 0, done.stderr
    *told, last = lines(done.stdout)
    assert all(path.startswith("content/cases/harbour-strike/") for path in told)
    assert last == "Next: write the facts and texts, then: packbuilder build --case harbour-strike --draft"
    refused = invoke("build", "--root", own, "--case=harbour-strike", "--only=leaflet", TODAY)
    assert refused.exit_code == 3
    waiting = [line for line in lines(refused.stderr) if "todo: The text is still to be written." in line]
    texts = list((own / "content/cases/harbour-strike/en").glob("*.md"))
    assert len(waiting) == len(texts) > 15
    made = draft(own, "--case=harbour-strike")
    assert all("DRAFT" in page for page in made.files["en/leaflet.pdf"].texts)
    for text in texts:
        change(text, "todo: true\n", "")
    well(invoke("build", "--root", own, "--case=harbour-strike", "--only=leaflet", TODAY))


@pytest.mark.parametrize(("code", "plurals"), [("fr", 2), ("pt-BR", 2), ("ar", 6)])
def test_a_new_language_builds_as_a_draft(own: Path, code: str, plurals: int) -> None:
    """With the words of the source and labels in brackets; its place in campaign.yaml, where nothing else changes."""
    before = (own / "content/campaign.yaml").read_text("utf-8")
    done = invoke("new", "language", code, "--case=example", "--root", own)
    assert done.exit_code == 0, done.stderr
    after = (own / "content/campaign.yaml").read_text("utf-8")
    assert after == before.replace("languages: [en]", f"languages: [en, {code}]") != before
    catalogue = (own / f"layouts/locale/{code}.po").read_text("utf-8")
    assert f"nplurals={plurals};" in catalogue
    assert catalogue.count("msgid ") > 50
    assert invoke("build", "--root", own, "--case=example", f"--lang={code}", TODAY).exit_code == 3
    leaflet = draft(own, "--case=example", f"--lang={code}").files[f"{code}/leaflet.pdf"]
    assert str(leaflet.catalog["/Lang"]) == code
    assert "[" in "".join(leaflet.texts)
    assert invoke("new", "language", code, "--root", own).exit_code == 2


@pytest.mark.parametrize(
    ("code", "customs"),
    [
        ("fr", ["« »“”", "latn", "MMMM y", ""]),
        ("fr-CH", ["«»‹›", "latn", "MMMM y", ""]),
        ("pl", ["„”«»", "latn", "LLLL y", ""]),
        ("fi", ["””’’", "latn", "LLLL y", ""]),
        ("he", ["””’’", "latn", "MMMM y", ""]),
        ("ja", ["「」『』", "latn", "y年M月", ",、"]),
        ("zh-TW", ["「」『』", "latn", "y年M月", ",、"]),
        ("fa", ["«»‹›", "arabext", "MMMM y", ",،;؛?؟"]),
        ("bn", ["“”‘’", "beng", "MMMM y", ""]),
        ("ar-EG", ["”“’‘", "arab", "MMMM y", ",،;؛?؟"]),
        ("am", ["«»‹›", "latn", "MMMM y", ",፣;፤"]),
    ],
)
def test_a_new_language_has_its_own_typography(own: Path, code: str, customs: list[str]) -> None:
    """Quotation marks, digits, months and signs of lists, from CLDR; nothing of it is faulty."""
    well(invoke("new", "language", code, "--root", own))
    with (own / f"layouts/locale/{code}.po").open("rb") as stream:
        read = read_po(stream, abort_invalid=True)
    names = ("quotes", "digits", "month", "signs")
    assert [message.string for name in names if (message := read.get(name, "typography"))] == customs
    assert "cannot be used" not in invoke("check", "--root", own, TODAY).stderr


def test_a_language_that_is_shipped_has_its_words(own: Path) -> None:
    """Nothing is left empty; what the campaign's own catalogue says comes first, and it says nothing yet."""
    well(invoke("new", "language", "de", "--root", own))
    catalogue = own / "layouts/locale/de.po"
    told = invoke("check", "--root", own, TODAY).stderr
    assert "The language `de` is missing" not in told, "the name and the imprint are those of every language"
    assert "has no words in de" not in told
    folders = locations.layouts_folders(own)
    words = labels.load(folders, "de", own)
    assert (words("Leaflet"), words.typography("quotes"), str(words.locale)) == ("Flugblatt", "„“‚‘", "de_DE")
    change(catalogue, '#~ msgid "Leaflet"\n#~ msgstr "Flugblatt"', 'msgid "Leaflet"\nmsgstr "Flugschrift"')
    words = labels.load(folders, "de", own)
    assert (words("Leaflet"), words("Placard"), words.typography("quotes")) == ("Flugschrift", "Plakat", "„“‚‘")


def test_a_variant_of_a_shipped_language_begins_with_its_words(own: Path) -> None:
    """The words are German, the typography is that of Switzerland."""
    well(invoke("new", "language", "de-CH", "--root", own))
    words = labels.load(locations.layouts_folders(own), "de-CH", own)
    assert (words("Leaflet"), words.typography("quotes"), words.number(15000)) == ("Flugblatt", "„“‚‘", "15’000")
    assert "has no words in de-CH" not in invoke("check", "--root", own, TODAY).stderr


def test_a_new_language_takes_its_place_in_a_list_of_lines(own: Path) -> None:
    """Whichever way the list is written, what stands beside it stays."""
    change(own / "content/campaign.yaml", "languages: [en]", "languages:\n  - en")
    well(invoke("new", "language", "fr", "--root", own))
    words = (own / "content/campaign.yaml").read_text("utf-8")
    assert YAML(typ="safe").load(words)["languages"] == ["en", "fr"]
    assert "# `packbuilder new language CODE` begins another" in words


@pytest.mark.parametrize(
    ("country", "zone", "paper"),
    [
        ("GB", "Europe/London", "a4"),
        ("US", "America/New_York", "letter"),
        ("DE", "Europe/Berlin", "a4"),
        ("KZ", "", "a4"),
    ],
)
def test_a_new_branch_has_the_paper_and_the_clock_of_its_country(
    own: Path, country: str, zone: str, paper: str
) -> None:
    done = invoke("new", "branch", "quay", "--country", country, "--root", own)
    assert done.exit_code == 0, done.stderr
    facts = YAML(typ="safe").load(own / "content/branches/quay.yaml")
    assert (facts["id"], facts["country"], facts["paper"]) == ("quay", country, paper)
    assert facts["time_zone"] == zone or facts["time_zone"].startswith("Asia/")


def test_a_new_branch_builds_as_a_draft(own: Path) -> None:
    """What the law of its country wants stands in brackets."""
    well(invoke("new", "branch", "quay", "--country=DE", "--root", own))
    made = draft(own, "--case=example", "--branch=quay")
    assert set(made.files) >= {"quay/en/leaflet.pdf"}
    assert "[printer]" in " ".join(" ".join(made.files["quay/en/leaflet.pdf"].texts).split())


NOT_MEANT = {
    "a campaign where one is": (["init", "{own}"], 2, "There is a campaign already. Name another folder."),
    "a case that is there": (["new", "case", "example"], 2, "This is there already. Choose another name."),
    "a case with capitals": (["new", "case", "Harbour"], 2, "NAME: `Harbour` is no key."),
    "a case above": (["new", "case", "../harbour"], 2, "NAME: `../harbour` is no key."),
    "a case of no name": (["new", "case", ""], 2, "NAME: `` is no key."),
    "a language that is there": (["new", "language", "en"], 2, "CODE: The campaign speaks `en` already."),
    "a language by another code": (["new", "language", "deu"], 2, "CODE: `deu` is no code of CLDR. Write `de`."),
    "a language with capitals": (["new", "language", "FR"], 2, "CODE: `FR` is no language code."),
    "a language that nobody knows": (["new", "language", "qq"], 2, "CODE: Nobody knows the language `qq` here."),
    "a language above": (["new", "language", "../fr"], 2, "CODE: `../fr` is no language code."),
    "a language of no case": (
        ["new", "language", "fr", "--case=sample"],
        2,
        "--case: There is no case `sample`. There is: example.",
    ),
    "a branch of no country": (["new", "branch", "quay", "--country=XX"], 2, "--country: `XX` is no country."),
    "a branch of a country in small letters": (
        ["new", "branch", "quay", "--country=gb"],
        2,
        "--country: `gb` is no country.",
    ),
    "a branch with spaces": (["new", "branch", "the quay", "--country=GB"], 2, "NAME: `the quay` is no key."),
    "a branch without a country": (["new", "branch", "quay"], 2, "Missing option '--country'"),
}


@pytest.mark.parametrize("name", NOT_MEANT)
def test_what_cannot_be_meant_is_refused(own: Path, name: str) -> None:
    """With the code of usage, what is wrong, and not one file more than before."""
    words, code, message = NOT_MEANT[name]
    before = files(own)
    root = [] if words[0] == "init" else ["--root", str(own)]
    done = invoke(*(word.format(own=own) for word in words), *root)
    assert (done.exit_code, done.stdout) == (code, ""), done.exception
    assert message in done.stderr
    assert files(own) == before


def test_a_branch_that_is_there_stays(own: Path) -> None:
    well(invoke("new", "branch", "quay", "--country=GB", "--root", own))
    before = files(own)
    done = invoke("new", "branch", "quay", "--country=DE", "--root", own)
    assert done.exit_code == 2
    assert "This is there already." in done.stderr
    assert files(own) == before


def test_what_cannot_be_written_is_refused(own: Path, tmp_path: Path) -> None:
    """A file in the place of a folder: the code of delivery, no traceback."""
    (own / "content/branches").rmdir() if (own / "content/branches").is_dir() else None
    (own / "content/branches").write_text("", "utf-8")
    done = invoke("new", "branch", "quay", "--country=GB", "--root", own)
    assert done.exit_code == 6, done.exception
    (tmp_path / "file").write_text("", "utf-8")
    assert invoke("init", tmp_path / "file" / "new").exit_code == 6
    assert lines(done.stderr)[-1].endswith(AS_IT_WAS)


def test_a_campaign_without_addresses_has_nobody_to_write_to(own: Path) -> None:
    (own / "content/addresses.yaml").write_text("addresses: {}\n", "utf-8")
    done = invoke("new", "case", "harbour-strike", "--root", own)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "The campaign has no address to write to yet." in done.stderr
    assert not any("harbour-strike" in path for path in files(own))
