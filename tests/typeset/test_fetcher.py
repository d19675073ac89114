"""Confined reading: whatever a page names, nothing outside the campaign is read, and nobody on the network is asked."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from packbuilder import printing
from packbuilder.errors import RenderError
from packbuilder.typeset.fetcher import CampaignFetcher
from packbuilder.typeset.fit import typeset
from tests.typeset.house import engine, page

INSIDE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
CANARY = b"canary-4711"
SECRET = INSIDE.replace(b"<path", b"<!-- " + CANARY + b" --><path")


@dataclass(frozen=True)
class World:
    """A layouts folder, a secret beside it, and somebody on the network who waits to be called."""

    layouts: Path
    secret: Path
    listener: socket.socket

    @property
    def port(self) -> int:
        """Where they listen, on this machine."""
        return int(self.listener.getsockname()[1])

    def called(self) -> bool:
        """Whether anybody has tried to connect."""
        try:
            self.listener.accept()
        except BlockingIOError:
            return False
        return True

    def fill(self, reference: str) -> str:
        """A reference with the secret's path and the port put in."""
        return reference.format(secret=self.secret, uri=self.secret.as_uri(), name=self.secret.name, port=self.port)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    layouts = tmp_path / "campaign" / "layouts"
    (layouts / "card").mkdir(parents=True)
    (layouts / "card" / "inside.svg").write_bytes(INSIDE)
    secret = tmp_path / "secret.svg"
    secret.write_bytes(SECRET)
    (tmp_path / "campaign" / "secret.svg").write_bytes(SECRET)
    (layouts / "card" / "link.svg").symlink_to(secret)
    (layouts / "out").symlink_to(tmp_path, target_is_directory=True)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield World(layouts, secret, listener)


def fetcher(world: World) -> CampaignFetcher:
    return CampaignFetcher({"layouts": [world.layouts]}, {"codes/one.svg": (b"<svg/>", "image/svg+xml")})


HOSTILE = [
    "{uri}",
    "file://localhost{secret}",
    "FILE://{secret}",
    "{secret}",
    "http://127.0.0.1:{port}/secret.svg",
    "https://127.0.0.1:{port}/secret.svg",
    "//127.0.0.1:{port}/secret.svg",
    "ftp://127.0.0.1:{port}/secret.svg",
    "https://pack.invalid@127.0.0.1:{port}/layouts/card/inside.svg",
    "https://user:pass@pack.invalid/layouts/card/inside.svg",
    "https://pack.invalid:{port}/layouts/card/inside.svg",
    "https://pack.invalid.example.org/layouts/card/inside.svg",
    "http://pack.invalid/layouts/card/inside.svg",
    "data:image/svg+xml,<svg/>",
    "javascript:alert(1)",
    "",
    "https://pack.invalid",
    "https://pack.invalid/",
    "https://pack.invalid/layouts",
    "https://pack.invalid/layouts/card",
    "https://pack.invalid/layouts/../{name}",
    "https://pack.invalid/layouts/../../{name}",
    "https://pack.invalid/layouts/card/../../../{name}",
    "https://pack.invalid/layouts/%2e%2e/%2e%2e/{name}",
    "https://pack.invalid/layouts/..%2f..%2f{name}",
    "https://pack.invalid/layouts/%252e%252e/%252e%252e/{name}",
    "https://pack.invalid/layouts/..%5c..%5c{name}",
    "https://pack.invalid/layouts/.%00./{name}",
    "https://pack.invalid/layouts/card/inside.svg%00",
    "https://pack.invalid/layouts/{secret}",
    "https://pack.invalid/layouts/%2f{secret}",
    "https://pack.invalid/{secret}",
    "https://pack.invalid/../{name}",
    "https://pack.invalid/other/{name}",
    "https://pack.invalid/layouts/card/link.svg",
    "https://pack.invalid/layouts/out/{name}",
    "https://pack.invalid/layouts?/card/inside.svg",
    "https://pack.invalid/layouts#/card/inside.svg",
    "https://pack.invalid?/layouts/card/inside.svg",
    "https://pack.invalid\\@127.0.0.1:{port}/layouts/card/inside.svg",
    "https://pack.invalid/codes/../codes/one.svg",
    "https://pack.invalid/CODES/one.svg",
]


@pytest.mark.parametrize("reference", HOSTILE)
def test_what_is_not_ours_is_refused(world: World, reference: str) -> None:
    """By scheme, by host, by path: each is a ValueError that gives nothing of the secret away, and nobody is called."""
    with pytest.raises(ValueError, match=r"outside the campaign|is not there|null byte|Invalid|netloc|port") as refused:
        fetcher(world).fetch(world.fill(reference))
    assert CANARY.decode() not in str(refused.value)
    assert not world.called()


