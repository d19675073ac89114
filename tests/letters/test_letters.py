"""Letters by the hundred, as files that are read back: one for each signer and addressee, in order, on sheets apart."""

from __future__ import annotations

import re
import time
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from click.testing import Result

from packbuilder.letters.signers import Signer
from packbuilder.model.secrets import bare
from tests import program

pytestmark = pytest.mark.xdist_group("letters")  # made once for all of them
LIST = """Имя;Organisation;Членов;Town;Date;Language
Aigul Kassymbekova-Zhumabayeva;Independent Union of Dockers;1 200;London;2011-07-24;en
Айгүл Қасымбекова;«Жаңарту» кәсіподағы;;Алматы;;en
محمد العربي;;;Amman;;en
=HYPERLINK("https://evil.example");@union;;;;en
;Nobody's union;;;;en
Bob;;many;;;en
Bob;;;;31.02.2011;en
Bob;;;;;xx
Aigul Kassymbekova-Zhumabayeva;Independent Union of Dockers;;London;;en
"""
USABLE = 4


def listed(folder: Path, words: str = LIST, name: str = "signers.csv") -> Path:
    file = folder / name
    file.write_text(words, "utf-8-sig")
    return file


def letters(signers: Path, out: Path, *more: str) -> Result:
    return program.invoke(
        "letters",
        "--case",
        "zhezkazgan",
        "--signers",
        signers,
        "--lang",
        "en",
        "--out",
        out,
        "--today",
        "2013-07-05",
        *more,
    )


def pages(file: Path) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    folder = tmp_path_factory.mktemp("letters")
    done = letters(listed(folder), folder / "out", "--addressee", "embassy-gb", "--addressee", "kazakhmys-media")
    assert done.exit_code == 6, done.stderr
    return folder / "out" / "zhezkazgan" / "letters" / "en" / "signers.pdf", done


def test_each_usable_row_gets_a_letter_to_each_addressee_on_a_sheet_of_its_own(
    made: tuple[Path, Result],
) -> None:
    texts = pages(made[0])
    assert len(texts) == USABLE * 2 * 2, "every second page is the blank back"
    assert [text.strip() for text in texts[1::2]] == [""] * USABLE * 2
    assert all(bare("Kassymbekova") in bare(text) for text in texts[0:4:2])
    assert "33 Thurloe Square" in texts[0]
    assert "33 Thurloe Square" not in texts[2]


def test_letters_say_for_how_many_where_and_when_in_their_language(made: tuple[Path, Result]) -> None:
    first, second = pages(made[0])[0], pages(made[0])[4]
    assert "representing 1,200 members" in first.replace("\u00a0", " ")
    assert "London, 24 July 2011" in first.replace("\u00a0", " ")
    assert "representing" not in second


def test_a_letter_without_a_date_has_a_line_to_write_it_on(made: tuple[Path, Result]) -> None:
    """After the place, or with a label below; nothing dates it in the place of its signer."""
    texts = [page.replace("\u00a0", " ") for page in pages(made[0])]
    dated, placed, bare_ = texts[0], texts[4], texts[12]
    assert re.search(r"Алматы, ?\r?\n", placed)
    assert ["Place, date" in text for text in (dated, placed, bare_)] == [False, False, True]
    assert [text.count("5 July 2013") for text in (dated, placed, bare_)] == [1, 1, 1], "of which day the archive is"
    rules = [rules_of(made[0], page) for page in (0, 4, 12)]
    assert rules == [0, 1, 1]


def rules_of(file: Path, page: int) -> int:
    """How many lines to write on stand where the sender's lines are: long rows of dark pixels, one above the other."""
    picture = pypdfium2.PdfDocument(file)[page].render(scale=2, grayscale=True).to_numpy()
    part = picture[: int(45 * 144 / 25.4), int(105 * 144 / 25.4) :] < 160
    long = [max(map(len, row.tobytes().split(b"\0"))) > 180 for row in part]
    return sum(long[n] and not long[n - 1] for n in range(1, len(long)))


ADDRESSED = """Имя;Фамилия;Отчество;Organisation;Адрес;Town;Language
Анна;Петрова;Ивановна;Профсоюз моряков;"ул. Тверская, д. 1
125009 Москва";Москва;русский язык
anna;smith;;;12 High Street  Leeds  LS1 4AP;;English
anna;smith ;;;12 High Street  Leeds  LS1 4AP;;en_GB
Bob;;;;;;en
"""


