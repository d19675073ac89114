"""In which language lines of an address are, as far as its country and its letters tell: pages are read aloud, too."""

from __future__ import annotations

from functools import cache

import uharfbuzz as hb

from packbuilder.postal.address_lines import country_line, official, script_of


@cache
def tongue(text: str, country: str, lang: str) -> str:
    """The language of lines that are posted to a `country` and printed in a document in `lang`; "" for no country.

    An official one that is written in these letters, that of the document before others; else the document's where it
    is; else a tag that says no more than the script (BCP 47). The country is named in that of those who post.
    """
    if country and text == country_line(country, lang):
        return lang
    written = _script(text)
    spoken = official(country) if country else ()
    fitting = [one for one in (lang, *spoken) if script_of(one) == written]
    known = next((one for one in fitting if one.split("-")[0] in spoken), next(iter(fitting), ""))
    return known or (f"und-{written}" if written else lang)


def _script(text: str) -> str:
    """The script of the first letter of a text (ISO 15924); empty where there is none."""
    buffer = hb.Buffer()
    buffer.add_str("".join(filter(str.isalpha, text)))
    buffer.guess_segment_properties()
    return str(buffer.script or "")
