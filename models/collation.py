"""Collation: how texts compare, by the rules and data of Unicode, which ICU has.

What is made here is stored beside the texts (`models.texts`), so both databases compare the same bytes.
"""

import re
from functools import cache
from typing import Any

import icu

from models.translations import Locale

RULES = f"{icu.ICU_VERSION}, form 1"
"""What folded texts and sort keys follow from; with another ICU or form of this module they are made anew."""

LONGEST_KEY = 128
"""Bytes of a sort key: a hundred letters, or fifty Chinese characters. Texts that differ only behind them are level."""

NFKC_CASEFOLD = icu.Normalizer2.getNFKCCasefoldInstance()
NFD, NFC = icu.Normalizer2.getNFDInstance(), icu.Normalizer2.getNFCInstance()

LATIN_ASCII = icu.Transliterator.createInstance("Latin-ASCII; Lower")
PLAIN = {
    ord(sign): LATIN_ASCII.transliterate(sign) for sign in icu.UnicodeSet("[[:Latin:][:P:]-[:ASCII:]]")
} | dict.fromkeys(range(0x300, 0x370))
"""What Latin letters and typographic signs are in ASCII; without the marks that Latin, Greek and Cyrillic share.

Vowel signs, tone marks and the like of other scripts are letters there, and stay.
"""

MARKS = "".join(icu.UnicodeSet("[:^lccc=0:]"))
LONG_RUN = re.compile(f"([{MARKS}]{{30}})[{MARKS}]+")
"""More marks on a letter than any language writes (Unicode's stream-safe format): sorting thousands takes seconds."""


def fold(text: str) -> str:
    """Return a text without what conditions ignore: case, accents, width, composition and typographic signs.

    What would fold to nothing, a lone accent say, stays as it is: nothing would be in every text.
    """
    if text.isascii():
        return text.lower()
    decomposed: str = NFD.normalize(NFKC_CASEFOLD.normalize(LONG_RUN.sub(r"\1", text)))
    folded: str = NFC.normalize(decomposed.translate(PLAIN))
    return folded or text


def sort_key(text: str, locale: Locale | None) -> bytes:
    """Return the bytes by which a text stands in the alphabetical order of a language, or the root order.

    Traditional Chinese is sorted by strokes and simplified by pinyin, as CLDR has it; in both, Chinese
    comes before Latin letters.
    """
    key: bytes = collator(locale).getSortKey(text)
    return key.removesuffix(b"\0")[:LONGEST_KEY]


@cache
def collator(locale: Locale | None) -> Any:
    """Make what compares texts in the order of a language, or the root order."""
    return icu.Collator.createInstance(icu.Locale.forLanguageTag(locale.tag) if locale else icu.Locale.getRoot())
