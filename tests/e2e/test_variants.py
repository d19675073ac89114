"""The real case for copiers, in large print and for screens; and what printers at home cannot print on."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pypdfium2
import pytest

from tests.e2e import paper, stated
from tests.e2e.delivery import UNTAGGED, Delivery, Pdf, contents, letters, starts, uncoded
from tests.e2e.stated import LANGUAGES
from tests.e2e.test_words import APPEAL, BOOKLET, LEAFLET, OTHERS, heading, lacking
from tests.untyped import PdfiumHandle, Pixels

pytestmark = pytest.mark.timeout(900)

INSET_MM = 7
TICK_MM = 3  # of the marks beside the parts of a poster, from the edge
WHITE = 250
# Some of what is made in each edition, and some of what is not: nobody has letters printed, in large print nothing is
# folded or held up, on a phone nothing is handed out or signed.
MADE = {
    "press": ({"appeal", "booklet", "folded", "leaflet", "petition", "placard", "postcard"}, {"letter", "pack"}),
    "mono": ({"appeal", "booklet", "folded", "leaflet", "letter", "pack", "placard", "petition"}, set()),
    "large": ({"appeal", "booklet", "leaflet", "letter", "pack", "petition", "postcard"}, {"folded", "placard"}),
    "screen": ({"appeal", "booklet", "folded", "leaflet", "letter", "pack", "placard", "press"}, set()),
}
SENT = {
    "email": ({"appeal", "folded", "leaflet", "letter", "pack", "petition", "placard"}, set()),
    "phone": ({"appeal", "letter", "pack", "update"}, {"folded", "leaflet", "petition", "placard"}),
}
COPIER = {(name, share) for name in ("g", "G") for share in ("0", "1")}
REVERSED_PT = 10
# In large print the strip of a letter is no strip, the table of a petition runs on, with no sheet that is printed again
# and numbered, a postcard is a page that no stamp is put on, and of a poster nothing is torn off.
NOT_IN_LARGE = {
    "letter": "Cut here: this strip is not part of the letter",
    "petition": "Sheet no. Further signatures. The text and the demands stand on the first sheet: read them there"
    " before you sign.",
    "postcard": "Stamp",
    "tearoff": f"Tear one off. {stated.text('en', 'title')}",  # which the strips say
}
LARGE_PT = 18
LINE_MM = 30  # what is shorter is a label or a figure
PHONE_MM = 90


@pytest.mark.parametrize("edition", MADE)
def test_every_document_is_in_its_editions(editions: Delivery, real: Delivery, edition: str) -> None:
    """By the names that it has at home, sheets and posters only where they are printed, pictures on the screen."""
    made = made_in(editions, "en", edition, *MADE[edition])
    assert {f"en/{path}" for path in made} <= real.forms.keys()
    assert {editions.variants[f"en/{edition}/{path}"] for path in made} == {edition}
    forms = {editions.forms[f"en/{edition}/{path}"] for path in made}
    assert forms - {"pack", "image"} == {"page"} | (UNTAGGED if edition == "mono" else set())


@pytest.mark.parametrize("edition", SENT)
def test_what_is_sent_is_in_its_editions(sent: Delivery, real: Delivery, edition: str) -> None:
    """Under the names of home, without sheets, posters and pictures."""
    made = made_in(sent, "ar", edition, *SENT[edition])
    assert {f"ar/{path}" for path in made} <= real.forms.keys()
    assert {sent.variants[f"ar/{edition}/{path}"] for path in made} == {edition}
    assert {sent.forms[f"ar/{edition}/{path}"] for path in made} == {"page", "pack"}


def made_in(made: Delivery, lang: str, edition: str, some: set[str], none: set[str]) -> set[str]:
    """The names of the files of an edition, which are those that the layouts say; fails if they are not."""
    files = {path.removeprefix(f"{lang}/{edition}/") for path in made.forms if path.startswith(f"{lang}/{edition}/")}
    assert files == stated.files(edition)
    offered = {name for name, layout in stated.layouts().items() if edition in layout.editions}
    assert offered >= some
    assert not offered & none
    return files


def test_there_is_nothing_but_the_editions(editions: Delivery, sent: Delivery) -> None:
    assert {path.split("/")[1] for path in editions.forms} == set(MADE)
    assert {path.split("/")[1] for path in sent.forms} == set(SENT)


def test_phones_get_one_narrow_column_with_live_links(sent: Delivery, real: Delivery) -> None:
    """Every page is as wide as a phone shows it; whatever can be tapped at home can be tapped here."""
    files = [*sent.of("ar", variant="phone"), sent.pack("ar", "phone/")]
    assert len(files) > 5
    for pdf in files:
        assert [width for width, _ in pdf.sheets_mm] == pytest.approx([PHONE_MM] * len(pdf.sheets_mm), abs=0.1)
        assert _links(pdf).keys() >= set(_links(real.files[pdf.path.replace("/phone/", "/")]))


def test_what_is_sent_by_e_mail_is_as_it_is_at_home(sent: Delivery, real: Delivery) -> None:
    """Page for page, with the same links, and no heavier; in the pack only the front tells of other files to print."""
    singles, pack = sent.of("ar", variant="email"), sent.pack("ar", "email/")
    for pdf in [*singles, pack]:
        home = real.files[pdf.path.replace("/email/", "/")]
        assert pdf is pack or uncoded(pdf, sent) == uncoded(home, real)
        assert _links(pdf) == _links(home)
        assert len(pdf.data) <= len(home.data) * 1.03  # other figures in its code are other glyphs of its font
    assert len(starts(singles, pack)) == len(singles) > 15


@pytest.mark.parametrize("lang", LANGUAGES)
def test_printers_at_home_lose_nothing(real: Delivery, lang: str) -> None:
    """No ink within 7 mm of the edge of any page or sheet, of parts of posters none but the marks."""
    kept_clear(real, [pdf for path, pdf in real.files.items() if path.startswith(f"{lang}/")])


def test_copiers_lose_nothing(editions: Delivery) -> None:
    """In the mono edition, likewise."""
    kept_clear(editions, [pdf for path, pdf in editions.files.items() if path.startswith("en/mono/")])


def test_large_print_loses_nothing(editions: Delivery) -> None:
    """Nor its page numbers."""
    for pdf in [*editions.of("en", variant="large"), editions.pack("en", "large/")]:
        assert min(paper.margin(page, INSET_MM).min() for page in paper.pages(pdf.data)) >= WHITE, pdf.path


def kept_clear(made: Delivery, files: list[Pdf]) -> None:
    """The margins of every page are white; marks beside the parts of posters keep 3 mm and are few and thin."""
    forms = Counter(made.forms[pdf.path] for pdf in files)
    assert forms.keys() >= UNTAGGED
    for pdf in files:
        shown = list(paper.pages(pdf.data))
        assert shown[0].min() < WHITE
        for page in shown:
            if made.forms[pdf.path] == "tiles":
                assert paper.margin(page, TICK_MM - 0.3).min() >= WHITE, pdf.path
                assert (paper.margin(page, INSET_MM) < WHITE).any(axis=1).mean() < 0.01, pdf.path
            else:
                assert paper.margin(page, INSET_MM).min() >= WHITE, pdf.path


def test_copiers_are_asked_for_black_alone(editions: Delivery) -> None:
    """No colour but black and white is set in any stream, no picture, gradient or shade of grey is there."""
    files = [pdf for path, pdf in editions.files.items() if path.startswith("en/mono/")]
    assert len(files) > 20
    for pdf in files:
        asked = paper.colours(pdf)
        assert asked
        assert asked <= COPIER, pdf.path
        states = [found for found in pdf.objects if isinstance(found, dict) and {"/ca", "/CA"} & found.keys()]
        assert all(float(state.get(key, 1)) == 1 for state in states for key in ("/ca", "/CA")), pdf.path


def test_copiers_see_black_and_white(editions: Delivery) -> None:
    """No pixel has a colour; none is grey but where a shape has its edge."""
    for pdf in editions.of("en", variant="mono"):
        for page in paper.pages(pdf.data, 150):
            assert np.ptp(page, axis=2).max() == 0
            assert _grey_areas(page) == 0, pdf.path


def test_grey_would_be_seen(real: Delivery) -> None:
    """As the accent is in the home edition."""
    (leaflet,) = real.of("en", "leaflet")
    assert any(_grey_areas(page) > 1000 for page in paper.pages(leaflet.data, 150))


def test_no_small_type_is_reversed_for_copiers(editions: Delivery) -> None:
    """White on black fills in when it is copied: what is printed so is 10 pt or more."""
    found = 0
    for pdf in editions.of("en", variant="mono"):
        for page, shown in zip(pypdfium2.PdfDocument(pdf.data), paper.pages(pdf.data, 150), strict=True):
            for char, size_pt, ground in _grounds(page, shown[:, :, 0], 150):
                if ground < 128:
                    found += 1
                    assert size_pt >= REVERSED_PT - 0.01, f"{char} of {size_pt:g} pt on black in {pdf.path}"
    assert found > 300


def test_large_print_is_18_pt_and_more(editions: Delivery) -> None:
    """Every letter and figure of every page, the pack's own and its last lines included."""
    files = [*editions.of("en", variant="large"), editions.pack("en", "large/")]
    assert len(files) > 5
    for pdf in files:
        assert len(pdf.sizes_pt) > 300
        assert min(size for _, size in pdf.sizes_pt) >= LARGE_PT - 0.01, pdf.path


