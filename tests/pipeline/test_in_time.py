"""What is made of pages, and how they are read back, has an end like the pages themselves."""

from __future__ import annotations

from itertools import repeat

import pytest

from packbuilder.errors import RenderError
from packbuilder.pipeline.artifacts import in_time


def test_what_cannot_be_read_back_in_time_is_refused_by_its_path() -> None:
    """Each page has some time of its own; what is done within it is none the worse."""
    with in_time("en/leaflet.pdf", 2, 0.1):
        done = sum(range(1000))
    assert done == 499500
    told = "en/leaflet.pdf: It takes more than 0.6 seconds of the processor to be read back"
    with pytest.raises(RenderError, match=told), in_time("en/leaflet.pdf", 1, 0.1):
        sum(1 for _ in repeat(None))
