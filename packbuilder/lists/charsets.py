"""The words of a list, in whatever code page a spreadsheet saved it, as long as it can be no other."""

from __future__ import annotations

import codecs
import re
from itertools import pairwise
from pathlib import Path

from packbuilder.errors import ErrorCollector, Problem, Severity, UsageError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# The code pages of Windows, and those of DOS, Mac and Unix that could be taken for one of them.
_PAGES = ("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1256", "cp1257", "cp866", "koi8_r", "mac_roman")
# A sign within a word that no word has: a letter that another code page has in its place.
_BROKEN = re.compile(r"[^\W\d_][^\w\s\x00-\x7f’‘ʼ“”„«»–·]+[^\W\d_]")
_SAVE = "Save it from the spreadsheet as “CSV UTF-8”."
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how XLSX and ODS, and XLS, begin
_SHOWN = 40  # letters of a line that shows how it was read


def read(path: Path, problems: ErrorCollector) -> str:
    """The words of a file with plain line ends; UsageError where they could be read in two ways, or not at all.

    Whatever is not UTF-8 is told in `problems`, with a line of it to look at.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        what = f"The file cannot be read: {error.strerror or error}."
        raise UsageError(Problem.at(str(path), what, "Name a CSV file.")) from None
    if data.startswith(_WORKBOOKS):
        raise UsageError(Problem.at(path.name, "The file is a workbook, and no CSV file.", _SAVE))
    words, page = _marked(data) or _sixteen(data) or _eight(data) or _page(data, path.name)
    if page != "utf-8":
        line, shown = _telling(words)
        what = f"The file is not UTF-8; it was read as {page.upper()}: “{shown}”."
        problems.add(
            Problem.at(path.name, what, f"If that is not what it says: {_SAVE}", line=line, severity=Severity.WARNING)
        )
    return words.replace("\r\n", "\n").replace("\r", "\n")


def _marked(data: bytes) -> tuple[str, str] | None:
    """The words of a file that begins with the mark of its encoding."""
    page = next((page for mark, page in _MARKS if data.startswith(mark)), "")
    return (words.removeprefix("\ufeff"), page) if page and (words := _decoded(data, page)) is not None else None


def _sixteen(data: bytes) -> tuple[str, str] | None:
    """The words of UTF-16 without a mark: every line end in it has a zero byte, and no other text has any."""
    for page in ("utf-16-le", "utf-16-be") if b"\0" in data else ():
        words = _decoded(data, page)
        if words is not None and "\0" not in words and any(end in words for end in "\n\r"):
            return words, page
    return None


def _eight(data: bytes) -> tuple[str, str] | None:
    words = _decoded(data, "utf-8")
    return None if words is None else (words, "utf-8")


def _page(data: bytes, name: str) -> tuple[str, str]:
    """The words as the one code page has them in which they make sense; of two that do, none is guessed."""
    from charset_normalizer import from_bytes

    matches = [one for one in from_bytes(data, cp_isolation=list(_PAGES)) if _of_words(str(one))]
    if not matches:
        raise UsageError(Problem.at(name, "The file is not UTF-8, nor any other text that is known.", _SAVE))
    least = min(one.chaos for one in matches)
    texts = {str(one): one.encoding for one in matches if one.chaos <= least}
    if len(texts) > 1:
        first, second = (text.split("\n") for text in list(texts)[:2])
        one, other = next(pair for pair in zip(first, second, strict=False) if pair[0] != pair[1])
        what = f"The file is not UTF-8, and could be read as “{one[:_SHOWN]}” or as “{other[:_SHOWN]}”."
        raise UsageError(Problem.at(name, what, _SAVE))
    return next(iter(texts.items()))


def _of_words(text: str) -> bool:
    """Whether a text can be meant: no word has signs within it, or a capital after a small letter beyond ASCII."""
    turned = any(one.islower() and two.isupper() and not two.isascii() for one, two in pairwise(text))
    return not turned and _BROKEN.search(text) is None


def _decoded(data: bytes, page: str) -> str | None:
    try:
        return data.decode(page)
    except UnicodeDecodeError:
        return None


def _telling(words: str) -> tuple[int, str]:
    """The first line with a letter beyond ASCII, and its number: there one sees whether it was read aright."""
    lines = words.splitlines() or [""]
    number = next((n for n, line in enumerate(lines) if not line.isascii()), 0)
    return number + 1, " ".join(lines[number].split())[:_SHOWN]
