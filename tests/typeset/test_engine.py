"""The renderer: each of its warnings is an error, none is lost, none reaches the terminal; and a quick start."""

from __future__ import annotations

import logging
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from packbuilder import printing
from packbuilder.compose.stylesheets import StyleSheets
from packbuilder.errors import LayoutError, RenderError
from packbuilder.model.variant import HOME
from packbuilder.typeset.engine import collected_warnings
from packbuilder.typeset.fit import typeset
from tests.typeset.house import ROOT, engine, page

MISSING = "https://pack.invalid/layouts/none.png"
WARNINGS = {
    "unknown property": ("<p>x</p>", "p{colour:red}", "Ignored `colour:red`"),
    "unknown value": ("<p>x</p>", "p{color:reddish}", "Ignored `color:reddish`"),
    "property that it cannot do": ("<p>x</p>", "p{text-shadow:1px 1px red}", "Ignored `text-shadow"),
    "unknown selector": ("<p>x</p>", "p:nonsense{color:red}", "unsupported selector"),
    "unknown rule": ("<p>x</p>", "@nonsense x{}", "Unknown rule"),
    "property in the template": ('<p style="colour:red">x</p>', "", "Ignored `colour:red`"),
    "missing picture": (f'<img src="{MISSING}" alt="x">', "", "Failed to load image"),
    "missing background": ("<p>x</p>", f"p{{background:url({MISSING})}}", "Failed to load image"),
    "broken picture": ('<img src="https://pack.invalid/broken.png" alt="x">', "", "Failed to load image"),
    "missing style sheet": ('<link rel="stylesheet" href="none.css"><p>x</p>', "", "Failed to load stylesheet"),
    "missing font": (
        "<p>x</p>",
        "@font-face{font-family:M;src:url(fonts/none.ttf)}p{font-family:M}",
        "cannot be loaded",
    ),
    "missing place": ("<p>x</p>", "p::after{content:target-counter(url(#zz),page)}", "undefined anchor"),
    "place twice": ('<p id="a">x</p><p id="a">y</p>', "", "Anchor defined twice"),
}
WRITING = {
    "missing glyph": ("<p>漢</p>", "(U+6F22)"),
    "link to nowhere": ('<p><a href="#nowhere">x</a></p>', "No anchor #nowhere"),
    "picture without words": ('<img src="https://pack.invalid/codes/appeal.svg">', "no required alt description"),
}


@pytest.mark.parametrize(("body", "css", "what"), WARNINGS.values(), ids=WARNINGS.keys())
def test_a_warning_while_laying_out_is_an_error(body: str, css: str, what: str) -> None:
    """Told once, with the layout and its language, in the renderer's own words."""
    broken = {"broken.png": (b"\x89PNG nonsense", "image/png")}
    with pytest.raises(RenderError) as refused:
        typeset(engine(), page(body, css, resources=broken))
    [problem] = refused.value.problems
    assert (problem.file, problem.key) == ("layouts/sample/layout.yaml", "sample (en, home)")
    assert problem.what.startswith("The renderer warns: ")
    assert what in problem.what


@pytest.mark.parametrize(("body", "what"), WRITING.values(), ids=WRITING.keys())
def test_a_warning_while_writing_is_an_error(body: str, what: str) -> None:
    """What only shows when the file is written: told with the file's name."""
    laid_out = typeset(engine(), page(body))
    with pytest.raises(RenderError) as refused:
        printing.single(laid_out)
    [problem] = refused.value.problems
    assert problem.file == "en/sample.pdf"
    assert what in problem.what


def test_all_warnings_are_told_at_once() -> None:
    """Two faults, two problems."""
    with pytest.raises(RenderError) as refused:
        typeset(engine(), page("<p>x</p>", "p{colour:red;flavour:sweet}"))
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize("family", ['"Packbuilder Texte"', "sans-serif", "Arial"])
def test_a_font_that_is_not_of_the_house_is_refused(family: str) -> None:
    """The renderer would take another one of the house and say nothing."""
    with pytest.raises(LayoutError, match=r"Text asks for the font “.*”, none of the house"):
        typeset(engine(), page("<p>x</p><b>y</b>", f"b{{font-family:{family}}}"))


def test_fonts_of_the_house_may_stand_in_for_each_other() -> None:
    """What comes after the first is a fallback, whatever it is."""
    css = 'p{font-family:"Packbuilder Letter","Packbuilder Text",serif}'
    assert typeset(engine(), page("<p>x</p>", css)).font_pt == 12


def test_the_faults_of_a_layouts_own_style_sheet_are_told(tmp_path: Path) -> None:
    """Also those of a file that is parsed once and used for many documents; its rules come after those of the base."""
    (tmp_path / "_base").mkdir()
    (tmp_path / "sample").mkdir()
    (tmp_path / "_base" / "style.css").write_text('html{font-family:"Packbuilder Text"}', "utf-8")
    (tmp_path / "sample" / "style.css").write_text("p{colour:red}", "utf-8")
    styles = StyleSheets([tmp_path]).of("sample", HOME)
    with pytest.raises(RenderError, match="Ignored `colour:red`"):
        typeset(engine(), replace(page("<p>x</p>"), styles=styles))


def test_warnings_stay_off_the_terminal_and_the_logger_is_left_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    """What is logged goes into the list and nowhere else; afterwards, the logger is as others had set it up."""
    logger = logging.getLogger("weasyprint")
    before = (logger.handlers[:], logger.propagate, logger.level)
    with collected_warnings() as outer:
        logger.warning("one")
        with collected_warnings() as inner:
            logger.warning("two")
        logger.error("three")
        logger.info("not worth a word")
    assert (outer, inner) == (["one", "three"], ["two"])
    assert (logger.handlers[:], logger.propagate, logger.level) == before
    assert capsys.readouterr() == ("", "")


SPIED = """
import sys
seen = []
sys.addaudithook(lambda event, args: seen.append(event) if event.startswith(("subprocess", "os.posix_spawn")) else None)
import packbuilder.{module}
assert "weasyprint" in sys.modules
print(seen)
import ctypes.util
print(ctypes.util.find_library("m") is not None)
"""


@pytest.mark.parametrize("module", ["printing", "typeset.fit", "typeset.boxes", "typeset.fetcher"])
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, the search is what finds the libraries")
def test_the_renderer_starts_without_looking_for_compilers(module: str) -> None:
    """Whichever module comes first, no program is started meanwhile, and looking for libraries works again after."""
    done = subprocess.run(
        [sys.executable, "-c", SPIED.format(module=module)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == ["[]", "True"]
    assert done.stderr == ""
