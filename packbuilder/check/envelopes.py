"""Addresses in windows of envelopes and on cards: there is an envelope, and the lines fit, before all is laid out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from packbuilder.check import references
from packbuilder.errors import Problem
from packbuilder.load.spelling import suggestion
from packbuilder.model.envelope import fits
from packbuilder.model.layout import LayoutFile
from packbuilder.model.loaded import Branch, Campaign, Case, Layout
from packbuilder.model.paper import Size, Stock, on_stock, sheet_name
from packbuilder.postal import placement
from packbuilder.postal.address_fitting import SIZES, TextWidth, most
from packbuilder.postal.address_lines import posted_lines
from packbuilder.postal.placement import box


def faults(
    campaign: Campaign, cases: Sequence[Case], layouts: Mapping[str, Layout], width: TextWidth
) -> Iterator[Problem]:
    """Envelopes that branches name and nobody knows, and addresses that no envelope and no card holds."""
    senders: list[Branch | None] = [None, *campaign.branches.values()]
    for named in campaign.branches.values():
        yield from _unknown(campaign, named)
    unfit = (
        problem
        for case in cases
        for branch in senders
        for key in _written_to(campaign, case, branch)
        for layout in layouts.values()
        for problem in _unfit(campaign, case, branch, key, layout.facts, width)
    )
    yield from dict.fromkeys(unfit)


def _unknown(campaign: Campaign, branch: Branch) -> Iterator[Problem]:
    named, known = branch.facts.envelope, [window.key for window in campaign.post.windows]
    if named is not None and named not in known:
        remedy = suggestion(named, known, "Add it to layouts/_post/post.yaml.")
        yield branch.source.problem("envelope", f"There is no envelope `{named}`.", remedy)


def _written_to(campaign: Campaign, case: Case, branch: Branch | None) -> list[str]:
    """The keys of those whom a branch sends a case's letters to: of all embassies its own, where it names one."""
    keys = [one.address for one in case.facts.addressees if one.address in campaign.addresses]
    home = branch.facts.embassy if branch else None
    if home is not None and home in campaign.addresses:
        keys = [home if campaign.addresses[key].role == "embassy" else key for key in keys]
    return list(dict.fromkeys(keys))


def _unfit(  # noqa: PLR0913, PLR0917 - who writes what to whom
    campaign: Campaign, case: Case, branch: Branch | None, key: str, layout: LayoutFile, width: TextWidth
) -> Iterator[Problem]:
    address, posting = campaign.addresses[key], layout.post
    if posting is None or not posting.known or not isinstance(address.postal, list):
        return
    sheet = on_stock((layout.sheet.width, layout.sheet.height), branch.facts.paper if branch else Stock.A4)
    sender = branch.facts if branch else None
    for lang in references.spoken(campaign, case):
        if sender and lang not in sender.languages:
            continue
        lines = posted_lines(address, sender, lang)
        if posting.kind == "window":
            window = placement.window_of(campaign.post, sender, address)
            if window is None or not fits(window, sheet):
                yield from _no_envelope(branch, sheet)
                return
            if placement.letter_address(window, sheet, lines, width) is None:
                room = most(placement.in_window(window, sheet)[1])
                name = f"the window of the envelope `{window.key}` ({window.name})"
                yield _too_long(campaign, branch, key, len(lines), name, room)
                return
        elif posting.to and placement.card_address(posting.to, sheet, lines, width) is None:
            room = most(box(posting.to, sheet))
            yield _too_long(campaign, branch, key, len(lines), "a card", room)
            return


def _no_envelope(branch: Branch | None, sheet: Size) -> Iterator[Problem]:
    if branch:  # without one, whoever wrote the file of envelopes has been told
        what = f"No sheet of {sheet_name(sheet)} goes into this branch's envelope."
        remedy = "Say another `envelope` or `paper`."
        yield branch.source.problem("envelope", what, remedy)


def _too_long(  # noqa: PLR0913, PLR0917 - what is said
    campaign: Campaign, branch: Branch | None, key: str, lines: int, place: str, room: int
) -> Problem:
    who = f" of the branch `{branch.facts.id}`" if branch else ""
    what = (
        f"These lines, {lines} with the country, do not fit {place}{who}, however they are joined: at {SIZES[-1]:g} pt "
        f"it holds {room}."
    )
    remedy = "Shorten the longest, or leave out what the post does not need."
    return campaign.addresses_source.problem(("addresses", key, "postal"), what, remedy)
