"""The pack: its front and the finished files of its documents, bound."""

from __future__ import annotations

from collections.abc import Sequence

from packbuilder import printing
from packbuilder.bind import BoundPart, bound
from packbuilder.deliver import Artifact
from packbuilder.load.font_names import house_faces
from packbuilder.model.fonts import Fonts
from packbuilder.typeset.fit import LaidOutDocument


def bound_pack(front: LaidOutDocument, singles: Sequence[tuple[LaidOutDocument, Artifact]], fonts: Fonts) -> bytes:
    """The pack under the title and in the language of its front; RenderError for whatever keeps it from being bound."""
    composed = front.composed
    parts = [(composed.name, printing.single(front)), *((one.composed.name, file.data) for one, file in singles)]
    return bound([BoundPart(*part) for part in parts], composed.title, composed.lang, house_faces(fonts))
