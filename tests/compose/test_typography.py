"""Typography: the language's quotes, dashes and spaces that hold, and no HTML but what Markdown makes."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packbuilder.compose.typography import NBSP, Typography
from tests.typeset import house

EN, DE = Typography("“”‘’", 1, lang="en"), Typography("„“‚‘", 0, lang="de")
FR, NL, AF = Typography("«»‹›", 1, lang="fr"), Typography("‘’“”", 1, lang="nl"), Typography("“”‘’", 1, lang="af")
RU, KK = house.composer("ru").typography, house.composer("kk").typography


def shown(spaced: str) -> str:
    """A text with its no-break spaces as ties, for the eye."""
    return spaced.replace(NBSP, "~")


@pytest.mark.parametrize(
    ("typography", "expected"),
    [
        (EN, "“They ‘never’ left”, she said"),
        (RU, "«They „never“ left», she said"),
        (KK, "«They “never” left», she said"),
        (DE, "„They ‚never‘ left“, she said"),
    ],
    ids=["en", "ru", "kk", "de"],
)
def test_straight_quotes_become_those_of_the_language(typography: Typography, expected: str) -> None:
    """Double quotes are the outer pair, single ones within them the inner pair, in headings, lines and paragraphs."""
    written = "\"They 'never' left\", she said"
    assert typography.plain(written) == expected
    assert typography.inline(written) == expected
    assert typography.block(written) == f"<p>{expected}</p>"


def test_an_apostrophe_is_no_quote() -> None:
    """It is set as an apostrophe in every language."""
    assert EN.plain("the workers' fight isn't over") == "the workers’ fight isn’t over"
    assert RU.plain("O'Neill") == "O’Neill"


@pytest.mark.parametrize(
    ("typography", "written", "expected"),
    [
        (EN, "the '90s, the class of '68", "the ’90s, the class of ’68"),
        (EN, "'90s workers' fights", "’90s workers’ fights"),
        (EN, "'Tis the workers' town", "’Tis the workers’ town"),
        (EN, "rock 'n' roll, rock'n'roll", "rock ’n’ roll, rock’n’roll"),
        (EN, "tell 'em \"'tis over\"", "tell ’em “’tis over”"),
        (EN, "*'Tis* over", "’Tis over"),
        (EN, "she said 'tell them' and left", "she said ‘tell them’ and left"),
        (EN, "'I am a worker'", "‘I~am a~worker’"),
        (EN, "'Ndrangheta", "’Ndrangheta"),
        (NL, "'s avonds in 't veld, foto's", "’s avonds in ’t veld, foto’s"),
        (NL, "'t is de arbeiders' strijd", "’t is de arbeiders’ strijd"),
        (AF, "dis 'n staking van die werkers'", "dis ’n staking van die werkers’"),
        (DE, "was für'n Tag, 's ist 'ne 'Schande'", "was für’n Tag, ’s ist ’ne ‚Schande‘"),
        (FR, "l'usine d'aujourd'hui", "l’usine d’aujourd’hui"),
        (FR, 'Il dit "non, l\'usine"', "Il dit «non, l’usine»"),
        (EN, "Hawaiʻi, qalʼa", "Hawaiʻi, qalʼa"),
    ],
)
def test_apostrophes_are_told_from_quotes(typography: Typography, written: str, expected: str) -> None:
    """A year, a word that leaves something out, a stroke that no other ends; letters that look like one stay."""
    assert shown(typography.plain(written)) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('Minister O\'Neill, "Solidarity" House & Co.', "Minister O’Neill, “Solidarity” House &amp; Co."),
        ("*5* 'n' _so_ on: ", "*5* ’n’ _so_ on: "),
        ("o'neill@example.org", "o&#39;neill@example.org"),
        ("example.org/o'neill--so", "example.org/o&#39;neill--so"),
        ("xn--p1ai", "xn--p1ai"),
    ],
)
def test_names_and_labels_have_the_languages_quotes(written: str, expected: str) -> None:
    """Though they are no Markdown; what is there to be typed stays as it is."""
    assert EN.line(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("5' 10\" tall", "5' 10\" tall"),
        ("5'10\" tall, 5'10", "5'10\" tall, 5'10"),
        ("a board of 12\" by 5'", "a~board of 12\" by 5'"),
        ('"He is 5\' tall"', "“He is 5' tall”"),
        ('"in 1968"', "“in 1968”"),
        ("'in 1968' and 'in 68'", "‘in 1968’ and ‘in 68’"),
    ],
)
def test_strokes_after_figures_stay_as_they_are_typed(written: str, expected: str) -> None:
    """They are no quotation marks, unless they end a quotation."""
    assert shown(EN.plain(written)) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "Libérez les cinq grévistes ! « Pas un pas » : jamais",
            "Libérez les cinq grévistes~! «~Pas un pas~»~: jamais",
        ),
        ("Qui ? Quoi ?! (Où ?)", "Qui~? Quoi~?! (Où~?)"),
        ("Non ; **oui** !", "Non~; oui~!"),
        ("sagt »Nie wieder« und geht", "sagt »Nie wieder« und geht"),
        ("sagt «Nie» und «nein» dazu", "sagt «Nie» und «nein» dazu"),
        ("ثم ؟ نعم ، لا", "ثم~؟ نعم~، لا"),
        ("10 000 € de plus, 5 %", "10~000~€ de plus, 5~%"),
    ],
)
def test_a_space_before_a_sign_does_not_break(written: str, expected: str) -> None:
    """Nor one inside quotation marks that have one: in whatever language they are written so."""
    assert shown(Typography("“”‘’", 0).plain(written)) == expected


def test_quotes_reach_over_emphasis() -> None:
    """A pair may begin before an emphasis and end after it."""
    assert RU.inline('"**Стойте** вместе"') == "«<strong>Стойте</strong> вместе»"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Мы в доме и на улице", "Мы~в~доме и~на~улице"),
        ("и я не в доме", "и~я~не~в~доме"),
        ("никого из-за шума", "никого из-за шума"),
        ("Это — наш город", "Это~— наш город"),
        ("2011 – 2013", "2011~– 2013"),
        ("№ 5, § 12, 15 000 тенге, 40 %", "№~5, §~12, 15~000~тенге, 40~%"),
        ("в", "в"),
    ],
)
def test_russian_ties(written: str, expected: str) -> None:
    """Short words hold on to the next one, dashes to the one before, numbers to what they count, signs to numbers."""
    assert shown(RU.spaces(written)) == expected


def test_how_long_a_tied_word_is_depends_on_the_language() -> None:
    """English ties single letters only, and never the s after an apostrophe; nothing is tied where the length is 0."""
    assert shown(EN.spaces("It’s a day of I and us")) == "It’s a~day of I~and us"
    assert shown(DE.spaces("Es ist so")) == "Es ist so"


def test_kazakh_letters_are_letters() -> None:
    """Short words of letters beyond the Russian alphabet are tied like others."""
    assert shown(KK.spaces("ұлт бірлігі үш әр қала")) == "ұлт бірлігі үш~әр~қала"


def test_ties_hold_across_markup_and_the_lines_of_the_source() -> None:
    """A short word before an emphasis, a link or the end of a line of the file is tied to what follows."""
    html = RU.block("**Пишите** в\nпосольство и в **министерство**, № *5*, к [нам](https://example.org)")
    assert shown(html) == (
        "<p><strong>Пишите</strong> в~посольство и~в~<strong>министерство</strong>, №~<em>5</em>, "
        'к~<a href="https://example.org">нам</a></p>'
    )
    assert shown(RU.plain("Город *в* **степи** и в\nмире")) == "Город в степи и~в~мире"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("now -- or never --- ever", "now~– or never~— ever"),
        ("now--or, 2011--2013 --- and so on", "now–or, 2011–2013~— and so on"),
        ('"Wait--" she said', "“Wait–” she said"),
        ("No--!", "No–!"),
    ],
)
def test_double_and_triple_hyphens_are_dashes(written: str, expected: str) -> None:
    """Two make an en dash, three an em dash, between words, between numbers and beside spaces."""
    assert shown(EN.plain(written)) == expected


def test_a_long_paragraph_does_not_end_in_one_short_word() -> None:
    """The last short word holds on to the one before; a short line and a long last word stay as they are."""
    long = "They came out of the foundry in the night and nobody has been paid since"
    assert shown(EN.block(f"{long} then.")) == f"<p>{long}~then.</p>"
    assert shown(EN.block(f"{long} unconditionally.")) == f"<p>{long} unconditionally.</p>"
    assert shown(EN.block("They came out then.")) == "<p>They came out then.</p>"


@pytest.mark.parametrize("html", ["<b>bold</b>", "<script>alert(1)</script>", "<!-- no -->", "<img src=x onerror=y>"])
def test_html_comes_out_as_text(html: str) -> None:
    """Whatever looks like a tag is printed as it was written, in a line and in a paragraph of its own."""
    assert "<" not in EN.inline(f"a {html}")
    assert re.findall("<.*?>", EN.block(f"{html}\n\na {html}")) == ["<p>", "</p>", "<p>", "</p>"]
    assert "<" not in EN.line(f"a {html}")
    assert shown(EN.plain(f"a {html}")).startswith("a~<")


def test_a_link_to_a_script_is_no_link() -> None:
    """Addresses that would run something, or read a file, do not become links."""
    assert "href" in EN.inline("[x](https://example.org)")
    for address in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "vbscript:x"):
        assert "href" not in EN.inline(f"[x]({address})")


def test_three_underscores_give_lines_to_write_on() -> None:
    """A rule on a line of its own is where people put their own words: three lines, in their own block."""
    html = EN.block("Dear all\n\n___\n\nYours")
    assert html.count('<span class="write-in"></span>') == 3
    assert re.sub("<span.*span>", "…", html) == '<p>Dear all</p>\n<div class="own-words">…</div>\n<p>Yours</p>'


prose = st.text(st.sampled_from("abсвЖқ12 5№%§—–-.,’'«»()x" + NBSP), max_size=60)


@settings(max_examples=200)
@given(text=prose, typography=st.sampled_from([EN, RU, KK, DE]))
def test_setting_spaces_changes_nothing_but_spaces(text: str, typography: Typography) -> None:
    """Each character stays, but that a space may become one that holds; none is loosened, and once is enough."""
    spaced = typography.spaces(text)
    assert spaced.replace(NBSP, " ") == text.replace(NBSP, " ")
    assert all(new == NBSP for old, new in zip(text, spaced, strict=True) if old == NBSP)
    assert typography.spaces(spaced) == spaced


markdown = st.text(st.sampled_from("ab Ж12\n\"'*_[]()<>&`!-.…\\#|" + NBSP), max_size=60)


@settings(max_examples=200)
@given(text=markdown)
def test_no_markdown_whatever_makes_a_tag_of_its_own(text: str) -> None:
    """Out of any text come only the elements that Markdown knows, without attributes but those of links and lists."""
    html = re.sub('<div class="own-words">(<span class="write-in"></span>)+</div>', "", RU.block(text))
    known = r"</?(p|em|strong|ul|ol|li|h[1-6]|blockquote|pre|code)>|<(br|hr) />|</?a( [^<>]*)?>|<img [^<>]*/>"
    mark = r"\d+[.)]"
    known += '|<span class="typed">|</span>'
    known += rf"""|<[uo]l class="prose">|<li data-mark="{mark}" style="list-style-type: '{mark}{NBSP}'">"""
    assert "<" not in re.sub(known + r'|<code class="[^<>"]*">', "", html)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("The crew ==walked out== today", "The crew <mark>walked out</mark> today"),
        ("==A==", "<mark>A</mark>"),
        ("==The *crew* walked==", "<mark>The <em>crew</em> walked</mark>"),
        ("**==All==**", "<strong><mark>All</mark></strong>"),
        ("==a== and ==b==", "<mark>a</mark> and <mark>b</mark>"),
        ('=="No", she said==', "<mark>“No”, she said</mark>"),
        ("==[here](https://a.example)==", '<mark><a href="https://a.example">here</a></mark>'),
        ("a == b", "a == b"),
        ("==a", "==a"),
        ("====", "===="),
        ("a = b = c", "a = b = c"),
        ("`==a==`", "<code>==a==</code>"),
        ("==<b>==", "<mark>&lt;b&gt;</mark>"),
    ],
)
def test_what_an_update_changed_is_marked(written: str, expected: str) -> None:
    """Between two pairs of signs; signs by themselves stay what they are, and nothing in them becomes markup."""
    assert EN.inline(written).replace(NBSP, " ") == expected
    assert EN.block(written).replace(NBSP, " ") == f"<p>{expected}</p>"


def test_a_mark_is_left_out_of_titles() -> None:
    assert EN.plain("The crew ==walked out== today") == "The crew walked out today"


@given(st.text(alphabet="=ab *_`[]()<>&\n\\", max_size=40))
def test_marks_of_any_text_are_closed(words: str) -> None:
    """Each that begins ends, whatever else stands between them."""
    html = EN.block(words)
    assert html.count("<mark>") == html.count("</mark>")
    assert not re.search(r"<mark></mark>", html)


@pytest.mark.parametrize(
    ("lang", "day"), [("de", "8. März"), ("en", "8. March"), ("ru", "8. марта"), ("kk", "8. наурыз"), ("de", "8. Dez.")]
)
def test_a_day_at_the_beginning_of_a_line_is_no_list(lang: str, day: str) -> None:
    """In every language by its own names of months, whole or short, also within a paragraph."""
    typography = Typography("“”‘’", 0, lang=lang)
    tied = day.replace(" ", "~")
    assert shown(typography.block(f"{day} 2027 it is.\n\nAlso\n{day} it is.")) == (
        f"<p>{tied} 2027~it is.</p>\n<p>Also {tied} it is.</p>"
    )


def test_lists_keep_their_marks() -> None:
    """Numbers from the one that was typed on, in the digits of the language."""
    eastern = Typography("“”‘’", 0, lang="ar", digits="٠١٢٣٤٥٦٧٨٩")
    assert re.findall('data-mark="([^"]*)"', EN.block("9. One\n10. Two\n11. Three")) == ["9.", "10.", "11."]
    assert re.findall('data-mark="([^"]*)"', eastern.block("9) One\n10) Two")) == ["٩)", "١٠)"]
    nested = EN.block("1. One\n   - a\n   - b\n2. Two\n   1. c\n   2. d\n3. Three")
    assert re.findall('data-mark="([^"]*)"', nested) == ["1.", "2.", "1.", "2.", "3."]
    assert EN.block("- One\n- Two").startswith('<ul class="prose">\n<li>')


ADDRESSES = [
    "http://example.org/a--b/it's/x*y*z/_q_/c...d",
    "xn--80aswg.xn--p1ai",
    "www.example.org/5'10?q=it's--so&x=1",
    "o'neill--so@example.org",
    "example.org/a_(b)_c",
    "https://[not/one",
    "tel:+44--20",
]


@pytest.mark.parametrize(
    "typed",
    [
        "Article 9 (c), (r), (C) and (tm)", "+-5 to 10", "if a==b and c==d", "x == y", "?!! and ,, here",
        "Wait... and ....", "2*3*4, 2**3 and x*5", "Kolleg*innen und Arbeiter*innen", "snake_case_name",
        "xn--p1ai, --force and B--12", "&copy 2026, &#65 and &nothing;",
        *(f"Read {address} today, (or {address}), {address}." for address in ADDRESSES),
    ],
)  # fmt: skip
def test_what_was_typed_is_printed(typed: str) -> None:
    """Typography is quotation marks, dashes and spaces; addresses, numbers and codes have none of it."""
    assert EN.plain(typed).replace(NBSP, " ") == typed
    assert unescape(re.sub("<[^>]*>", "", EN.block(typed))).replace(NBSP, " ") == typed


@pytest.mark.parametrize("address", ADDRESSES[:5])
def test_an_address_ends_where_the_emphasis_around_it_does(address: str) -> None:
    """Or the mark, the quotation, the bracket; and a link shows it as it is typed, too."""
    words = address.replace("&", "&amp;")
    for written, tag in ((f"**{address}**", "strong"), (f"*{address}*", "em"), (f"=={address}==", "mark")):
        assert EN.inline(written) == f'<{tag}><span class="typed">{words}</span></{tag}>'
    assert EN.plain(f'"{address}", ({address})') == f"“{address}”, ({address})"
    shown = EN.inline(f"<https://example.org/{address}> [{address}](https://example.org)")
    assert re.findall('class="typed">([^<]*)</a>', shown) == [f"https://example.org/{words}", words]


def test_no_element_parts_a_line_that_is_read_from_right_to_left() -> None:
    """The renderer would put what it holds in another place."""
    arabic = replace(EN, rtl=True, lang="ar")
    assert arabic.block("في www.example.org/it's--so اليوم") == "<p>في www.example.org/it's--so اليوم</p>"


def test_a_space_within_a_pair_stands_inside_its_marks() -> None:
    french = Typography("« »“”", 0)
    assert shown(french.plain("Elle dit \"nous 'restons' ici\".")) == "Elle dit «~nous “restons” ici~»."


def test_signs_of_a_language_stand_beside_its_letters_only() -> None:
    """A wide sign brings its own space; between Latin words the common sign stays."""
    japanese, amharic = Typography("「」『』", 0, signs=",、"), Typography("«»‹›", 0, signs=",፣")
    assert japanese.signed("<p>東京, 大阪, <b>京都</b>, Northport, 1 Mill Lane, London</p>") == (
        "<p>東京、大阪、<b>京都</b>、Northport, 1 Mill Lane, London</p>"
    )
    assert amharic.signed("<p>ቤት, ሰው, A, B</p>") == "<p>ቤት፣ ሰው፣ A, B</p>"


def test_the_end_of_a_word_after_a_mark_is_no_short_word() -> None:
    """In Thai, marks stand on letters: what follows one is not a word of its own."""
    assert shown(Typography("“”‘’", 2).spaces("ไม่มีหนังสือ ก็ไม่มี")) == "ไม่มีหนังสือ ก็ไม่มี"
