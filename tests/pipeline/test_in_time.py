"""What is made of pages, and how they are read back, has an end like the pages themselves."""

from __future__ import annotations

from itertools import repeat
from time import process_time

import pytest

from packbuilder.errors import EndlessLayoutError, RenderError
from packbuilder.production.time_limit import in_time
from packbuilder.typeset import engine_errors


def test_what_cannot_be_read_back_in_time_is_refused_by_its_path() -> None:
    """Each page has some time of its own; what is done within it is none the worse."""
    with in_time("en/leaflet.pdf", 2, 0.1):
        done = sum(range(1000))
    assert done == 499500
    told = "en/leaflet.pdf: It takes more than 0.6 seconds of the processor to be read back"
    with pytest.raises(RenderError, match=told), in_time("en/leaflet.pdf", 1, 0.1):
        sum(1 for _ in repeat(None))


def test_the_search_for_a_size_takes_as_long_as_it_takes() -> None:
    """Each layout has its own time, so that a slow machine refuses nothing that is well; one without end is refused."""
    began, layouts = process_time(), 0
    while process_time() - began < 0.5:
        with engine_errors.in_time("layouts/leaflet/layout.yaml", "leaflet (en)", 0.2):
            sum(range(100_000))
        layouts += 1
    assert layouts > 2
    told = r"layouts/leaflet/layout.yaml: leaflet \(en\): The renderer is not done with it after 0.2 seconds"
    endless = engine_errors.in_time("layouts/leaflet/layout.yaml", "leaflet (en)", 0.2)
    with pytest.raises(EndlessLayoutError, match=told), endless:
        sum(1 for _ in repeat(None))