def test_names_and_addresses_in_several_columns_and_lines_are_printed_whole(tmp_path: Path) -> None:
    """The same name with other spaces is the same signer; half a name signs nothing."""
    done = letters(listed(tmp_path, ADDRESSED), tmp_path / "out", "--addressee", "embassy-gb", "--one-sided")
    folder = tmp_path / "out/zhezkazgan/letters"
    [english], [russian] = pages(folder / "en/signers.pdf"), pages(folder / "ru/signers.pdf")
    told = [line for line in done.stderr.splitlines() if not line.startswith("warning: ")]
    assert [line.split(":")[1] for line in told[:2]] == ["5", "6"]
    assert "The same signer stands on line 4." in told[0]
    assert "`Bob` is half a name" in told[1]
    where = english[english.index("anna smith") :].replace("\r", "").split("\n")
    assert where[:4] == ["anna smith", "12 High Street", "Leeds", "LS1 4AP"]
    assert bare("Анна Ивановна ПетроваПрофсоюз моряковул. Тверская, д. 1125009 МоскваМосква,") in bare(russian)


def test_each_letter_carries_the_appeal_and_its_edition_and_verify_knows_the_file(base: Path) -> None:
    """Also where nothing has been built; a file that was changed is told."""
    signers = listed(base, "name\nBob\nAnn\n")
    program.well(program.invoke("letters", "--root", base, "--case=ferry", "--signers", signers, program.DAY))
    [file] = (base / "out/ferry/letters/en").glob("*.pdf")
    texts = pages(file)[::2]
    [code] = {match[1] for text in texts for match in re.finditer(r"ferry/en ([0-9a-f]{7})", text)}
    assert len(texts) == 4
    assert all(f"ferry/en {code}" in text and "Read the appeal: " in text for text in texts)
    changed = base / "changed.pdf"
    changed.write_bytes(file.read_bytes() + b"\n")
    done = program.invoke("verify", file, code, "--root", base, program.DAY)
    program.well(done)
    assert done.stdout.count("It is current: nothing that it shows has changed.") == 2
    assert "listed here" not in done.stderr
    done = program.invoke("verify", changed, "--root", base, program.DAY)
    assert (done.exit_code, "It is none of the files that were built" in done.stdout) == (5, True)


def test_what_looks_like_a_formula_is_printed_as_it_is_and_no_link(made: tuple[Path, Result]) -> None:
    assert bare('=HYPERLINK("https://evil.example")') in bare(pages(made[0])[12])
    assert b"/URI" not in made[0].read_bytes()


def test_bad_rows_are_told_with_their_lines_and_the_others_are_made(made: tuple[Path, Result]) -> None:
    *told, last = [line for line in made[1].stderr.splitlines() if not line.startswith("warning: ")]
    assert last == "Rows were left out: put them right, or say --allow-bad-rows."
    assert [line.split(":")[1] for line in told] == ["6", "7", "8", "9", "10"]
    assert f"{USABLE * 2} letters in 1 file(s), 5 row(s) to look at." in made[1].stdout


def test_letters_take_little_room_on_the_disk(tmp_path: Path) -> None:
    rows = "".join(f"Signer {n},Union {n}\n" for n in range(40))
    assert letters(listed(tmp_path, f"name,organisation\n{rows}"), tmp_path / "out", "--one-sided").exit_code == 0
    [file] = (tmp_path / "out" / "zhezkazgan" / "letters" / "en").glob("*.pdf")
    count = len(pages(file))
    assert count >= 80
    assert file.stat().st_size < 10_000 * count


def test_sorted_by_addressee_a_sheet_stands_before_the_letters_of_each(tmp_path: Path) -> None:
    done = letters(
        listed(tmp_path), tmp_path / "out", "--sort", "addressee", "--one-sided", "--allow-bad-rows",
        "--addressee", "embassy-gb", "--addressee", "kazakhmys-media",
    )  # fmt: skip
    assert done.exit_code == 0, done.stderr
    [file] = (tmp_path / "out" / "zhezkazgan" / "letters" / "en").glob("*.pdf")
    texts = [text.replace("\u00a0", " ") for text in pages(file)]
    assert len(texts) == (USABLE + 1) * 2
    assert [n for n, text in enumerate(texts) if f"{USABLE} letters" in text] == [0, USABLE + 1]


