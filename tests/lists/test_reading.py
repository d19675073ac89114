"""Lists of people: a row is what its columns say, or is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from packbuilder import lists
from packbuilder.errors import ErrorCollector, Problem, Severity, UsageError
from packbuilder.lists import column_headers

COLUMNS = ("name", "organisation", "place")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Petrov, Ivan,Union of Miners,Leeds", "The row has 4 fields, the list 3 columns."),
        ('"Petrov, Ivan",Union of Miners,Leeds', ""),
        ("Ann,Union,Leeds,,", ""),  # as spreadsheets end rows
        ("Ann", ""),
        ("Ann,Union,Le\u202eeds", "The field holds a line break, a control character"),
        ("Ann,Union,Le" + 6 * "\u0301" + "eds", "more marks than letters have."),
        ("Ann,Union,Le&#x202e;eds", "a control character"),
    ],
)
def test_a_row_that_has_shifted_or_hides_something_is_told_with_its_line(row: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(f"name,organisation,place,,\nBob,Union,York\n{row}\n", "utf-8")
    problems = ErrorCollector()
    rows = list(lists.read(tmp_path / "list.csv", COLUMNS, {}, problems))
    assert len([row for row in rows if not row.refused]) == (1 if told else 2)
    assert [(problem.line, told in problem.what) for problem in problems] == ([(3, True)] if told else [])


def read(folder: Path, words: str | bytes, lang: str = "en", **mapped: str) -> tuple[list[str], list[Problem]]:
    """The names in a list, and what is told of it; `mapped` are columns by headers in which _ stands for a space."""
    data = words if isinstance(words, bytes) else words.encode()
    (folder / "list.csv").write_bytes(data)
    problems = ErrorCollector()
    own = {header.replace("_", " "): column for header, column in mapped.items()}
    rows = list(lists.read(folder / "list.csv", WANTED, own, problems))
    return [name or f"! {why}" for name, why in (row.name(lang) for row in rows)], list(problems)


WANTED = ("name", "organisation", "members", "place", "address", "date", "language", "opening")
PAIRS = {
    "en": ["First name;Last name", "Given Name;Surname", "forename;family_name", "FNAME;LNAME", "Name;Surname"],
    "ru": ["Имя;Фамилия", "имя;ФАМИЛИЯ"],
    "kk": ["Аты;Тегі", "Есімі;Тегі", "аты;фамилиясы"],
    "de": ["Vorname;Nachname", "Vorname;Name", "Rufname;Familienname", "Vornamen;Zuname"],
    "ar": ["الاسم;اللقب", "الاسم الأول;اسم العائلة", "الاسم;الكنية", "الاسم الاول;اسم العائله"],
    "uk": ["Ім'я;Прізвище", "Ім’я;прізвище"],
    "fa": ["نام;نام خانوادگی", "نام کوچک;نام‌خانوادگی", "نام;فامیلی"],
    "fr": ["Prénom;Nom", "Prénom;Nom de famille"],
}
HEADED = [pair for pairs in PAIRS.values() for pair in pairs]


def test_every_language_of_headers_has_its_pairs() -> None:
    assert set(PAIRS) == set(column_headers.languages())


@pytest.mark.parametrize("pair", HEADED)
@pytest.mark.parametrize("turned", [False, True], ids=["", "turned"])
def test_first_and_last_name_are_put_together_in_the_order_of_the_language(
    *, pair: str, turned: bool, tmp_path: Path
) -> None:
    """Whichever of the two columns comes first."""
    rows = [pair, "Anna;Schmidt-Wegener"]
    table = "\n".join(";".join(row.split(";")[:: -1 if turned else 1]) for row in rows)
    assert read(tmp_path, table)[0] == ["Anna Schmidt-Wegener"]
    assert read(tmp_path, table, "hu")[0] == ["Schmidt-Wegener Anna"]


@pytest.mark.parametrize(
    ("table", "lang", "name"),
    [
        ("Фамилия;Имя;Отчество\nПетрова;Анна;Ивановна", "ru", "Анна Ивановна Петрова"),
        ("Тегі;Аты;Әкесінің аты\nҚасымбекова;Айгүл;Серікқызы", "kk", "Айгүл Серікқызы Қасымбекова"),
        ("Прізвище;Ім'я;По батькові\nКравець;Олена;Іванівна", "uk", "Олена Іванівна Кравець"),
        ("الاسم;اسم الأب;اسم العائلة\nمحمد;علي;العربي", "ar", "محمد علي العربي"),
        ("Titel;Vorname;Nachname\nDr.;Anna;Schmidt", "de", "Dr. Anna Schmidt"),
        ("Title;First Name;Middle Name;Last Name;Suffix\nDr;John;Q.;Doe;Jr.", "en", "Dr John Q. Doe Jr."),
        ("Title;Name\nDr;Ann Lee", "en", "Dr Ann Lee"),
        ("Family name;Given name\n王;小明", "zh", "王小明"),
        ("Name;Vorname\nAnna Schmidt;Anna", "de", "Anna Schmidt"),
        ("Name;Vorname\nPeter;Peter", "de", "Peter Peter"),
        ("ФИО;Имя;Фамилия\nПетрова Анна;;", "ru", "Петрова Анна"),
        ("Name;Given Name;Family Name\nUnion of Miners;;", "en", "Union of Miners"),
        ("name\nanna   smith", "en", "anna smith"),
        ("name\nanna\u00a0smith", "en", "anna smith"),
    ],
)
def test_names_of_more_parts(table: str, lang: str, name: str, tmp_path: Path) -> None:
    assert read(tmp_path, table, lang)[0] == [name]


@pytest.mark.parametrize("row", ["Anna;", ";Schmidt"])
@pytest.mark.parametrize("pair", ["First name;Last name", "Имя;Фамилия", "Name;Vorname", "Name;Nachname"])
def test_a_row_with_half_a_name_has_none(pair: str, row: str, tmp_path: Path) -> None:
    [name], _ = read(tmp_path, f"{pair}\n{row}\n")
    assert name.startswith(f"! `{row.strip(';')}` is half a name")


@pytest.mark.parametrize(
    "headed",
    ["First name", "Nachname", "Фамилия;Отчество", "Имя;Отчество", "First name;Middle name", "Тегі",
     "Vorname;Nachname;Nachname 2", "Name;Name 2", "Имя;Name", "name;Contact last name"],
)  # fmt: skip
def test_a_part_of_a_name_that_is_not_used_is_an_error(headed: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="part") as refused:
        read(tmp_path, f"{headed}\n{';'.join('Anna' for _ in headed.split(';'))}\n")
    assert "--column name" in str(refused.value)


def test_a_column_of_ones_own_does_not_hide_the_rest_of_the_name(tmp_path: Path) -> None:
    """It says how to have both, and so it is."""
    table = "First Name;Last Name\nAnna;Smith\nBob;\n"
    with pytest.raises(UsageError) as refused:
        read(tmp_path, table, First_Name="name")
    assert [one.remedy for one in refused.value.problems] == [
        'Say --column name="First Name" --column name+="Last Name"; `_Last Name` is left alone.'
    ]
    named, _ = read(tmp_path, table, Last_Name="name", First_Name="name")
    assert named == ["Smith Anna", "! `Bob` is half a name: `Last Name`, `First Name` have no more of it."]


def test_parts_under_other_headers_are_told_together(tmp_path: Path) -> None:
    """With what to say; one message for each, and none that no name was found."""
    table = "Contact's first name;Contact's last name\nAnna;Smith\n"
    with pytest.raises(UsageError) as refused:
        read(tmp_path, table)
    said = 'Say --column name="Contact\'s first name" --column name+="Contact\'s last name"; '
    assert [one.remedy.startswith(said) for one in refused.value.problems] == [True, True]


FOLDER = Path(__file__).parent / "exports"
# Of each, the address as it is printed.
EXPORTS = {
    "action-network": ("12 High Street", "Leeds LS1 4AP"),
    "mailchimp": ("12 High Street", "Leeds", "LS1 4AP", "GB"),
    "nationbuilder": (),
    "google": ("12 High Street", "Leeds", "LS1 4AP"),
    "google-before": (),
    "outlook": ("12 High Street", "Leeds LS1 4AP"),
}


def test_there_is_an_export_of_each_program() -> None:
    assert {file.stem for file in FOLDER.glob("*.csv")} == set(EXPORTS)


@pytest.mark.parametrize(("program", "address"), EXPORTS.items(), ids=EXPORTS.keys())
def test_exports_are_read_as_they_come(program: str, address: tuple[str, ...]) -> None:
    """For letters and for mails; an employer is not whom somebody signs for."""
    for wanted in (WANTED, ("email", "name", "language", "branch")):
        problems = ErrorCollector()
        [one] = lists.read(FOLDER / f"{program}.csv", wanted, {}, problems)
        assert one.name("en") == ("Anna Smith", "")
        assert [problem.severity for problem in problems if "put together" not in problem.what] == [Severity.WARNING]
        assert one["organisation"] == ""
        if "address" in wanted:
            assert one.address == address
        else:
            assert lists.several(one["email"])[0] == "a@x.example"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ru", "ru"), ("RU", "ru"), ("ru_RU", "ru"), ("ru-RU", "ru"), ("ru_RU.UTF-8", "ru"), ("rus", "ru"),
        ("Russian", "ru"), ("русский", "ru"), ("Русский язык", "ru"), ("Russisch", "ru"), ("الروسية", "ru"),
        ("орыс тілі", "ru"), ("російська", "ru"), ("російська мова", "ru"), ("روسی", "ru"), ("Russian language", "ru"),
        ("russe", "ru"), ("ロシア語", "ru"), ("қазақ тілі", "kk"), ("Қазақ", "kk"), ("казахский", "kk"), ("kaz", "kk"),
        ("Deutsch", "de"), ("немецкий язык", "de"), ("de_AT", "de"), ("العربية", "ar"), ("اللغة العربية", "ar"),
        ("Arabic", "ar"), ("English", "en"), ("Englisch", "en"), ("en-GB", "en"), ("ағылшын", "en"),
        ("French", ""), ("fr", ""), ("Klingonisch", ""), ("тілі", ""), ("-", ""),
    ],
)  # fmt: skip
def test_languages_are_read_as_people_write_them(said: str, meant: str) -> None:
    assert lists.spoken(said, ["en", "ru", "kk", "de", "ar"]) == meant


@pytest.mark.parametrize(
    ("column", "header"),
    [
        ("email", "ел. пошта"), ("email", "Електронна пошта"), ("email", "Электрондық пошта"), ("email", "эл.поштасы"),
        ("email", "ایمیل"), ("email", "پست الكترونيكي"), ("email", "Primary e-mail"), ("email", "e-mail 1"),
        ("language", "Preferred language"), ("language", "мова"), ("language", "زبان"), ("place", "Населенный пункт"),
        ("place", "місто"), ("organisation", "Профсоюз"), ("organisation", "Gewerkschaft"), ("members", "عدد الاعضاء"),
        ("address", "Anschrift"), ("address", "мекенжайы"), ("date", "дата підпису"), ("branch", "Ortsgruppe"),
    ],
)  # fmt: skip
def test_columns_by_what_people_call_them(column: str, header: str) -> None:
    assert column_headers.known(header, column_headers.column_names()) == column


def test_no_header_is_that_of_two_columns() -> None:
    columns = (*column_headers.column_names(), *column_headers.OF_NAMES, *column_headers.OF_ADDRESSES)
    taken = [(word, column) for column in columns for word in column_headers.words(column)]
    assert len(taken) > 200
    words = [word for word, _ in taken]
    assert {(word, column) for word, column in taken if words.count(word) > 1} == set()
    assert column_headers.other() & set(words) == set()


def test_blank_lines_before_the_headers(tmp_path: Path) -> None:
    """The line that messages name is still that of the file."""
    names, found = read(tmp_path, "\n;;;\r\n  \nname;members\n\nAnna;many\n")
    assert (names, found) == (["Anna"], [])
    [row] = lists.read(tmp_path / "list.csv", WANTED, {}, ErrorCollector())
    assert row.line == 6
    with pytest.raises(UsageError, match=":3: name: No column"):
        read(tmp_path, "\n;;;\nvotes;members\nAnna;many\n")


RUSSIAN = "Имя;Организация;Город\nАнна Петрова;Профсоюз моряков;Москва\n"
PAGES = [
    (RUSSIAN, "utf-16", "UTF-16-LE"), (RUSSIAN, "utf-16-le", "UTF-16-LE"), (RUSSIAN, "utf-16-be", "UTF-16-BE"),
    ("name\nAnna Smith\n", "utf-16-le", "UTF-16-LE"), ("Аты\nАйгүл Қасымбекова\n", "utf-16", "UTF-16-LE"),
    (RUSSIAN, "cp1251", "CP1251"), (RUSSIAN, "cp866", "CP866"), (RUSSIAN, "koi8-r", "KOI8_R"),
    ("Ім'я;Прізвище\nОлена;Їжакевич\n", "cp1251", "CP1251"), ("الاسم;المدينة\nمحمد العربي;عمان\n", "cp1256", "CP1256"),
    ("Vorname;Nachname\nJürgen;Müller\n", "cp1252", "CP125"), ("Name;Ort\nŚwięty Wąż;Gdańsk\n", "cp1250", "CP1250"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "page", "told"), PAGES, ids=[f"{page}-{words[:4]}" for words, page, _ in PAGES])
def test_other_code_pages_are_read_where_they_can_be_no_other_and_told(
    words: str, page: str, told: str, tmp_path: Path
) -> None:
    plain, _ = read(tmp_path, words)
    names, found = read(tmp_path, words.encode(page))
    assert names == plain
    [problem] = [one for one in found if "put together" not in one.what]
    assert f"it was read as {told}" in problem.what
    assert problem.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("name\nMaría Muñoz\n", "cp1252"),
        ("name\nRené Lefèvre\n", "cp1252"),
        ("name\nIşıl Çağlar\n", "cp1254"),
        ("name\nа@x\n", "cp1251"),
        ("name\nJürgen Köhler\n", "mac_roman"),
    ],
)
def test_what_could_be_of_two_code_pages_is_not_guessed(words: str, page: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"The file is not UTF-8, and could be read as .* or as"):
        read(tmp_path, words.encode(page))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (bytes(range(128, 256)) * 20, "The file is not UTF-8"),
        (b"PK\x03\x04\x14\0\x06\0", "The file is a workbook, and no CSV file."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "The file is a workbook, and no CSV file."),
    ],
)
def test_a_file_that_is_no_text_is_refused(data: bytes, told: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=told):
        read(tmp_path, data)


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        ('name;address\nAnna;"12 High Street\nLeeds"', ("12 High Street", "Leeds")),
        ("name;Straße;PLZ;Ort\nAnna;Kai 1;20457;Hamburg", ("Kai 1", "20457 Hamburg")),
        ("name;Straße;Hausnr.;PLZ;Ort\nAnna;Kai;1;20457;Hamburg", ("Kai 1", "20457 Hamburg")),
        ("name;street;city;postcode\nAnna;12 High St;Leeds;LS1 4AP", ("12 High St", "Leeds LS1 4AP")),
        ("name;адрес;индекс\nAnna;Москва, Тверская, 1;125009", ("Москва, Тверская, 1", "125009")),
        ("name;address;city\nAnna;;Leeds", ()),
    ],
)
def test_addresses_are_read_by_their_lines(table: str, lines: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(table, "utf-8")
    [row] = lists.read(tmp_path / "list.csv", WANTED, {}, ErrorCollector())
    assert row.address == lines


def test_all_that_is_wrong_with_a_row_is_told_at_once(tmp_path: Path) -> None:
    rows = "name,organisation,place\n" + ",".join(["Le\u202eeds", "U" * 201, "a\u202eb"])
    _, found = read(tmp_path, rows)
    assert [one.key for one in found] == ["name", "organisation", "place"]
