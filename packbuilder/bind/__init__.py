"""Binding: finished files as one, nothing of them laid out or drawn again.

Their pages, tags, bookmarks, places and links are kept, and each face is embedded once. Plain merging keeps the pages
alone: a reader would be told nothing of them, and every face would be there as often as it is used.
"""

from packbuilder.bind.binder import BoundPart, bound

__all__ = ["BoundPart", "bound"]