def test_a_file_for_each_letter_is_named_by_line_and_addressee(tmp_path: Path) -> None:
    done = letters(listed(tmp_path), tmp_path / "out", "--each", "--addressee", "embassy-gb", "--allow-bad-rows")
    assert done.exit_code == 0, done.stderr
    names = sorted(file.name for file in (tmp_path / "out" / "zhezkazgan" / "letters" / "en" / "signers").iterdir())
    assert names == [f"0000{line}-embassy-gb.pdf" for line in (2, 3, 4, 5)]


@pytest.mark.parametrize(
    ("more", "code", "told"),
    [
        (("--addressee", "mayor"), 2, "no letter to `mayor`"),
        (("--branch", "london", "--branch", "berlin"), 2, "those of one branch"),
        (("--column", "title=Name"), 2, "write NAME=HEADER"),
        (("--column", "place+=Name"), 2, "only these are put together by +=: address, name"),
        (("--column", "name=A", "--column", "name=B"), 2, "what follows is said by +=: name+=HEADER"),
    ],
    ids=["addressee", "branches", "column", "not joined", "twice"],
)
def test_what_cannot_be_done_is_refused(tmp_path: Path, more: tuple[str, ...], code: int, told: str) -> None:
    done = letters(listed(tmp_path), tmp_path / "out", *more)
    assert (done.exit_code, told in done.stderr) == (code, True), done.stderr
    assert not (tmp_path / "out" / "zhezkazgan").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [("Town\nHamm\n", 2), ("Name\n", 3), ("Name;Members\nBob;many\n", 3)],
    ids=["header", "none", "bad"],
)
def test_lists_of_which_nothing_can_be_made_are_refused(tmp_path: Path, words: str, code: int) -> None:
    done = letters(listed(tmp_path, words), tmp_path / "out")
    assert done.exit_code == code, done.stderr


def test_letters_of_a_language_that_were_finished_are_not_made_again_after_a_kill(base: Path) -> None:
    """Killed while those of the second language are made: what it puts in place of the first is what was kept."""
    rows = "".join(f"Signer {n};{'en' if n < 3 else 'ru'}\n" for n in range(3 + 100))
    signers = listed(base, f"name;language\n{rows}")
    arguments = ("letters", "--root", base, "--case=ferry", "--signers", signers, program.DAY)
    aside = base / "out/.packbuilder/letters"
    process = program.start(*arguments)
    while not (finished := [file for file in aside.glob("ferry-en/*.pdf") if "-" not in file.stem]):
        assert process.poll() is None, process.stderr and process.stderr.read()
        time.sleep(0.02)
    process.kill()
    process.communicate()
    assert not list((base / "out").glob("ferry/letters/*"))
    [english] = finished
    english.write_bytes(b"%PDF-1.7 kept")
    program.well(program.invoke(*arguments))
    assert (base / "out/ferry/letters/en/signers.pdf").read_bytes() == b"%PDF-1.7 kept"
    assert len(pages(base / "out/ferry/letters/ru/signers.pdf")) == 2 * 2 * 100
    assert not list(aside.rglob("*.pdf"))


def test_letters_that_lack_an_address_or_are_of_a_past_case_are_told(made: tuple[Path, Result]) -> None:
    told = [line for line in made[1].stderr.splitlines() if line.startswith("warning: ")]
    assert len(told) == 2
    assert "Nobody has written down where `kazakhmys-media` is" in told[0]
    assert "The case is archived" in told[1]


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("members", "1,2", "`1,2` is no number"),
        ("members", "1.200.00", "is no number"),
        ("date", "11/12/2011", "no date"),
        ("date", "2013-07-09", "has not come yet"),
        ("date", "0001-07-05", "is long past"),
        ("date", "05.07.0213", "is long past"),
        ("opening", "unionst", "Did you mean `unionist`?"),
    ],
)
def test_what_could_be_read_in_two_ways_is_not_guessed(tmp_path: Path, column: str, value: str, told: str) -> None:
    done = letters(listed(tmp_path, f'name;{column}\nBob;"{value}"\n'), tmp_path / "out")
    assert (done.exit_code, told in done.stderr) == (3, True), done.stderr


