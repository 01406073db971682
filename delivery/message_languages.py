"""The languages in which people are told things that are no content, and which of them a request is told them in."""

from functools import lru_cache

import icu
from werkzeug.http import parse_accept_header

DEFAULT = "en"

LANGUAGES = {"en": "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文"}
"""The languages by their tags, as their readers call them."""

LONGEST_HEADER, LONGEST_TAG = 200, 35
"""Characters of an `Accept-Language` header that are read, and of a tag in it (RFC 5646, 4.4.1)."""


def language(asked: str | None, accepted: str | None) -> str:
    """Choose the language: the one that is *asked* for, else the first that an `Accept-Language` header has."""
    if asked in LANGUAGES:
        return str(asked)
    for tag, quality in parse_accept_header((accepted or "")[:LONGEST_HEADER]):
        found = shown_for(tag[:LONGEST_TAG]) if quality > 0 else None
        if found:
            return found
    return DEFAULT


@lru_cache(maxsize=256)
def shown_for(tag: str) -> str | None:
    """Return the language that a reader of another tag is shown: of Chinese, by the script of its region."""
    try:
        locale = icu.Locale.forLanguageTag(tag).addLikelySubtags()
    except icu.ICUError:
        return None
    name = locale.getLanguage()
    found = f"zh-{locale.getScript()}" if name == "zh" else name
    return found if found in LANGUAGES else None
