"""Labels that a template asks for: whether it is parsed or passed over, what is missing of it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from packbuilder.check.catalogues import catalogues
from packbuilder.check.missing_labels import missing
from packbuilder.errors import ErrorCollector

CATALOGUE = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Worded"
msgstr "Said"
"""


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    """A layouts folder with a catalogue of one label."""
    folder = tmp_path / "layouts"
    (folder / "locale").mkdir(parents=True)
    (folder / "locale" / "en.po").write_text(CATALOGUE, "utf-8")
    (folder / "leaflet").mkdir()
    return folder


@pytest.mark.parametrize(
    ("template", "lacks"),
    [
        ("{{ _(\"Worded\") }} {{ _( 'Worded' ) }}", []),
        ('{{ _("Worded") }}\n{{ _("Lacking") }}', [("Lacking", 2)]),
        ('{{ _("Worded" "Lacking") }}', [("WordedLacking", 1)]),
        ('{{ _("W\\u006frded") }}', []),
        ('{{ (_)("Lacking") }}', [("Lacking", 1)]),
        ('{{ ngettext("Worded", "Lacking", 2) }}', []),
        ('{{ ngettext(\n"Lacking", "Worded", 2) }}', [("Lacking", 1)]),
        ('{# _("Lacking") #}{{ x._("Lacking") }}', []),
        ('{{ _("Lacking") ', []),  # composing tells what is wrong with it
        ("{{ _(which) }} an _ of prose", [("", 1)]),  # nobody can tell which label that will be
    ],
)
def test_labels_of_templates(asked: Path, template: str, lacks: list[tuple[str, int]]) -> None:
    (asked / "leaflet" / "page.html").write_text(template, "utf-8")
    problems = missing(catalogues([asked], ["en"], ErrorCollector()), [asked], {})
    told = [(one.key, one.line) for one in problems if one.file == "layouts/leaflet/page.html"]
    assert told == lacks
