"""Localized texts in SQL: the first locale of the read context's chain that has a text, and which it is.

The locales are parameters, so a statement is the same for all of them.
"""

from collections.abc import Container

from peewee import Expression, Node, fn

from models.translations import Locale
from resolvers.compiler.parameters import Parameter
from resolvers.context.read_context import PLACES

CHAIN = tuple(Parameter(f"locale_{place}") for place in range(PLACES))

Chain = tuple[Locale, ...]
"""Locales in the order they are tried."""


def in_locales(column: Node) -> list[Expression]:
    """Select a text in each locale of the chain, in its order."""
    return [Expression(column, "->>", locale.place) for locale in CHAIN]


def localized(column: Node) -> Node:
    """Select a text in the first locale of the chain that has it."""
    return fn.COALESCE(*in_locales(column))


def served(tags: Container[str], chain: Chain) -> int:
    """Give the place in a chain that a text in the languages of *tags* is served from, or the end if it is in none."""
    return next((place for place, locale in enumerate(chain) if locale.tag in tags), len(chain))
