"""Black text overprints what it lies on, and says so: cut out of it, every plate that is out by a hair shows as white.

Nothing else does: a colour that is laid over another is a third one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

# The inks of black text; in mode 1 those of which it has none are left as they are (ISO 32000-1, 8.6.7).
_BLACK = b"0 0 0 1 scn"
_OVER, _APART = "over", "apart"
_STATES = {
    _OVER: {"Type": "/ExtGState", "op": "true", "OP": "false", "OPM": 1},
    _APART: {"Type": "/ExtGState", "op": "false", "OP": "false"},
}


def overprint(objects: dict[bytes, Any], stream: pydyf.Stream, resources: pydyf.Dictionary) -> None:
    """State it of the black text in a stream; `resources` are those of the stream, or the reference to them."""
    parts = list(_stated(stream.stream))
    if len(parts) == len(stream.stream):
        return
    stream.stream = parts
    found = resources if isinstance(resources, dict) else objects[resources]
    states = found["ExtGState"]
    states = states if isinstance(states, dict) else objects[states]
    states |= {name: pydyf.Dictionary(state) for name, state in _STATES.items()}


def _stated(parts: list[Any]) -> Iterator[Any]:
    colour, outer, over = b"", list[bytes](), False
    for part in parts:
        if part == b"q":
            outer.append(colour)
        elif part == b"Q":
            colour = outer.pop()
        elif isinstance(part, bytes) and part.endswith(b" scn"):
            colour = part
        elif part == b"BT" and colour == _BLACK:
            over = True
            yield b"/%s gs" % _OVER.encode()
        yield part
        if part == b"ET" and over:
            over = False
            yield b"/%s gs" % _APART.encode()
