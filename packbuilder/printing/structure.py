"""What the renderer leaves out of the structure of a file: languages, spelling, page labels, what links are about.

WeasyPrint writes one language, for the whole file. Here each piece of text in another language gets its own /Lang,
on the highest element that is wholly in that language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any
from unicodedata import category, combining, decomposition

import pydyf

from packbuilder.typeset.boxes import Box
from packbuilder.typeset.inspection import link_annotations, tagged_boxes

if TYPE_CHECKING:
    from weasyprint import Document

Element = Any  # a pydyf dictionary
_VIRAMA = 9  # the canonical combining class of signs that join consonants
_TWO_SIGNS = frozenset({"<compat> 0E4D", "<compat> 0ECD"})  # what U+0E33 and U+0EB3 begin with, decomposed


def name_pages(pdf: pydyf.PDF) -> None:
    """Label the pages 1, 2, 3 …, as the contents count them, whatever a viewer would make of mixed sheets."""
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D", "St": 1})])})


def describe_links(document: Document) -> None:
    """Describe each link by its words; the renderer describes it by its target, which readers would speak aloud."""
    for page in document.pages:
        for annotation, words in link_annotations(page):
            annotation["Contents"] = pydyf.String(words or annotation["Contents"].string)


def tag_texts(document: Document, pdf: pydyf.PDF, lang: str) -> dict[int, Box]:
    """Set /Lang on the elements whose text is in another language than the file's, and spell what glyphs do not.

    What stands in the margins of pages becomes an artifact.

    The text boxes of a page and the marked contents of its elements come in the same order, the tree's; a page where
    their numbers differ would be tagged wrongly, so that is an error (AssertionError, a bug of ours). Returns the box
    of each such element, by the element's id.
    """
    objects = {f"{number} 0 R".encode(): thing for number, thing in enumerate(pdf.objects)}
    root = objects[pdf.catalog["StructTreeRoot"]]
    leaves = _leaves_by_page(objects[root["K"][0]], objects)
    languages: dict[int, str] = {}
    texts: dict[int, Box] = {}
    pairs = objects[root["ParentTree"]]["Nums"]
    owners = dict(zip(pairs[::2], pairs[1::2], strict=True))
    for reference, page in zip(pdf.page_references, document.pages, strict=True):
        boxes, elements = list(tagged_boxes(page)), leaves[reference]
        if len(boxes) != len(elements):
            raise AssertionError(f"{len(boxes)} texts, {len(elements)} tags")
        texts |= {id(leaf): box for (leaf, _), box in zip(elements, boxes, strict=True)}
        languages |= {id(leaf): _language(box, lang) for (leaf, _), box in zip(elements, boxes, strict=True)}
        _spell(objects, reference, {number: box for (_, number), box in zip(elements, boxes, strict=True)})
        contents = objects[objects[reference]["Contents"]].stream
        _set_apart(contents, owners[objects[reference]["StructParents"]], {number for _, number in elements})
    _hoist(objects[root["K"][0]], objects, languages, lang)
    return texts


def _language(box: Box, default: str) -> str:
    return str(box.style["lang"] or default)


def _spell(objects: dict[bytes, Element], page: bytes, boxes: Mapping[int, Box]) -> None:
    """Say with the marked content of a page what letters its glyphs are, where no table from glyph to letter can.

    Without it `किसकी` is read back as `किसकिी`: the renderer knows one text for each glyph, and in a syllable that is
    written in another order than it is spoken, that is the text of the whole syllable.
    """
    contents = objects[objects[page]["Contents"]].stream
    for part in contents:
        box = boxes.get(part.get("MCID", -1)) if isinstance(part, pydyf.Dictionary) else None
        if box is not None and any(map(_moves, text := str(getattr(box, "text", "")))):
            part["ActualText"] = pydyf.String(text)


def _set_apart(contents: list[Any], owners: list[Any], in_tree: AbstractSet[int]) -> None:
    """Make artifacts of what stands in the margins of a page, running heads and numbers: no part of what is `in_tree`.

    The renderer gives it an element each that is in no tree; `owners` are those of the page's marked contents.
    """
    for at, part in enumerate(contents):
        if isinstance(part, pydyf.Dictionary) and "MCID" in part and part["MCID"] not in in_tree:
            owners[part["MCID"]] = "null"
            contents[at - 1 : at + 1] = [b"/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]


def _moves(char: str) -> bool:
    """Whether a character makes glyphs change places or become one: vowel signs with a width, and viramas.

    So do the vowels of Thai and Lao that are made of two signs.
    """
    return category(char) == "Mc" or combining(char) == _VIRAMA or decomposition(char)[:13] in _TWO_SIGNS


def _leaves_by_page(document: Element, objects: dict[bytes, Element]) -> dict[bytes, list[tuple[Element, int]]]:
    """For each page the elements that hold marked content, with the number of each piece, in tree order."""
    leaves: dict[bytes, list[tuple[Element, int]]] = defaultdict(list)

    def visit(element: Element) -> None:
        for kid in element["K"]:
            if isinstance(kid, int):
                leaves[element["Pg"]].append((element, kid))
            elif (child := objects.get(kid)) is not None and child.get("Type") == "/StructElem":
                visit(child)

    visit(document)
    return leaves


def _hoist(element: Element, objects: dict[bytes, Element], languages: dict[int, str], inherited: str) -> None:
    """Give an element the one language of everything in it, if that is not the language it inherits."""
    spoken = _spoken(element, objects, languages)
    if len(spoken) == 1 and (own := next(iter(spoken))) != inherited:
        element["Lang"] = pydyf.String(own)
        return
    for kid in element["K"]:
        if not isinstance(kid, int) and "S" in (child := objects.get(kid, {})):
            _hoist(child, objects, languages, inherited)


def _spoken(element: Element, objects: dict[bytes, Element], languages: dict[int, str]) -> set[str]:
    found = {languages[id(element)]} if id(element) in languages else set()
    for kid in element["K"]:
        if not isinstance(kid, int) and "S" in (child := objects.get(kid, {})):
            found |= _spoken(child, objects, languages)
    return found
