"""The fingerprint of a value: what it is told apart by, in any process and on any machine, today and tomorrow.

Every value is written down so that no other one is written alike: its kind first, then how long it is or how many parts
it has, then these. Kinds differ: `1`, `1.0`, `True` and `"1"` are four values, and so are a tuple and a list, as pages
may be made otherwise of them. What has no order of its own, mappings and sets, is written in that of its parts'
digests. A path is never part of an identity: what is made of a file is made of its bytes.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import partial
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from pydantic import BaseModel

_Value = Any  # of whichever class
_Take = Callable[[bytes], None]  # takes in bytes, as a hash does
_Write = Callable[[_Take, Any], None]  # writes a value of one class down


_LEFT_OUT = {"fingerprint": False}  # what is said of a field that is no part of what a value is


def fingerprint(value: object) -> str:
    """The SHA-256 of a value, in hexadecimal digits.

    Of frozen dataclasses and pydantic models (by class and fields, but for those with {"fingerprint": False} as their
    metadata), enumerations, str, bytes, bool, int, float, Decimal, date, None, regular expressions, tuples, lists,
    mappings and sets. Raises TypeError for anything else, with the class and the field that it stands in.
    """
    return _digest(value).hex()


def _digest(value: object) -> bytes:
    total = sha256()
    _write(total.update, value)
    return total.digest()


def _write(take: _Take, value: _Value) -> None:
    kind = type(value)
    way = _WAYS.get(kind) or _WAYS.setdefault(kind, _way(kind))
    way(take, value)


def _framed(kind: bytes, of: Callable[[Any], bytes]) -> _Write:
    """How values are written that are bytes in the end."""

    def write(take: _Take, value: object) -> None:
        data = of(value)
        take(kind + _count(data))
        take(data)

    return write


def _count(parts: Sequence[object]) -> bytes:
    return struct.pack(">Q", len(parts))


def _sequence(kind: bytes, take: _Take, value: Sequence[object]) -> None:
    take(kind + _count(value))
    for one in value:
        _write(take, one)


def _unordered(kind: bytes, take: _Take, parts: Sequence[bytes]) -> None:
    take(kind + _count(parts) + b"".join(sorted(parts)))  # each as long as the next


def _mapping(take: _Take, value: Mapping[object, object]) -> None:
    _unordered(b"m", take, [_digest(key) + _digest(one) for key, one in value.items()])


def _set(take: _Take, value: AbstractSet[object]) -> None:
    _unordered(b"u", take, [_digest(one) for one in value])


def _record(head: bytes, names: Sequence[str], take: _Take, value: object) -> None:
    take(head)
    for name in names:
        try:
            _write(take, getattr(value, name))
        except TypeError as error:
            raise TypeError(f"{type(value).__qualname__}.{name}: {error}") from None


def _record_of(kind: type, names: Sequence[str]) -> _Write:
    """How a class is written: its own name, the names of its fields, and what they hold."""
    head = _digest((f"{kind.__module__}.{kind.__qualname__}", *names))
    return partial(_record, b"c" + head, names)


def _way(kind: type[_Value]) -> _Write:
    """How values of a class are written down; what derives from a plain one may hold more than that, and is refused."""
    if issubclass(kind, Enum):
        return _record_of(kind, ("value",))
    if (made := vars(kind).get("__dataclass_params__")) and made.frozen:
        return _record_of(kind, [one.name for one in fields(kind) if one.metadata != _LEFT_OUT])
    if issubclass(kind, BaseModel) and kind.model_config.get("extra") != "allow":
        return _record_of(kind, [name for name, one in kind.model_fields.items() if _LEFT_OUT not in one.metadata])
    if issubclass(kind, Mapping):
        return _mapping
    return partial(_refuse, kind)


def _refuse(kind: type, _: _Take, __: object) -> None:
    why = "the path of a system is no part of an identity" if issubclass(kind, PurePath) else "it has no fingerprint"
    raise TypeError(f"{kind.__module__}.{kind.__qualname__}: {why}")


_WAYS: dict[type[_Value], _Write] = {
    type(None): _framed(b"n", lambda _: b""),
    bool: _framed(b"t", lambda one: b"1" if one else b"0"),
    int: _framed(b"i", lambda one: one.to_bytes(one.bit_length() // 8 + 1, "big", signed=True)),
    float: _framed(b"f", partial(struct.pack, ">d")),
    Decimal: _framed(b"d", lambda one: str(one).encode()),
    date: _framed(b"y", lambda one: one.isoformat().encode()),
    str: _framed(b"s", lambda one: one.encode("utf-8", "surrogatepass")),
    bytes: _framed(b"b", lambda one: one),
    re.Pattern: lambda take, one: _write(take, ("a pattern", one.pattern, one.flags)),
    tuple: partial(_sequence, b"("),
    list: partial(_sequence, b"["),
    set: _set,
    frozenset: _set,
}
