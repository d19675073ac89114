"""Pictures decoded to their end.

Upstream (seen in WeasyPrint 70.0): as soon as it is imported, Pillow lets half a picture pass, everywhere in the
process, without a word.
Here: that is taken back. What is cut off is an error, when the campaign is read as well as when a page is set.
"""

from __future__ import annotations

from PIL import ImageFile


def apply() -> None:
    """Undo it, for WeasyPrint and for everybody else."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False
