"""Debian's fonts: what scripts.yaml says of them is true, and eight languages print in them.

The packages are downloaded once in a run and unpacked into a folder of it; nothing is installed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po
from fontTools.ttLib import TTCollection, TTFont
from pypdfium2 import PdfDocument
from ruamel.yaml import YAML

from packbuilder.load.script_listing import of_languages
from packbuilder.model.scripts import ScriptsFile
from tests import once, program
from tests.font_import.drawn import faces
from tests.program import invoke, well

pytestmark = [
    pytest.mark.network,
    pytest.mark.timeout(600),
    pytest.mark.skipif(shutil.which("apt-get") is None, reason="the packages are Debian's"),
]
LISTED = ScriptsFile.model_validate(YAML(typ="safe").load(program.ROOT / "fonts/scripts.yaml"))
WORDS = YAML(typ="safe").load(Path(__file__).with_name("words.yaml"))
BARE = re.compile(r"[\s\u200b\u200e\u200f]+")


@pytest.fixture(scope="session")
def debian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages that scripts.yaml names, unpacked."""
    place = once.shared(tmp_path_factory) / "debian"
    with once.only(place) as first:
        if first:
            place.mkdir()
            (lists := place / "lists").mkdir()
            got = f"apt-get download {' '.join(LISTED.packages)}"
            own = f"-o Dir::State::Lists={lists} -o APT::Sandbox::User=root"
            unpack = 'for one in *.deb; do dpkg -x "$one" . || exit; done'
            script = f"{got} || {{ apt-get {own} update && {got.replace('apt-get', f'apt-get {own}')}; }}; {unpack}"
            once.ended(
                place, subprocess.run(["sh", "-c", script], cwd=place, check=False, capture_output=True, text=True)
            )
    once.well(place)
    return place


@cache
def families(folder: Path) -> dict[str, set[int]]:
    """The families of a folder, and the characters of their upright regular faces."""
    found: dict[str, set[int]] = {}
    for file in sorted(folder.glob("*-Regular.tt[fc]")):
        data = BytesIO(file.read_bytes())
        fonts = TTCollection(data, lazy=True).fonts if file.suffix == ".ttc" else [TTFont(data, lazy=True)]
        for font in fonts:
            name = font["name"].getDebugName(16) or font["name"].getDebugName(1)
            found[name] = set(font.getBestCmap())
    return found


@pytest.mark.parametrize("script", [one.script for one in LISTED.scripts])
def test_the_package_has_the_families_and_they_the_letters(script: str, debian: Path) -> None:
    writing = next(one for one in LISTED.scripts if one.script == script)
    there = families(debian / LISTED.packages[writing.package].lstrip("/"))
    for name in filter(None, (writing.text, writing.letter)):
        assert there[name] >= set(map(ord, writing.letters + writing.tall)), name


@pytest.fixture(scope="session")
def made(debian: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign in all the languages, with leaflet and placards, built in earnest. Only to be read."""
    root = once.shared(tmp_path_factory) / "eight"
    with once.only(root) as first:
        if first:
            begin(root)
            folders = [debian / folder.lstrip("/") for folder in LISTED.packages.values()]
            scripts = [f"--script={script}" for script in of_languages(WORDS)]
            well(invoke("fonts", "add", *folders, *scripts, "--root", root))
            once.ended(root, program.run("build", "--case=example", "--only=leaflet", "--only=placard", "--root", root))
    once.well(root)
    return root


def begin(root: Path) -> None:
    """A campaign in all the languages: headline, slogan and story in each, the rest in English, labels, too."""
    well(invoke("init", root))
    content, langs = root / "content", ", ".join(WORDS)
    for file in content.rglob("*.md"):  # emphasis side by side would be printed in reverse order in Hebrew
        file.write_text(file.read_text("utf-8").replace("**", ""), "utf-8")
    for lang in WORDS:
        well(invoke("new", "language", lang, "--case=example", "--root", root))
        labels, case = root / f"layouts/locale/{lang}.po", content / "cases/example" / lang
        fill(labels, lang)
        for folder in (case, content / "texts" / lang):
            shutil.rmtree(folder)
            shutil.copytree(folder.parent / "en", folder)
        words = WORDS[lang]
        for name in ("title", "headline"):
            (case / f"{name}.md").write_text(f"# {words['headline']}\n", "utf-8")
        (case / "standfirst.md").write_text(f"{words['body']}\n", "utf-8")
        (case / "story.md").write_text(f"# {words['headline']}\n\n{words['body']}\n", "utf-8")
        (case / "slogans.md").write_text(f"# Slogans\n\n- whose: {words['slogan']}\n", "utf-8")
    for folder in (content / "cases/example/en", content / "texts/en"):
        shutil.rmtree(folder)
    for file in content.rglob("*.yaml"):
        told = file.read_text("utf-8").replace("[en, ", "[").replace("source_language: en", f"source_language: {lang}")
        told = re.sub(r"\{en: ([^}]*)\}", lambda found: f"{{{', '.join(f'{one}: {found[1]}' for one in WORDS)}}}", told)
        file.write_text(told.replace("slogans: [stay-open, whose]", "slogans: [whose]"), "utf-8")
    assert f"languages: [{langs}]" in (content / "campaign.yaml").read_text("utf-8")


def fill(file: Path, lang: str) -> None:
    """Put the msgids into a catalogue as words, typography apart."""
    with file.open("rb") as stream:
        catalogue = read_po(stream, locale=lang)
    for message in catalogue:
        if message.id and message.context != "typography":
            message.string = (message.id[1],) * catalogue.num_plurals if message.pluralizable else message.id
            message.flags.discard("fuzzy")
    with file.open("wb") as stream:
        write_po(stream, catalogue)


@pytest.mark.parametrize("lang", WORDS)
def test_a_language_prints_in_the_fonts_of_debian(lang: str, made: Path) -> None:
    """No box, the words read back as they were written, and no face but the house's and those that were added."""
    out = made / "out/example" / lang
    expected = {"leaflet": WORDS[lang]["headline"], "placard-1-whose": WORDS[lang]["slogan"]}
    assert BARE.sub("", WORDS[lang]["body"]) in printed(out / "leaflet.pdf")
    for name, words in expected.items():
        assert BARE.sub("", words) in printed(out / f"{name}.pdf"), name
        fonts = faces(out / f"{name}.pdf")
        assert fonts
        assert all("+Packbuilder-" in font for font in fonts), fonts


def printed(file: Path) -> str:
    """What a reader finds in a PDF, without any space."""
    document = PdfDocument(file)
    try:
        return BARE.sub("", "".join(page.get_textpage().get_text_range() for page in document))
    finally:
        document.close()
