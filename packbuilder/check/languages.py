"""Languages: folders the campaign does not know, and lines that one of its languages lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from packbuilder.check import references
from packbuilder.errors import Problem, Severity, Topic
from packbuilder.load.spelling import suggestion
from packbuilder.model.loaded import Campaign, Case, Source

Lines = Mapping[str, str]


def folders(campaign: Campaign, case: Case) -> Iterator[Problem]:
    """Language folders that are none of the campaign's languages; a case without any text."""
    folder = case.source.file.rsplit("/", 1)[0]
    for lang in case.texts:
        if lang not in campaign.settings.languages:
            there = f"Add it to `languages` in campaign.yaml, or put it by as `_{lang}`."
            remedy = suggestion(lang, campaign.settings.languages, there)
            yield Problem.at(f"{folder}/{lang}", f"`{lang}` is none of the campaign's languages.", remedy)
    if not references.spoken(campaign, case):
        what = "The case has texts in none of the campaign's languages."
        yield Problem.at(folder, what, f"Write them in a folder `{campaign.settings.source_language}`.")


def settings(campaign: Campaign) -> Iterator[Problem]:
    """What every document says about the campaign, in each of its languages."""
    langs = campaign.settings.languages
    yield from lacking(campaign.source, ("name",), campaign.settings.name, langs)
    yield from lacking(campaign.source, ("imprint",), campaign.settings.imprint, langs)


def read(campaign: Campaign) -> Iterator[Problem]:
    """Languages that an office reads and that nobody has a name for: the sheet of addresses prints it."""
    from babel import Locale, UnknownLocaleError  # slow to import

    source = campaign.addresses_source
    for key, address in campaign.addresses.items():
        for number, lang in enumerate(address.languages):
            try:
                Locale.parse(lang, sep="-")
            except (ValueError, UnknownLocaleError):
                place = ("addresses", key, "languages", number)
                what, remedy = f"`{lang}` is no language that CLDR knows.", "Write a code like `es` or `zh-Hant`."
                yield source.problem(place, what, remedy, key=f"addresses.{key}.languages")


def lines(campaign: Campaign, case: Case) -> Iterator[Problem]:
    """Names, places and addresses on the web that a language of the case lacks."""
    langs, facts = references.spoken(campaign, case), case.facts
    yield from lacking(case.source, ("appeal", "url"), facts.appeal.url, langs)
    yield from lacking(case.source, ("place", "name"), facts.place.name, langs)
    yield from lacking(case.source, ("place", "region"), facts.place.region, langs)
    yield from lacking(case.source, ("place", "country"), facts.place.country, langs)
    for number, person in enumerate(facts.people):
        if person.consent != "none":
            yield from lacking(case.source, ("people", number, "name"), person.name, langs)
    for key in references.used(campaign, case):
        name = campaign.addresses[key].name
        yield from lacking(campaign.addresses_source, ("addresses", key, "name"), name, langs)


def letters(campaign: Campaign, case: Case) -> Iterator[Problem]:
    """Salutations and closings that the letters of the case lack in a language."""
    for addressee in case.facts.addressees:
        if (address := campaign.addresses.get(addressee.address)) is None:
            continue
        for part, by_language in (("salutation", address.salutation), ("closing", address.closing)):
            place = ("addresses", addressee.address, part)
            langs = references.spoken(campaign, case)
            yield from lacking(campaign.addresses_source, place, by_language or {}, langs, Severity.GAP)


def lacking(
    source: Source, place: references.Place, lines: Lines | None, langs: list[str], severity: Severity = Severity.GAP
) -> Iterator[Problem]:
    """A problem for each of the languages that has no line; none where nothing is said in any language."""
    if lines is None:  # as the model allows
        return
    key = ".".join(str(part) for part in place if isinstance(part, str))
    for lang in langs:
        if lang not in lines:
            what = f"The language `{lang}` is missing."
            yield source.problem(
                place, what, f"Add a line `{lang}:`.", key=key, severity=severity, topic=Topic.MISSING, lang=lang
            )
