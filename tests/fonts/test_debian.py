"""Debian's fonts: what scripts.yaml says of them is true, and eight languages print in them.

The packages are downloaded once in a run and unpacked into a folder of it; nothing is installed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont
from pypdfium2 import PdfDocument
from ruamel.yaml import YAML

from packbuilder.load.scripts import of_languages
from packbuilder.model.scripts import ScriptsFile
from tests import once, program
from tests.fonts.drawn import faces

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
        fonts = TTCollection(file, lazy=True).fonts if file.suffix == ".ttc" else [TTFont(file, lazy=True)]
        for font in fonts:
            name = font["name"].getDebugName(16) or font["name"].getDebugName(1)
            found[name] = set(font.getBestCmap())
            font.close()
    return found


@pytest.mark.parametrize("script", [one.script for one in LISTED.scripts])
def test_the_package_has_the_families_and_they_the_letters(script: str, debian: Path) -> None:
    writing = next(one for one in LISTED.scripts if one.script == script)
    there = families(debian / LISTED.packages[writing.package].lstrip("/"))
    for name in filter(None, (writing.text, writing.letter)):
        assert there[name] >= set(map(ord, writing.letters + writing.tall)), name


def begun(root: Path, lang: str) -> None:
    """A campaign in this language: its own headline, slogans and body, the rest in English; labels, too."""
    for done in (program.run("init", root), program.run("new", "language", lang, "--case=example", "--root", root)):
        assert done.returncode == 0, done.stderr
    labels = root / f"layouts/locale/{lang}.po"
    labels.write_text(filled(labels.read_text("utf-8")), "utf-8")
    content, words = root / "content", WORDS[lang]
    for folder in (content / "cases/example", content / "texts"):
        shutil.rmtree(folder / lang)
        (folder / "en").rename(folder / lang)
    for file in (content / "campaign.yaml", content / "addresses.yaml", content / "cases/example/case.yaml"):
        spoken = re.sub(r"^(languages: \[).*\]", rf"\1{lang}]", file.read_text("utf-8"), flags=re.MULTILINE)
        spoken = spoken.replace("source_language: en", f"source_language: {lang}").replace("{en: ", f"{{{lang}: ")
        file.write_text(spoken, "utf-8")
    for file in content.rglob("*.md"):  # emphasis side by side would be printed in reverse order in Hebrew
        file.write_text(file.read_text("utf-8").replace("**", ""), "utf-8")
    case, slogans = content / "cases/example" / lang, words["slogans"]
    for name in ("title", "headline"):
        (case / f"{name}.md").write_text(f"# {words['headline']}\n", "utf-8")
    (case / "summary.md").write_text(f"# {words['headline']}\n\n{words['body']}\n", "utf-8")
    (case / "slogans.md").write_text(f"# Slogans\n\n- stay-open: {slogans[0]}\n- whose: {slogans[1]}\n", "utf-8")


def filled(catalogue: str) -> str:
    """A catalogue with the msgids as words, typography apart."""
    blocks = catalogue.split("\n\n")
    for number, block in enumerate(blocks[1:], start=1):
        if 'msgctxt "typography"' not in block:
            *_, last = re.findall(r'^msgid(?:_plural)? ((?:"[^\n]*"\n?)+)', block, re.MULTILINE)
            empty = re.compile(r'^(msgstr(?:\[\d\])?) ""$', re.MULTILINE)
            blocks[number] = "".join(
                part if place % 2 == 0 else f"{part} {last.strip()}" for place, part in enumerate(empty.split(block))
            )
    return "\n\n".join(blocks)


@pytest.mark.parametrize("lang", WORDS)
def test_a_language_prints_in_the_fonts_of_debian(lang: str, debian: Path, tmp_path: Path) -> None:
    """From nothing to leaflet and placards, which build in earnest: no box, the words read back, faces embedded."""
    begun(tmp_path / "own", lang)
    [script] = of_languages([lang])
    writing = next(one for one in LISTED.scripts if one.script == script)
    folder = debian / LISTED.packages[writing.package].lstrip("/")
    added = program.run("fonts", "add", folder, f"--script={script}", "--root", tmp_path / "own")
    assert added.returncode == 0, added.stderr
    assert f"{writing.name}, text: {writing.text} (400, 700)" in added.stdout
    built = program.run("build", "--case=example", "--only=leaflet", "--only=placard", "--root", tmp_path / "own")
    assert built.returncode == 0, built.stderr
    out = tmp_path / "own/out/example" / lang
    expected = {"leaflet": WORDS[lang]["headline"]} | {
        f"placard-{key}": words for key, words in zip(("1-stay-open", "2-whose"), WORDS[lang]["slogans"], strict=True)
    }
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
