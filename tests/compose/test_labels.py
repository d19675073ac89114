"""Labels: every one that is asked for is there in every language, none for nothing; a missing one is named."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from gettext import c2py
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from packbuilder import load
from packbuilder.check import missing_labels as checked
from packbuilder.check.catalogues import catalogues
from packbuilder.compose import labels, pack_front
from packbuilder.compose.labels import Labels
from packbuilder.compose.view import _KINDS
from packbuilder.errors import ContentError, ErrorCollector, Problem, Severity
from tests.typeset import house

LOCALE = house.ROOT / "layouts" / "locale"
LANGUAGES = ("en", "ru", "kk")
PLURAL = (1, 2)
Label = tuple[str, str]  # the context, which is empty for most, and the msgid


def of_python() -> set[Label]:
    """What the program asks for: labels("…"), labels.plural("…", "…"), labels.typography("…"), and its tables."""
    keywords = {"labels": None, "plural": PLURAL, "typography": None, "_labelled": None}
    files = [
        file
        for part in ("compose", "pipeline", "impose", "letters", "mail", "usecases")
        for file in sorted((house.ROOT / "packbuilder" / part).glob("*.py"))
    ]
    calls = [call for file in files for call in extract_from_file("python", file, keywords=keywords)]
    found = {("", words if isinstance(words, str) else words[0]) for _, words, _, _ in calls}
    custom = {"quotes", "tied", "month"}
    assert {("", name) for name in custom} <= found
    tables = [*_KINDS.values(), *pack_front.TURNED.values(), *pack_front.FINISH.values()]
    return {("typography" if name in custom else "", name) for _, name in found} | {("", name) for name in tables}


def of_templates() -> set[Label]:
    """What templates ask for: _("…") and ngettext("…", "…", n)."""
    keywords = {"_": None, "ngettext": PLURAL}
    files = sorted((house.ROOT / "layouts").rglob("*.html"))
    options = {"trimmed": "false", "silent": "false"}
    calls = [
        call for file in files for call in extract_from_file("jinja2.ext:babel_extract", file, keywords, (), options)
    ]
    return {("", words if isinstance(words, str) else words[0]) for _, words, _, _ in calls}


def of_layouts() -> set[Label]:
    """What layout.yaml files ask for: their titles and printing advice."""
    own = [layout.facts for layout in load.layouts([house.ROOT / "layouts"], ErrorCollector()).values()]
    return {("", label) for facts in own for label in (facts.title, facts.advice)}


def catalog(lang: str) -> Catalog:
    with (LOCALE / f"{lang}.po").open("rb") as stream:
        return read_po(stream, abort_invalid=True)


def entries(lang: str) -> dict[Label, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Of each label of a catalogue its msgids and its msgstrs: one of each, or as many as there are forms."""
    found = {}
    for message in catalog(lang):
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if ids != ("",):
            found[message.context or "", ids[0]] = (tuple(ids), tuple(str(string) for string in strings))
    return found


