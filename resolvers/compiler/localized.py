"""Localized texts in SQL: the first locale of the read context's chain that has a text, and which it is.

The locales are parameters, so a statement is the same for all of them.
"""

from typing import Any

from peewee import SQL, Case, Expression, Node, fn

from models.translations import Locale
from resolvers.compiler.parameters import Parameter

CHAIN = tuple(Parameter(f"locale_{place}") for place in range(len(Locale)))

ABSENT, UNSERVED = "-", str(len(Locale))
"""Beside the place in the chain, a digit: no text in any locale; a text, but in none that may be served."""

Chain = tuple[Locale, ...]
"""Locales in the order they are tried."""


def in_locales(column: Node) -> list[Expression]:
    """Select a text in each locale of the chain, in its order."""
    return [Expression(column, "->>", locale.place) for locale in CHAIN]


def localized(column: Node) -> Node:
    """Select a text in the first locale of the chain that has it."""
    return fn.COALESCE(*in_locales(column))


def served(column: Any) -> Node:
    """Select the place in the chain of the locale that `localized` takes."""
    places = enumerate(in_locales(column))
    found = [(candidate.is_null(is_null=False), SQL(f"'{place}'")) for place, candidate in places]
    return Case(None, [(column.is_null(), SQL(f"'{ABSENT}'")), *found], SQL(f"'{UNSERVED}'"))
