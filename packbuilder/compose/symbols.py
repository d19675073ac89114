"""The codes of a document: that of the appeal and, where a mail can be begun, that of the mail."""

from __future__ import annotations

from packbuilder.compose.composed import BASE_URL
from packbuilder.compose.labels import Labels
from packbuilder.compose.qr import MAIL_VERSION, Symbol, printed_mm, symbol
from packbuilder.compose.view import EditionView
from packbuilder.model.layout import LayoutFile
from packbuilder.model.variant import Variant


def symbols(
    facts: LayoutFile, variant: Variant, view: EditionView, labels: Labels
) -> tuple[dict[str, Symbol], dict[str, object]]:
    """The codes of a layout by key, and what a template needs to place each: address of the picture, width in mm."""
    if facts.code is None:
        return {}, {}
    inks = "cmyk" if variant.press else "rgb"
    said = labels("QR code that leads to %(address)s", address=view.case.appeal_text)
    drawn = {"appeal": symbol(view.case.appeal_url, facts.code.level, inks)}
    pictures: dict[str, object] = {"appeal": _picture("appeal", facts.code.size, drawn["appeal"], said)}
    mail = view.protest.code if view.protest is not None else None
    if facts.mail is not None and mail is not None and mail.level is not None:
        names = "; ".join(name.striptags() for name in mail.to)
        said = labels("QR code that opens an e-mail to %(names)s", names=names)
        drawn["mail"] = symbol(mail.url, mail.level, inks, MAIL_VERSION)
        pictures["mail"] = _picture("mail", facts.mail.size, drawn["mail"], said)
    return drawn, pictures


def _picture(key: str, size_mm: float, drawn: Symbol, said: str) -> dict[str, object]:
    width = printed_mm(size_mm, drawn.modules)
    quiet = round((width - size_mm) / 2, 2)
    return {"src": f"{BASE_URL}codes/{key}.svg", "width_mm": round(width, 3), "quiet_mm": quiet, "alt": said}
