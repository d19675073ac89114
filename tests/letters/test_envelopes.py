"""Letters in the envelopes of many countries, read back: wherever the sheet lies, the address shows, nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from packbuilder import load
from packbuilder.errors import ErrorCollector
from packbuilder.model.envelope import CLEARANCE_MM, Box, positions, visible
from packbuilder.model.paper import MM_PER_PT, PAPERS
from packbuilder.model.secrets import bare
from tests import program
from tests.program import DAY, change

pytestmark = pytest.mark.xdist_group("envelopes")  # built once for all of them
WINDOWS = {window.key: window for window in load.post([program.ROOT / "layouts"], ErrorCollector()).windows}
# Envelope, country and paper of a branch, and the country line of its letter to Japan.
BRANCHES = [
    ("gb-dl", "GB", "a4", "JAPAN"),
    ("us-10", "US", "letter", "JAPAN"),
    ("us-9", "US", "legal", "JAPAN"),
    ("de-b", "DE", "a4", "JAPAN"),
    ("de-a", "DE", "a4", "JAPAN"),
    ("ch-c5", "CH", "a4", "JAPAN"),
    ("fr-dl", "FR", "a4", "JAPON"),
    ("ru-dl", "RU", "a4", "ЯПОНИЯ"),
    ("jp-chou3", "JP", "a4", ""),
]
STREET = ["The Minister of Justice", "1-1-1 Kasumigaseki, Chiyoda-ku", "Tokyo 100-8977"]
LONG = ["Department for Appeals", "Directorate 4", "Room 1402", "Entrance 13", "House of Ministries", "Left Bank",
        "8 Mangilik El Avenue", "Yesil District", "Astana", "Akmola Region", "010000"]  # fmt: skip


def branch(folder: Path, key: str, country: str, paper: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{key}.yaml").write_text(
        f"id: {key}\nname: {{en: Harbour Campaign, ru: Кампания порта}}\ncountry: {country}\nlanguages: [en, ru]\n"
        f"paper: {paper}\nenvelope: {key}\ntime_zone: Europe/London\ncontact: [Us]\nreturn_address: [Us]\n"
        "imprint: {en: 'Harbour Campaign, 5 Lock Road', ru: 'Кампания порта, 5 Lock Road'}\n"
        "printer: Press, 3 Dock Road\n",
        "utf-8",
    )


def addressed(campaign: Path, name: str, country: str, postal: list[str] | str) -> None:
    """Give the ministry or the company another address."""
    file = campaign / "content/addresses.yaml"
    head, found, tail = file.read_text("utf-8").partition(f"  {name}:\n")
    lines = tail.split("\n")
    n = next(n for n, line in enumerate(lines) if line.startswith("    postal: "))
    lines[n] = (
        f"    postal: {postal if isinstance(postal, str) else '[' + ', '.join(f'{one!r}' for one in postal) + ']'}"
    )
    n = next(n for n, line in enumerate(lines) if line.startswith("    country: "))
    lines[n] = f"    country: {country}"
    file.write_text(head + found + "\n".join(lines), "utf-8")


@pytest.fixture(scope="module")
def posted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of two letters for each branch: one to Japan, one to an office in Kazakhstan with eleven lines."""
    campaign = tmp_path_factory.mktemp("posted") / "campaign"
    shutil.copytree(program.ROOT / "tests/faults/base", campaign)
    addressed(campaign, "ministry", "JP", STREET)
    addressed(campaign, "ferry-line", "KZ", LONG)
    for key, country, paper, _ in BRANCHES:
        branch(campaign / "content/branches", key, country, paper)
    chosen = [f"--branch={key}" for key, *_ in BRANCHES]
    program.well(program.build(campaign, "--only=letter", *chosen))
    return campaign / "out/ferry"


def characters(file: Path) -> Iterator[tuple[str, Box]]:
    """Every letter of the first page with its place in mm."""
    document = pypdfium2.PdfDocument(file)
    page = document[0]
    height, text = page.get_height(), page.get_textpage()
    for n in range(text.count_chars()):
        left, bottom, right, top = (edge * MM_PER_PT for edge in text.get_charbox(n))
        if char := bare(text.get_text_range(n, 1)):
            yield char, Box(left, height * MM_PER_PT - top, right, height * MM_PER_PT - bottom)


def shown(file: Path, view: Box) -> list[tuple[str, Box]]:
    """The letters of which anything is in a view."""
    return [(char, place) for char, place in characters(file) if place.touches(view)]


def size(paper: str) -> tuple[float, float]:
    return PAPERS[paper].size


@pytest.mark.parametrize("sender", BRANCHES, ids=[one[0] for one in BRANCHES])
@pytest.mark.parametrize("name", ["ministry", "ferry-line"])
def test_each_position_of_the_sheet_shows_the_whole_address_and_nothing_else(
    posted: Path, name: str, sender: tuple[str, str, str, str]
) -> None:
    key, country, paper, line = sender
    window, file = WINDOWS[key], posted / key / "en" / f"letter-{name}.pdf"
    views = positions(window, size(paper))
    assert len(views) == 5
    lines = [*STREET, line] if name == "ministry" else [*LONG, "КАЗАХСТАН" if country == "RU" else ""]
    for view in views:
        letters = shown(file, view)
        assert all(place.within(view.grown(-CLEARANCE_MM)) == place for _, place in letters), key
        found = "".join(char for char, _ in letters)
        assert found.startswith(bare("".join(lines))), key


