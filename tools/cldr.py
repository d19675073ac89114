#!/usr/bin/env python3
"""Write layouts/_language/cldr.json: what of Unicode's CLDR a language begins with and Babel does not have.

    npm pack cldr-misc-full@48.2.0 cldr-core@48.2.0         # and unpack the two into folders
    tools/cldr.py MISC CORE

Of a language whose customs are those of the one that it falls back to, nothing is written.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from hashlib import sha256
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[1] / "layouts" / "_language" / "cldr.json"
SIGNS = {",": "COMMA", ";": "SEMICOLON", "?": "QUESTION MARK"}
MARKS = ("quotationStart", "quotationEnd", "alternateQuotationStart", "alternateQuotationEnd")
UNSEEN = "\u200e\u200f\u061c "


def main(misc: Path, core: Path) -> None:
    folders = sorted(path for path in (misc / "main").iterdir() if path.name != "und")
    root = quotes(misc / "main" / "und")
    numbering = read(core / "supplemental" / "numberingSystems.json")["supplemental"]["numberingSystems"]
    made = {
        "source": ["{name} {version}".format_map(read(one / "package.json")) for one in (misc, core)],
        "quotes": {"und": root} | differing({one.name: quotes(one) for one in folders}, root),
        "signs": differing({one.name: signs(one) for one in folders}, ""),
        "digits": {name: one["_digits"] for name, one in sorted(numbering.items()) if one["_type"] == "numeric"},
    }
    words = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    OUT.write_text(words, "utf-8")
    print(OUT, sha256(words.encode()).hexdigest())


def read(file: Path) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return held


def part(folder: Path, file: str) -> dict[str, Any]:
    held: dict[str, Any] = read(folder / f"{file}.json")["main"][folder.name]
    return held


def quotes(folder: Path) -> str:
    """The outer and the inner pair."""
    return "".join(part(folder, "delimiters")["delimiters"][mark] for mark in MARKS)


def signs(folder: Path) -> str:
    """Common signs, each with the language's own: that of its lists, and those that it has in place of the common."""
    used = re.sub(r"[\[\]\\]", "", part(folder, "characters")["characters"].get("punctuation", ""))
    pattern = part(folder, "listPatterns")["listPatterns"]["listPattern-type-standard"]["start"]
    listed = pattern.replace("{0}", "").replace("{1}", "").strip(UNSEEN)
    found = {
        common: own
        for common, name in SIGNS.items()
        for own in used
        if common not in used and own != common and unicodedata.name(own, "").endswith(f" {name}")
    }
    if len(listed) == 1 and unicodedata.name(listed).endswith(" COMMA"):
        found[","] = listed
    if "," not in found:  # what is above a word, as in Armenian, stands in no place of a common sign
        return ""
    return "".join(common + own for common, own in sorted(found.items()))


def differing(customs: dict[str, str], root: str) -> dict[str, str]:
    """The languages whose custom is not that of the language before their last hyphen."""

    def before(code: str) -> str:
        shorter = code.rpartition("-")[0]
        return customs.get(shorter, before(shorter)) if shorter else root

    return {code: custom for code, custom in customs.items() if custom != before(code)}


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
