"""Pieces: what the index has of a text that has a given one in it.

    "obots of 科大 rob"     obots    the end of a word
                            of       a word
                            科大     characters side by side
                            rob      the beginning of a word

A piece at an edge may be part of a longer word. The words and characters are those of `tokens.runs`: folded, in one
script of Chinese, and without the English possessive, which stands or falls by what follows it.
"""

from typing import NamedTuple

from models.search.tokens import RUN, one_script


class Piece(NamedTuple):
    """A word, or characters that stand without spaces; a word may go on before it, or behind it."""

    text: str
    goes_on_before: bool = False
    goes_on_behind: bool = False
    is_unspaced: bool = False


def pieces(folded: str, *, is_open_before: bool, is_open_behind: bool) -> list[Piece]:
    """List the pieces of a folded text that stands in another: at its edges, more may stand *before* and *behind*."""
    text = folded if folded.isascii() else folded.translate(one_script())
    found = []
    for match in RUN.finditer(text):
        run, word = match.groups()
        if run:
            found.append(Piece(run, is_unspaced=True))
        elif not is_possessive(word):
            is_first = is_open_before and match.start() == 0
            is_last = is_open_behind and match.end() == len(text)
            is_before_quote = text[match.end() :].startswith("'")
            found.append(Piece(word, is_first or is_mark(word[0]), is_last or is_before_quote))
    return found


def is_possessive(word: str) -> bool:
    """Tell whether a word may be the `s` of a possessive, which is left out."""
    return word[0] == "s" and (len(word) == 1 or is_mark(word[1]))


def is_mark(character: str) -> bool:
    """Tell whether a character of a word is one that ends words to regular expressions: marks do.

    Without a possessive, what is before it and a mark behind it are one word.
    """
    return not character.isalnum()