def test_the_search_finds_the_labels_of_every_source() -> None:
    """Each of the three sources holds what we know it holds; an empty search would let everything pass."""
    assert {
        ("", "Urgent appeal"),
        ("", "%(n)s document"),
        ("", "one side"),
        ("", "fold in three"),
        ("typography", "tied"),
    } <= of_python()
    assert {("", "QR code that leads to %(address)s"), ("", "Day of action")} <= of_python()
    assert {("", "Read the appeal."), ("", "as of %(date)s"), ("", "DRAFT")} <= of_templates()
    assert {("", "Leaflet"), ("", "Campaign pack")} <= of_layouts()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_label_has_words_and_none_is_for_nothing(lang: str) -> None:
    """The catalogue holds exactly what templates, layouts and program ask for, and words for all of it."""
    there = entries(lang)
    assert of_python() | of_templates() | of_layouts() == set(there)
    assert [label for label, (_, strings) in there.items() if not all(strings)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_labels_and_their_words_have_the_same_placeholders(lang: str) -> None:
    """What is filled in for %(n)s is filled in in every language and every plural form, and nothing else is."""
    placeholder = re.compile(r"%\((\w+)\)s|%")
    there = entries(lang)
    asking = {label for label, (ids, _) in there.items() if "%(" in ids[0]}
    assert len(asking) >= 4
    for label in asking:
        ids, strings = there[label]
        assert {frozenset(placeholder.findall(words)) for words in (*ids, *strings)} == {
            frozenset(placeholder.findall(ids[0]))
        }, label


@pytest.mark.parametrize("lang", LANGUAGES)
def test_plural_forms_are_complete_and_those_of_the_language(lang: str) -> None:
    """As many forms as the header says, and its rule parts the numbers as the Unicode data of the language do."""
    read = catalog(lang)
    plurals = [strings for ids, strings in entries(lang).values() if len(ids) > 1]
    assert plurals
    assert all(len(strings) == read.num_plurals for strings in plurals)
    locale, form = labels.load([house.ROOT / "layouts"], lang, house.ROOT).locale, c2py(read.plural_expr)
    pairs = {(locale.plural_form(n), form(n)) for n in range(1000)}
    assert len(pairs) == len({category for category, _ in pairs}) == len({index for _, index in pairs})


def test_numbers_and_dates_hold_together_in_the_form_of_the_language() -> None:
    """Thousands and percentages never break; a date breaks between its parts only, never after a number."""
    shown = {}
    for lang in LANGUAGES:
        words = labels.load([house.ROOT / "layouts"], lang, house.ROOT)
        shown[lang] = [words.number(15000), words.percent(40), words.date(date(2011, 12, 16))]
        assert not any(" " in one for one in shown[lang][:2])
        assert not re.search(r"\d [^\W\d]", shown[lang][2])
    assert shown["en"] == ["15,000", "40%", "16\u00a0December 2011"]
    assert shown["ru"][0] == "15\u00a0000"
    assert "желтоқсан" in shown["kk"][2]


PO = """msgid ""
msgstr ""
"Language: {locale}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgctxt "typography"
msgid "tied"
msgstr "1"

msgid "Leaflet"
msgstr "Flugblatt"

msgid "Placard"
msgstr ""

msgid "%(n)s page"
msgid_plural "%(n)s pages"
msgstr[0] "%(n)s Seite"
msgstr[1] ""
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A layouts folder with one catalogue that has holes."""
    (tmp_path / "layouts" / "locale").mkdir(parents=True)
    (tmp_path / "layouts" / "locale" / "de.po").write_text(PO.format(locale="de_AT"), "utf-8")
    return tmp_path / "layouts"


@pytest.mark.parametrize("label", ["Placard", "Appeal"])
def test_a_label_without_words_is_an_error_that_names_it(folder: Path, label: str) -> None:
    """With an empty msgstr or none at all, asking for it is refused: catalogue, label, language, what to do."""
    words = labels.load([folder], "de", folder.parent)
    assert words("Leaflet") == "Flugblatt"
    with pytest.raises(ContentError) as refused:
        words(label)
    assert [str(problem) for problem in refused.value.problems] == [
        f"layouts/locale/de.po: {label}: The label has no words in de. Add its msgstr."
    ]


def test_a_plural_needs_all_its_forms(folder: Path) -> None:
    """One form of two is as good as none, also for a number that it would do for."""
    words = labels.load([folder], "de", folder.parent)
    with pytest.raises(ContentError, match="%\\(n\\)s page: The label has no words in de"):
        words.plural("%(n)s page", "%(n)s pages", 1)


def test_a_draft_prints_a_missing_label_in_brackets(folder: Path) -> None:
    """And keeps count of it; customs of the language have no stand-in."""
    words = labels.load([folder], "de", folder.parent, draft=True)
    assert (words("Appeal"), words("Leaflet")) == ("[Appeal]", "Flugblatt")
    assert words.plural("%(n)s page", "%(n)s pages", 3) == "[3\u00a0page]"
    assert [(problem.key, problem.severity) for problem in words.used_without] == [
        ("Appeal", Severity.GAP),
        ("%(n)s page", Severity.GAP),
    ]
    with pytest.raises(ContentError, match="quotes: The label has no words"):
        words.typography("quotes")


def test_a_language_without_a_catalogue_is_an_error_that_says_what_to_do(folder: Path) -> None:
    """It names the file that is missing."""
    with pytest.raises(ContentError, match=r"layouts/locale/fr\.po: fr: There are no labels .* Copy the \.po file"):
        labels.load([folder], "fr", folder.parent)


def test_the_campaigns_own_catalogue_wins_and_the_programs_fills_its_holes(folder: Path) -> None:
    """Folder by folder, the first that has words for a label gives them; the first one's locale holds."""
    second = folder.parent / "shipped" / "locale"
    second.mkdir(parents=True)
    theirs = PO.format(locale="de_DE").replace("Flugblatt", "Zettel")
    theirs = theirs.replace('"Placard"\nmsgstr ""', '"Placard"\nmsgstr "Schild"')
    (second / "de.po").write_text(theirs, "utf-8")
    words = labels.load([folder, second.parent], "de", folder.parent)
    assert (words("Leaflet"), words("Placard"), str(words.locale)) == ("Flugblatt", "Schild", "de_AT")


def found_by_check(folder: Path) -> list[Problem]:
    problems = ErrorCollector()
    missing = checked.missing(catalogues([folder], LANGUAGES, problems), [folder], load.layouts([folder], problems))
    return [*missing, *problems]


def test_checking_knows_all_that_the_program_itself_prints() -> None:
    """Its list of labels is what the code of composing asks for, neither more nor less."""
    listed = {("", label) for label in checked.PRINTED} | {("typography", label) for label in checked.CUSTOMS}
    assert listed == of_python()


def test_checking_names_each_missing_label_with_the_place_that_asks_for_it(tmp_path: Path) -> None:
    """Complete as they are, nothing is told; of three taken away, each with file and line that ask; drafts may pass."""
    copy = Path(shutil.copytree(house.ROOT / "layouts", tmp_path / "layouts"))
    assert found_by_check(copy) == []
    po = copy / "locale" / "kk.po"
    words = po.read_text("utf-8")
    for label in ("Contents", "Placard", "one side"):
        words, n = re.subn(rf'(msgid "{label}"\nmsgstr )".+"', r'\1""', words)
        assert n == 1
    po.write_text(words, "utf-8")
    found = found_by_check(copy)
    assert {(p.file, p.key, p.what, p.severity) for p in found} == {
        ("layouts/pack/page.html", "Contents", "The label has no words in kk.", Severity.GAP),
        ("layouts/placard/layout.yaml", "Placard", "The label has no words in kk.", Severity.GAP),
        ("layouts/locale/kk.po", "one side", "The label has no words in kk.", Severity.GAP),
    }
    for problem in found:
        asked_on = (tmp_path / problem.file).read_text("utf-8").splitlines()[problem.line - 1]
        assert problem.line == 0 or problem.key in asked_on


def test_checking_tells_a_language_without_a_catalogue_once(tmp_path: Path) -> None:
    """Not every label of it."""
    copy = Path(shutil.copytree(house.ROOT / "layouts", tmp_path / "layouts"))
    (copy / "locale" / "ru.po").unlink()
    assert [(p.file, p.severity) for p in found_by_check(copy)] == [("layouts/locale/ru.po", Severity.ERROR)]


@pytest.fixture
def spoken(tmp_path: Path) -> Callable[[str, str], Labels]:
    """Labels of a locale, whose catalogue says what is given and nothing else."""

    def made(locale: str, digits: str) -> Labels:
        (place := tmp_path / "locale").mkdir(exist_ok=True)
        custom = f'msgctxt "typography"\nmsgid "digits"\nmsgstr "{digits}"\n'
        (place / "xx.po").write_text(f'msgid ""\nmsgstr ""\n"Language: {locale}\\n"\n\n{custom}', "utf-8")
        return labels.load([tmp_path, house.ROOT / "layouts"], "xx", tmp_path)

    return made


@pytest.mark.parametrize(
    ("locale", "digits", "expected"),
    [
        ("fa", "", ("۴٬۲۰۰", "۶۰٪", "۵ ژوئیهٔ ۲۰۱۳")),
        ("bn", "", ("৪,২০০", "৬০%", "৫ জুলাই, ২০১৩")),
        ("ckb", "", ("٤٬٢٠٠", "٦٠٪", "٥ی تەمووزی ٢٠١٣")),
        ("my", "", ("၄,၂၀၀", "၆၀%", "၂၀၁၃ ဇူလိုင် ၅")),
        ("ne", "", ("४,२००", "६०%", "२०१३ जुलाई ५")),
        ("ar", "", ("4,200", "60%", "5 يوليو 2013")),
        ("ar", "arab", ("٤٬٢٠٠", "٦٠٪", "٥ يوليو ٢٠١٣")),
        ("fa", "latn", ("4,200", "60%", "5 ژوئیهٔ 2013")),
        ("hi", "deva", ("४,२००", "६०%", "५ जुलाई २०१३")),
        ("th", "", ("4,200", "60%", "5 กรกฎาคม ค.ศ. 2013")),
    ],
)
def test_digits_are_those_of_the_locale_or_of_choice(
    spoken: Callable[[str, str], Labels], locale: str, digits: str, expected: tuple[str, str, str]
) -> None:
    """In numbers, in percentages and in dates."""
    made = spoken(locale, digits)
    said = (made.number(4200), made.percent(60), made.date(date(2013, 7, 5)))
    marks = str.maketrans({"\u00a0": " "} | dict.fromkeys("\u200e\u200f\u061c"))
    assert tuple(one.translate(marks) for one in said) == expected


def test_languages_are_called_as_a_language_calls_them(spoken: Callable[[str, str], Labels]) -> None:
    assert spoken("de", "").language_name("kk") == "Kasachisch"
    assert spoken("ru", "").language_name("pt-BR") == "португальский (Бразилия)"
