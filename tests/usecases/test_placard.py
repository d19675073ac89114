"""`packbuilder placard`: a slogan printed at once, and every way in which it can be refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests import program
from tests.e2e import paper
from tests.e2e.delivery import Pdf, letters
from tests.pdfcheck.sample import FACES
from tests.program import invoke, lines, run

WORDS = "Hands off our ferry!"
AS_IT_WAS = "1 error. Nothing of it was written: what was there before is as it was."
SITE = "https://harbour.example"


@pytest.fixture
def here(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, beside the campaign `base`, whose layouts are the house's."""
    assert base.parent == tmp_path
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


def made(campaign: Path, *arguments: str | Path) -> str:
    """Make a placard, and return what the program said of it."""
    done = invoke("placard", *arguments, "--root", campaign)
    program.well(done)
    return done.output


def read(place: Path) -> Pdf:
    """The file."""
    return Pdf(place.name, place.read_bytes())


def test_a_slogan_becomes_a_placard(base: Path, here: Path) -> None:
    """One page of A3, tagged, in the fonts of the house, with the campaign's name and a code to its site; no more."""
    told = made(base, WORDS)
    capitals, near, far = re.findall(r"[\d.]+", told.removeprefix("placard-en.pdf: "))
    assert told == f"placard-en.pdf: capitals {capitals} mm high, read from {near}–{far} m\n"
    assert (float(near), float(far)) == pytest.approx((float(capitals) / 8.3, float(capitals) / 3.3), abs=0.51)
    assert [file.name for file in here.iterdir()] == ["placard-en.pdf"]
    assert not (base / "out").exists()
    placard = read(here / "placard-en.pdf")
    assert [sorted(size) for size in placard.sheets_mm] == [pytest.approx((297, 420), abs=0.1)]
    assert letters(WORDS) in letters(placard.texts[0])
    assert letters("Harbour Campaign") in letters(placard.texts[0])
    assert [(code.text, code.level) for code in placard.codes] == [(SITE, "Q")]
    assert placard.faces <= FACES
    assert (placard.catalog["/Lang"], bool(placard.tagged)) == ("en", True)


def test_it_is_in_the_language_asked_for(base: Path, here: Path) -> None:
    """By the campaign's name in it, and by the name of the file."""
    assert made(base, "Руки прочь от парома!", "--lang", "ru").startswith("placard-ru.pdf: ")
    placard = read(here / "placard-ru.pdf")
    assert placard.catalog["/Lang"] == "ru"
    assert letters("Кампания порта") in letters(placard.texts[0])
    assert letters("Руки прочь от парома!") in letters(placard.texts[0])


@pytest.mark.parametrize("slogan", ["No!", "One", "OXI", "Stop", "All out"])
def test_the_shortest_slogans_are_the_largest(slogan: str, base: Path, here: Path) -> None:
    """Letters so large that their line is higher than the page, and hangs over the code: their ink does not."""
    made(base, slogan)
    placard = read(here / "placard-en.pdf")
    assert letters(slogan) in letters(placard.texts[0])
    assert max(size for _, size in placard.sizes_pt) > 450
    assert len(placard.codes) == 1
    (shown,) = paper.pages(placard.data)
    assert paper.margin(shown, 7).min() > 250


def test_kazakh_is_printed_with_all_its_letters(here: Path) -> None:
    """In the campaign of this repository."""
    words = "Мысымызды, қаламызды, өмірімізді қорғаймыз!"
    made(program.ROOT, words, "--lang", "kk")
    placard = read(here / "placard-kk.pdf")
    assert placard.catalog["/Lang"] == "kk"
    assert letters(words) in letters(placard.texts[0])


def test_earlier_placards_are_left_alone(base: Path, here: Path) -> None:
    """The next one takes the next number; -o writes over what is there."""
    slogans = {"placard-en.pdf": "Boats", "placard-en-2.pdf": "Crew", "placard-en-3.pdf": "Town"}
    for name, slogan in slogans.items():
        assert made(base, slogan).startswith(f"{name}: ")
    made(base, "Harbour", "-o", "placard-en-2.pdf")
    assert {file.name for file in here.iterdir()} == slogans.keys()
    for name, slogan in (slogans | {"placard-en-2.pdf": "Harbour"}).items():
        assert letters(read(here / name).texts[0]).startswith(letters(slogan))