@pytest.mark.parametrize(
    "path",
    [
        "layouts/card/inside.svg",
        "layouts/card/../card/inside.svg",
        "layouts/c%61rd/inside.svg",
        "layouts/card/inside.svg?../../secret.svg",
        "layouts/card/inside.svg#x",
    ],
)
def test_what_is_ours_is_read(world: World, path: str) -> None:
    """Without this, the refusals above would prove nothing: the file inside is read, however it is written."""
    response = fetcher(world).fetch(f"https://pack.invalid/{path}")
    assert response.read() == INSIDE
    assert response.headers["Content-Type"] == "image/svg+xml"


def test_what_was_made_in_memory_comes_from_there(world: World) -> None:
    """A page's own resources have their names to the letter."""
    assert fetcher(world).fetch("https://pack.invalid/codes/one.svg").read() == b"<svg/>"


def test_the_first_folder_that_has_a_file_gives_it(world: World, tmp_path: Path) -> None:
    """As everywhere: the campaign's before the program's."""
    (tmp_path / "second" / "card").mkdir(parents=True)
    for name in ("inside.svg", "other.svg"):
        (tmp_path / "second" / "card" / name).write_bytes(b"second")
    both = CampaignFetcher({"layouts": [world.layouts, tmp_path / "second"]}, {})
    assert both.fetch("https://pack.invalid/layouts/card/inside.svg").read() == INSIDE
    assert both.fetch("https://pack.invalid/layouts/card/other.svg").read() == b"second"


def test_a_huge_file_is_not_read(world: World) -> None:
    """Thirty-two megabytes are the end."""
    with (world.layouts / "card" / "huge.svg").open("wb") as huge:
        huge.truncate(32_000_001)
    with pytest.raises(ValueError, match="is not there, or not a file of the campaign"):
        fetcher(world).fetch("https://pack.invalid/layouts/card/huge.svg")


BODIES = {
    "picture": ('<img alt="x" src="{}">', ""),
    "picture set": ('<img alt="x" srcset="{} 2x" src="{}">', ""),
    "object": ('<object data="{}" type="image/svg+xml"></object>', ""),
    "embed": ('<embed src="{}" type="image/svg+xml">', ""),
    "attached": ('<p>x</p><link rel="attachment" href="{}">', ""),
    "attached by a link": ('<p><a rel="attachment" href="{}">x</a></p>', ""),
    "style sheet": ('<link rel="stylesheet" href="{}"><p>x</p>', ""),
    "imported": ('<style>@import "{}";</style><p>x</p>', ""),
    "background": ("<p>x</p>", 'p{{background:url("{}")}}'),
    "list mark": ("<ul><li>x</li></ul>", 'li{{display:list-item;list-style-image:url("{}")}}'),
    "content": ("<p>x</p>", 'p::before{{content:url("{}")}}'),
    "font": ("<p>x</p>", '@font-face{{font-family:Mine;src:url("{}")}}'),
    "drawing in the page": (
        '<svg width="9" height="9"><title>x</title><image width="9" height="9" href="{}"/></svg>',
        "",
    ),
    "drawing in a drawing": ('<img alt="x" src="https://pack.invalid/codes/outer.svg">', ""),
}
OUTER = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image width="9" height="9" href="{}"/></svg>'


@pytest.mark.parametrize("reference", ["{uri}", "http://127.0.0.1:{port}/secret.svg", "../../../../..{secret}"])
@pytest.mark.parametrize(("body", "css"), BODIES.values(), ids=BODIES.keys())
def test_no_page_gets_at_anything_outside(world: World, body: str, css: str, reference: str) -> None:
    """Whichever way a page names it, the renderer's warning is an error, nothing is printed, and nobody is called."""
    named = world.fill(reference)
    resources = {"codes/outer.svg": (OUTER.format(named).encode(), "image/svg+xml")}
    made = page(body.format(named, named), css.format(named), resources=resources)
    with pytest.raises(RenderError, match="The renderer warns"):
        printing.single(typeset(engine(), made))
    assert not world.called()


def test_a_page_gets_what_is_inside() -> None:
    """The same ways, to a picture that is the page's own: printed without a word."""
    ours = "https://pack.invalid/codes/inside.svg"
    resources = {
        "codes/outer.svg": (OUTER.format(ours).encode(), "image/svg+xml"),
        "codes/inside.svg": (INSIDE, "image/svg+xml"),
    }
    for name in ("picture", "object", "embed", "background", "list mark", "drawing in a drawing"):
        body, css = BODIES[name]
        made = page(body.format(ours, ours), css.format(ours), resources=resources)
        assert printing.single(typeset(engine(), made)).startswith(b"%PDF"), name


def test_a_font_of_the_machine_is_not_taken() -> None:
    """`local()` reads no file that the fetcher sees; with no font of the machine in sight it finds none."""
    css = '@font-face{font-family:Mine;src:local("DejaVu Sans"),local("Noto Sans")}p{font-family:Mine}'
    with pytest.raises(RenderError, match="Font-face 'Mine' cannot be loaded"):
        typeset(engine(), page("<p>x</p>", css))
