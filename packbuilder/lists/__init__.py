"""Lists of people as spreadsheets and other programs save them: CSV with any delimiter, headers in several languages.

Bad rows are told with their lines, and the good ones go on. What a field holds is text and nothing else: formulas, line
breaks and control characters in it do nothing, or are refused.
"""

from packbuilder.lists.columns import JOINED
from packbuilder.lists.headers import first, names
from packbuilder.lists.languages import spoken
from packbuilder.lists.reading import Row, read, slug

__all__ = ["JOINED", "Row", "first", "names", "read", "slug", "spoken"]
