"""What WeasyPrint does to the smallest examples, in a process of its own: `python -m tests.typeset.upstream START`.

START is the module that starts it: `weasyprint` as it is, `packbuilder.typeset` with the program's patches. It prints a
line of JSON: the name of each patch, and whether the fault that it is for is there.
"""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any

Document = Any  # WeasyPrint is untyped
Box = Any
_FONTS = Path(__file__).parents[2] / "fonts"
_STYLE = (
    "@font-face{font-family:F;src:url(noto-sans/NotoSans_400Regular.ttf)}"
    "@page{size:100px;margin:0}html{font:10px/1 F}body,p{margin:0}"
)
_HEIGHT, _LINE = 50, 10


def laid_out(body: str, style: str = "") -> Document:
    """A page of 100 pixels a side; all of a process have one font configuration."""
    from weasyprint import CSS, HTML

    sheet = CSS(string=_STYLE + style, base_url=f"{_FONTS}{os.sep}", font_config=_laid_out_with[0])
    return HTML(string=body).render(stylesheets=[sheet], font_config=_laid_out_with[0])


_laid_out_with = list[Any]()


def page_box(page: Box) -> Box:
    """The box that holds all others; nothing public tells it."""
    return page._page_box  # noqa: SLF001 - see above


def boxes(document: Document, tag: str) -> list[Box]:
    """The outermost box of each element with a tag on its first page."""

    def below(box: Box) -> Iterator[Box]:
        for child in box.all_children() if hasattr(box, "all_children") else ():
            placed = getattr(child, "_box", child)
            yield placed
            yield from below(placed)

    inner_first = reversed(list(below(page_box(document.pages[0]))))
    return list({box.element: box for box in inner_first if box.element_tag == tag}.values())[::-1]


def calls(action: Callable[[], object], name: str) -> int:
    """How often a function of this name is called meanwhile."""
    counted = []

    def seen(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code.co_name == name:
            counted.append(frame)

    sys.setprofile(seen)
    try:
        action()
    finally:
        sys.setprofile(None)
    return len(counted)


def array_types() -> bool:
    """Whether a font is written by parsing types of C again, only because another number of letters is left of it."""
    first, second = laid_out("<p>One"), laid_out("<p>Three")
    first.write_pdf()
    return calls(second.write_pdf, "parse_type") > 0


def mirrored_flex() -> bool:
    """Whether a flex box that lies 20 pixels from the left lies elsewhere on a page that is read from the right."""
    style = "div{display:flex;position:absolute;left:20px;width:30px}"
    [box] = boxes(laid_out("<html dir=rtl><div>x", style), "div")
    return bool(box.position_x != 20)


def column_gaps() -> bool:
    """Whether two lines in a column stay at its top, and would be spread only by laying them out more than once."""
    body, style = "<div class=spread id=a><p>One<p>Two</div>", f"div{{height:{_HEIGHT}px;%s}}"
    plain, aligned = (laid_out(body, style % more) for more in ("", "align-content:space-between"))
    flex = style % "display:flex;flex-direction:column;justify-content:space-between"
    lines = [calls(partial(laid_out, body, given), "split_first_line") for given in (style % "", flex)]
    tops = [[box.position_y for box in boxes(document, "p")] for document in (plain, aligned)]
    return tops == [[0, _LINE]] * 2 and lines[1] > lines[0]


def truncated_pictures() -> bool:
    """Whether Pillow lets half a picture pass."""
    from PIL import ImageFile

    return bool(ImageFile.LOAD_TRUNCATED_IMAGES)


def main() -> None:
    """Start WeasyPrint and look at it."""
    os.environ["FONTCONFIG_FILE"] = str(_FONTS / "fontconfig.xml")
    started = list[str]()
    sys.addaudithook(
        lambda event, _: started.append(event) if event.startswith(("subprocess", "os.posix_spawn")) else None
    )
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        import_module(sys.argv[1])
    found = {
        "compiler_search": bool(started),
        "system_fonts": any("No fonts configured" in str(one.message) for one in warned),
        "unused_subsetter": "fontTools.subset" in sys.modules,
    }
    from weasyprint.text.fonts import FontConfiguration

    _laid_out_with.append(FontConfiguration())
    laid_out("<p>One<div>Two</div>", "div{display:flex}")  # what is loaded on first use
    print(json.dumps(found | {test.__name__: test() for test in TESTS}))


TESTS = (array_types, mirrored_flex, column_gaps, truncated_pictures)


if __name__ == "__main__":
    main()
