"""Room for what a document can do without: all of that is tried before its text is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from packbuilder.compose.composed import ComposedDocument
from packbuilder.compose.part_limits import PartLimits
from packbuilder.errors import EndlessLayoutError, LayoutError, Problem, Severity
from packbuilder.pipeline.conversation import Finished, Talk, document_of
from packbuilder.pipeline.part_fitting import PartFitting
from packbuilder.pipeline.tickets import TicketWriter
from packbuilder.plan import Document
from packbuilder.production.work import Make


def made(writer: TicketWriter, document: Document, first_pt: float | None = None) -> Talk[Finished]:
    """A document at the largest size that fits; `first_pt` is the size to try first.

    Where there is no room for all of it, it goes without the code that opens a mail (that of the appeal leads to the
    letter as well); where that does not do, a text runs on where there is room, a list begins there, and of lists the
    first entries are printed, with a line that says where the others stand. What is left out is told. Raises
    LayoutError for what does not fit then either.
    """
    whole = writer.composer.compose(document)
    try:
        return (yield from _made(writer, whole, first_pt))
    except EndlessLayoutError:
        raise
    except LayoutError as error:
        refused = error
    less = yield from _with_less(writer, document, whole, first_pt)
    if less is not None:
        return less
    if not writer.composer.draft:
        raise refused
    return (yield from _made(writer, whole, first_pt, marks=True))


def _made(
    writer: TicketWriter, composed: ComposedDocument, first_pt: float | None, *, marks: bool = False
) -> Talk[Finished]:
    ticket = writer.ticket(composed, marks=marks)
    return Finished(composed, document_of((yield Make(ticket.coded(ticket.code), first_pt))), ticket.code)


def _with_less(
    writer: TicketWriter, document: Document, whole: ComposedDocument, first_pt: float | None
) -> Talk[Finished | None]:
    """The document as it fits with the least that is missed; None where it does not."""
    without = _without_mail(writer, document) if "mail" in whole.codes else None
    if without is not None and (one := (yield from _tried(writer, without[1], first_pt))):
        return one
    facts = document.layout.facts
    if document.variant.reflowed or not (facts.yields or facts.runs_on):
        return None
    for of, composed in [(document, whole), *([without] if without is not None else [])]:
        room = yield from PartFitting(writer, of).room()
        if room is not None:
            told = tuple(_fewer(writer, of, room))
            fewer = writer.composer.compose(of, room=room)
            fewer = replace(fewer, warnings=(*composed.warnings, *told))
            if one := (yield from _tried(writer, fewer, facts.type.smallest)):
                return one
    return None


def _tried(writer: TicketWriter, composed: ComposedDocument, first_pt: float | None) -> Talk[Finished | None]:
    """The document made so; None where it does not fit."""
    try:
        return (yield from _made(writer, composed, first_pt))
    except EndlessLayoutError:
        raise
    except LayoutError:
        return None


def _without_mail(writer: TicketWriter, document: Document) -> tuple[Document, ComposedDocument]:
    """The document without the code that opens a mail; its page says so."""
    layout = document.layout
    bare = replace(document, layout=replace(layout, facts=layout.facts.model_copy(update={"mail": None})))
    composed = writer.composer.compose(bare)
    told = Problem.at(
        composed.file,
        "There is no room for the code that opens a mail: it is left out.",
        f"To have it, shorten one of {', '.join(composed.fed_by)}.",
        line=layout.source.line("mail"),
        key=composed.called,
        severity=Severity.WARNING,
    )
    return bare, replace(composed, warnings=(*composed.warnings, told))


def _fewer(writer: TicketWriter, document: Document, room: PartLimits) -> Iterator[Problem]:
    """What is to be said of the lists of which not all is printed."""
    layout = document.layout
    for part in layout.facts.yields:
        if part not in layout.facts.data and (count := room.get(part)):
            what = f"There is no room for all of `{part}`: it prints {count}, and says where the others stand."
            remedy = "To have more of them there, write less."
            key = f"{layout.name} ({writer.target.edition.lang})"
            yield layout.source.problem("yields", what, remedy, key=key, severity=Severity.WARNING)
