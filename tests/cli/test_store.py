"""`packbuilder store`: where it is, how much is in it, and how it is cleared."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from packbuilder.store import Store
from tests.program import invoke, lines


def test_it_says_where_and_how_much(own_store: Path) -> None:
    """Nothing is made by looking."""
    done = invoke("store")
    assert (done.exit_code, lines(done.stdout)) == (
        0,
        [str(own_store), "0.0 MB of at most 500.0 MB, in 0 finished documents"],
    )
    assert not own_store.exists()
    Store(own_store).keep(sha256(b"one").hexdigest(), None, {"data": bytes(2_300_000)})
    Store(own_store).tell("ferry/en", 10)
    _, size, days = lines(invoke("store").stdout)
    assert size == "2.3 MB of at most 500.0 MB, in 1 finished document"
    assert re.fullmatch(r"used last: \d{4}-\d\d-\d\d \d\d:\d\d; longest ago: \d{4}-\d\d-\d\d \d\d:\d\d", days)


def test_it_is_cleared(own_store: Path) -> None:
    """And what was removed is said."""
    Store(own_store).keep(sha256(b"one").hexdigest(), None, {"data": bytes(2_300_000)})
    done = invoke("store", "--clear")
    assert (done.exit_code, lines(done.stdout)) == (
        0,
        [str(own_store), "2.3 MB in 1 finished document removed."],
    )
    assert Store(own_store).contents().files == ()
    assert invoke("store", "--clear").exit_code == 0


def test_a_folder_that_is_not_ours_is_told_and_stays(own_store: Path) -> None:
    """Whatever PACKBUILDER_STORE says."""
    own_store.mkdir()
    (own_store / "letter.txt").write_text("Dear all")
    for arguments in (["store"], ["store", "--clear"]):
        done = invoke(*arguments)
        assert done.exit_code == 6
        assert f"{own_store}: It holds other things, such as letter.txt. Nothing is kept until you move" in done.stderr
    assert [file.name for file in own_store.iterdir()] == ["letter.txt"]
