"""Localized texts in SQL: the first locale of the read context's chain that has a text, and which it is.

The locales are parameters, so a statement is the same for all of them.
"""

from string import ascii_lowercase, digits
from typing import Any

from peewee import SQL, Case, Expression, Node, fn

from models.translations import Locale
from resolvers.compiler.parameters import Parameter
from resolvers.context.read_context import PLACES

DIGITS = digits + ascii_lowercase
"""The places of the chain, a character each: SQL writes several in a row."""

CHAIN = tuple(Parameter(f"locale_{place}") for place in range(PLACES))

ABSENT, UNSERVED = "-", DIGITS[PLACES]
"""Beside the place in the chain, a digit: no text in any locale; a text, but in none that may be served."""

Chain = tuple[Locale, ...]
"""Locales in the order they are tried."""


def place_of(digit: str) -> int:
    """Return the place that a digit names, which is beyond the chain where no text may be served."""
    return DIGITS.index(digit)


def in_locales(column: Node) -> list[Expression]:
    """Select a text in each locale of the chain, in its order."""
    return [Expression(column, "->>", locale.place) for locale in CHAIN]


def localized(column: Node) -> Node:
    """Select a text in the first locale of the chain that has it."""
    return fn.COALESCE(*in_locales(column))


def served(column: Any) -> Node:
    """Select the place in the chain of the locale that `localized` takes."""
    places = zip(DIGITS, in_locales(column), strict=False)
    found = [(candidate.is_null(is_null=False), SQL(f"'{place}'")) for place, candidate in places]
    return Case(None, [(column.is_null(), SQL(f"'{ABSENT}'")), *found], SQL(f"'{UNSERVED}'"))
