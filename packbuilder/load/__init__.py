"""From files to models: strict, and every problem at once, each with file, line, key and remedy.

Loaders add what is wrong to the collector they are given and return None only when nothing usable came out. Files are
read inside the campaign folder alone, links followed, and up to a fixed size.
"""

from packbuilder.load.campaigns import campaign, find_root
from packbuilder.load.cases import case
from packbuilder.load.font_families import fonts
from packbuilder.load.law_rules import law
from packbuilder.load.layout_files import layouts
from packbuilder.load.post_rules import post
from packbuilder.load.spelling import nearest

__all__ = ["campaign", "case", "find_root", "fonts", "law", "layouts", "nearest", "post"]
