"""JSON Schemas of the content files, so that editors complete and check what people write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from packbuilder.model.branch import BranchFile
from packbuilder.model.campaign import AddressFile, CampaignFile
from packbuilder.model.case import CaseFile
from packbuilder.model.customs import CustomsFile
from packbuilder.model.law import LawFile
from packbuilder.model.layout import LayoutFile
from packbuilder.model.post import PostFile

DRAFT = "https://json-schema.org/draft/2020-12/schema"
MODELS: dict[str, type[BaseModel]] = {
    "campaign": CampaignFile,
    "addresses": AddressFile,
    "branch": BranchFile,
    "case": CaseFile,
    "customs": CustomsFile,
    "law": LawFile,
    "layout": LayoutFile,
    "post": PostFile,
}


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of content file, by the name that its file has in content/schema."""
    return {name: {"$schema": DRAFT} | _closed(model.model_json_schema()) for name, model in MODELS.items()}


def write(folder: Path) -> list[Path]:
    """Write the schemas into a folder, which is made where it is missing, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, schema in schemas().items():
        path = folder / f"{name}.schema.json"
        words = json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
        path.write_bytes(words.encode("utf-8"))
        paths.append(path)
    return paths


def _closed(node: Any) -> Any:  # noqa: ANN401  JSON holds anything
    """The schema with keys of another pattern refused, as the models refuse them."""
    if isinstance(node, list):
        return [_closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    closed = {key: _closed(value) for key, value in node.items()}
    return closed | {"additionalProperties": False} if "patternProperties" in node else closed
