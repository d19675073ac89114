"""Labels that layouts or the program ask for and a language does not have."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from babel.messages.catalog import Catalog

from packbuilder.check.catalogues import Catalogues
from packbuilder.errors import Problem, Severity, Topic
from packbuilder.load.po_files import TYPOGRAPHY, forms, msgid
from packbuilder.model.loaded import Layout

# What the program itself prints, beside the labels of templates and layout.yaml.
PRINTED = (
    "Urgent appeal",
    "In memoriam",
    "What solidarity achieved",
    "Day of action",
    "QR code that leads to %(address)s",
    "%(n)s document",
    "one side",
    "turn on the long edge",
    "turn on the short edge",
    "cut",
    "fold in three",
    "fold, staple",
    "glue together",
    "%(size)s poster from %(n)s sheet of %(stock)s",
    "Report %(n)s, %(date)s",
    "Printed by %(who)s",
    "Responsible: %(who)s",
    "Picket: %(what)s",
    "QR code that opens an e-mail to %(names)s",
    "representing %(n)s member",
    "%(n)s letter",
    "Place, date",
    "Signed letters: %(what)s",
    "Dear %(name)s,",
    "Dear friends,",
    "The appeal on the web: %(url)s",
    "Act until",
    "Attached: %(files)s",
    "To download: %(url)s",
    "Checksum (SHA-256): %(sum)s",
    "To receive no more of these mails: %(url)s",
    "Protest by e-mail",
    "archive, as of %(date)s",
    "see “%(document)s”",
    "see %(address)s",
    "Sheet to print. Pages on it: %(pages)s.",
    "Actual size, 100%. Never “fit to page”.",
    "Row %(row)s, column %(column)s",
)
# What it asks of a language's typography, under that msgctxt.
CUSTOMS = ("quotes", "tied", "month")

_CALLS = ("_", "ngettext")
# The names of these functions, wherever they stand by themselves; behind one a string, its first argument.
_CALLED = re.compile(rf"(?<![\w.])(?:{'|'.join(_CALLS)})(?!\w)")
_PLAIN = re.compile(r"""\s*\(\s*(["'])([^"'\\\n]+)\1\s*[,)]""")
_Label = tuple[str | None, str]  # msgctxt and msgid


def missing(catalogues: Catalogues, folders: Sequence[Path], layouts: Mapping[str, Layout]) -> list[Problem]:
    """A gap for each label that one of the languages has no words for, with the place that asks for it.

    Templates that cannot be parsed are passed over here: composing reports them, with the line.
    """
    worded = {lang: _worded(read) for lang, read in catalogues.items() if read}
    common = set.intersection(*worded.values()) if worded else set()
    asked = dict(chain(_of_program(), _of_templates(folders, common), _of_layouts(layouts)))
    return [
        Problem.at(
            place or _file(lang),
            f"The label has no words in {lang}.",
            f"Add its msgstr to {_file(lang)}.",
            line=line,
            key=label,
            severity=Severity.GAP,
            topic=Topic.MISSING,
            lang=lang,
        )
        for lang, there in worded.items()
        for (context, label), (place, line) in asked.items()
        if (context, label) not in there
    ]


def _file(lang: str) -> str:
    return f"layouts/locale/{lang}.po"


def _worded(read: Mapping[Path, Catalog]) -> set[_Label]:
    """The labels that some catalogue of a language has words for."""
    return {
        (message.context, msgid(message))
        for catalogue in read.values()
        for message in catalogue
        if message.id and all(forms(message))
    }


def _of_program() -> Iterator[tuple[_Label, tuple[str, int]]]:
    for label in PRINTED:
        yield (None, label), ("", 0)
    for label in CUSTOMS:
        yield (TYPOGRAPHY, label), ("", 0)


def _of_layouts(layouts: Mapping[str, Layout]) -> Iterator[tuple[_Label, tuple[str, int]]]:
    for layout in layouts.values():
        for key, label in (("title", layout.facts.title), ("advice", layout.facts.advice)):
            yield (None, label), (layout.source.file, layout.source.line(key))


def _of_templates(folders: Sequence[Path], worded: Container[_Label]) -> Iterator[tuple[_Label, tuple[str, int]]]:
    """Of two templates with one name that of the earlier folder holds; the other is not printed.

    A template that asks for nothing but what is `worded` in all languages is not parsed: most of a check was that.
    """
    templates = {file.relative_to(folder): file for folder in reversed(folders) for file in folder.rglob("*.html")}
    for name, file in sorted(templates.items()):
        try:
            words = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        if not all((None, label) in worded for label in _plainly_asked(words)):
            for label, line in _asked(words):
                yield (None, label), (f"layouts/{name.as_posix()}", line)


def _plainly_asked(template: str) -> Iterator[str]:
    """What stands in each call for a label, and in comments; an empty one where that is more than a string."""
    for called in _CALLED.finditer(template):
        plain = _PLAIN.match(template, called.end())
        yield plain[2] if plain else ""


def _asked(template: str) -> Iterator[tuple[str, int]]:
    """The labels that a template asks for, each with its line; none of one that cannot be parsed."""
    from jinja2 import Environment, TemplateSyntaxError  # slow to import
    from jinja2.ext import extract_from_ast

    try:
        tree = Environment(autoescape=True).parse(template)
    except TemplateSyntaxError:
        return
    for line, _, words in extract_from_ast(tree, _CALLS):
        yield words if isinstance(words, str) else next(filter(None, words or ()), ""), line
