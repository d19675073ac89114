"""Loading and checking start fast: they import nothing that sets, reads or draws pages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAVY = ("weasyprint", "pypdf", "pypdfium2", "jinja2", "qrcode", "babel")
LATER = ("ruamel.yaml", "yaml", "markdown_it", "PIL", "uharfbuzz", "difflib", "phonenumbers", "icalendar")

IMPORTED = """
import sys
from packbuilder import check, load
from packbuilder.scaffold import schemas
from packbuilder.check import glyphs
print(*sys.modules)
"""
USED = """
import sys
from datetime import date
from pathlib import Path
from packbuilder import check, load
found = []
campaign = load.campaign(Path("content").parent, found)
cases = [load.case(campaign, slug, found) for slug in campaign.cases]
layouts = load.layouts([Path("layouts")], found)
check.campaign(campaign, cases, layouts, date(2013, 7, 5))
assert cases and layouts
print(*sys.modules)
"""
# What sets, draws and reads pages, and what tells of them or of what is wrong.
MAKING = ("weasyprint", "pydyf", "cffi", "pypdf", "pypdfium2", "pikepdf", "zxingcpp", "qrcode", "numpy", "icu4py")
TELLING = ("rich", "jinja2", "ruamel.yaml", "fontTools", "packbuilder.deliver", "packbuilder.typeset")
CHECKED = """
import sys
from packbuilder.cli import main
try:
    main(["check", "--case", "zhezkazgan"])
except SystemExit:
    pass
print(*sys.modules)
"""


def modules(program: str, folder: Path) -> set[str]:
    """The modules that are there at the end of a program of its own."""
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_importing_waits_with_what_may_not_be_needed(repository: Path) -> None:
    imported = modules(IMPORTED, repository)
    assert "packbuilder.check.rules" in imported
    assert not imported & {*HEAVY, *LATER}


def test_checking_a_campaign_needs_no_engine(repository: Path) -> None:
    used = modules(USED, repository)
    assert {"yaml", "markdown_it"} <= used
    assert "ruamel.yaml" not in used  # nothing is wrong with the files
    assert not used & {*HEAVY} - {"babel"}  # which knows the direction of a script


def test_a_check_imports_nothing_that_makes_a_page(repository: Path) -> None:
    used = modules(CHECKED, repository)
    assert {"packbuilder.check.rules", "uharfbuzz"} <= used
    assert not used & {*MAKING, *TELLING}