def inked_rows(file: Path) -> list[float]:
    """How far below the upper edge there are marks at the left edge, in mm."""
    document = pypdfium2.PdfDocument(file)
    picture = document[0].render(scale=144 / 72, grayscale=True).to_numpy()
    px = 144 / 25.4
    column = picture[:, int(7 * px) : int(11 * px)].reshape(picture.shape[0], -1).min(axis=1)
    dark = [y / px for y, grey in enumerate(column) if grey < 200]
    return [y for n, y in enumerate(dark) if n == 0 or y - dark[n - 1] > 1]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        # The strip is 42.5 mm high: of A4 254.5 are left, of Letter 236.9, of Legal 313.1.
        ("de-b", [105, 210]),
        ("de-a", [87, 192]),
        ("ch-c5", [155]),
        ("us-10", [101.6, 203.2]),
        ("us-9", [95.25, 190.5, 285.75]),
    ],
)
def test_folds_are_marked_on_what_is_left_once_the_strip_is_off(posted: Path, key: str, expected: list[float]) -> None:
    marks = inked_rows(posted / key / "en" / "letter-ministry.pdf")
    paper = next(paper for one, _, paper, _ in BRANCHES if one == key)
    assert marks[-1] == pytest.approx(size(paper)[1] - 42.5, abs=0.4), "the last mark is the line to cut at"
    assert marks[:-1] == pytest.approx(expected, abs=0.4)


def test_the_sender_is_at_the_left_where_the_window_is_at_the_right(posted: Path) -> None:
    """Russia's field reaches from 5 to 60 mm below the edge: the sender's lines were printed into it."""
    for key, side in (("ru-dl", "left"), ("fr-dl", "left"), ("gb-dl", "right"), ("jp-chou3", "right")):
        seen = visible(WINDOWS[key], size("a4"))
        label = bare("Place, date")
        letters = list(characters(posted / key / "en/letter-ministry.pdf"))
        text = "".join(char for char, _ in letters)
        place = letters[text.index(label)][1]
        assert (place.left < 60) == (side == "left"), key
        assert not place.touches(seen), key


FAULTS = {
    "address": ".window { margin-top: -7mm; }",
    "sender": ".sender { margin-top: 40mm; margin-left: -18mm; }",
    "text": ".letter { top: 84mm; }",
    "elsewhere": ".window { margin-left: 95mm; }",
}


@pytest.mark.parametrize("rule", FAULTS.values(), ids=FAULTS.keys())
def test_the_envelope_refuses_a_layout_that_the_post_cannot_read(base: Path, rule: str) -> None:
    shutil.copytree(program.ROOT / "layouts/letter", base / "layouts/letter")
    style = base / "layouts/letter/style.css"
    style.write_text(f"{style.read_text('utf-8')}\n{rule}\n", "utf-8")
    done = program.build(base, "--only=letter")
    assert done.exit_code != 0
    assert "post: Page 1, DL: " in done.stderr, done.stderr
    assert not (base / "out").exists() or not list((base / "out").rglob("*.pdf"))


def cards(campaign: Path) -> None:
    """Let the campaign print postcards and lists of addresses."""
    change(campaign / "content/campaign.yaml", "letter, booklet]", "letter, booklet, postcard, addresses]")
    for lang in ("en", "ru"):
        card = campaign / f"content/cases/ferry/{lang}/postcard.md"
        card.write_text("# Dear Minister\n\nLet them sail.\n", "utf-8")


def test_a_card_with_something_where_the_post_prints_is_refused(base: Path) -> None:
    shutil.copytree(program.ROOT / "layouts/postcard", base / "layouts/postcard")
    cards(base)
    change(base / "layouts/postcard/style.css", "height: calc(var(--height) - 25.5mm);", "height: 94mm;")
    done = program.build(base, "--only=postcard")
    assert done.exit_code != 0
    assert "post: Page 2, coding: something is printed where the post keeps the card clear." in done.stderr, done.stderr


def test_what_goes_abroad_names_the_country_on_cards_and_lists_as_well(base: Path) -> None:
    """A British branch writes to an office in Japan, as its members do by hand, and in its own country."""
    addressed(base, "ministry", "JP", STREET)
    branch(base / "content/branches", "gb-dl", "GB", "a4")
    cards(base)
    chosen = [f"--only={layout}" for layout in ("letter", "postcard", "addresses")]
    done = program.invoke("build", "--root", base, "--case=ferry", "--lang=en", DAY, "--branch=gb-dl", *chosen)
    program.well(done)
    folder = base / "out/ferry/gb-dl/en"
    texts = {
        file.stem: [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)]
        for file in folder.glob("*.pdf")
    }
    for name in ("letter-ministry", "postcard", "addresses"):
        lines = texts[name][-1].replace("\r", "").split("\n")
        after = lines[next(n for n, line in enumerate(lines) if line.startswith("Tokyo")) + 1]
        assert after == "JAPAN", name
    assert "UNITED KINGDOM" not in texts["letter-ferry-line"][0]
