"""Finished tagged files bound into one, the same bytes for the same files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from packbuilder.bind.copies import copied
from packbuilder.bind.destinations import Destinations
from packbuilder.bind.faces import join_faces
from packbuilder.bind.resources import share_drawn
from packbuilder.bind.structure import StructureTree
from packbuilder.errors import Problem, RenderError
from packbuilder.pdf.saving import saved
from packbuilder.pdf.source import reading

# What the first file says of itself that is true of them all: its colours, that it is tagged, that its title is shown.
_OF_ALL = ("/OutputIntents", "/MarkInfo", "/ViewerPreferences", "/Metadata")


@dataclass(frozen=True, slots=True)
class BoundPart:
    """A finished file and the name of its document, by which links of the others lead to it."""

    name: str
    data: bytes


def bound(parts: Sequence[BoundPart], title: str, lang: str, faces: Mapping[str, Path]) -> bytes:
    """The files as one, in order, with a title and language of its own; what it claims to be is what the first claims.

    `faces` are the files of the faces by the PostScript names that they give themselves: one that is not among them
    stays in as many pieces as there are. Raises RenderError for a file that is damaged or has no tags, and for a link
    to a document that is not among the parts.
    """
    made, sources = pikepdf.new(), list[Pdf]()  # what is copied is read when the file is written
    tree, places = StructureTree(made), Destinations(made)
    for part in parts:
        with reading(part.name):
            source = pikepdf.open(BytesIO(part.data))
            if "/StructTreeRoot" not in source.Root:
                raise RenderError(Problem.at(part.name, "The file has no tags.", "Build it again."))
            sources.append(source)
            first = len(made.pages)
            renamed = made.add_pages_from(source, forms="strip").renamed_dests
            pages = [page.obj for page in list(made.pages)[first:]]
            tree.add(source, pages, part.name, lang)
            places.add(source, pages, part.name, renamed)
    places.lead()
    share_drawn(made)
    join_faces(made, faces)
    tree.finish()
    _say(made, sources[0], title, lang)
    return saved(made)


def _say(made: Pdf, first: Pdf, title: str, lang: str) -> None:
    """What the file says of itself. Its pages are labelled 1, 2, 3 …, as its contents count them."""
    root = made.Root
    for key in _OF_ALL:
        if key in first.Root:
            root[key] = copied(made, first, first.Root[key])
    root.Lang = String(lang)
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=1)]))
    made.docinfo.Title = String(title)
    if "/Producer" in first.docinfo:
        made.docinfo.Producer = String(str(first.docinfo.Producer))
    with made.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
