"""Writing files that are PDF/A-2a and PDF/UA-1 at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from packbuilder.errors import Problem, RenderError
from packbuilder.printing.black import plain_black
from packbuilder.printing.code_forms import draw_codes_once
from packbuilder.printing.compact import compact
from packbuilder.printing.ligatures import turn_ligatures
from packbuilder.printing.pdfa import claim_pdfa
from packbuilder.printing.structure import describe_links, name_pages, tag_texts
from packbuilder.printing.tag_repairs import repair_tags
from packbuilder.typeset.engine import collected_warnings
from packbuilder.typeset.engine_errors import in_time, translated_errors
from packbuilder.typeset.fit import LaidOutDocument

if TYPE_CHECKING:
    import pydyf
    from weasyprint import Document

_VARIANT = "pdf/ua-1"


def single(typeset: LaidOutDocument) -> bytes:
    """A document as a PDF file of its own; RenderError for every warning of the renderer."""
    composed = typeset.composed
    finish = partial(_finish, lang=composed.lang)
    return written(typeset.document, composed.path, finish, pdf_variant=_VARIANT, pdf_identifier=True)


def plain(document: Document, path: str) -> bytes:
    """Pages as a PDF without tags, to be laid over others; RenderError for every warning of the renderer."""
    return written(document, path, lambda *_: None)


def written(document: Document, path: str, finisher: Callable[[Document, pydyf.PDF], None], **options: object) -> bytes:
    """A document as a file, finished by `finisher`; `options` are the renderer's. RenderError for its every warning."""

    def finish(document: Document, pdf: pydyf.PDF) -> None:
        turn_ligatures(document, pdf)
        plain_black(document, pdf)
        compact(document, pdf)
        finisher(document, pdf)

    with collected_warnings() as warned, translated_errors(path), in_time(path):
        data: bytes = document.write_pdf(finisher=finish, **options)
    if problems := [
        Problem.at(path, f"The renderer warns: {message}.", "Correct the layout or the text that it names.")
        for message in dict.fromkeys(warned)
    ]:
        raise RenderError(*problems)
    return data


def _finish(document: Document, pdf: pydyf.PDF, lang: str) -> None:
    draw_codes_once(document, pdf)
    repair_tags(pdf, tag_texts(document, pdf, lang))
    name_pages(pdf)
    describe_links(document)
    claim_pdfa(document, pdf)
