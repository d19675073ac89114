"""The records of an edition and its documents: what they were made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import PurePosixPath

from packbuilder.check import references
from packbuilder.deliver import Artifact
from packbuilder.model.record import Record, facts, lines, settings
from packbuilder.pipeline.target import Target
from packbuilder.plan import Edition


def record(edition: Edition, material: Sequence[str], *, draft: bool) -> Record:
    """The record of an edition; `material` are the digests of the layouts, labels and fonts that it is printed with."""
    case, campaign, lang = edition.case, edition.campaign, edition.lang
    used = [key for key in references.used(campaign, case) if key in campaign.addresses]
    own = settings("branch", edition.branch.facts, lang) if edition.branch else {}
    return Record(
        code=edition.code,
        edition=edition.code,
        document="",
        layout="",
        variant="",
        case=case.slug,
        lang=lang,
        branch=edition.branch.facts.id if edition.branch else "",
        audience=edition.audience,
        paper=edition.stock.label,
        draft=draft,
        texts={name: text.words for name, text in sorted(case.texts[lang].items())},
        addresses={key: lines(campaign.addresses[key], lang, mailable=key in edition.mailable) for key in sorted(used)},
        facts=facts(case.facts) | settings("setting", campaign.settings, lang) | own,
        house=sha256("\n".join(material).encode()).hexdigest(),
    )


def records(target: Target, files: Iterable[Artifact]) -> Iterator[Record]:
    """The record of a target's edition, and those of its documents, of which `files` were made."""
    of_edition = record(target.edition, target.material, draft=target.draft)
    yield of_edition
    singles = [file for file in files if file.origin == target.origin and file.form in {"page", "pack"}]
    for file in singles:
        yield of_edition.of_document(file.code, PurePosixPath(file.path).stem, file.layout, target.variant.name)
