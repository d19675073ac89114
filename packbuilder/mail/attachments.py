"""Packs as they lie finished in out/<case>/: whole, in earnest, and what would be built today; else what to run."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG
from typing import Any

from packbuilder.deliver import manifest
from packbuilder.deliver.artifact import sha256_of
from packbuilder.errors import ContentError, ErrorCollector, Problem
from packbuilder.model.base import Audience
from packbuilder.model.paper import Stock
from packbuilder.model.record import Record
from packbuilder.model.variant import HOME, Variant

PACK = "pack"
MB = 1_000_000
# What mail servers take of attachments once these are wrapped, which makes them a third larger; the smallest is 10 MB.
LARGEST_MB = 7.0


@dataclass(frozen=True, slots=True)
class WantedFiles:
    """Whose files are wanted: of a branch (empty for none), in a language, for an audience, in a variant.

    `stock` is the paper that is asked for, None for the usual one, which `paper` names as the manifest does.
    """

    case: str
    branch: str
    lang: str
    audience: Audience = "public"
    variant: Variant = HOME
    paper: str = Stock.A4.label
    stock: Stock | None = None

    def command(self, *more: str) -> str:
        """What makes them."""
        parts = [f"packbuilder build --case {self.case} --lang {self.lang}"]
        parts += [f"--branch {self.branch}"] if self.branch else []
        parts += [f"--audience {self.audience}"] if self.audience != "public" else []
        parts += [f"--variant {self.variant}"] if self.variant != HOME else []
        parts += [f"--paper {self.stock}"] if self.stock else []
        return " ".join([*parts, *more])

    def has(self, entry: Mapping[str, Any]) -> bool:
        """Whether a file of the manifest is one of these pages; sheets and posters are not."""
        own = (self.branch or None, self.lang, self.audience, self.variant.name, self.paper)
        its = tuple(entry[name] for name in ("branch", "lang", "audience", "variant", "paper"))
        return own == its and entry["form"] in {"page", "pack"}


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A finished file: its path below out/<case>/, the layout that it is of, its bytes and their SHA-256."""

    path: str
    layout: str
    pages: int
    data: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Pack:
    """What is sent of an edition, its code, and the sizes in bytes of the documents that its pack holds, by layout."""

    wanted: WantedFiles
    code: str
    files: tuple[AttachedFile, ...]
    parts: Mapping[str, int]

    @property
    def size(self) -> int:
        """How many bytes it has, before it is wrapped for the post."""
        return sum(len(file.data) for file in self.files)


def packs(
    place: Path, wanted: Sequence[WantedFiles], only: Collection[str], current: Mapping[str, Record]
) -> dict[WantedFiles, Pack]:
    """The packs, or the documents that are named, of each edition; ContentError with all that cannot be sent.

    `place` is out/<case>/, `current` the editions of today by their codes.
    """
    delivered = _Delivered(place, list(manifest.entries(_manifest(place) or {"files": []})), current)
    made = {one: delivered.pack(one, only or (PACK,)) for one in wanted}
    delivered.problems.raise_if_any(ContentError)
    return made


def _manifest(place: Path) -> dict[str, Any] | None:
    try:
        return manifest.parsed((place / manifest.NAME).read_bytes())
    except OSError:
        return None