def test_the_same_words_make_the_same_file(base: Path, here: Path) -> None:
    """On the same day: however many spaces they were typed with."""
    made(base, WORDS)
    made(base, f"  {WORDS.replace(' ', '   ')}\n")
    assert (here / "placard-en.pdf").read_bytes() == (here / "placard-en-2.pdf").read_bytes()


def test_signs_are_printed_as_they_are_typed(base: Path, here: Path) -> None:
    """Nothing of it is Markdown: no emphasis, no link, no list, no entry."""
    slogan = "*Not* [one](x) _more_ #1: `now` \\ <b>"
    made(base, slogan)
    shown = " ".join(read(here / "placard-en.pdf").texts[0].split())
    assert all(sign in shown for sign in ("*Not*", "[one](x)", "_more_", "#1:", "`now`", "\\", "<b>"))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('They said "no" in the \'90s', "They said “no” in the ’90s"),
        ("Don't wait - 'tis time...", "Don’t wait - ’tis time..."),
        ("Write to o'neill--so_so@a.example", "Write to o'neill--so_so@a.example"),
        ("Free Ida&nbsp;B. now!", "Free Ida B. now!"),
    ],
)
def test_strokes_of_a_typewriter_become_the_languages_own(typed: str, shown: str, base: Path, here: Path) -> None:
    """Quotation marks and apostrophes, as in the texts of a case; what is there to be typed stays."""
    made(base, typed)
    assert shown.split() == read(here / "placard-en.pdf").texts[0].split()[: len(shown.split())]


def test_a_language_without_the_campaigns_name_is_refused(base: Path, here: Path) -> None:
    """With what `check` says of it: a language that was only just begun."""
    file = base / "content" / "campaign.yaml"
    file.write_text(file.read_text("utf-8").replace("languages: [en, ru]", "languages: [en, ru, es]"), "utf-8")
    done = invoke("placard", "¡Ni un despido más!", "--lang", "es", "--root", base)
    assert done.exit_code == 3
    assert "content/campaign.yaml:2: name: The language `es` is missing. Add a line `es:`." in lines(done.stderr)
    assert list(here.iterdir()) == []


def test_it_is_as_large_as_the_paper_asked_for(base: Path, here: Path) -> None:
    """Tabloid where letter paper is used."""
    made(base, WORDS, "--paper", "letter", "-o", here / "tabloid.pdf")
    (size,) = read(here / "tabloid.pdf").sheets_mm
    assert sorted(size) == pytest.approx((279.4, 431.8), abs=0.1)


def test_many_words_are_warned_of_or_refused(base: Path, here: Path) -> None:
    """Nine of them: told on the way, and with --strict nothing is written."""
    nine = "No boats no town no jobs no future here"
    message = "TEXT: slogan: The slogan has 9 words, and 8 are the most that are read in passing."
    done = invoke("placard", nine, "--root", base)
    assert done.exit_code == 0
    assert lines(done.stderr)[0].startswith(f"warning: {message}")
    strict = invoke("placard", nine, "--root", base, "--strict")
    assert strict.exit_code == 3
    assert message in strict.stderr
    assert [file.name for file in here.iterdir()] == ["placard-en.pdf"]
    assert invoke("placard", "No boats no town no jobs no future", "--root", base, "--strict").exit_code == 0


