"""Templates: whatever is wrong with one is an error of the layout, with file and line; none gets out of its sandbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from packbuilder.compose.template import Templates
from packbuilder.errors import ContentError, LayoutError, Problem

CANARY = "canary that no page may show"


def refused(_words: str) -> str:
    raise ContentError(Problem.at("layouts/locale/en.po", "It has no words.", "Add them.", key="Leaflet"))


VIEW = {"name": "<Aida>", "count": 3, "refused": refused, "items": ("a", "b")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A layouts folder with a base, beside a file that is none of a template's business."""
    (tmp_path / "secret.html").write_text(CANARY, "utf-8")
    (tmp_path / "layouts" / "_base").mkdir(parents=True)
    (tmp_path / "layouts" / "card").mkdir()
    base = "<html>\n{% block body %}{% endblock %}\n{{ nothing }}\n</html>"
    (tmp_path / "layouts" / "_base" / "page.html").write_text(base, "utf-8")
    (tmp_path / "layouts" / "_base" / "macros.html").write_text(
        "\n{% macro twice(x) %}\n{{ x * x }}{% endmacro %}", "utf-8"
    )
    return tmp_path / "layouts"


def render(folder: Path, template: str) -> str:
    (folder / "card" / "page.html").write_text(template, "utf-8")
    return Templates([folder]).render("card", VIEW)


def fault(folder: Path, template: str) -> Problem:
    with pytest.raises(LayoutError) as caught:
        render(folder, template)
    [problem] = caught.value.problems
    return problem


def test_a_template_sees_the_view_and_what_it_prints_is_escaped(folder: Path) -> None:
    """Values come out as text, also those that look like tags."""
    assert render(folder, "{{ name }}: {{ count + 1 }} {% for i in items %}{{ i }}{% endfor %}") == "&lt;Aida&gt;: 4 ab"


@pytest.mark.parametrize(
    ("template", "line", "what"),
    [
        ("a\nb\n{{ nowhere }}", 3, "'nowhere' is undefined"),
        ("a\n{{ name.surname }}", 2, "no attribute 'surname'"),
        ("{% if count %}\n\n{{ count", 3, "unexpected end of template"),
        ("{% if count %}\nx", 2, "Unexpected end of template"),
        ("\n{% nonsense %}", 2, "unknown tag 'nonsense'"),
        ("\n\n{{ name|shout }}", 3, "No filter named 'shout'"),
        ("\n{{ 1 / (count - 3) }}", 2, "division by zero"),
        ("\n{{ count + name }}", 2, "unsupported operand"),
        ("\n{{ items[0](1) }}", 2, "not callable"),
        ("\n{{ '%d'|format('x') }}", 2, "%d format"),
        ("\n{% for i in range(10 ** 7) %}{% endfor %}", 2, "Range too big"),
        ("{% macro m() %}\n{{ m() }}{% endmacro %}{{ m() }}", 2, "recursion"),
    ],
)
def test_a_faulty_template_is_told_with_its_line(folder: Path, template: str, line: int, what: str) -> None:
    """A name that is not there, bad syntax, sums that cannot be done: file, line and reason."""
    problem = fault(folder, template)
    assert (problem.file, problem.line) == ("layouts/card/page.html", line)
    assert what in problem.what
    assert "\n" not in str(problem)


def test_the_file_that_is_told_is_the_one_at_fault(folder: Path) -> None:
    """Not the template that extends it or calls its macro."""
    below = fault(folder, '{% extends "_base/page.html" %}')
    assert (below.file, below.line) == ("layouts/_base/page.html", 3)
    called = fault(folder, '{% import "_base/macros.html" as base %}\n\n{{ base.twice("x") }}')
    assert (called.file, called.line) == ("layouts/_base/macros.html", 3)


ESCAPES = [
    "{{ ''.__class__.__mro__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ refused.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}",
    "{{ ''.format.__self__.__class__ }}",
    "{{ '{0.__class__.__mro__}'.format('') }}",
    "{% set x = items.__class__ %}{{ x }}",
]


@pytest.mark.parametrize("template", ESCAPES)
def test_nothing_leads_out_of_the_sandbox(folder: Path, template: str) -> None:
    """The ways by which templates reach Python's insides are errors of the template, and nothing is shown."""
    problem = fault(folder, template)
    assert problem.file == "layouts/card/page.html"
    assert problem.line == 1


def test_a_template_cannot_change_what_it_is_given(folder: Path) -> None:
    """The view is shared by all the documents of an edition."""
    shared = {"list": [1]}
    (folder / "card" / "page.html").write_text("{{ list.append(2) }}", "utf-8")
    with pytest.raises(LayoutError):
        Templates([folder]).render("card", shared)
    assert shared == {"list": [1]}


@pytest.mark.parametrize("verb", ["include", "import", "extends"])
@pytest.mark.parametrize(
    "path", ["../secret.html", "../../secret.html", "card/../../secret.html", "{}", "card/out.html"]
)
def test_nothing_outside_the_folders_is_included(folder: Path, verb: str, path: str) -> None:
    """Neither upwards, nor by a whole path, nor through a link."""
    (folder / "card" / "out.html").symlink_to(folder.parent / "secret.html")
    path = path.format(folder.parent / "secret.html")
    tail = {"include": "", "import": " as x", "extends": ""}[verb]
    problem = fault(folder, f"a\n{{% {verb} '{path}'{tail} %}}{{{{ x }}}}")
    assert problem.file == "layouts/card/page.html"
    assert CANARY not in str(problem)


def test_within_the_folders_a_link_is_followed(folder: Path) -> None:
    """What makes the tests above mean something: the same link, to a file inside, is included."""
    (folder / "_base" / "real.html").write_text("within", "utf-8")
    (folder / "card" / "in.html").symlink_to(folder / "_base" / "real.html")
    assert render(folder, "{% include 'card/in.html' %}") == "within"


def test_a_template_that_is_no_text_is_told(folder: Path) -> None:
    """A file that is not UTF-8 is a fault of the layout like any other."""
    (folder / "card" / "page.html").write_bytes(b"caf\xe9")
    with pytest.raises(LayoutError, match=r"layouts/card/page\.html: The template is faulty"):
        Templates([folder]).render("card", VIEW)


def test_a_template_that_is_not_there_is_named(folder: Path) -> None:
    """Neither in the campaign nor in the program."""
    with pytest.raises(LayoutError, match=r"layouts/poster/page\.html: The template is faulty"):
        Templates([folder]).render("poster", VIEW)


def test_the_first_folder_wins(folder: Path, tmp_path: Path) -> None:
    """A campaign's own template stands in for the program's, file by file."""
    own = tmp_path / "own" / "card"
    own.mkdir(parents=True)
    (own / "page.html").write_text("{% import '_base/macros.html' as base %}mine {{ base.twice(2) }}", "utf-8")
    (folder / "card" / "page.html").write_text("theirs", "utf-8")
    assert Templates([own.parent, folder]).render("card", VIEW) == "mine 4"


def test_what_a_label_says_is_not_blamed_on_the_template(folder: Path) -> None:
    """An error that is already told in its own words passes as it is."""
    with pytest.raises(ContentError, match=r"layouts/locale/en\.po: Leaflet"):
        render(folder, "{{ refused('Leaflet') }}")