@dataclass(frozen=True)
class _Delivered:
    """What a build delivered of a case, by its manifest; what cannot be sent is added to `problems`."""

    place: Path
    entries: Sequence[Mapping[str, Any]]
    current: Mapping[str, Record]
    problems: ErrorCollector = field(default_factory=ErrorCollector)

    def pack(self, wanted: WantedFiles, only: Collection[str]) -> Pack:
        """What is sent of an edition: these layouts of it."""
        own = [entry for entry in self.entries if wanted.has(entry)]
        files: list[AttachedFile] = []
        for layout in only:
            chosen = [entry for entry in own if entry["layout"] == layout]
            if not chosen:
                self._refuse(wanted, layout, "is not there")
            files += self._files(wanted, chosen)
        parts: dict[str, int] = {}
        for entry in own:
            if entry["layout"] != PACK:
                parts[entry["layout"]] = parts.get(entry["layout"], 0) + int(entry["bytes"])
        code = next((str(entry["edition"]) for entry in own if entry["layout"] in only), "")
        return Pack(wanted, code, tuple(files), parts)

    def _files(self, wanted: WantedFiles, entries: Sequence[Mapping[str, Any]]) -> Iterator[AttachedFile]:
        for entry in entries:
            path = str(entry["path"])
            try:
                data = _as_built(self.place / path, int(entry["bytes"]))
            except OSError:
                self._refuse(wanted, path, "is not there")
                continue
            if sha256_of(data) != entry["sha256"]:
                self._refuse(wanted, path, "is no longer as it was built")
            elif entry["draft"]:
                self._refuse(wanted, path, "is a draft")
            elif entry["edition"] not in self.current:
                self._refuse(wanted, path, "is not current: the campaign has changed since")
            else:
                yield AttachedFile(path, str(entry["layout"]), int(entry["pages"]), data, str(entry["sha256"]))

    def _refuse(self, wanted: WantedFiles, what: str, why: str) -> None:
        branch = f"{wanted.branch}, " if wanted.branch else ""
        named = what if "/" in what else f"`{what}` ({branch}{wanted.lang})"
        other = "" if "/" in what else " Or choose what is there: --variant, --attach."
        remedy = f"Run `{wanted.command()}`.{other}"
        self.problems.add(Problem.at(str(self.place), f"{named} {why}.", remedy))


def _as_built(file: Path, size: int) -> bytes:
    """The bytes of a file of that size; none of what is no file, such as a pipe without end, or has another size."""
    stat = file.stat()
    return file.read_bytes() if S_ISREG(stat.st_mode) and stat.st_size == size else b""


def refuse_oversized(packs: Iterable[Pack], largest: float) -> None:
    """ContentError for the packs that have more than so many MB, with what to leave out of each."""
    found = [_oversized(pack, largest) for pack in packs if pack.size > largest * MB]
    if found:
        raise ContentError(*found)


def _oversized(pack: Pack, largest: float) -> Problem:
    what = f"{_names(pack)}: {pack.size / MB:.1f} MB are too much for a mail; at most {largest:g} MB are sent."
    return Problem.at(pack.files[0].path, what, size_remedy(pack, int(largest * MB)))


def too_large_for_server(pack: Pack, said: str, excess: float) -> Problem:
    """What a server takes no message of, as it said, because that is so many times as large as it may be."""
    what = f"{_names(pack)}: The server takes no message so large as with {pack.size / MB:.1f} MB: {said.rstrip('.')}."
    return Problem.at(pack.files[0].path, what, size_remedy(pack, int(pack.size / excess) - 1))


def _names(pack: Pack) -> str:
    return ", ".join(file.path for file in pack.files)


def size_remedy(pack: Pack, largest: int) -> str:
    """What to do so that no more than so many bytes are attached."""
    too_many = _left_out(pack, largest)
    names = " and ".join(f"`{name}` (some {size / MB:.1f} MB)" for name, size in too_many.items())
    if pack.files and pack.files[0].layout == PACK:
        how = "out of `documents` in campaign.yaml, and build again; or send single ones with --attach"
    else:
        how = "out of --attach"
    first = f"Leave {names} {how}; or" if names else "Make its pictures smaller, or"
    smaller = "" if pack.wanted.variant.light else " send the pack with small pictures (--variant email), or"
    return f"{first}{smaller} put the file on the web and say --link URL."


def _left_out(pack: Pack, largest: int) -> Mapping[str, int]:
    """The largest documents, by layout with their share of the size in bytes, without which the rest fits."""
    if pack.files and pack.files[0].layout == PACK:
        sizes = dict(pack.parts)
    else:
        sizes = {file.layout: 0 for file in pack.files}
        for file in pack.files:
            sizes[file.layout] += len(file.data)
    # Documents in a pack share their fonts: of its size each has about the share that it has of all of them.
    whole = sum(sizes.values()) or 1
    shares = {name: size * pack.size // whole for name, size in sizes.items()}
    chosen: dict[str, int] = {}
    rest = pack.size
    for name, share in sorted(shares.items(), key=lambda item: (-item[1], item[0])):
        if rest <= largest or len(chosen) == len(shares) - 1:
            break
        chosen[name] = share
        rest -= share
    return chosen
