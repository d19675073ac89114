"""What is kept is had again whole, or not at all; whatever lies in the store's folder, or whoever put it there."""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packbuilder.store import Kept, NoStore, Store, opened

ONE, OTHER = (sha256(word).hexdigest() for word in (b"one", b"other"))
NOBODY = 65534
HEADER = {"pages": [1, 2.5, None], "name": "Жезказган"}
BLOBS = {"leaflet.pdf": b"%PDF-1.7" * 400, "leaflet.png": bytes(range(256)), "empty": b""}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=9,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="whose a file is, is asked otherwise there")
for_root = pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="only root gives files away")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with one result in it."""
    made = Store(tmp_path / "cache" / "store")
    made.keep(ONE, HEADER, BLOBS)
    assert made.get(ONE) == Kept(HEADER, BLOBS)
    return made


@pytest.fixture
def kept(store: Store) -> Path:
    """The file of that result."""
    [file] = store.folder.glob("*.kept")
    return file


@given(header=JSON, blobs=st.dictionaries(st.text(), st.binary(), max_size=3))
def test_what_is_kept_is_had_again(header: object, blobs: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as name:
        store = Store(Path(name) / "store")
        assert store.get(ONE) is None
        store.keep(ONE, header, blobs)
        assert store.get(ONE) == Kept(header, blobs)
        assert store.get(OTHER) is None


def test_a_later_result_takes_the_place_of_an_earlier_one(store: Store) -> None:
    store.keep(ONE, None, {"a": b"b"})
    assert store.get(ONE) == Kept(None, {"a": b"b"})
    assert len(store.contents().files) == 1


@pytest.mark.parametrize("name", ["", "one", ONE[:-1], f"{ONE}0", ONE.upper(), f"../{ONE[3:]}", f"{ONE}\n"])
def test_what_is_no_fingerprint_is_refused(store: Store, name: str) -> None:
    with pytest.raises(ValueError, match="is no fingerprint"):
        store.get(name)
    with pytest.raises(ValueError, match="is no fingerprint"):
        store.keep(name, None, {})


@pytest.mark.parametrize("header", [float("nan"), b"bytes", {"a": {1, 2}}], ids=str)
def test_a_header_that_is_no_json_is_refused(store: Store, header: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        store.keep(OTHER, header, {})
    assert store.get(OTHER) is None


@given(st.data())
def test_whatever_is_damaged_is_not_there(data: st.DataObject) -> None:
    """Any bit turned, any end cut off, anything added."""
    with tempfile.TemporaryDirectory() as name:
        store = Store(Path(name) / "store")
        store.keep(ONE, HEADER, BLOBS)
        [file] = store.folder.glob("*.kept")
        whole = file.read_bytes()
        at = data.draw(st.integers(0, len(whole) - 1) | st.integers(0, 200))
        turned = whole[:at] + bytes([whole[at] ^ 1 << data.draw(st.integers(0, 7))]) + whole[at + 1 :]
        file.write_bytes(data.draw(st.sampled_from([turned, whole[:at], whole + b"\0", whole[at + 1 :], b""])))
        assert store.get(ONE) is None
        assert not file.exists()


def readable(file: Path) -> None:
    file.chmod(0o644)


def linked(file: Path) -> None:
    file.rename(file.parent.parent / "elsewhere")
    file.symlink_to(file.parent.parent / "elsewhere")


def piped(file: Path) -> None:
    file.unlink()
    os.mkfifo(file, 0o600)


def of_an_older_format(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"packbuilder/1", b"packbuilder/0", 1))


def whole_but_not_ours(file: Path) -> None:
    """With a digest that is right over an index that is none."""
    body = (4).to_bytes(8, "big") + b"[{}]"
    file.write_bytes(b"packbuilder/1\n" + sha256(body).digest() + body)


def given_away(file: Path) -> None:
    os.chown(file, NOBODY, NOBODY)


@pytest.mark.parametrize(
    "spoil",
    [readable, linked, piped, of_an_older_format, whole_but_not_ours, pytest.param(given_away, marks=for_root)],
    ids=lambda spoil: spoil.__name__,
)
def test_what_others_may_have_put_there_is_not_there(store: Store, kept: Path, spoil: Callable[[Path], None]) -> None:
    """And it is removed, so that the next one can be kept."""
    spoil(kept)
    assert store.get(ONE) is None
    assert not os.path.lexists(kept)
    store.keep(ONE, HEADER, BLOBS)
    assert store.get(ONE) == Kept(HEADER, BLOBS)


def test_a_result_under_the_name_of_another_is_not_there(store: Store, kept: Path) -> None:
    kept.rename(kept.with_name(kept.name.replace(ONE, OTHER)))
    assert store.get(OTHER) is None
    assert store.contents().files == ()


def test_a_folder_in_the_place_of_a_result_is_no_result(store: Store, kept: Path) -> None:
    kept.unlink()
    kept.mkdir()
    store.keep(ONE, HEADER, BLOBS)
    assert store.get(ONE) is None


def test_it_is_for_the_person_alone(tmp_path: Path) -> None:
    """Whatever the person's own habits are, and whoever else wants to read what is for members."""
    before = os.umask(0)
    try:
        store = Store(tmp_path / "new" / "store")
        store.keep(ONE, HEADER, BLOBS)
        store.tell("case/en/leaflet", 10.5)
    finally:
        os.umask(before)
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    modes = {file.name[64:]: stat.S_IMODE(file.stat().st_mode) for file in store.folder.glob("*.[kh]*")}
    assert modes == {".kept": 0o600, ".hint": 0o600}


