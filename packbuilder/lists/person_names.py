"""Names of people out of the columns of a list: whole, or put together in the order of a language; never a half."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from packbuilder.lists import column_headers

_NEEDED = ("given", "family")  # of a name in columns: without one of these it is half a name


@dataclass(frozen=True, slots=True)
class NameColumns:
    """Which columns hold names, by their headers.

    `said` are those that somebody has named, to be joined in that order. Else `whole` is a column of whole names, and
    `loose` one that may as well hold the part that has no column of its own; `parts` are the others.
    """

    said: tuple[str, ...] = ()
    whole: str = ""
    loose: str = ""
    parts: Mapping[str, str] | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The headers of all that is used."""
        some = (*self.said, self.whole, self.loose, *(self.parts or {}).values())
        return tuple(dict.fromkeys(one for one in some if one))

    @property
    def guessed(self) -> bool:
        """Whether it is worth a look how names came out: what is a title in one list is an office in another."""
        parts = self.parts or {}
        return bool(parts) and ("title" in parts or bool(self.loose))

    @property
    def _rest(self) -> str:
        """The part that the loose column holds: the one that has none of its own, while the other has; else empty."""
        absent = [part for part in _NEEDED if part not in (self.parts or {})]
        return absent[0] if self.loose and not self.whole and len(absent) == 1 else ""

    def faults(self) -> str:
        """Why no whole name can come of the columns: a sentence, empty where one can."""
        parts = self.parts or {}
        there = [part for part in _NEEDED if part in parts]
        if self.said or self.whole or not parts or len(there) == len(_NEEDED):
            return ""
        if self.loose and (there or "middle" not in parts):
            return ""
        shown = " and ".join(f"`{parts[part]}`" for part in (*there, *(parts.keys() - set(there))))
        return f"{shown} {'is a part' if len(parts) == 1 else 'are parts'} of a name, and no column has the rest of it."

    def name(self, cells: Mapping[str, str], lang: str) -> tuple[str, str]:
        """The name in a row, in the order of a language; and what is wrong with it, in which case the name is empty."""
        if self.said:
            return self._joined(cells)
        parts = {part: value for part, header in (self.parts or {}).items() if (value := cells.get(header, ""))}
        whole = cells.get(self.whole, "") or cells.get(self.loose, "")
        there = [part for part in _NEEDED if part in parts]
        if not there and not (whole and self._rest):
            return (_ordered({"title": parts.get("title", ""), "given": whole}, lang) if whole else ""), ""
        if len(there) == 1 and _holds(whole, parts[there[0]]):
            return whole, ""
        if whole and there and self._rest not in {"", *there}:
            parts[self._rest] = whole
        if all(part in parts for part in _NEEDED):
            return _ordered(parts, lang), ""
        return "", self._half(parts[there[0]] if there else whole)

    def _joined(self, cells: Mapping[str, str]) -> tuple[str, str]:
        found = [value for header in self.said if (value := cells.get(header, ""))]
        needed = [one for one in self.said if column_headers.known(one, _NEEDED)] or self.said[:1]
        short = bool(found) and (len(found) == 1 < len(self.said) or not all(cells.get(one) for one in needed))
        return ("", self._half(found[0])) if short else (" ".join(found), "")

    def _half(self, found: str) -> str:
        return f"`{found}` is half a name: {', '.join(f'`{one}`' for one in self.columns)} have no more of it."


def _holds(whole: str, part: str) -> bool:
    """Whether a name has all words of a part, and another one."""
    words, others = whole.casefold().split(), part.casefold().split()
    return set(others) < set(words)


def _ordered(parts: Mapping[str, str], lang: str) -> str:
    """Parts in the order of a language; titles and what comes after the name are always apart."""
    order = column_headers.order(lang)
    core: Sequence[str] = [parts[part] for part in order[1:-1] if parts.get(part)]
    unspaced = not any(one.isascii() for one in core)
    inner = (column_headers.between(lang) if unspaced else " ").join(core)
    return " ".join(one for one in (parts.get("title", ""), inner, parts.get("suffix", "")) if one)
