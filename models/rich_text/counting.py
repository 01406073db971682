"""How long a text is: its words, and the minutes that it takes to read."""

import re
from math import ceil
from typing import NamedTuple

from models.rich_text.characters import is_cjk

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
"""A word, of scripts that put spaces between them."""

WORDS_A_MINUTE, CHARACTERS_A_MINUTE = 240, 400
"""How fast people read: English words, and Chinese characters."""


class Length(NamedTuple):
    """The words of a text, each Chinese, Japanese or Korean character being one, and the minutes that they take."""

    words: int
    minutes: int


def length_of(text: str) -> Length:
    """Count the words of a text."""
    characters = sum(1 for each in text if each.isalnum() and is_cjk(each))
    spaced = "".join(" " if is_cjk(each) else each for each in text)
    words = len(WORD.findall(spaced))
    minutes = ceil(words / WORDS_A_MINUTE + characters / CHARACTERS_A_MINUTE)
    return Length(words + characters, minutes)
