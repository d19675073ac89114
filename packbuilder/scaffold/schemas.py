"""JSON Schemas of the content files, so that editors complete and check what people write; and of the manifest."""

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
from packbuilder.model.manifest import ManifestFile
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
    "manifest": ManifestFile,
    "post": PostFile,
}


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of content file, by the name that its file has in content/schema."""
    return {name: {"$schema": DRAFT} | _closed(model.model_json_schema()) for name, model in MODELS.items()}


def files(folder: Path) -> dict[Path, bytes]:
    """The files of the schemas in a folder, and what is in them."""
    return {
        folder / f"{name}.schema.json": (
            json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
        ).encode()
        for name, schema in schemas().items()
    }


def write(folder: Path) -> list[Path]:
    """Write the schemas into a folder, which is made where it is missing, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = files(folder)
    for path, data in written.items():
        path.write_bytes(data)
    return list(written)


def _closed(node: Any) -> Any:  # noqa: ANN401  JSON holds anything
    """The schema with keys of another pattern refused, as the models refuse them."""
    if isinstance(node, list):
        return [_closed(item) for item in node]
    if not isinstance(node, dict):
        return node
    closed = {key: _closed(value) for key, value in node.items()}
    return closed | {"additionalProperties": False} if "patternProperties" in node else closed
