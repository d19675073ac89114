"""A placard at once: one slogan in the look of a campaign, without a case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from packbuilder import check
from packbuilder.check import glyphs
from packbuilder.check.catalogues import catalogues
from packbuilder.deliver import Artifact
from packbuilder.errors import ContentError, ErrorCollector, Problem, Severity, UsageError
from packbuilder.job import Job
from packbuilder.language import controls
from packbuilder.model.case import Appeal, SubjectFacts
from packbuilder.model.fonts import Fonts
from packbuilder.model.loaded import Campaign, Layout, Source, Subject
from packbuilder.model.text import Entry, Text, escaped
from packbuilder.model.variant import HOME
from packbuilder.pipeline.edition import made
from packbuilder.pipeline.kept_results import KeptResults
from packbuilder.pipeline.progress import Tally
from packbuilder.pipeline.target import Target
from packbuilder.pipeline.workers import LocalCrew
from packbuilder.plan import Editions
from packbuilder.preflight.checks import refuse
from packbuilder.store import NoStore
from packbuilder.workspace.workspace import Workspace

LAYOUT = "placard"
_WORDS = "TEXT"  # what messages call the argument
_KEY = "slogan"
_BREAKING = re.compile("[^\\S\u00a0\u2007\u202f]+")  # any space but those that tie words


def placard(words: str, lang: str | None, job: Job) -> tuple[Artifact, tuple[Problem, ...]]:
    """The placard as a file, and the warnings about it; by default in the campaign's own language.

    Its code leads to the campaign's site. Raises UsageError for a language that the campaign does not have,
    ContentError and LayoutError for words that cannot be printed, and what is wrong with the campaign, its layouts and
    fonts.
    """
    found = ErrorCollector()
    workspace = Workspace.read(job.root, found)
    refuse(found, strict=False, draft=False)
    campaign, fonts = workspace.whole()
    if LAYOUT not in workspace.layouts:
        raise ContentError(*found)
    spoken = _language(lang, campaign)
    catalogues(workspace.layouts_folders, [spoken], found)
    refuse(found, strict=False, draft=False)
    subject = _subject(words, spoken, campaign, job.today)
    warnings = _checked(campaign, subject, workspace.layouts, fonts)
    edition = Editions(campaign, workspace.material()).of(subject, spoken, stock=job.paper)
    alone = replace(workspace, layouts={LAYOUT: _alone(workspace.layouts[LAYOUT])})
    target = Target(edition, HOME, alone, (spoken,))
    with LocalCrew() as crew:
        outcome = made([target], crew, KeptResults(NoStore()), Tally())
    outcome.raise_if_any()
    [file] = outcome.files
    return file, (*warnings, *file.problems)


def _language(lang: str | None, campaign: Campaign) -> str:
    known = campaign.settings.languages
    if lang is not None and lang not in known:
        what = f"The campaign does not speak `{lang}`."
        raise UsageError(Problem.at("--lang", what, f"Say one of {', '.join(known)}."))
    spoken = lang or campaign.settings.source_language
    if gaps := [one for one in check.languages.settings(campaign) if one.lang == spoken]:
        raise ContentError(*gaps)
    return spoken


def _subject(words: str, lang: str, campaign: Campaign, today: date) -> Subject:
    """The slogan alone, under the campaign's name; its code leads to the campaign's site."""
    line = _BREAKING.sub(" ", words.replace("&nbsp;", "\u00a0").replace("&shy;", "\u00ad")).strip()
    if not line:
        raise UsageError(Problem.at(_WORDS, "There is nothing to print.", "Say the slogan, in quotation marks."))
    if wrong := controls.faults(words):
        raise ContentError(*(Problem.at(_WORDS, one.what, one.remedy) for one in wrong))
    settings = campaign.settings
    appeal = Appeal(url={lang: settings.site}, page="front")
    facts = SubjectFacts(slug=_KEY, status="open", as_of=today, slogans=[_KEY], appeal=appeal)
    title = _text("title", lang, settings.name[lang])
    slogans = replace(_text("slogans", lang, ""), body=line, entries=(Entry(_KEY, escaped(line), 0),))
    texts = {lang: {"title": title, "slogans": slogans}}
    digests = {lang: sha256(line.encode()).hexdigest()}
    return Subject(_KEY, facts, Source(_WORDS, {}, ""), texts, {}, digests, {"public": texts})


def _text(name: str, lang: str, heading: str) -> Text:
    return Text(name, lang, _WORDS, escaped(heading), 0, "", 0, reviewed=True)


def _checked(campaign: Campaign, subject: Subject, layouts: Mapping[str, Layout], fonts: Fonts) -> tuple[Problem, ...]:
    """The warnings about the words; ContentError for characters that the house fonts lack, and for bad addresses."""
    found = [
        *check.worded_facts.wordy_slogans(subject),
        *check.code_sizes.held(subject, {LAYOUT: layouts[LAYOUT]}),
        *glyphs.missing(campaign, [subject], [], fonts),
    ]
    refuse([one for one in found if one.severity is Severity.ERROR], strict=False, draft=False)
    return tuple(one for one in found if one.severity is Severity.WARNING)


def _alone(layout: Layout) -> Layout:
    """The layout without what is made beside the page itself."""
    return replace(layout, facts=layout.facts.model_copy(update={"posters": [], "sheets": [], "picture": False}))


def free(place: Path) -> Path:
    """The place, or the next one with a number behind its name that is not taken."""
    numbered = (place.with_stem(f"{place.stem}-{n}") for n in range(2, 1000))
    return next((one for one in (place, *numbered) if not one.exists()), place)
