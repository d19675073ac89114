"""Lists of people as spreadsheets and other programs save them: CSV with any delimiter, headers in several languages.

Bad rows are told with their lines, and the good ones go on. What a field holds is text and nothing else: formulas, line
breaks and control characters in it do nothing, or are refused.
"""

from packbuilder.lists.column_headers import column_names, several
from packbuilder.lists.language_names import spoken
from packbuilder.lists.list_columns import JOINED
from packbuilder.lists.rows import ListRow, read, slug

__all__ = ["JOINED", "ListRow", "column_names", "read", "several", "slug", "spoken"]
