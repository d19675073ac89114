"""The picture of the house is that of its imports."""

from __future__ import annotations

from pathlib import Path

from tests import test_architecture as architecture
from tools import house_picture


def test_the_picture_of_the_house_is_that_of_its_imports(repository: Path) -> None:
    drawn = house_picture.svg(repository)
    assert drawn.encode() == (repository / "docs/pictures/house.svg").read_bytes(), (
        "run: python -m tools.house_picture > docs/pictures/house.svg"
    )


def test_it_has_every_room_and_leads_from_each_to_all_that_it_imports(repository: Path) -> None:
    """Arrows that are left out are implied by others."""
    drawn = house_picture.svg(repository)
    assert all(f">{name}</text>" in drawn for name in architecture.order() if name != "__main__")
    used = {name: set(others) for name, others in architecture.uses().items() if name not in {"", "__main__"}}
    shown = house_picture.reduced({(name, other) for name, others in used.items() for other in others})
    assert 20 < len(shown) < sum(map(len, used.values()))
    while longer := {(one, last) for one, two in shown for three, last in shown if two == three} - shown:
        shown |= longer
    assert all((name, other) in shown for name, others in used.items() for other in others)


def test_every_room_is_described(repository: Path) -> None:
    """In the table of the page for developers."""
    table = (repository / "docs/developer.md").read_text("utf-8").partition("## Rooms")[2].partition("\n## ")[0]
    assert [name for name in architecture.order() if name != "__main__" and f"`{name}`" not in table] == []
