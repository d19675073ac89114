"""Addresses on the web: what may be printed, coded and linked."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit

TRACKERS = frozenset(
    {
        "fbclid",
        "gclid",
        "gclsrc",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "ymclid",
        "igshid",
        "igsh",
        "twclid",
        "ttclid",
        "mc_cid",
        "mc_eid",
        "_openstat",
        "_hsenc",
        "_hsmi",
        "mkt_tok",
        "vero_id",
        "oly_enc_id",
        "oly_anon_id",
        "s_cid",
        "wickedid",
        "rb_clickid",
        "ref_src",
    }
)
TRACKER_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_", "matomo_")
SHORTENERS = frozenset(
    {
        "bit.ly",
        "bitly.com",
        "j.mp",
        "tinyurl.com",
        "t.co",
        "goo.gl",
        "clck.ru",
        "vk.cc",
        "is.gd",
        "v.gd",
        "ow.ly",
        "buff.ly",
        "t.ly",
        "rb.gy",
        "cutt.ly",
        "shorturl.at",
        "rebrand.ly",
        "tiny.cc",
        "lnkd.in",
        "fb.me",
        "u.to",
        "qps.ru",
        "soo.gd",
        "s.id",
        "shorte.st",
        "adf.ly",
        "bl.ink",
        "dlvr.it",
        "trib.al",
        "wp.me",
        "kutt.it",
        "shrtco.de",
    }
)

# Names that lead nowhere but into the machine or the house: RFC 6761, RFC 6762 (local), RFC 8375 (home.arpa), and what
# ICANN keeps for houses and companies (internal, 2024) or routers are sold with (lan).
_INDOORS = frozenset({"localhost", "localdomain", "local", "invalid", "test", "internal", "lan", "home.arpa"})
# RFC 1123, 2.1; letters beyond ASCII as browsers show them (RFC 5891, 4.2.3.1: no hyphen at either end there, either).
_LABEL = re.compile(r"(?!-)[^\W_](?:[^\W_]|[-\u00b7\u0375\u05f3\u05f4\u200c\u200d\u30fb]|[\u0300-\u036f])*(?<!-)")
_LONGEST_LABEL, _LONGEST_HOST = 63, 253
# What stands between parameters: in a query, behind `;` in the path, and in fragments that are made like either.
_PARAMETERS = re.compile(r"[?&;#/]")
_PUBLIC = "Write the address as the public reaches it."

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
    return [*_secrets(parts), *_host(parts.hostname), *_tracking(parts), *_shortened(parts.hostname)]


def _secrets(parts: SplitResult) -> list[Fault]:
    if parts.username is None and parts.password is None:
        return []
    return [("The address holds a user name or a password.", "Delete everything from `//` up to and including `@`.")]


def _host(host: str) -> list[Fault]:
    """What speaks against a host: it is none, or one that nobody reaches from outside."""
    name = host.removesuffix(".")
    try:
        number = ip_address(name)
    except ValueError:
        labels = name.split(".")
        named = len(labels) > 1 and not labels[-1].isdecimal() and len(name) <= _LONGEST_HOST
        if any(f".{name}".endswith(f".{one}") for one in _INDOORS):
            return [(f"`{host}` leads into one's own house and nowhere else.", _PUBLIC)]
        if not named or not all(_LABEL.fullmatch(label) and len(label) <= _LONGEST_LABEL for label in labels):
            return [(f"`{host}` is no name of a host.", "Write an address like https://example.org/page.")]
        return []
    if not number.is_global:
        return [(f"`{host}` leads into one's own house and nowhere else.", _PUBLIC)]
    return []


def _tracking(parts: SplitResult) -> list[Fault]:
    words = f"{parts.path}?{parts.query}#{parts.fragment}"
    named = (unquote(part).partition("=") for part in _PARAMETERS.split(words))
    names = [name for name, sign, _ in named if sign or name.casefold() in TRACKERS]
    trackers = [n for n in names if n.casefold() in TRACKERS or n.casefold().startswith(TRACKER_PREFIXES)]
    if not trackers:
        return []
    told = ", ".join(f"`{name}`" for name in dict.fromkeys(trackers))
    return [(f"The address carries tracking parameters: {told}.", "Delete them from the address.")]


def _shortened(host: str) -> list[Fault]:
    name = f".{host.casefold().rstrip('.')}"
    if not any(name.endswith(f".{one}") for one in SHORTENERS):
        return []
    return [(f"`{host}` shortens addresses, counts readers and may vanish.", "Write the address it leads to.")]
