"""Chosen faces as files of a campaign: the fonts, their licences, and fonts.yaml with the new families at its end."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from packbuilder.errors import ContentError, ErrorCollector, Problem
from packbuilder.font_import import licences
from packbuilder.font_import.font_files import font_file, provenance
from packbuilder.font_import.selection import SelectedFace, SelectedFamily
from packbuilder.load import tree
from packbuilder.scaffold.skeletons import NewFile

_HEAD = """\
# The campaign's own fonts, beside those that packbuilder brings; one takes the place of that of its role and script.
# `packbuilder fonts add` writes them.

families:
"""
_LICENCE = "LICENSE.txt"


def campaign_files(taken: Sequence[SelectedFamily], fonts: Path, open_licence: Path) -> list[NewFile]:
    """What is to be written into the fonts folder `fonts` of a campaign; ContentError where no licence is to be had.

    `open_licence` is a file with the text of the SIL Open Font License.
    """
    made: dict[Path, bytes] = {}
    blocks, problems = [], ErrorCollector()
    for one in taken:
        folder, source = _slug(one.family), one.faces[0].source
        if not (words := licences.licence_text(source, open_licence)):
            what = f"{one.family} does not say under which licence it may be used, and no licence lies beside it."
            problems.add(Problem.at(str(source.file), what, f"Put its text beside it, as {_LICENCE}."))
            continue
        family = _family(one)
        files = [(face, f"{folder}/{_file_name(face, family)}", font_file(face, family)) for face in one.faces]
        made |= {fonts / name: data for _, name, data in files} | {fonts / folder / _LICENCE: words.encode()}
        blocks.append("\n".join(_block(one, family, [(face, name, sha256(d).hexdigest()) for face, name, d in files])))
    problems.raise_if_any(ContentError)
    made[fonts / "fonts.yaml"] = _list(fonts / "fonts.yaml", blocks).encode()
    return [NewFile(path, data) for path, data in made.items()]


def _family(one: SelectedFamily) -> str:
    script = re.sub(r"[^A-Za-z0-9]+", " ", one.writing.name).strip()
    return f"Packbuilder {script} {one.role.capitalize()}"


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "own"


def _file_name(face: SelectedFace, family: str) -> str:
    source = face.source
    stem = f"{family}-{face.weight}{'-italic' if source.italic else ''}" if source.variable else source.postscript
    return f"{re.sub(r'[^A-Za-z0-9_-]+', '-', stem)}{source.suffix}"


def _block(one: SelectedFamily, family: str, files: Sequence[tuple[SelectedFace, str, str]]) -> Iterator[str]:
    """The entry of a family in fonts.yaml."""
    source = one.faces[0].source
    yield f"\n  - name: {_quoted(family)}"
    yield f"    role: {one.role}"
    yield f"    script: {one.writing.script}"
    if one.writing.joined:
        yield "    joined: true"
    if one.writing.leading:
        yield f"    leading: {one.writing.leading:g}"
    yield f"    tall: {_quoted(one.writing.tall)}"
    yield f"    original: {_quoted(one.family)}"
    yield f"    version: {_quoted(source.version)}"
    yield f"    licence: {_quoted(licences.licence_name(source) or f'see {_LICENCE}')}"
    yield f"    licence_file: {_slug(one.family)}/{_LICENCE}"
    yield f"    source: {_quoted('; '.join(dict.fromkeys(provenance(face) for face in one.faces)))}"
    yield "    faces:"
    for face, name, checksum in files:
        yield f"      - file: {name}"
        yield f"        weight: {face.weight}"
        yield f"        style: {'italic' if face.source.italic else 'normal'}"
        yield f"        sha256: {checksum}"


def _quoted(words: str) -> str:
    """A scalar of YAML, safe whatever is in it."""
    return json.dumps(words[:200], ensure_ascii=False)


def _list(file: Path, blocks: Sequence[str]) -> str:
    """fonts.yaml with more families, every line of it as it was."""
    before = file.read_text("utf-8") if file.is_file() else _HEAD
    words = f"{before.rstrip()}\n" + "".join(f"{block}\n" for block in blocks)
    problems = ErrorCollector()
    parsed = tree.parse(words, "fonts/fonts.yaml", problems)
    if parsed is None or problems or len(parsed.data.get("families") or ()) < len(blocks):
        what = "More families cannot be written at the end of this file."
        remedy = "Let `families:` stand last in it, each family beginning with `  - name:`."
        raise ContentError(Problem.at("fonts/fonts.yaml", what, remedy, key="families"))
    return words