def test_large_print_has_one_column(editions: Delivery, real: Delivery) -> None:
    """Lines begin at the left, as they do not in the appeal at home."""
    for pdf in [*editions.of("en", variant="large"), editions.pack("en", "large/")]:
        assert _beginning_at_the_right(pdf) < 0.1, pdf.path
    (appeal,) = real.of("en", "appeal")
    assert _beginning_at_the_right(appeal) > 0.2


def test_large_print_says_all_that_is_said_at_home(editions: Delivery, real: Delivery) -> None:
    """Every line, and the texts word for word; only pages are numbered anew."""
    documents = {pdf.path.split("/")[-1]: pdf for pdf in editions.of("en", variant="large")}
    assert len(documents) > 5
    for pdf in real.of("en"):
        name = pdf.path.split("/")[-1]
        if name in documents:
            there = _spoken(documents[name])
            lines = [letters(text.replace(real.codes[pdf.path], "")) for text in _texts(pdf)]
            missing = [line for line in lines if line not in there and not line.isdigit()]
            layout = re.split(r"[-.]", name)[0]
            assert [line for line in missing if line not in letters(NOT_IN_LARGE.get(layout, ""))] == [], name
    demands = heading("en", "demands")  # it is not printed at home, either
    for name, texts in ({"leaflet": LEAFLET, "appeal": APPEAL, "booklet": BOOKLET} | OTHERS).items():
        lost = [piece for piece in lacking(documents[f"{name}.pdf"], "en", *texts) if piece not in demands]
        assert [piece for piece in lost if piece not in letters("".join(_texts(documents[f"{name}.pdf"])))] == []


