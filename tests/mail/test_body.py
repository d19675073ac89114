"""Prose of a case in the plain text of a mail: a line for each paragraph and item, with the mark that is printed."""

from __future__ import annotations

from packbuilder.compose.plain_text import paragraphs
from packbuilder.compose.typography import Typography


def test_lists_keep_their_marks() -> None:
    written = "8. March is the day.\n\n9. One\n10. Two\n\nAnd\n\n- three\n\n- four"
    lines = [line.replace("\u00a0", " ") for line in paragraphs(Typography("“”‘’", 1).block(written))]
    assert lines == ["8. March is the day.", "9. One", "10. Two", "And", "– three", "– four"]
