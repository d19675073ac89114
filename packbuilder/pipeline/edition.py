"""One edition, from its texts to its finished and proven files: compose, typeset, print, proof."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from tempfile import gettempdir
from typing import TYPE_CHECKING

from packbuilder.compose import labels, pack_front
from packbuilder.compose.composer import Composer
from packbuilder.compose.display_face import display_face
from packbuilder.compose.template import Templates
from packbuilder.deliver import Artifact
from packbuilder.errors import LayoutError, Problem, RenderError
from packbuilder.model.applicability import made_for
from packbuilder.pipeline import outputs
from packbuilder.pipeline.fit_fallback import laid_out
from packbuilder.pipeline.outcome import Outcome, RefusedDocuments
from packbuilder.pipeline.target import Target
from packbuilder.plan import Document
from packbuilder.postal.text_widths import TextWidths
from packbuilder.preflight.checks import refuse

if TYPE_CHECKING:
    from packbuilder.typeset.engine import Engine
    from packbuilder.typeset.fit import LaidOutDocument

Step = Callable[[str], None]
# How often the front of a pack is laid out anew until the page numbers in it are those that its own length makes.
_ATTEMPTS = 3


def make(target: Target, step: Step) -> Outcome:
    """The finished files of an edition; `step` hears the name of each document as it is begun.

    A document that a stage refuses is not made, nor is the pack, which would hold it, unless that is wanted without.
    Raises RenderError for what the system refuses the renderer.
    """
    try:
        return _made(target, step)
    except OSError as error:
        what = f"The system refuses the renderer something: {error.strerror or error}."
        raise RenderError(Problem.at(gettempdir(), what, "See that there is room for temporary files.")) from error
    except MemoryError as error:
        what, remedy = (
            "There is not enough memory for it.",
            "Close what else takes memory, or make its pictures smaller.",
        )
        raise RenderError(Problem.at(target.name, what, remedy)) from error
    finally:
        # The renderer keeps copies of the fonts in a temporary folder, which goes with its last reference, in a cycle;
        # and a worker ends without looking for cycles.
        gc.collect()


def _made(target: Target, step: Step) -> Outcome:
    from packbuilder.impose.poster_pages import Posters  # likewise
    from packbuilder.pipeline.artifacts import ArtifactMaker  # brings the renderer, which is slow to start

    composer, engine = composer_of(target), engine_of(target)
    refusals = RefusedDocuments(target)
    typeset = _typeset_all(target, composer, engine, step, refusals)
    maker = ArtifactMaker(target, Posters(composer.labels, composer.templates, engine))
    files: list[Artifact] = []
    made: list[tuple[LaidOutDocument, Artifact]] = []
    for document, one in typeset:
        with refusals.of(document):
            single, *more = maker.of(one)
            made.append((one, single))
            files += [single, *more] if target.wants(one.composed.layout) else []
    if target.pack is not None:
        pack = Document(target.edition, target.pack, variant=target.variant)
        step(target.pack.name)
        if refusals.refused and not (target.pack_without and made):
            refusals.refused.append(refusals.pack(pack))
        else:
            with refusals.of(pack):
                laid = [one for one, _ in made]
                files.append(maker.pack(_front(target, pack, composer, engine, laid, refusals.documents), made))
    return Outcome(tuple(files), tuple(refusals.refused))


def composer_of(target: Target) -> Composer:
    """What composes the documents of an edition."""
    edition = target.edition
    folders = target.workspace.layouts_folders
    words = labels.load(folders, edition.lang, edition.campaign.root, draft=target.draft)
    made = [layout for layout in target.layouts.values() if made_for(layout, edition.case, edition.branch)]
    needed = frozenset(name for layout in made for name in layout.facts.needs)
    faces, widths = {"display": display_face(target.fonts, words)}, TextWidths.of(target.fonts)
    return Composer(edition, words, Templates(folders), faces, needed, target.draft, target.layouts, widths)


def engine_of(target: Target) -> Engine:
    """What lays them out."""
    from packbuilder.typeset.engine import Engine  # see `make`
    from packbuilder.typeset.font_rules import font_rules

    return Engine(target.fonts.folders, target.workspace.layouts_folders, font_rules(target.fonts))


def _typeset_all(
    target: Target, composer: Composer, engine: Engine, step: Step, refusals: RefusedDocuments
) -> list[tuple[Document, LaidOutDocument]]:
    done: list[tuple[Document, LaidOutDocument]] = []
    sizes: dict[str, float] = {}  # by layout: sisters mostly fit at the same size
    for document in target.documents:
        step(document.name)
        layout = document.layout.name
        with refusals.of(document):
            one = laid_out(engine, composer, document, sizes.get(layout))
            sizes[layout] = one.font_pt
            refuse(one.composed.warnings, strict=target.strict, draft=target.draft)
            done.append((document, one))
    return done


def _front(  # noqa: PLR0913, PLR0917 - what the pack is made of
    target: Target, document: Document, composer: Composer, engine: Engine, typeset: Sequence[LaidOutDocument],
    missing: Sequence[Document],
) -> LaidOutDocument:  # fmt: skip
    """The front of the pack, laid out last: only now is it known what is on which page, and what is `missing`."""
    from packbuilder.typeset.drafts import typeset_or_mark as lay_out  # see `make`

    made = [_counted(target, one, composer) for one in typeset]
    facts, lacks = document.layout.facts, [composer.title(one) for one in missing]
    pages = facts.pages.max
    for _ in range(_ATTEMPTS):
        extra = pack_front.front(made, pages + 1, target.languages, composer.labels, lacks) | {"duplex": target.duplex}
        front = lay_out(engine, composer.compose(document, extra, pack_front.drawings(made)), draft=target.draft)
        if len(front.document.pages) == pages:
            return front
        pages = len(front.document.pages)
    what = "The front has another number of pages each time its page numbers are put right."
    raise LayoutError(
        Problem.at(document.layout.source.file, what, "Give it `min` and `max` of one number.", key="pages")
    )


def _counted(target: Target, one: LaidOutDocument, composer: Composer) -> pack_front.Made:
    """A document with the files that can be printed of it."""
    count = len(one.document.pages)
    found = [] if one.misfits else target.outputs(one.composed, count, rtl=composer.labels.direction == "rtl")
    bound = any(scheme.kind != "cut" for scheme in one.composed.facts.sheets)
    if not (found and bound):  # nobody prints a booklet page by page whose sheets are there
        found = [outputs.pages(one.composed, count, target.duplex), *found]
    prints = (outputs.print_instructions(output, target.edition.folder) for output in found)
    return pack_front.Made(one.composed, count, tuple(prints))