def test_a_folder_that_others_can_read_is_shut(store: Store) -> None:
    store.folder.chmod(0o755)
    assert Store(store.folder).get(ONE) == Kept(HEADER, BLOBS)
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700


def test_a_folder_that_others_could_write_in_is_emptied(store: Store) -> None:
    store.folder.chmod(0o777)
    assert Store(store.folder).get(ONE) is None
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    assert store.contents().files == ()


def linked_folder(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    folder.symlink_to(folder.with_name("elsewhere"))


def somebody_elses(folder: Path) -> None:
    os.chown(folder, NOBODY, NOBODY)


def of_other_things(folder: Path) -> None:
    (folder / "CACHEDIR.TAG").unlink()
    (folder / "letter.txt").write_text("Dear all")


def of_another_program(folder: Path) -> None:
    (folder / "CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55\n# cargo")
    (folder / "debug").mkdir()


@pytest.mark.parametrize(
    ("turn", "fault"),
    [
        (linked_folder, "a file or a link"),
        (of_other_things, "other things, such as letter.txt"),
        (of_another_program, "other things, such as debug"),
        pytest.param(somebody_elses, "somebody else", marks=for_root),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_a_folder_that_is_not_ours_is_left_as_it_is(store: Store, turn: Callable[[Path], None], fault: str) -> None:
    """Nothing is taken from it, nothing is put there, nothing is removed, and it is told why."""
    turn(store.folder)
    before = sorted((file.name, file.stat().st_mode) for file in [store.folder, *store.folder.iterdir()])
    again = Store(store.folder)
    assert again.get(ONE) is None
    again.keep(OTHER, HEADER, BLOBS)
    again.prune()
    assert again.clear().files == ()
    assert sorted((file.name, file.stat().st_mode) for file in [store.folder, *store.folder.iterdir()]) == before
    assert fault in again.contents().fault


@pytest.mark.parametrize("folder", ["/proc/nowhere/store", "{file}/store", "{file}"])
def test_where_no_folder_can_be_made_nothing_is_kept(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = Store(Path(folder.format(file=tmp_path / "file")))
    store.keep(ONE, HEADER, BLOBS)
    store.tell("a", 1)
    store.prune()
    assert (store.get(ONE), store.hint("a")) == (None, None)


def test_a_full_disk_keeps_nothing_and_harms_nothing(store: Store) -> None:
    """The system refuses each byte beyond a limit, as it does where there is no room."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, limits[1]))
    try:
        store.keep(OTHER, None, {"much": bytes(100_000)})
        store.keep(ONE, None, {"much": bytes(100_000)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert store.get(OTHER) is None
    assert store.get(ONE) == Kept(HEADER, BLOBS)
    assert [file.name for file in store.folder.iterdir() if file.name.startswith(".new-")] == []


def _named(numbers: range) -> Iterator[str]:
    return (sha256(bytes([number])).hexdigest() for number in numbers)


def test_what_was_used_least_recently_goes_first(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", most_bytes=110_000)
    for age, name in enumerate(_named(range(10))):
        store.keep(name, None, {"data": bytes(10_000)})
        os.utime(store.folder / f"{name}.kept", times=(0, time.time() - 1000 + age))
    first, second, *rest = _named(range(10))
    assert store.get(first) is not None
    store.prune()
    assert len(store.contents().results) == 10
    store.most_bytes = 99_000
    store.prune()
    assert store.get(second) is None
    assert [name for name in (first, *rest) if store.get(name) is None] == rest[:1]
    assert store.contents().size <= 99_000


def test_it_never_grows_far_beyond_its_bounds(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", most_bytes=100_000)
    for name in _named(range(100)):
        store.keep(name, None, {"data": bytes(10_000)})
        assert store.contents().size < 125_000
    store.keep(ONE, None, {"data": bytes(100_001)})
    assert store.get(ONE) is None
    assert store.get(list(_named(range(100)))[-1]) is not None


def test_what_was_being_written_when_a_build_was_killed_is_removed_after_an_hour(store: Store) -> None:
    old, new = store.folder / ".new-a1b2", store.folder / ".new-c3d4"
    for file, age in ((old, 3700), (new, 3500)):
        file.write_bytes(b"packbuilder")
        os.utime(file, times=(0, time.time() - age))
    store.prune()
    assert (old.exists(), new.exists(), store.get(ONE) is None) == (False, True, False)


def test_clearing_removes_everything_of_ours(store: Store) -> None:
    store.tell("case/en", {"font_pt": 10.5})
    (store.folder / ".new-a1b2").write_bytes(b"packbuilder")
    there = store.clear()
    assert (len(there.files), len(there.results)) == (3, 1)
    assert [file.name for file in store.folder.iterdir()] == ["CACHEDIR.TAG"]
    store.keep(ONE, HEADER, BLOBS)
    assert store.get(ONE) == Kept(HEADER, BLOBS)


def test_hints_are_had_by_name_and_are_no_results(store: Store) -> None:
    assert store.hint("ferry/en/leaflet") is None
    store.tell("ferry/en/leaflet", {"font_pt": 10.5})
    store.tell("ferry/ru/leaflet", 9)
    assert store.hint("ferry/en/leaflet") == {"font_pt": 10.5}
    assert store.hint("ferry/ru/leaflet") == 9
    assert len(store.contents().results) == 1


def test_programs_that_make_backups_leave_it_out(store: Store) -> None:
    tag = (store.folder / "CACHEDIR.TAG").read_text("ascii")
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def test_it_goes_to_other_processes(store: Store) -> None:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(store.get, ONE).result() == Kept(HEADER, BLOBS)
        assert pool.submit(NoStore().get, ONE).result() is None


def test_no_store_keeps_nothing() -> None:
    none = NoStore()
    none.keep(ONE, HEADER, BLOBS)
    none.tell("a", 1)
    none.prune()
    assert (none.get(ONE), none.hint("a")) == (None, None)


def test_it_lies_where_the_environment_says_else_in_the_cache_of_the_system(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PACKBUILDER_STORE", str(tmp_path))
    found = opened()
    assert isinstance(found, Store)
    assert found.folder == tmp_path
    assert isinstance(opened(wanted=False), NoStore)
    monkeypatch.delenv("PACKBUILDER_STORE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    found = opened()
    assert isinstance(found, Store)
    assert found.folder.is_relative_to(tmp_path)
    assert found.folder.parts[-2:] == ("packbuilder", "store")
    assert not found.folder.exists()


def test_no_result_is_read_by_running_it() -> None:
    """Whoever could plant one would else have a program of theirs run."""
    room = Path(__file__).parents[2] / "packbuilder" / "store"
    words = [file.read_text("utf-8") for file in room.glob("*.py")]
    assert len(words) >= 4
    assert not any(word in text for text in words for word in ("pickle", "marshal", "shelve", "eval(", "exec("))
    assert json.loads(json.dumps(HEADER)) == HEADER
