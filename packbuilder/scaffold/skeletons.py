"""Beginning: skeletons of a campaign, a case, a branch and a language, whole and with comments.

A skeleton is a folder below layouts/_new; the campaign's own comes before the program's. In its files `{{slug}}`,
`{{lang}}` and the like stand for what was asked for. What people have to write themselves carries `todo: true`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from babel.core import get_global

from packbuilder.errors import Problem, UsageError
from packbuilder.markup import front_matter
from packbuilder.model.base import LANGUAGE, SLUG
from packbuilder.model.loaded import Campaign
from packbuilder.scaffold import schemas
from packbuilder.scaffold.catalogue import catalogue
from packbuilder.scaffold.settings import with_language
from packbuilder.workspace import locations

EXAMPLE = "example"  # the case that a new campaign begins with
_BLANK = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be written: where, and what is in it."""

    path: Path
    data: bytes


def campaign(folder: Path, today: date) -> list[NewFile]:
    """A campaign in a folder of its own, which builds with its example; UsageError where there is one already.

    `today` is when its example was opened and its addresses were last checked.
    """
    if (folder / "content").exists():
        raise UsageError(Problem.at(str(folder), "There is a campaign already.", "Name another folder."))
    example = {
        "slug": EXAMPLE,
        "lang": "en",
        "official": "town-council",
        "friends": "readers-union",
        "site": "https://mill-lane.example",
        **_days(today),
    }
    place = folder / "content" / "cases" / EXAMPLE
    files = [
        *_filled_in(_skeleton("campaign", []), folder, example),
        *_filled_in(_skeleton("case", []), place, example),
    ]
    files += (NewFile(path, data) for path, data in schemas.files(folder / "content" / "schema").items())
    ignored = folder / ".gitignore"
    return files if ignored.exists() else [*files, NewFile(ignored, b"/out/\n")]  # what is built can be built again


def _days(today: date) -> dict[str, str]:
    """The days of a skeleton: what it tells has happened in the weeks before, and asks to act in those that come."""
    return {
        "today": today.isoformat(),
        "month": f"{today - timedelta(days=60):%Y-%m}",
        "vote": (today - timedelta(days=30)).isoformat(),
        "later": (today + timedelta(days=60)).isoformat(),
    }


def case(home: Campaign, slug: str, today: date) -> list[NewFile]:
    """A case of this campaign, in its own language; UsageError for a name that is none, or that is taken.

    Each of its texts says that somebody has yet to write it.
    """
    place = home.root / "content" / "cases" / slug
    _require_free(place, slug)
    if not home.addresses:
        what, remedy = "The campaign has no address to write to yet.", "Put one into content/addresses.yaml first."
        raise UsageError(Problem.at("content/addresses.yaml", what, remedy))
    settings, by_role = home.settings, {address.role: key for key, address in reversed(list(home.addresses.items()))}
    first = next(iter(home.addresses))
    filled = {
        "slug": slug,
        "lang": settings.source_language,
        "site": settings.site,
        "official": by_role.get("embassy") or by_role.get("official") or first,
        "friends": by_role.get("solidarity", first),
        **_days(today),
    }
    copied = _filled_in(_skeleton("case", locations.layouts_folders(home.root)), place, filled)
    return [_marked_todo(new, place, settings.source_language) for new in copied]


def branch(home: Campaign, name: str, country: str) -> list[NewFile]:
    """A branch of this campaign; UsageError for a name that is none or is taken, and for an unknown country."""
    _require_free(home.root / "content" / "branches" / f"{name}.yaml", name)
    zone = _zone(country)
    embassies = [
        key for key, one in home.addresses.items() if one.role == "embassy" and one.country in {country, "any"}
    ]
    own = sorted(embassies, key=lambda key: home.addresses[key].country == "any")
    filled = {
        "id": name,
        "country": country,
        "zone": zone,
        "languages": ", ".join(home.settings.languages),
        "paper": "letter" if country in {"US", "CA"} else "a4",
        "embassy": f"embassy: {own[0]}" if own else "# embassy: a key of addresses.yaml",
    }
    skeleton = _skeleton("branch", locations.layouts_folders(home.root))
    return list(_filled_in(skeleton, home.root / "content" / "branches", filled))