def test_all_that_is_wrong_with_a_row_is_told_at_once(tmp_path: Path) -> None:
    row = ";日本;many;31.02.2011;xx;unionst;Le\u202eeds"
    done = letters(
        listed(tmp_path, f"name;organisation;members;date;language;opening;place\n{row}\n"), tmp_path / "out"
    )
    told = [line.split(": ")[1] for line in done.stderr.splitlines() if line.startswith("signers.csv:2: ")]
    assert sorted(told) == ["date", "language", "members", "name", "opening", "organisation", "place"]


def test_letters_say_nothing_that_is_not_true_of_everybody_unless_the_list_asks_for_it(tmp_path: Path) -> None:
    """An opening that somebody signs for is chosen in the list; others vary with those of `signed_openings`."""
    rows = "".join(f"Signer {n};\n" for n in range(30)) + "Ann;unionist\n"
    signers = listed(tmp_path, f"name;opening\n{rows}")
    done = letters(signers, tmp_path / "out", "--addressee", "embassy-gb", "--one-sided")
    assert done.exit_code == 0, done.stderr
    [file] = (tmp_path / "out" / "zhezkazgan" / "letters" / "en").glob("*.pdf")
    texts = [" ".join(text.split()) for text in pages(file)]
    assert ["I am a trade unionist" in text for text in texts] == [False] * 30 + [True]
    begun = ("I have read the reports", "people in Zhezkazgan plan", "I am writing to you about the people")
    counts = [sum(words in text for text in texts) for words in begun]
    assert min(counts) > 3
    assert sum(counts) == 30


def test_a_campaign_that_lists_its_documents_need_not_list_them(base: Path) -> None:
    """They are asked for apart, like the pack; and names of columns of one's own are joined as one says."""
    assert "signed" not in (base / "content/campaign.yaml").read_text("utf-8")
    signers = listed(base, "Rest;Who\nLee;Bob\n")
    joined = ("--column", "name=Who", "--column", "name+=Rest")
    done = program.invoke("letters", "--root", base, "--case=ferry", "--signers", signers, program.DAY, *joined)
    program.well(done)
    [file] = (base / "out/ferry/letters/en").glob("*.pdf")
    assert ["Bob Lee" in text for text in pages(file)[::2]] == [True, True]


def test_letters_may_come_before_the_first_build_and_stay_beside_it(base: Path) -> None:
    signers = listed(base, "name\nBob\n")
    program.well(program.invoke("letters", "--root", base, "--case=ferry", "--signers", signers, program.DAY))
    [file] = (base / "out/ferry/letters/en").glob("*.pdf")
    program.built(base, "--only=leaflet")
    assert file.is_file()
    assert (base / "out/ferry/en/leaflet.pdf").is_file()


def test_openings_are_chosen_evenly_and_the_same_way_every_time() -> None:
    signers = [Signer(n, f"Signer {n}", "Union", None, "Town", None, "en") for n in range(600)]
    chosen = [signer.chosen(3, "embassy-gb") for signer in signers]
    assert chosen == [signer.chosen(3, "embassy-gb") for signer in signers]
    assert min(Counter(chosen).values()) > 150
    assert chosen != [signer.chosen(3, "company") for signer in signers]


def test_whoever_wants_to_be_left_alone_signs_no_letter(tmp_path: Path, base: Path) -> None:
    """By the column of addresses, as mails go by it; it is told, and no fault of the list."""
    assert program.invoke("mail", "--root", base, "--never=bob@x.example").exit_code == 0
    file = listed(tmp_path, "name;E-mail\nAnn;ann@x.example\nBob;b@x.example ::: BOB@x.example\n")
    done = program.invoke("letters", "--root", base, "--case=ferry", "--signers", file, program.DAY, "--lang=en")
    assert done.exit_code == 0, done.stderr
    assert "signers.csv:3: email: Whoever has this address wants to be left alone (mail --never)." in done.stderr
    assert "2 letters in 1 file(s)." in done.stdout, "one to each addressee"
