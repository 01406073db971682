"""Narrowing: what the index of tokens is asked for to find the editions that a comparison of texts can hold of.

    title: {contains: "obots in wat"}     robots, microbots, ... AND in AND wat*
    title: {contains: "科大"}             科大
    title: {eq: "Robots in Water"}        robots AND water

An edition that meets the comparison has these tokens. What the index finds is held against the comparison, and nothing
else is read.
"""

import re
from collections.abc import Sequence
from typing import Any as Anything
from typing import NamedTuple

from models.collation import fold
from models.languages import LANGUAGES
from models.search.columns import CUT, place_of
from models.search.pieces import Piece, pieces
from models.search.tokens import LONGEST_WORD, character_class, pairs
from models.search_words import SHORTEST
from models.translations import ComparedField, TranslatedField
from resolvers.compiler.matching import All, Any, Condition, Token

EDGES = {"contains": (True, True), "startsWith": (False, True), "eq": (False, False)}
"""The comparisons that are narrowed: whether more may stand before a text, and behind it."""

EXACT = "Exact"
"""What stands behind the name of a comparison that is one to the letter."""

MOST_ASKED, MOST_BESIDE = 8, 3
"""Tokens that are asked for, the longest of them, and those beside a word of which the beginning is not known."""

WORD = "#"
"""Stands for the word, in what is asked for each word that has a piece in it. No token has it."""

LAST = chr(0x10FFFF)
"""The character behind all others."""

KEEPING = re.compile(f"[{character_class('[[:ASCII:][:Unified_Ideograph:]]')}]*")
"""Texts whose folded form is in that of every text which they are in: of others, marks behind them may make others."""


class Narrowing(NamedTuple):
    """What the index is asked for: with *first* and *last* for each word that has an ending between them."""

    asked: Condition
    first: str = ""
    last: str = ""

    @property
    def values(self) -> list[Anything]:
        """What is bound."""
        return [self.asked, self.first, self.last] if self.first else [self.asked]


def narrowing(attribute: Anything, operator: str, value: Anything) -> Narrowing | None:
    """Say what the index is asked for; None where it finds no less than all that is read without.

    A *value* is folded, unless the operator compares to the letter.
    """
    edges = EDGES.get(operator.removesuffix(EXACT))
    if edges is None or not isinstance(attribute, ComparedField):
        return None
    if operator.endswith(EXACT):
        if not KEEPING.fullmatch(value):
            return None
        value = fold(value)
    found = pieces(value, is_open_before=edges[0], is_open_behind=edges[1])
    inside = next((each for each in found if each.goes_on_before and len(each.text) >= SHORTEST), None)
    asked = sorted(dict.fromkeys(units(found)), key=lambda unit: -len(unit.text))[
        : MOST_BESIDE if inside else MOST_ASKED
    ]
    if not asked and inside is None:
        return None
    beside = [Token(WORD), *asked] if inside else asked
    sign = "=" if attribute.is_title else ""
    tags = LANGUAGES.tags if isinstance(attribute, TranslatedField) else LANGUAGES.tags[:1]
    places = [f"{place_of(tag)}{sign}" for tag in tags]
    in_a_language: list[Condition] = [
        All(tuple(Token(place + unit.text, unit.is_prefix) for unit in beside)) for place in places
    ]
    if inside is None:
        return Narrowing(Any((*in_a_language, Token(CUT))))
    first = inside.text[:LONGEST_WORD]
    last = first + LAST if inside.goes_on_behind or first != inside.text else first
    return Narrowing(Any(tuple(in_a_language)), first, last)


def units(found: Sequence[Piece]) -> list[Token]:
    """List the tokens of pieces that begin where a word does: words, beginnings of words, and pairs of characters."""
    tokens: list[Token] = []
    for piece in found:
        if piece.is_unspaced:
            tokens += [Token(unit) for unit in pairs(piece.text) or [piece.text]]
        elif not piece.goes_on_before and len(piece.text) >= SHORTEST:
            tokens.append(Token(piece.text[:LONGEST_WORD], piece.goes_on_behind))
    return tokens
