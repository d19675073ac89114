"""Pages set blind to the fonts of the machine.

Upstream (seen in WeasyPrint 70.0): a letter that the fonts of a page lack is taken from any font of the machine, and
nothing but fontconfig's own setting keeps it from that; with such a setting WeasyPrint warns as it is imported that
there are no fonts.
Here: fontconfig is given a configuration without a folder, and that warning is not shown, for the fonts come by
@font-face.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from packbuilder.workspace import locations


@contextmanager
def applied() -> Iterator[None]:
    """Keep the warning back meanwhile; the configuration holds for the process and those that it starts."""
    os.environ["FONTCONFIG_FILE"] = str(locations.shipped() / "fonts" / "fontconfig.xml")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="No fonts configured in FontConfig")
        yield
