"""The contents of a campaign: its name, its site, and the day and words of each of its cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256

from packbuilder.job import Job
from packbuilder.model.audience import AUDIENCES
from packbuilder.model.base import Audience
from packbuilder.model.case import CONTENTS, Appeal, Status, SubjectFacts
from packbuilder.model.loaded import Campaign, Case, Source, Subject
from packbuilder.model.redaction import redacted, secrets
from packbuilder.model.text import Text, escaped
from packbuilder.model.variant import HOME
from packbuilder.pipeline.contents_document import layout_of, made
from packbuilder.pipeline.delivery import Delivery
from packbuilder.pipeline.kept_results import KeptResults
from packbuilder.pipeline.progress import Tally
from packbuilder.pipeline.retention import code
from packbuilder.pipeline.target import Target
from packbuilder.pipeline.workers import Crew
from packbuilder.plan import Editions
from packbuilder.preflight.checks import Preflight


def spoken(cases: Sequence[Case], lang: str) -> list[Case]:
    """The cases that have texts in a language: those that its contents list."""
    return [case for case in cases if lang in case.texts]


def contents(campaign: Campaign, cases: Sequence[Case], lang: str, audience: Audience) -> Subject:
    """The whole campaign as a subject, as of the day of its newest case.

    Beside its title, its texts are what each case is called and says first, as the audience may read it.
    """
    settings, newest = campaign.settings, max(case.facts.as_of for case in cases)
    status: Status = "archived" if all(case.facts.status == "archived" for case in cases) else "open"
    appeal = Appeal(url={lang: settings.site}, page="front")
    facts = SubjectFacts(slug=CONTENTS, status=status, as_of=newest, appeal=appeal)
    title = Text("title", lang, CONTENTS, escaped(settings.name[lang]), 0, "", 0, reviewed=True)
    told = [_told(campaign, case, lang, audience) for case in cases]
    texts = {lang: {"title": title} | {one.name: one for one in told}}
    made_from = [case.digests[lang] for case in cases]
    digest = sha256("\n".join(made_from).encode()).hexdigest()
    readable = dict.fromkeys(AUDIENCES, texts)
    return Subject(CONTENTS, facts, Source(CONTENTS, {}, ""), texts, {}, {lang: digest}, readable)


def _told(campaign: Campaign, case: Case, lang: str, audience: Audience) -> Text:
    texts = redacted(campaign, case, audience)[1].texts[lang]
    said = [texts[name].words for name in ("title", "standfirst") if name in texts]
    return Text(f"cases/{case.slug}", lang, CONTENTS, "", 0, "", 0, words="\n".join(said), reviewed=True)


def delivery(job: Job, seen: Preflight, crew: Crew, kept: KeptResults, tally: Tally) -> Delivery | None:
    """The contents of the campaign in each language, where all cases are built and they are wanted."""
    layout = layout_of(seen.workspace.layouts)
    whole = not (job.cases or job.branches) and seen.cases and HOME in job.variants
    if not whole or layout is None or (job.only and layout.name not in job.only):
        return None
    editions = seen.editions(job.today)

    def subject(lang: str, audience: Audience) -> Subject | None:
        cases = spoken(seen.cases, lang)
        return contents(editions.campaign, cases, lang, audience) if cases else None

    wanted = [lang for lang in editions.campaign.settings.languages if lang in (job.langs or [lang])]
    targets = [_target(job, seen, editions, case) for lang in wanted if (case := subject(lang, job.audience))]
    newest = max(case.facts.as_of for case in seen.cases)
    return Delivery(
        CONTENTS,
        newest,
        targets,
        partial(made, crew=crew, kept=kept, tally=tally, cases=seen.cases),
        partial(code, editions, subject),
    )


def _target(job: Job, seen: Preflight, editions: Editions, listing: Subject) -> Target:
    """The contents in the one language of their texts; what any of the cases withholds is in none of them."""
    [lang] = listing.texts
    edition = editions.of(listing, lang, audience=job.audience, stock=job.paper, draft=job.draft)
    listed = spoken(seen.cases, lang)
    withheld = [one for case in listed for one in secrets(edition.campaign, case, edition.audience, listed)]
    edition = replace(edition, secrets=tuple(dict.fromkeys([*edition.secrets, *withheld])))
    return Target(edition, HOME, seen.workspace, (lang,), editions.material, draft=job.draft)