FAULTS: dict[str, tuple[list[str], int, str]] = {
    "a language that is none of the campaign's": (
        [WORDS, "--lang=kk"],
        2,
        "--lang: The campaign does not speak `kk`. Say one of en, ru.",
    ),
    "no words": (["  \n "], 2, "TEXT: There is nothing to print. Say the slogan, in quotation marks."),
    "a letter that no font has": (
        ["Hands off, 字!"],
        3,
        "TEXT: The house fonts have no `字` (U+5B57 CJK UNIFIED IDEOGRAPH-5B57). ",
    ),
    "a character that turns others round": (
        ["Hands \u202eoff"],
        3,
        "TEXT: The control character U+202E stands here. Delete it.",
    ),
    "a character that was lost": (["Hands \ufffdff"], 3, "TEXT: U+FFFD stands here in the place of a character that "),
    "too long": (["Hands off the ferry! " * 20], 4, "TEXT: slogan: “Hands off the ferry! Hands"),
    "no folder for it": ([WORDS, "--out=none/a.pdf"], 6, "none/a.pdf: The file cannot be written: No such file"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_cannot_be_printed_is_refused(fault: str, base: Path, here: Path) -> None:
    """With one message and the exit code that is documented; nothing is written."""
    arguments, code, message = FAULTS[fault]
    done = invoke("placard", *arguments, "--root", base)
    assert done.exit_code == code, done.output
    assert done.stdout == ""
    assert lines(done.stderr)[0].startswith(message)
    assert lines(done.stderr)[1:] == [AS_IT_WAS]
    assert list(here.iterdir()) == []


def test_a_word_that_is_too_wide_for_a_placard_is_named(base: Path, here: Path) -> None:
    """As it was typed, and not as so many letters too long."""
    done = invoke("placard", "Free Lindenhauserschnarrenbachervereinigung!", "--root", base)
    assert done.exit_code == 4
    said = "TEXT: slogan: The word “Lindenhauserschnarrenbachervereinigung” is too wide for the placard (en, home, A4)"
    assert lines(done.stderr)[0].startswith(said)
    made(base, "Free Lindenhauser&shy;schnarrenbacher&shy;vereinigung!")
    assert [file.name for file in here.iterdir()] == ["placard-en.pdf"]


def test_a_slogan_that_is_too_long_is_told_by_how_much(base: Path, here: Path) -> None:
    """With the smallest size and what to do."""
    done = invoke("placard", "Hands off the ferry! " * 20, "--root", base)
    assert "its smallest size is 90 pt: it is about" in done.stderr
    assert "letters too long. Shorten it." in done.stderr
    assert not list(here.glob("*"))


def test_without_a_campaign_there_is_no_look(here: Path) -> None:
    """A folder that holds none, as a process of its own."""
    done = run("placard", WORDS, "--root", here, cwd=here)
    assert (done.returncode, done.stdout) == (2, "")
    assert lines(done.stderr)[0] == (
        "--root: There is no content/campaign.yaml here. Go into a campaign folder, or name one with --root."
    )
    assert list(here.iterdir()) == []


def test_what_is_wrong_with_the_campaign_is_told(base: Path, here: Path) -> None:
    """A site that is no address can be in no code."""
    program.change(base / "content/campaign.yaml", "site: https://harbour.example", "site: harbour")
    done = invoke("placard", WORDS, "--root", base)
    assert done.exit_code == 3
    assert lines(done.stderr)[0].startswith("content/campaign.yaml:3: site:")
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("arguments", [[], [WORDS, "more"], [WORDS, "--paper=foolscap"], [WORDS, "-o", "."]])
def test_other_mistakes_are_of_usage(arguments: list[str], base: Path, here: Path) -> None:
    """As with every command."""
    assert invoke("placard", *arguments, "--root", base).exit_code == 2
    assert list(here.iterdir()) == []


def test_nobody_and_no_time_is_told(base: Path, here: Path) -> None:
    """The file says its title and what wrote it."""
    made(base, WORDS)
    told = PdfReader(here / "placard-en.pdf").metadata
    assert told is not None
    assert told.keys() == {"/Title", "/Producer"}
    assert told.title == f"Placard: {WORDS}"


def test_a_language_without_the_campaign_s_name_is_told_as_check_tells_it(base: Path, here: Path) -> None:
    """Begun, and no line of it in campaign.yaml yet; where there is one, the labels that are missing."""
    program.change(base / "content/campaign.yaml", "languages: [en, ru]", "languages: [en, ru, es]")
    done = invoke("placard", "¡Ni un despido más!", "--lang=es", "--root", base)
    assert done.exit_code == 3
    assert lines(done.stderr)[:2] == [
        f"content/campaign.yaml:{line}: {key}: The language `es` is missing. Add a line `es:`."
        for line, key in ((2, "name"), (4, "imprint"))
    ]
    assert list(here.iterdir()) == []
