"""Sizes: what is too large for a mail, and which documents to leave out so that it fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from packbuilder.errors import ContentError, Problem
from packbuilder.mail.attachments import PACK, Pack

MB = 1_000_000
# What mail servers take of attachments once these are wrapped, which makes them a third larger; the smallest is 10 MB.
LARGEST_MB = 7.0


def refuse(packs: Iterable[Pack], largest: float) -> None:
    """ContentError for the packs that have more than so many MB, with what to leave out of each."""
    found = [_refusal(pack, largest) for pack in packs if pack.size > largest * MB]
    if found:
        raise ContentError(*found)


def _refusal(pack: Pack, largest: float) -> Problem:
    what = f"{_names(pack)}: {pack.size / MB:.1f} MB are too much for a mail; at most {largest:g} MB are sent."
    return Problem.at(pack.files[0].path, what, remedy(pack, int(largest * MB)))


def refused(pack: Pack, said: str, excess: float) -> Problem:
    """What a server takes no message of, as it said, because that is so many times as large as it may be."""
    what = f"{_names(pack)}: The server takes no message so large as with {pack.size / MB:.1f} MB: {said.rstrip('.')}."
    return Problem.at(pack.files[0].path, what, remedy(pack, int(pack.size / excess) - 1))


def _names(pack: Pack) -> str:
    return ", ".join(file.path for file in pack.files)


def remedy(pack: Pack, largest: int) -> str:
    """What to do so that no more than so many bytes are attached."""
    too_many = leave_out(pack, largest)
    told = " and ".join(f"`{name}` (some {size / MB:.1f} MB)" for name, size in too_many.items())
    if pack.files and pack.files[0].layout == PACK:
        how = "out of `documents` in campaign.yaml, and build again; or send single ones with --attach"
    else:
        how = "out of --attach"
    first = f"Leave {told} {how}; or" if told else "Make its pictures smaller, or"
    smaller = "" if pack.wanted.variant.light else " send the pack with small pictures (--tier e-mail), or"
    return f"{first}{smaller} put the file on the web and say --link URL."


def leave_out(pack: Pack, largest: int) -> Mapping[str, int]:
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
