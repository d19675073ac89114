"""What a person may do wrong, and what is told of it: one mistake each, in the small campaign."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.program import change

Mistake = Callable[[Path], object]

LEAFLET = Path("layouts/leaflet")
CATALOGUE = Path("layouts/locale/en.po")
HEADER = (
    'msgid ""\nmsgstr ""\n"Language: en_GB\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)
CODE = "QR code that leads to %(address)s"
OVER_THE_CODE = '<div style="position:absolute;z-index:1;left:20mm;width:9mm;height:40mm;background:#000"></div><img'


def write(file: str | Path, data: str | bytes) -> Mistake:
    """Write a file anew."""

    def mistake(root: Path) -> None:
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)

    return mistake


def put(file: str | Path, old: str, new: str) -> Mistake:
    """Put other words into a file."""
    return lambda root: change(root / file, old, new)


def label(words: str, header: str = HEADER) -> Mistake:
    """Give the campaign a catalogue of its own that words one label."""
    return write(CATALOGUE, f"{header}{words}\n")


# What a person may do wrong: the mistake, the exit code, and the first line of what is told.
MISTAKES: dict[str, tuple[Mistake, int, str]] = {
    "campaign.yaml broken": (
        write("content/campaign.yaml", "name: ["), 3,
        r"content/campaign.yaml:1: This is not YAML",
    ),
    "a text missing": (
        lambda root: (root / "content/cases/ferry/en/story.md").unlink(), 3,
        r"content/cases/ferry/en/story.md: The text is missing; it is needed for: booklet, folded, leaflet. Write it.",
    ),
    "addresses missing": (
        lambda root: (root / "content/addresses.yaml").unlink(), 3, r"content/addresses.yaml: The file is missing.",
    ),
    "a character that no font has": (
        write("content/cases/ferry/en/headline.md", "# Keep \U0001f6a2\n"), 3,
        r"content/cases/ferry/en/headline.md:1: The house fonts have no `🚢` \(U\+1F6A2 SHIP\).",
    ),
    "a word that is too long": (
        write("content/cases/ferry/en/headline.md", "# " + "Northport" * 30 + "\n"), 4,
        r"content/cases/ferry/en/headline.md:1: headline: The word “Northport.+” is too wide for the leaflet \(en",
    ),
    "layout.yaml broken": (
        write(LEAFLET / "layout.yaml", "title: ["), 4,
        r"layouts/leaflet/layout.yaml:1: This is not YAML",
    ),
    "layout.yaml missing": (
        lambda root: (root / LEAFLET / "layout.yaml").unlink(), 4, r"layouts/leaflet/layout.yaml: The file is missing.",
    ),
    "a folder that is no layout": (
        lambda root: (root / "layouts/empty").mkdir(), 4, r"layouts/empty/layout.yaml: The file is missing.",
    ),
    "a template that is no template": (
        put(LEAFLET / "page.html", "{% endblock %}", "{% endfor %}"), 4,
        r"layouts/leaflet/page.html:\d: The template is faulty: Encountered unknown tag 'endfor'",
    ),
    "a name that the template does not see": (
        put(LEAFLET / "page.html", "texts.story.body", "texts.stroy.body"), 4,
        r"layouts/leaflet/page.html:4: The template is faulty: 'dict object' has no attribute 'stroy'",
    ),
    "a sum that cannot be done": (
        put(LEAFLET / "page.html", "texts.story.body", "1 // 0"), 4,
        r"layouts/leaflet/page.html:4: The template is faulty",
    ),
    "a template that reaches out": (
        put(LEAFLET / "page.html", "texts.story.body", "''.__class__.__mro__"), 4,
        r"layouts/leaflet/page.html:4: The template is faulty: access to attribute '__class__'",
    ),
    "a template in another encoding": (
        write(LEAFLET / "page.html", "{# \u00e9 #}".encode("latin-1")), 4, r"layouts/leaflet/page.html.*: .+",
    ),
    "a label that nobody has": (
        put(LEAFLET / "layout.yaml", "title: Leaflet", "title: Laeflet"), 4,
        r"layouts/leaflet/layout.yaml:2: Laeflet: The label has no words in en. Add its msgstr to ",
    ),
    "a catalogue that is none": (
        write(CATALOGUE, "Hello"), 4,
        r"layouts/locale/en.po:1: The file is no gettext catalogue",
    ),
    "a catalogue in another encoding": (
        write(CATALOGUE, HEADER.encode() + b'msgid "Leaflet"\nmsgstr "\xe9"\n'), 4,
        r"layouts/locale/en.po: The file is not UTF-8. Save it as UTF-8.",
    ),
    "a label with a blank of another name": (
        label(f'msgid "{CODE}"\nmsgstr "Code to %(adress)s"'), 4,
        r"layouts/locale/en.po:7: QR code .+: “Code to %\(adress\)s” cannot be filled in.",
    ),
    "a label with a loose percent sign": (
        label(f'msgid "{CODE}"\nmsgstr "100 % code"'), 4, r"layouts/locale/en.po:7: .+ cannot be filled in.",
    ),
    "a rule for plurals that is none": (
        label("", HEADER.replace("(n != 1)", "(n !=")), 4,
        r"layouts/locale/en.po: Plural-Forms: The rule for plural forms is faulty: ",
    ),
    "too many plural forms": (
        label('msgid "%(n)s page"\nmsgid_plural "%(n)s pages"\nmsgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] "c"'), 4,
        r"layouts/locale/en.po:\d+: The file is no gettext catalogue: ",
    ),
    "quotation marks that are no pairs": (
        label('msgctxt "typography"\nmsgid "quotes"\nmsgstr "«»"'), 4,
        r"layouts/locale/en.po:8: quotes: `«»` cannot be used.",
    ),
    "a length that is no number": (
        label('msgctxt "typography"\nmsgid "tied"\nmsgstr "two"'), 4,
        r"layouts/locale/en.po:8: tied: `two` cannot be used.",
    ),
    "a month that is no pattern": (
        label('msgctxt "typography"\nmsgid "month"\nmsgstr "QQQQQQQQQ"'), 4,
        r"layouts/locale/en.po:8: month: .+ cannot be used.",
    ),
    "fonts.yaml broken": (write("fonts/fonts.yaml", "families: ["), 4, r"fonts/fonts.yaml:1: This is not YAML"),
    "a code that is not shown": (
        write(LEAFLET / "style.css", "img { display: none }"), 4,
        r"layouts/leaflet/layout.yaml: leaflet \(en, .+\): The picture is printed nowhere at the smallest size, 9 pt",
    ),
    "a code that is not marked": (
        put("layouts/_base/page.html", 'data-code="appeal"', ""), 4,
        r"layouts/leaflet/layout.yaml: leaflet \(en, .+\): The template names the code `appeal` 1 time\(s\), and 0",
    ),
    "a code by another name": (
        put("layouts/_base/page.html", 'data-code="appeal"', 'data-code="apeal"'), 4,
        r"layouts/leaflet/layout.yaml: leaflet \(en, .+\): The template names the code `apeal` 0 time\(s\), and 1",
    ),
    "a code that is too small": (
        write(LEAFLET / "style.css", "img { width: 5mm !important }"), 5,
        r"en/leaflet.pdf: code: The code on page 1 cannot be read",
    ),
    "a code that something lies upon": (
        put("layouts/_base/page.html", "<img", OVER_THE_CODE), 5, r"en/leaflet.pdf: code: The code on page 1 ",
    ),
    "a property that the renderer does not know": (
        write(LEAFLET / "style.css", "p { text-shadow: 1px 1px red }"), 5,
        r"layouts/leaflet/layout.yaml: leaflet \(en, .+\): The renderer warns: Ignored `text-shadow",
    ),
    "a picture that is not there": (
        put(LEAFLET / "page.html", "{{ texts.story.body }}", '<img src="layouts/leaflet/no.png" alt="">'), 5,
        r"layouts/leaflet/layout.yaml: leaflet \(en, .+\): The renderer warns: Failed to load image .+ is not there",
    ),
    "a picture of the machine": (
        put(LEAFLET / "page.html", "{{ texts.story.body }}", '<img src="file:///etc/hostname" alt="">'), 5,
        r"layouts/leaflet/layout.yaml: leaflet \(en, .+\): The renderer warns: .+ is outside the campaign",
    ),
    "no title": (
        put("layouts/_base/page.html", "<title>{{ doc.title }}</title>", ""), 5,
        r"en/leaflet.pdf: title: The file is titled “”",
    ),
    "a file in the place of the cases": (
        write("out", ""), 6,
        r".*/out/ferry: The folder cannot be written: Not a directory.",
    ),
}  # fmt: skip
