"""What has changed between two records, in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import unified_diff

from packbuilder.model.record import Record

_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")


def changes(then: Record, now: Record) -> Iterator[str]:
    """What differs, in sentences: texts, addresses, days and numbers, layouts."""
    yield from _compared("text", then.texts, now.texts)
    yield from _compared("address", then.addresses, now.addresses)
    for name in sorted({*then.facts, *now.facts}):
        before, after = then.facts.get(name, "nothing"), now.facts.get(name, "nothing")
        if before != after:
            kind, _, key = name.partition(" ")
            yield f"The {kind} `{key}` was {before} and is {after}."
    if then.house != now.house:
        yield "The layouts, labels or fonts have changed."


def _compared(kind: str, then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for name in sorted({*then, *now}):
        if name not in now:
            yield f"The {kind} `{name}` is no longer there."
        elif name not in then:
            yield f"The {kind} `{name}` is new."
        elif then[name] != now[name]:
            yield f"The {kind} `{name}` has changed{_told(then[name], now[name])}."


def _told(then: str, now: str) -> str:
    """The first sentence that went and the first that came."""
    lines = list(unified_diff(_SENTENCE.split(then), _SENTENCE.split(now), lineterm="", n=0))[2:]
    gone = next((line[1:] for line in lines if line.startswith("-")), "")
    new = next((line[1:] for line in lines if line.startswith("+")), "")
    parts = [f"it said “{gone}”" if gone else "", f"it says “{new}”" if new else ""]
    told = "; ".join(part for part in parts if part)
    return f": {told}" if told else ""
