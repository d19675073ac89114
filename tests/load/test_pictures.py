"""Pictures, where something else of the same process changed how pictures are read."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from packbuilder.errors import Problem
from packbuilder.load import pictures


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_half_a_picture_is_refused_also_after_weasyprint_came(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint does when it is imported
    stream = BytesIO()
    Image.effect_noise((320, 240), 60).save(stream, kind)
    half = stream.getvalue()[: len(stream.getvalue()) // 2]
    (tmp_path / "half").write_bytes(half)
    found: list[Problem] = []
    assert (
        pictures.load(tmp_path, tmp_path, "half", Problem.at("case.yaml", "", "", line=1, key="images"), found) is None
    )
    assert [problem.what for problem in found] == ["The picture is broken."]
