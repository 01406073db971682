"""Characters: which are of scripts that put no spaces around words, and which are punctuation."""

from functools import lru_cache
from unicodedata import category, east_asian_width, name

from icu import Char, UProperty

WIDE = frozenset({"W", "F", "H"})
"""The classes of East Asian width of these characters."""


@lru_cache(maxsize=8192)
def is_cjk(character: str) -> bool:
    """Tell whether a character is of these scripts, their punctuation included: wide and no emoji, or Hangul."""
    if east_asian_width(character) in WIDE:
        return not Char.hasBinaryProperty(character, UProperty.EMOJI_PRESENTATION)
    return name(character, "").startswith("HANGUL ")


@lru_cache(maxsize=8192)
def is_punctuation(character: str) -> bool:
    """Tell whether a character is punctuation or a symbol."""
    return category(character)[0] in "PS"
