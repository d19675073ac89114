"""Addresses on the web: what may be printed, coded and linked."""

from __future__ import annotations

from urllib.parse import SplitResult, parse_qsl, urlsplit

TRACKERS = frozenset(
    {
        "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ymclid", "igshid", "igsh",
        "twclid", "ttclid", "mc_cid", "mc_eid", "_openstat", "_hsenc", "_hsmi", "mkt_tok", "vero_id", "oly_enc_id",
        "oly_anon_id", "s_cid", "wickedid", "rb_clickid", "ref_src",
    }
)  # fmt: skip
TRACKER_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_", "matomo_")
SHORTENERS = frozenset(
    {
        "bit.ly", "bitly.com", "j.mp", "tinyurl.com", "t.co", "goo.gl", "clck.ru", "vk.cc", "is.gd", "v.gd", "ow.ly",
        "buff.ly", "t.ly", "rb.gy", "cutt.ly", "shorturl.at", "rebrand.ly", "tiny.cc", "lnkd.in", "fb.me", "u.to",
        "qps.ru", "soo.gd", "s.id", "shorte.st", "adf.ly", "bl.ink", "dlvr.it", "trib.al", "wp.me", "kutt.it",
        "shrtco.de",
    }
)  # fmt: skip

Fault = tuple[str, str]


def faults(address: str) -> list[Fault]:
    """What speaks against printing a web address, each with its remedy; an empty list if nothing does."""
    if any(char.isspace() or not char.isprintable() for char in address):
        return [("The address holds a space or an invisible character.", "Delete it.")]
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  raises where the port is none
    except ValueError:
        return [(f"`{address}` is no web address.", "Write an address like https://example.org/page.")]
    if parts.scheme not in {"http", "https"}:
        return [(f"`{address}` begins with neither http:// nor https://.", "Write the address in full.")]
    if not parts.hostname:
        return [(f"`{address}` names no host.", "Write an address like https://example.org/page.")]
    return [*_secrets(parts), *_tracking(parts), *_shortened(parts.hostname)]


def _secrets(parts: SplitResult) -> list[Fault]:
    if parts.username is None and parts.password is None:
        return []
    return [("The address holds a user name or a password.", "Delete everything from `//` up to and including `@`.")]


def _tracking(parts: SplitResult) -> list[Fault]:
    names = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    names += [name for name, _ in parse_qsl(parts.fragment, keep_blank_values=True)]
    trackers = [n for n in names if n.casefold() in TRACKERS or n.casefold().startswith(TRACKER_PREFIXES)]
    if not trackers:
        return []
    told = ", ".join(f"`{name}`" for name in dict.fromkeys(trackers))
    return [(f"The address carries tracking parameters: {told}.", "Delete them from the address.")]


def _shortened(host: str) -> list[Fault]:
    if host.casefold().rstrip(".").removeprefix("www.") not in SHORTENERS:
        return []
    return [(f"`{host}` shortens addresses, counts readers and may vanish.", "Write the address it leads to.")]
