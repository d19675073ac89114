"""What is absurd or made to do harm: PDFs, layouts, manifests, folders and settings of the machine."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_ONE_PAGE = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
_BLANKS = 2_500  # MB that a page's content unfolds to


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of which is its catalog."""
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(objects) + 1, rows, end)


def tiny() -> bytes:
    """A page of a thousandth of a point."""
    return pdf(_CATALOG, _ONE_PAGE, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 0.001 0.001]>>")


def cyclic() -> bytes:
    """A tree of pages that is its own branch."""
    return pdf(_CATALOG, b"<</Type/Pages/Count 2/Kids[2 0 R 2 0 R]/Parent 2 0 R>>")


def bomb() -> bytes:
    """4 kB that unfold to 2.5 GB."""
    packer = zlib.compressobj(9)
    block = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)  # two bytes of a header, then one block
    data = zlib.compress(block + block[2:] * (_BLANKS - 1), 9)
    stream = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(data), data)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R>>"
    return pdf(_CATALOG, _ONE_PAGE, page, stream)


def into(file: str, words: str, *, before: str = "") -> Callable[[Path], object]:
    """Put words into a file of the campaign, `before` others that stand there, or else at the end."""

    def change(root: Path) -> None:
        path = root / file
        found = path.read_text("utf-8")
        place = found.index(before) if before else len(found)
        path.write_text(found[:place] + words + found[place:], "utf-8")

    return change


EXPLODING = (
    ":root{--a0:x;"
    + "".join(f"--a{n}:{f'var(--a{n - 1})' * 10};" for n in range(1, 12))
    + "}p::before{content:var(--a11)}"
)
NESTED = f"p{{width:{'calc(' * 5000}1px{')' * 5000}}}"
ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
