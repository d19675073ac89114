"""Pictures, where the renderer of the same process could change how pictures are read."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from packbuilder.errors import ErrorCollector, Problem
from packbuilder.load import pictures
from packbuilder.typeset import weasyprint


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_half_a_picture_is_refused_also_after_weasyprint_came(kind: str, tmp_path: Path) -> None:
    assert weasyprint.images.ImageFile, "it has been imported, and lets half a picture pass as it comes"
    stream = BytesIO()
    Image.effect_noise((320, 240), 60).save(stream, kind)
    half = stream.getvalue()[: len(stream.getvalue()) // 2]
    (tmp_path / "half").write_bytes(half)
    problems = ErrorCollector()
    assert (
        pictures.load(tmp_path, tmp_path, "half", Problem.at("case.yaml", "", "", line=1, key="images"), problems)
        is None
    )
    assert [problem.what for problem in problems] == ["The picture is broken."]
