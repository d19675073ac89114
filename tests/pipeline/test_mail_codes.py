"""The protest by e-mail on finished pages: the second code and the link, and what takes their place."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from pypdf import PdfReader

from tests import program
from tests.e2e.delivery import Delivery
from tests.program import change

APPEAL = "https://harbour.example/ferry"
LEAFLET, SHEET = "en/leaflet.pdf", "en/appeal.pdf"


def links(file: Path) -> set[str]:
    """The mails that can be begun by a tap in a PDF."""
    notes = (note.get_object() for page in PdfReader(file).pages for note in page.get("/Annots", ()) or ())
    uris = {str(note["/A"]["/URI"]) for note in notes if "/URI" in note.get("/A", {})}
    return {uri for uri in uris if uri.startswith("mailto:")}


def read(made: Delivery, path: str) -> list[str]:
    """What the codes of a file say, page after page."""
    return [code.text for code in sorted(made.files[path].codes, key=lambda code: code.page)]


@pytest.fixture
def delivered(base: Path) -> Delivery:
    """The leaflet and the appeal of the sample, whose ministry has a mailbox that was checked a month before."""
    program.built(base, "--only=leaflet", "--only=appeal")
    return Delivery(base / "out/ferry")


def test_the_leaflet_has_one_code_a_side_and_the_appeal_both_and_a_link(delivered: Delivery) -> None:
    front, back = read(delivered, LEAFLET)
    assert front == APPEAL
    parts = urlsplit(back)
    asked = parse_qs(parts.query, strict_parsing=True)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "office@ministry.example")
    assert asked["subject"] == ["The Northport ferry"]
    assert asked["body"][0].startswith("Dear Minister,\r\n\r\n")
    said = " ".join(delivered.files[LEAFLET].texts[1].split())
    opens = "This code opens an e-mail to Ministry of Transport."
    assert f"Protest by e-mail {opens} Read the appeal: harbour.example/ferry" in said
    codes = read(delivered, SHEET)
    assert APPEAL in codes
    [mail] = (code for code in codes if code != APPEAL)
    [link] = links(delivered.place / SHEET)
    assert mail.startswith("mailto:office@ministry.example?")
    assert len(mail) <= len(link)


def test_the_pack_for_screens_has_the_link(base: Path) -> None:
    program.built(base, "--only=pack", "--variant=screen")
    assert any("office@ministry.example" in link for link in links(base / "out/ferry/en/screen/pack.pdf"))


@pytest.mark.parametrize("state", ["stale", "archived"])
def test_nobody_is_led_to_a_mailbox_that_may_be_gone(base: Path, state: str) -> None:
    if state == "stale":
        change(
            base / "content/addresses.yaml",
            "email: office@ministry.example\n    checked: 2013-06-01",
            "email: office@ministry.example\n    checked: 2012-06-01",
        )
    else:
        change(base / "content/cases/ferry/case.yaml", "status: open", "status: archived")
    program.built(base, "--only=leaflet", "--only=appeal")
    made = Delivery(base / "out/ferry")
    assert read(made, LEAFLET) == [APPEAL, APPEAL]
    assert set(read(made, SHEET)) == {APPEAL}
    assert not links(made.place / SHEET)


def test_a_page_without_room_for_it_says_so_and_leads_to_the_appeal(base: Path) -> None:
    shutil.copytree(program.ROOT / "layouts/leaflet", base / "layouts/leaflet")
    change(base / "layouts/leaflet/layout.yaml", "mail: {size: 32}", "mail: {size: 90}")
    done = program.build(base, "--only=leaflet")
    program.well(done)
    [told] = (line for line in done.stderr.splitlines() if "room" in line)
    assert told.startswith("warning: layouts/leaflet/layout.yaml:")
    assert "There is no room for the code that opens a mail: it is left out." in told
    assert read(Delivery(base / "out/ferry"), LEAFLET) == [APPEAL, APPEAL]


COUNCILLORS = range(1, 6)
WARDS = [f"councillor.of.ward.{n}@northport.example" for n in COUNCILLORS]


@pytest.fixture
def many(base: Path) -> Path:
    """The sample, which also writes to five councillors, and whose offices have a mailbox or two."""
    addresses = base / "content/addresses.yaml"
    change(base / "content/campaign.yaml", "documents: [", "documents: [addresses, ")
    change(addresses, "email: office@ministry.example", "email: [office@ministry.example, press@ministry.example]")
    checked, postal = "    country: GB\n    checked: 2013-06-01\n", "    postal: [The Managing"
    change(addresses, checked + postal, f"{checked}    email: office@ferries.example\n{postal}")
    site = "    site: https://crew.example"
    change(addresses, site, f"    email: crew@union.example\n{site}")
    with addresses.open("a", encoding="utf-8") as file:
        file.writelines(COUNCILLOR.format(n=n) for n in COUNCILLORS)
    letters = "".join(f"  - {{address: ward-{n}}}\n" for n in COUNCILLORS)
    change(base / "content/cases/ferry/case.yaml", "  - {address: ministry}\n", f"  - {{address: ministry}}\n{letters}")
    return base


COUNCILLOR = """  ward-{n}:
    name: {{en: "Ward {n}", ru: "Округ {n}"}}
    role: official
    country: GB
    email: councillor.of.ward.{n}@northport.example
    checked: 2013-06-01
    salutation: {{en: "Dear Councillor,", ru: "Уважаемый депутат!"}}
    closing: {{en: "Yours faithfully,", ru: "С уважением,"}}
"""


def test_many_offices_and_mailboxes_are_all_led_to_and_what_the_code_lacks_is_said(many: Path) -> None:
    done = program.build(many, "--only=leaflet", "--only=addresses")
    program.well(done)
    made = Delivery(many / "out/ferry")
    boxes = ["office@ministry.example", "press@ministry.example", *WARDS]
    asked = [(urlsplit(link), parse_qs(urlsplit(link).query)) for link in links(made.place / "en/addresses.pdf")]
    to = {unquote(parts.path): headers for parts, headers in asked}
    assert to.keys() == {",".join(boxes[:2]), *boxes[2:], "office@ferries.example", "crew@union.example"}
    assert all(len(link) <= 1600 for link in links(made.place / "en/addresses.pdf"))
    assert all("keep the ferry running" in to[box]["body"][0] for box in [",".join(boxes[:2]), *boxes[2:]])
    company = (many / "content/cases/ferry/en/letter-company.md").read_text("utf-8").splitlines()[0]
    assert to["office@ferries.example"]["subject"] == [company.removeprefix("# ")]
    printed = "".join(made.files["en/addresses.pdf"].texts[0].split())
    assert all(box in printed for box in [*boxes, "office@ferries.example"])
    _, back = read(made, LEAFLET)
    coded = unquote(urlsplit(back).path).split(",")
    assert coded == boxes[: len(coded)]
    [told] = (line for line in done.stderr.splitlines() if "mail: The code" in line)
    assert told.startswith("warning: content/cases/ferry/en/letter.md:3: mail: The code that opens a mail to Ministry")
    assert "(leaflet) holds no more, and goes without" in told
    assert "of 7 addressees" in told
    checked = program.invoke("check", "--root", many, "--case", "ferry", program.DAY)
    assert "letter.md:3: mail: The code that opens a mail to Ministry" in checked.stderr
