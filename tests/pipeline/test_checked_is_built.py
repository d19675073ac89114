"""What `check` passes is built, or refused because it does not fit, and for nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from packbuilder.errors import PackError
from packbuilder.job import Job
from packbuilder.pipeline import build
from packbuilder.preflight.checks import preflight, refuse
from packbuilder.preflight.omissions import foretold

TESTS = Path(__file__).parents[1]
DAY = date(2013, 7, 5)
_FIT = ("at the smallest size, ", "and its smallest size is ", " at its smallest size, ")

WORDS = st.sampled_from(
    ["No!", "Straße", "STRASSE", "O’Neill", "“So”, they say", "A–B", "50%", "e.g. 3 km", "ﬁne", "Łódź", "naïve",
     "Ünïon", "x" * 24, "Hands off the crew of the ferry and of all its boats", "1,200", "Σίσυφος", "№ 7"]
)  # fmt: skip
LINES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
EACH = LINES.map(lambda words: {"en": words})
WEB = st.sampled_from(
    ["https://harbour.example", "http://harbour.example/a/b", "https://harbour.example:8443/x", "https://h.example/?q=1",
     "https://порт.example/путь", "https://harbour.example/" + "a" * 60, "https://harbour.example/#x", "open"]
)  # fmt: skip
COUNTRIES = st.sampled_from(["GB", "DE", "KZ", "US", "any", "JP", "CH", "BR", "CG"])
LANGS = st.lists(st.sampled_from(["en", "es", "kk", "zh-Hant", "pt-BR", "haw", "ar"]), max_size=3, unique=True)
MAIL = st.sampled_from(["a@b.example", ["a@b.example", "c@d.example"], "open", None])
PHONE = st.sampled_from(["+44 20 7946 0000", "open", None])
POSTAL = st.lists(LINES, min_size=1, max_size=12) | st.sampled_from(["open", None])
DATES = st.sampled_from([date(2013, 6, 20), date(1850, 1, 1), "2013-06", "1999", "open"])
FIGURES = st.sampled_from(
    [(7, "count"), (0, "count"), (9.5, "GBP"), (1234567, "KZT"), (0.05, "percent"), (100, "percent"), (1905, "year"),
     (40, "hours"), (2.5, "kilometer"), (date(2013, 6, 1), "date"), ("open", "count"), ("open", "percent"),
     ("open", "year"), ("open", "date"), (1_200_000_000, "USD"), (-3, "celsius"), (3, "light-year"), (12, "XXX")]
)  # fmt: skip


@dataclass
class Files:
    """The files of the campaign as they are to be written."""

    campaign: dict[str, Any]
    addresses: dict[str, Any]
    case: dict[str, Any]
    texts: dict[str, str] = field(default_factory=dict)


Change = Callable[[Files, st.DataObject], None]


def _address(files: Files, data: st.DataObject) -> None:
    one = files.addresses["addresses"][data.draw(st.sampled_from(["ministry", "ferry-line", "crew-union"]))]
    part, values = data.draw(
        st.sampled_from(
            [("languages", LANGS), ("country", COUNTRIES), ("email", MAIL), ("phone", PHONE), ("postal", POSTAL),
             ("site", WEB), ("name", EACH), ("salutation", EACH), ("closing", EACH),
             ("role", st.sampled_from(["embassy", "official", "company", "solidarity"]))]
        )
    )  # fmt: skip
    _set(one, part, data.draw(values))


def _campaign(files: Files, data: st.DataObject) -> None:
    parts = [("name", EACH), ("imprint", EACH), ("site", WEB), ("checked_days", st.sampled_from([1, 20, 400]))]
    part, values = data.draw(st.sampled_from(parts))
    _set(files.campaign, part, data.draw(values))


def _appeal(files: Files, data: st.DataObject) -> None:
    files.case["appeal"] = {"url": {"en": data.draw(WEB)}, "page": data.draw(st.sampled_from(["own", "front", "open"]))}
    if (short := data.draw(st.none() | WEB)) is not None:
        files.case["appeal"]["short"] = {"en": short}


def _facts(files: Files, data: st.DataObject) -> None:
    value, unit = data.draw(FIGURES)
    files.case["figures"][0] |= {"value": value, "unit": unit, "compact": data.draw(st.booleans())}
    files.case["timeline"][0]["when"] = data.draw(DATES)
    files.case["opened"] = data.draw(st.sampled_from([date(2013, 6, 20), "open"]))
    files.case["place"]["name"] = data.draw(EACH)


def _actions(files: Files, data: st.DataObject) -> None:
    kinds = ["write", "telephone", "message", "picket", "petition", "donate", "film", "read", "share"]
    action = {"key": "sign", "kind": data.draw(st.sampled_from(kinds))}
    for part, values in (("url", WEB), ("phone", PHONE)):
        _set(action, part, data.draw(st.none() | values))
    files.case["actions"][1] = action


def _state(files: Files, data: st.DataObject) -> None:
    files.case["status"] = data.draw(st.sampled_from(["open", "closed", "archived"]))
    files.case["kind"] = data.draw(st.sampled_from(["urgent", "in-memoriam", "outcome", "action-day"]))
    _set(files.case, "act_until", data.draw(st.sampled_from([date(2013, 7, 31), "open", None])))
    files.case["demands"] = files.case["demands"][: data.draw(st.integers(0, 2))]
    _set(files.case, "copies", data.draw(st.sampled_from([["crew-union"], []])))


def _texts(files: Files, data: st.DataObject) -> None:
    files.texts["title"] = f"# {data.draw(LINES)}\n"
    files.texts["headline"] = f"# {data.draw(LINES)}\n"
    files.texts["slogans"] = f"# Slogans\n\n- boats: {data.draw(LINES)}\n- hands-off: {data.draw(LINES)}\n"
    files.texts["story"] = f"# {data.draw(LINES)}\n\n{data.draw(LINES)}\n\n{data.draw(LINES)} *{data.draw(WORDS)}*\n"


CHANGES: list[Change] = [_address, _campaign, _appeal, _facts, _actions, _state, _texts]


def _set(part: dict[str, Any], key: str, value: object) -> None:
    if value is None:
        part.pop(key, None)
    else:
        part[key] = value


def written(root: Path, changes: list[Change], data: st.DataObject) -> None:
    """The small campaign in English alone, with some of it changed."""
    shutil.rmtree(root, ignore_errors=True)
    for source in (TESTS / "faults" / "base", TESTS / "small"):
        shutil.copytree(source, root, dirs_exist_ok=True)
    content, yaml = root / "content", YAML(typ="safe", pure=True)
    shutil.rmtree(content / "cases/ferry/ru")
    places = [content / "campaign.yaml", content / "addresses.yaml", content / "cases/ferry/case.yaml"]
    files = Files(*(yaml.load(place) for place in places))
    files.campaign["languages"] = ["en"]
    for change in changes:
        change(files, data)
    for place, whole in zip(places, (files.campaign, files.addresses, files.case), strict=True):
        yaml.dump(whole, place)
    for name, words in files.texts.items():
        (content / f"cases/ferry/en/{name}.md").write_text(words, "utf-8")


def passes(job: Job) -> bool:
    """Whether `check` says that it can be built."""
    try:
        refuse(foretold(job, preflight(job)).problems, strict=False, draft=False)
    except PackError:
        return False
    return True


def refused(job: Job) -> list[str]:
    """Build it; what is said of that which cannot be built and is no question of room."""
    try:
        made = list(build(job))
    except PackError as error:
        return [str(one) for one in error.problems if not any(said in one.what for said in _FIT)]
    return [f"{one.case}: nothing was made" for one in made if not one.files]


def test_what_check_passes_is_built_or_does_not_fit(tmp_path: Path) -> None:
    """Addresses, campaign, appeal, facts, actions, state and texts, each with values that people write."""
    root, tried = tmp_path / "campaign", list[bool]()

    @settings(
        max_examples=6,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(st.sampled_from(CHANGES), min_size=1, max_size=3), st.data())
    def each(changes: list[Change], data: st.DataObject) -> None:
        written(root, changes, data)
        job = Job(root, root / "out", DAY, only=("leaflet", "placard", "appeal", "letter"))
        tried.append(passes(job))
        assert not tried[-1] or refused(job) == []

    each()
    assert sum(tried) > len(tried) / 4
