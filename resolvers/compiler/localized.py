"""Localized texts in SQL: the first locale of the read context's chain that has a text, and which it is.

Each text has a column for each language. A statement reads them in the order of the chain, and is written once for each
chain that languages have by themselves. Others are as many as clients think of: the locales of such a chain are
parameters, by which texts are found in their JSON, and its statement is the same for all.
"""

from collections.abc import Container
from typing import Any

from peewee import Case, Expression, Node, fn

from models.rich_text.fields import RichTextField
from models.translations import FALLBACKS, Locale, TranslatedField
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


USUAL_CHAINS = frozenset((locale, *others) for locale in Locale for others in ((), FALLBACKS[locale]))
"""The chains for which statements are written: of each language with what it falls back to, and alone."""


def own_chain(chain: Chain) -> Chain | None:
    """Return the chain that a statement is written for, None for one whose locales are parameters."""
    return chain if chain in USUAL_CHAINS else None


def shown(rows: Any, field: TranslatedField, chain: Chain) -> Node:
    """Select a text of *rows*, a table, as it is shown with a chain."""
    if own_chain(chain) is None:
        return plain(rows, field) if isinstance(field, RichTextField) else localized(getattr(rows, field.name))
    first, *others = [getattr(rows, field.text_name(locale)) for locale in chain]
    text: Node = fn.COALESCE(first, *others) if others else first
    return text


def plain(rows: Any, field: RichTextField) -> Node:
    """Select the plain text of a rich one in the first locale of the chain that has it: its JSON has Markdown."""
    columns = [(locale.tag, getattr(rows, field.text_name(locale))) for locale in Locale]
    return fn.COALESCE(*[Case(locale.place.cast("TEXT"), columns) for locale in CHAIN])


def served(tags: Container[str], chain: Chain) -> int:
    """Give the place in a chain that a text in the languages of *tags* is served from, or the end if it is in none."""
    return next((place for place, locale in enumerate(chain) if locale.tag in tags), len(chain))
