"""What a person says in a mailing of their own: a subject, and words before those of the case.

Each is said once for all, or for a language, as in `ru=…`; whatever is said is said for every language of the list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from packbuilder.check.placeholders import unfilled
from packbuilder.errors import ContentError, ErrorCollector, Problem, UsageError
from packbuilder.load import files, markdown
from packbuilder.model.secrets import Secret
from packbuilder.model.text import INTRO, Text

_LONGEST = 200  # letters of a subject; programs show some 60


@dataclass(frozen=True, slots=True)
class CustomWording:
    """A subject and an introduction by language; none where the case's own words stand alone."""

    subjects: Mapping[str, str] = field(default_factory=dict)
    intros: Mapping[str, Text] = field(default_factory=dict)


def custom_wording(
    subjects: Sequence[str], intros: Sequence[str], listed: Sequence[str], known: Collection[str]
) -> CustomWording:
    """What is said for each of the languages of a list; `known` are all that the campaign has.

    UsageError for what is missing or said twice, ContentError for what is wrong in a file.
    """
    problems = ErrorCollector()
    unread = ErrorCollector()
    lines = _spread("--subject", subjects, listed, known, problems)
    problems.extend(_unfit(lines))
    paths = _spread("--intro", intros, listed, known, problems)
    texts = {lang: _text(Path(path), lang, unread) for lang, path in paths.items()}
    problems.raise_if_any(UsageError)
    unread.raise_if_any(ContentError)
    return CustomWording({lang: " ".join(line.split()) for lang, line in lines.items()}, texts)


def _spread(
    option: str, said: Sequence[str], listed: Sequence[str], known: Collection[str], problems: ErrorCollector
) -> dict[str, str]:
    """What is said, by each language of the list."""
    found: dict[str, str] = {}
    names = {lang.casefold(): lang for lang in known}
    for one in said:
        begin, sign, rest = one.partition("=")
        lang = names.get(begin.strip().casefold(), "") if sign else ""
        for name in [lang] if lang else listed:
            if name in found:
                problems.add(Problem.at(option, f"It is said twice for `{name}`.", "Say it once."))
            found[name] = rest if lang else one
        if not lang and len(listed) > 1:
            what = f"The list asks for mails in {', '.join(listed)}, and this is said for all of them."
            problems.add(Problem.at(option, what, f"Say {option} {listed[0]}=… and so on, once for each."))
    missing = [lang for lang in listed if said and lang not in found]
    if missing:
        what = f"The list asks for mails in {', '.join(missing)}, and nothing is said for them."
        problems.add(Problem.at(option, what, f"Say {option} {missing[0]}=…, too."))
    return found


def _unfit(lines: Mapping[str, str]) -> Iterator[Problem]:
    """Subjects that are none."""
    for line in dict.fromkeys(lines.values()):
        if not line.strip():
            yield Problem.at("--subject", "The subject is empty.", "Say one, or leave it out.")
        elif len(line) > _LONGEST:
            what = f"The subject has {len(line)} letters; at most {_LONGEST} are sent, and some 60 are seen."
            yield Problem.at("--subject", what, "Make it shorter.")
        elif not line.isprintable():
            yield Problem.at("--subject", "The subject is not one line of words.", "Say it in one line.")
        yield from unfilled("--subject", 0, line)


def _text(path: Path, lang: str, problems: ErrorCollector) -> Text:
    """A file of paragraphs, by the rules of the texts of a case that have no heading."""
    blank = Text(INTRO, lang, path.name, "", 0, "", 0, reviewed=True)
    words = files.text(path.parent, path, problems)
    if words is None:
        return blank
    problems.extend(unfilled(path.name, 1, words))
    return markdown.text(words, blank, problems)


def refuse_secrets(said: CustomWording, lang: str, secrets: Collection[Secret]) -> None:
    """ContentError for what may not be read by those whom the mails go to."""
    parts = {"--subject": said.subjects.get(lang, "")}
    if lang in said.intros:
        parts[said.intros[lang].file] = said.intros[lang].body
    found = [
        Problem.at(place, f"It holds what is withheld ({secret.place}).", "Leave it out.", key="withheld")
        for place, words in parts.items()
        for secret in secrets
        if secret.found_in(words)
    ]
    if found:
        raise ContentError(*dict.fromkeys(found))
