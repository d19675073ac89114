"""The picket of London in the real campaign: in the guide and in the calendar, at noon by its own clock."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import icalendar
import pypdfium2

from tests import program


def test_a_branch_gets_its_pickets_as_a_guide_and_as_a_calendar(tmp_path: Path) -> None:
    done = program.invoke(
        "build", "--case", "day-of-action-2011", "--branch", "london", "--lang", "en", "--only", "picket",
        "--out", tmp_path,
    )  # fmt: skip
    program.well(done)
    place = tmp_path / "day-of-action-2011"
    files = program.delivered(place)
    [event] = icalendar.Calendar.from_ical(files["london/en/pickets.ics"]).walk("VEVENT")
    assert event.decoded("dtstart").isoformat() == "2011-12-16T12:00:00+00:00"
    assert "33 Thurloe Square" in str(event.decoded("location"))
    guide = pypdfium2.PdfDocument(files["london/en/picket.pdf"])[0].get_textpage().get_text_range()
    assert "Friday, 16 December 2011, 12:00" in " ".join(guide.split())
    assert datetime.fromisoformat("2011-12-16T12:00").strftime("%H:%M") in guide
    assert {entry["branch"] for entry in program.manifest(place)["files"]} == {"london"}
