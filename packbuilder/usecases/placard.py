"""A placard at once: one slogan in the look of a campaign, without a case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from packbuilder import check
from packbuilder.check import glyphs
from packbuilder.check.catalogues import catalogues
from packbuilder.deliver import Artifact
from packbuilder.errors import ContentError, ErrorCollector, Problem, Severity, UsageError
from packbuilder.job import Job
from packbuilder.language import controls
from packbuilder.model.case import CaseFile
from packbuilder.model.fonts import Fonts
from packbuilder.model.loaded import Campaign, Case, Layout, Source
from packbuilder.model.text import Entry, Text, escaped
from packbuilder.model.variant import HOME
from packbuilder.pipeline.edition import make
from packbuilder.pipeline.target import Target
from packbuilder.plan import Editions
from packbuilder.preflight.checks import refuse
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
    case = _case(words, spoken, campaign, job)
    warnings = _checked(campaign, case, workspace.layouts, fonts)
    edition = Editions(campaign, workspace.material()).of(case, spoken, stock=job.paper)
    alone = replace(workspace, layouts={LAYOUT: _alone(workspace.layouts[LAYOUT])})
    target = Target(edition, HOME, alone, (spoken,))
    outcome = make(target, lambda _: None)
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


def _case(words: str, lang: str, campaign: Campaign, job: Job) -> Case:
    """A case that holds no more than the slogan, under the campaign's name."""
    line = _BREAKING.sub(" ", words.replace("&nbsp;", "\u00a0").replace("&shy;", "\u00ad")).strip()
    if not line:
        raise UsageError(Problem.at(_WORDS, "There is nothing to print.", "Say the slogan, in quotation marks."))
    if wrong := controls.faults(words):
        raise ContentError(*(Problem.at(_WORDS, one.what, one.remedy) for one in wrong))
    settings = campaign.settings
    facts = CaseFile.model_validate({
        "slug": _KEY, "kind": "urgent", "status": "open", "as_of": job.today, "opened": job.today, "sources": ["-"],
        "place": {"name": settings.name, "country": settings.name}, "demands": [{"key": _KEY, "by": _KEY}],
        "actions": [{"key": _KEY, "kind": "share"}], "slogans": [_KEY],
        "appeal": {"url": {lang: settings.site}, "page": "front"},
    })  # fmt: skip
    title = _text("title", lang, settings.name[lang])
    slogans = replace(_text("slogans", lang, ""), body=line, entries=(Entry(_KEY, escaped(line), 0),))
    texts = {lang: {"title": title, "slogans": slogans}}
    return Case(
        _KEY, facts, Source(_WORDS, {}, ""), texts, {}, {lang: sha256(line.encode()).hexdigest()}, {"public": texts}
    )


def _text(name: str, lang: str, heading: str) -> Text:
    return Text(name, lang, _WORDS, escaped(heading), 0, "", 0, reviewed=True)


def _checked(campaign: Campaign, case: Case, layouts: Mapping[str, Layout], fonts: Fonts) -> tuple[Problem, ...]:
    """The warnings about the words; ContentError for characters that the house fonts lack, and for bad addresses."""
    found = [
        *check.worded_facts.wordy_slogans(case),
        *check.code_sizes.held(case, {LAYOUT: layouts[LAYOUT]}),
        *glyphs.missing(campaign, [case], [], fonts),
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
