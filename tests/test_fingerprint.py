"""Fingerprints: equal values have equal ones, in any process; whatever differs in anything has another."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from hashlib import sha256
from itertools import combinations
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from packbuilder.fingerprint import fingerprint

ROOT = Path(__file__).parents[1]


class Stock(StrEnum):
    A4 = "A4"
    LETTER = "Letter"


class Sheet(Enum):
    A4 = "A4"


@dataclass(frozen=True, slots=True)
class Ticket:
    name: str
    parts: tuple[object, ...] = ()
    place: object = field(default=None, metadata={"fingerprint": False})


@dataclass(frozen=True)
class Other:
    name: str
    parts: tuple[object, ...] = ()


@dataclass
class Changing:
    name: str


class Facts(BaseModel):
    model_config = ConfigDict(frozen=True)
    name: str
    since: date | None = None
    hint: Annotated[int | None, {"fingerprint": False}] = None


class More(dict[str, int]):
    """A mapping of a class of its own."""


class Loud(str):
    """A str that may hold more than its letters."""

    __slots__ = ("volume",)


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(st.characters(), max_size=9),
    st.binary(max_size=9),
    st.dates(),
    st.decimals(allow_nan=False),
    st.sampled_from([*Stock, *Sheet]),
)
KEYS = st.one_of(st.text(max_size=5), st.integers(), st.sampled_from(Stock))
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(KEYS, inner, max_size=3),
        st.frozensets(LEAVES, max_size=3),
        st.builds(Ticket, st.text(max_size=5), st.lists(inner, max_size=3).map(tuple)),
        st.builds(Facts, name=st.text(max_size=5), since=st.none() | st.dates()),
    ),
    max_leaves=12,
)


def written(value: object) -> str:
    """A value as Python writes one of its kind, in whatever order its parts came: a second witness of what is equal."""
    match value:
        case dict():
            return f"{{{','.join(sorted(f'{written(k)}:{written(v)}' for k, v in value.items()))}}}"
        case frozenset():
            return f"<{','.join(sorted(map(written, value)))}>"
        case list() | tuple():
            return f"{type(value).__name__}({','.join(map(written, value))})"
        case Ticket():
            return f"Ticket({value.name!r},{written(value.parts)})"
        case _:
            return f"{type(value).__name__} {value!r}"


def changed(value: object) -> Iterator[object]:
    """The same value with one change at its top, each time another one."""
    yield (value,)
    yield [value]
    match value:
        case bool():
            yield not value
        case Enum():
            yield value.value
        case int() | float() | Decimal():
            yield str(value)
        case str() | bytes():
            yield value * 2 if value else [value]
            yield value[1:] if value else None
        case frozenset():
            yield value | {"one more"}
            yield from (value - {one} for one in value)
        case _:
            yield from _changed_parts(value)


def _changed_parts(value: object) -> Iterator[object]:
    """The same of what has parts: one of them lacks, or is another, or stands in another kind of thing."""
    match value:
        case dict():
            yield value | {"another key": None}
            for key in value:
                yield {k: v for k, v in value.items() if k != key}
                yield value | {key: [value[key]]}
        case list():
            yield from ([*some] for some in _changed_sequence(value))
            yield tuple(value)
        case tuple():
            yield from _changed_sequence(value)
            yield list(value)
        case Ticket():
            yield Other(value.name, value.parts)
            yield replace(value, name=value.name + "x")
            yield from (replace(value, parts=some) for some in _changed_sequence(value.parts))
        case Facts():
            yield value.model_copy(update={"since": date(1900, 1, 1) if value.since is None else None})


def _changed_sequence(value: Sequence[object]) -> Iterator[tuple[object, ...]]:
    for number, one in enumerate(value):
        before, behind = value[:number], value[number + 1 :]
        yield (*before, *behind)
        yield from ((*before, other, *behind) for other in changed(one))


@given(VALUES, VALUES)
def test_values_have_one_fingerprint_if_and_only_if_they_are_the_same(one: object, other: object) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (written(one) == written(other))


@given(VALUES)
def test_any_single_change_makes_another(value: object) -> None:
    prints = [fingerprint(value), *map(fingerprint, changed(value))]
    assert len(prints) > 1
    assert prints.count(prints[0]) == 1


@given(st.dictionaries(KEYS, LEAVES, max_size=5), st.frozensets(LEAVES, max_size=5))
def test_order_of_mappings_and_sets_matters_not(mapping: dict[object, object], some: frozenset[object]) -> None:
    turned = dict(reversed(mapping.items()))
    kinds = (turned, MappingProxyType(turned), OrderedDict(turned))
    assert {fingerprint(one) for one in kinds} == {fingerprint(mapping)}
    assert fingerprint(set(some)) == fingerprint(some)


NOTHINGS: list[object] = [
    None,
    "",
    b"",
    0,
    0.0,
    -0.0,
    False,
    (),
    [],
    {},
    frozenset(),
    Decimal(0),
    Decimal("0.0"),
    "None",
]
ONES = ["0", b"0", 1, 1.0, True, "1", b"1", Decimal(1), 256, -256, 2**64, -1, 255]
NAMES = ["A4", Stock.A4, Sheet.A4, Stock.LETTER, date(2013, 7, 5), "2013-07-05"]
SPLIT = [("ab", "c"), ("a", "bc"), ("abc",), ("a", "b", "c"), (("a", "b"), "c"), ("a", ("b", "c")), ("ab", "c", "")]
NESTED = [((),), ((), ()), (((),),), [()], ([],), [[]], {"": ()}, {(): ""}, ({},), ({}, {})]
FRAMED = [("n", None), ("n" + "\0" * 8,), (b"n" + b"\0" * 8,), ("a\0", "b"), ("a", "\0b")]
UNORDERED = [{"a": 1, "b": 2}, {"a": 2, "b": 1}, {"a": "b"}, {"b": "a"}, {"a", "b"}, frozenset({("a", "b")})]
RECORDS = [Ticket("a", ("b",)), Other("a", ("b",)), ("a", ("b",)), {"name": "a", "parts": ("b",)}, Facts(name="a")]
INNER = [Ticket("a"), Ticket("a", (Ticket("b"),)), Ticket("a", (Ticket("b"), ())), (("a", "b"),)]
ALIKE: list[object] = [*NOTHINGS, *ONES, *NAMES, *SPLIT, *NESTED, *FRAMED, *UNORDERED, *RECORDS, *INNER]


def test_what_looks_alike_or_is_nested_otherwise_differs() -> None:
    prints = [fingerprint(one) for one in ALIKE]
    assert [(ALIKE[a], ALIKE[b]) for a, b in combinations(range(len(ALIKE)), 2) if prints[a] == prints[b]] == []


def test_a_field_that_is_no_part_of_the_identity_is_left_out() -> None:
    assert fingerprint(Ticket("a", place=Path("/home"))) == fingerprint(Ticket("a", place=object()))
    assert fingerprint(Facts(name="a", hint=1)) == fingerprint(Facts(name="a"))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Ticket("a", (1, Path("/home"))), r"^Ticket\.parts: pathlib\.\w+: the path of a system"),
        (Ticket("a", (Other("b", ({"c": PurePosixPath("x")},)),)), r"^Ticket\.parts: Other\.parts: pathlib\.PurePosix"),
        (Ticket("a", (Changing("b"),)), r"^Ticket\.parts: .*Changing: it has no fingerprint$"),
        (Ticket("a", ({Loud("b"): 1},)), r"^Ticket\.parts: .*Loud: it has"),
        (Facts(name="a").model_copy(update={"name": bytearray(b"a")}), r"^Facts\.name: builtins\.bytearray: it has"),
        (datetime.now(UTC), r"^datetime\.datetime: it has no fingerprint$"),
        (object(), r"^builtins\.object: it has no fingerprint$"),
        (Ticket, r"^builtins\.type: it has no fingerprint$"),
        (iter(()), r"^builtins\.tuple_iterator: it has"),
    ],
)
def test_what_it_does_not_know_is_refused_with_its_place(value: object, told: str) -> None:
    with pytest.raises(TypeError, match=told):
        fingerprint(value)


def test_mappings_of_other_classes_are_mappings() -> None:
    assert fingerprint(More(a=1)) == fingerprint({"a": 1})


MANY = """
from datetime import date
from packbuilder.fingerprint import fingerprint
from packbuilder.model.paper import Stock
words = [f"word {n}" for n in range(99)]
some = set(words), dict.fromkeys(words, Stock.A4), frozenset(map(str.encode, words))
print(fingerprint((*some, date(2013, 7, 5), 1.5)))
"""


def test_every_process_finds_the_same() -> None:
    """Whatever the seed by which Python orders sets."""
    found = {
        subprocess.run(
            [sys.executable, "-c", MANY],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "4321")
    }
    assert len(found) == 1
    assert len(found.pop().strip()) == 64


def test_much_data_takes_no_longer_than_its_digest() -> None:
    data, words = bytes(32_000_000), "ä" * 16_000_000
    fingerprint((data, words))
    began = time.process_time()
    fingerprint((data, words))
    took, began = time.process_time() - began, time.process_time()
    sha256(data)
    sha256(words.encode())
    assert took < 2 * (time.process_time() - began) + 0.05


def test_regular_expressions_are_told_apart_by_pattern_and_flags() -> None:
    """Names that must stand in no file are looked for by them."""
    some = [re.compile("a"), re.compile("a", re.IGNORECASE), re.compile("b"), "a"]
    assert len(set(map(fingerprint, some))) == len(some)
    assert fingerprint(re.compile("a")) == fingerprint(re.compile("a"))
