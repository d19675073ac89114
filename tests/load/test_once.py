"""What is written once for all languages is read as what is written for each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from packbuilder import load
from packbuilder.errors import ErrorCollector
from tests import program
from tests.program import change

NAMED = {  # file, what stands there for each language, and once for all
    "name of the campaign": ("content/campaign.yaml", r"^name: \{[^}]*\}", "name: Harbour"),
    "imprint": (
        "content/campaign.yaml",
        r"^imprint:\n(?:  .*\n)+|^imprint: \{[^}]*\}",
        "imprint: Harbour, 5 Lock Road\n",
    ),
    "name of an office": ("content/addresses.yaml", r"(?<=^    )name: \{[^}]*\}", "name: Harbour Office"),
    "name of a place": ("content/cases/ferry/case.yaml", r"(?<=^  )name: \{[^}]*\}", "name: Northport"),
    "address of the appeal": (
        "content/cases/ferry/case.yaml",
        r"(?<=^  )url: \{[^}]*\}",
        "url: https://harbour.example/a",
    ),
}


def replaced(root: Path, name: str) -> str:
    file, pattern, once = NAMED[name]
    words = (root / file).read_text("utf-8")
    changed, count = re.subn(pattern, once, words, count=1, flags=re.MULTILINE)
    assert count == 1, name
    (root / file).write_text(changed, "utf-8")
    return once.partition(": ")[2].strip()


@pytest.mark.parametrize("name", NAMED)
def test_what_is_the_same_in_each_language_is_written_once(base: Path, name: str) -> None:
    said = replaced(base, name)
    problems = ErrorCollector()
    campaign = load.campaign(base, problems)
    assert campaign is not None
    case = load.case(campaign, "ferry", problems)
    assert case is not None
    assert [problem for problem in problems if problem.severity.name == "ERROR"] == []
    held = [campaign.settings.name, campaign.settings.imprint, case.facts.place.name, case.facts.appeal.url]
    held += [address.name for address in campaign.addresses.values()]
    [spread] = [one for one in held if said in one.values()]
    assert spread == dict.fromkeys(campaign.settings.languages, said)


def test_a_letter_opens_differently_in_each_language(base: Path) -> None:
    """Sentences are in one language: a single one for all of them is a mistake."""
    change(base / "content/addresses.yaml", "    role: official", "    salutation: Dear Minister,\n    role: official")
    done = program.invoke("check", "--root", base)
    assert done.exit_code == 3
    assert re.search(r"addresses\.yaml:\d+: addresses\.\w+\.salutation: ", done.stderr)


def test_rules_hold_for_what_is_written_once(base: Path) -> None:
    replaced(base, "address of the appeal")
    change(
        base / "content/cases/ferry/case.yaml", "https://harbour.example/a", "https://harbour.example/a?utm_source=x"
    )
    done = program.invoke("check", "--root", base)
    assert done.exit_code == 3
    assert "case.yaml" in done.stderr
    assert "appeal.url" in done.stderr


def test_the_key_of_an_office_is_no_field(base: Path) -> None:
    """An office may be called what a field of offices is called."""
    replaced(base, "name of an office")
    addresses = base / "content/addresses.yaml"
    words = addresses.read_text("utf-8")
    key = re.search(r"^  ([\w-]+):\n    name: Harbour Office", words, re.MULTILINE)
    assert key is not None
    addresses.write_text(words.replace(f"  {key[1]}:\n", "  site:\n"), "utf-8")
    campaign = load.campaign(base, ErrorCollector())
    assert campaign is not None
    assert campaign.addresses["site"].name == {"en": "Harbour Office", "ru": "Harbour Office"}
