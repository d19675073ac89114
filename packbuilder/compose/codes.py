"""Codes as pages show them."""

from __future__ import annotations

from collections.abc import Mapping

from packbuilder.compose.composed import BASE_URL, Resources
from packbuilder.compose.labels import Labels
from packbuilder.compose.protest import Begun
from packbuilder.compose.qr import MAIL_VERSION, Inks, Symbol, printed_mm, symbol
from packbuilder.model.layout import LayoutFile


def codes(
    facts: LayoutFile, inks: Inks, appeal: tuple[str, str], mail: Begun | None, labels: Labels
) -> tuple[dict[str, Symbol], dict[str, object]]:
    """The codes of a layout by key, and what a template needs to place each: its picture, and widths in mm.

    `appeal` is the address that the first leads to, and how people type it; `mail` is what the second begins.
    """
    if facts.code is None:
        return {}, {}
    said = labels("QR code that leads to %(address)s", address=appeal[1])
    drawn = {"appeal": symbol(appeal[0], facts.code.level, inks)}
    shown: dict[str, object] = {"appeal": _code("appeal", facts.code.size, drawn["appeal"], said)}
    if facts.mail is not None and mail is not None and mail.level is not None:
        names = "; ".join(name.striptags() for name in mail.to)
        said = labels("QR code that opens an e-mail to %(names)s", names=names)
        drawn["mail"] = symbol(mail.url, mail.level, inks, MAIL_VERSION)
        shown["mail"] = _code("mail", facts.mail.size, drawn["mail"], said)
    return drawn, shown


def resources(drawn: Mapping[str, Symbol]) -> Resources:
    """The pictures of codes, where pages find them."""
    return {f"codes/{key}.svg": (code.svg.encode(), "image/svg+xml") for key, code in drawn.items()}


def _code(key: str, size_mm: float, drawn: Symbol, said: str) -> dict[str, object]:
    width = printed_mm(size_mm, drawn.modules)
    quiet = round((width - size_mm) / 2, 2)
    return {"src": f"{BASE_URL}codes/{key}.svg", "width_mm": round(width, 3), "quiet_mm": quiet, "alt": said}
