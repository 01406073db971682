"""Tokens: what texts and searches are cut into, the same for both databases.

    The Robots of 科大    the robots of 科 大    exact, in order
                          robot, 科大            stems of words, pairs of characters

Words are folded (`models.collation.fold`): by case, accents, width and composition. Scripts that put no spaces between
words are cut into characters and overlapping pairs, so that one character or two find their texts. Traditional and
Simplified Chinese become the same characters, one by one, by the tables of OpenCC.
"""

import re
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import pairwise

import icu
import opencc
import snowballstemmer

from models.collation import RULES as FOLDING
from models.collation import fold

RULES = f"{FOLDING}, stemmer {version('snowballstemmer')}, OpenCC {version('opencc')}, form 2"
"""What tokens follow from."""

LONGEST_WORD = 64
"""Characters of a word; what is behind them is left out."""

STEMMED = 50_000
"""Words whose stems are remembered: 6 MB."""


def character_class(pattern: str) -> str:
    """Write the characters of a set of ICU's as what stands between the brackets of a regular expression."""
    found = icu.UnicodeSet(pattern)
    spans = [(found.getRangeStart(place), found.getRangeEnd(place)) for place in range(found.getRangeCount())]
    return "".join(f"{re.escape(first)}-{re.escape(last)}" for first, last in spans)


UNSPACED = character_class("[[:Han:][:Hiragana:][:Katakana:][:Thai:][:Lao:][:Khmer:][:Myanmar:]&[[:L:][:M:][:N:]]]")
SPACED = character_class("[[[:L:][:M:][:N:]]-[[:Han:][:Hiragana:][:Katakana:][:Thai:][:Lao:][:Khmer:][:Myanmar:]]]")
RUN = re.compile(f"([{UNSPACED}]+)|([{SPACED}]+)")
POSSESSIVE = re.compile(r"'s\b")


Runs = tuple[tuple[str, bool], ...]
"""Words, and runs of characters without spaces, each with whether it is such a run."""


class OneScript(dict[int, str]):
    """The Simplified character of each that has one, looked up when it is met first."""

    def __init__(self) -> None:
        super().__init__()
        self.converter = simplifying()

    def __missing__(self, code: int) -> str:
        character = chr(code)
        made: str = self.converter.convert(character) if code > 0x2E00 else character
        return self.setdefault(code, made)


@cache
def simplifying() -> opencc.OpenCC:
    """Open OpenCC's tables from Traditional Chinese, as it is written in Hong Kong, to Simplified."""
    return opencc.OpenCC("hk2s")


@cache
def one_script() -> OneScript:
    """Make the table of the process, 2 ms."""
    return OneScript()


STEMMER = snowballstemmer.stemmer("english")


@lru_cache(STEMMED)
def stem(word: str) -> str:
    """Return the stem of an English word; words of other scripts, and numbers, are their own."""
    if not word.isascii() or not word.isalpha():
        return word
    made: str = STEMMER.stemWord(word)
    return made


@lru_cache(16)  # the columns of tokens of an edition are made of the same texts
def runs(text: str) -> Runs:
    """List the words of a text, and the runs of characters without spaces; tell whether it is such a run."""
    folded = fold(text)
    if "'s" in folded:
        folded = POSSESSIVE.sub("", folded)
    if not folded.isascii():
        folded = folded.translate(one_script())
    return tuple((run, True) if run else (word[:LONGEST_WORD], False) for run, word in RUN.findall(folded))


def exact(found: Runs) -> tuple[str, ...]:
    """List the exact tokens of a text in their order: words, and characters that stand without spaces."""
    return tuple(token for run, is_unspaced in found for token in (run if is_unspaced else (run,)))


def pairs(run: str) -> list[str]:
    """List the overlapping pairs of a run of characters."""
    return [first + second for first, second in pairwise(run)]