def language(home: Campaign, code: str, cases: Sequence[str]) -> list[NewFile]:
    """A language: its labels, the texts that all cases share, those of some cases; and its place in campaign.yaml."""
    if not re.fullmatch(LANGUAGE, code):
        raise UsageError(Problem.at("CODE", f"`{code}` is no language code.", "Write one like `fr` or `pt-BR`."))
    if shorter := get_global("language_aliases").get(code):
        raise UsageError(Problem.at("CODE", f"`{code}` is no code of CLDR.", f"Write `{shorter}`."))
    if code in home.settings.languages:
        raise UsageError(Problem.at("CODE", f"The campaign speaks `{code}` already.", "Name another language."))
    if unknown := [slug for slug in cases if slug not in home.cases]:
        there = ", ".join(home.cases) or "no case yet"
        raise UsageError(
            *[Problem.at("--case", f"There is no case `{slug}`.", f"There is: {there}.") for slug in unknown]
        )
    source, content = home.settings.source_language, home.root / "content"
    texts = [content / "texts", *(content / "cases" / slug for slug in cases)]
    labels = catalogue(code, locations.layouts_folders(home.root))
    files = [NewFile(home.root / "layouts" / "locale" / f"{code}.po", labels), _with_language(home, code)]
    files += [new for folder in texts for new in _to_translate(folder / source, folder / code)]
    return [new for new in files if not new.path.exists() or new.path == content / "campaign.yaml"]


def _marked_todo(new: NewFile, place: Path, lang: str) -> NewFile:
    """A text of the skeleton in the folder of the campaign's own language, marked; any other file as it is."""
    if new.path.suffix != ".md":
        return new
    return NewFile(place / lang / new.path.name, front_matter.put(new.data.decode(), todo="true").encode())


def _require_free(place: Path, name: str) -> None:
    if not re.fullmatch(SLUG, name):
        remedy = "Write small letters, digits and hyphens, like `harbour-strike`."
        raise UsageError(Problem.at("NAME", f"`{name}` is no key.", remedy))
    if place.exists():
        raise UsageError(Problem.at(str(place), "This is there already.", "Choose another name."))


def _skeleton(kind: str, folders: Sequence[Path]) -> Path:
    """The folder of a skeleton; ValueError, a bug, where the program brings none."""
    for folder in (*folders, locations.shipped() / "layouts"):
        if (found := folder / "_new" / kind).is_dir():
            return found
    raise ValueError(f"there is no skeleton of a {kind}")


def _filled_in(skeleton: Path, place: Path, filled: Mapping[str, str]) -> Iterator[NewFile]:
    for file in sorted(path for path in skeleton.rglob("*") if path.is_file()):
        name = _BLANK.sub(lambda blank: filled[blank[1]], file.relative_to(skeleton).as_posix())
        words = _BLANK.sub(lambda blank: filled[blank[1]], file.read_text("utf-8"))
        yield NewFile(place / name, words.encode())


def _zone(country: str) -> str:
    """A time zone of a country, that of most of its people where it has several as far as CLDR knows."""
    zones = sorted(zone for zone, where in get_global("zone_territories").items() if where == country)
    if not zones:
        what, remedy = f"`{country}` is no country.", "Write its two capital letters, like `GB`."
        raise UsageError(Problem.at("--country", what, remedy))
    usual = {"US": "America/New_York", "RU": "Europe/Moscow", "DE": "Europe/Berlin", "CA": "America/Toronto"}
    return usual.get(country, zones[0])


def _with_language(home: Campaign, code: str) -> NewFile:
    """campaign.yaml with the language among `languages`; every other line stays as it is."""
    file = home.root / "content" / "campaign.yaml"
    return NewFile(file, with_language(file.read_bytes().decode("utf-8"), code).encode())


def _to_translate(source: Path, place: Path) -> Iterator[NewFile]:
    """The texts of the source language, to be translated where they stand."""
    for file in sorted(source.glob("*.md")):
        words = front_matter.below(file.read_text("utf-8"))
        yield NewFile(place / file.name, front_matter.put(words, reviewed="false", todo="true").encode())