def test_contents_of_large_print_lead_to_the_right_pages(editions: Delivery) -> None:
    """However long the front has become; the first line leads to how it is printed."""
    pack = editions.pack("en", "large/")
    begin = starts(editions.of("en", variant="large"), pack)
    lines = contents(pack)
    (howto, *pages) = [page for page, _ in lines]
    assert letters("How to print this") in letters(pack.texts[howto])
    assert pages == sorted(begin.values())
    assert [number for _, number in lines] == [page + 1 for page, _ in lines]


def test_colour_reaches_the_edge_of_a_screen(editions: Delivery, real: Delivery) -> None:
    """The field of the leaflet, the placard and the pack fills the page from edge to edge, as it does not at home."""
    for name in ("leaflet", "pack", "placard-1-keep-open"):
        first = next(paper.pages(editions.files[f"en/screen/{name}.pdf"].data))
        edges = (first[0], first[: first.shape[0] // 3, 0], first[: first.shape[0] // 3, -1])
        assert all((edge == first[0, 0]).all() for edge in edges), name
        assert np.ptp(first[0, 0]) > 100
        at_home = next(paper.pages(real.files[f"en/{name}.pdf"].data))
        assert (at_home[0] == 255).all()
    for data in editions.pictures.values():  # on a placard the field stands at the head or at the foot
        shown = paper.picture(data)
        assert any((row == row[0]).all() and np.ptp(row[0]) > 100 for row in (shown[0], shown[-1]))


def test_links_on_screens_are_live(editions: Delivery, real: Delivery) -> None:
    """Each leads where it leads at home, from a place that is on its page."""
    for pdf in [*editions.of("en", variant="screen"), editions.pack("en", "screen/")]:
        home = real.files[pdf.path.replace("/screen/", "/")]
        assert _links(pdf) == _links(home)
        assert sum(_links(pdf).values()) > 0, pdf.path


def _grey_areas(page: paper.Pixels) -> int:
    """How many pixels are neither black nor white together with all of their neighbours."""
    grey = page.mean(axis=2)
    between = (grey > 60) & (grey < 200)
    inner = np.ones((grey.shape[0] - 2, grey.shape[1] - 2), dtype=bool)
    for y in range(3):
        for x in range(3):
            inner &= between[y : y + inner.shape[0], x : x + inner.shape[1]]
    return int(inner.sum())


def _grounds(page: PdfiumHandle, grey: Pixels, dpi: float) -> Pixels:
    """Every letter and figure of a page: itself, its size in pt, and how bright what lies around it is."""
    text, matrix = page.get_textpage(), pypdfium2.raw.FS_MATRIX()
    height, px = page.get_height(), dpi / 72
    for n in range(text.count_chars()):
        char = text.get_text_range(n, 1)
        if char.isalnum():
            left, bottom, right, top = text.get_charbox(n)
            x0, x1 = int(left * px) - 1, int(right * px) + 2
            y0, y1 = int((height - top) * px) - 2, int((height - bottom) * px) + 3
            # Above and below a letter there is ground, at its sides there may be another letter.
            rows = np.concatenate([grey[y0, x0:x1], grey[y1 - 1, x0:x1]])
            assert pypdfium2.raw.FPDFText_GetMatrix(text, n, matrix)
            size = pypdfium2.raw.FPDFText_GetFontSize(text, n) * float(np.hypot(matrix.c, matrix.d))
            yield char, size, float(np.median(rows))


def _beginning_at_the_right(pdf: Pdf) -> float:
    """The share of the lines of text, bold pieces of a line by themselves, that begin in the right half of the page."""
    starts_at = []
    for page in pypdfium2.PdfDocument(pdf.data):
        text = page.get_textpage()
        boxes = (text.get_rect(n) for n in range(text.count_rects()))
        starts_at += [left / page.get_width() for left, _, right, _ in boxes if right - left > LINE_MM / 25.4 * 72]
    return float(np.mean([start > 0.5 for start in starts_at]))


def _texts(pdf: Pdf) -> list[str]:
    return [text for _, text in pdf.tagged]


def _spoken(pdf: Pdf) -> str:
    return letters("".join(_texts(pdf)))


def _links(pdf: Pdf) -> Counter[str]:
    """Where the links of a file lead out of it, and how often."""
    return Counter(
        str(found["/A"]["/URI"]) for found in pdf.objects if isinstance(found, dict) and "/URI" in found.get("/A", {})
    )
