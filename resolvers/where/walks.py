"""Walks: what a list is put together of, each part of it found by an index and read no further than the page.

Spans that have not ended run already, or are to come. Those that run are few, and found by their widths; those to come
stand in the index of starts, from the instant on. Together they are in order: what runs has started before.
"""

from collections.abc import Sequence
from typing import Any

from peewee import ModelSelect, Node, NodeList

from resolvers.compiler.dialect import Dialect, signed
from resolvers.compiler.writer import Rows
from resolvers.where.orders import SortKey


class Carried:
    """A table of editions, of which the rows of links that lead to them carry some columns: those are read there.

    A bound on them is then one on the index of the links.
    """

    def __init__(self, table: Any, through: Any, order: Sequence[str]) -> None:
        self.table, self.through = table, through
        self.names = {name.lstrip("-") for name in order}

    def __getattr__(self, name: str) -> Any:
        return getattr(self.through if name in self.names else self.table, name)


def ordering_of(keys: Sequence[SortKey], dialect: Dialect, *, is_found_apart: bool) -> list[Node]:
    """Build ORDER BY; a sign keeps the database from walking an index of it where another finds few rows."""
    first, *others = [key.ordering(dialect) for key in keys]
    return [signed(first) if is_found_apart else first, *others]


def with_keys(column: Node, keys: Sequence[SortKey], dialect: Dialect) -> Node:
    """Select the keys beside what is read, as several walks are put in order by them."""
    named = [key.compared(dialect).alias(f"_key{place}") for place, key in enumerate(keys)]
    return NodeList((column, *named), glue=", ")


def in_one(walks: Sequence[ModelSelect], rows: Rows, keys: Sequence[SortKey], limit: Any, dialect: Dialect) -> str:
    """Write the first rows of several walks, which are sorted each and no longer than all together may be."""
    parts = [f'SELECT * FROM ({dialect.sql(walk)}) AS "{rows.alias}"' for walk in walks]
    order = ", ".join(f'"_key{place}"{" DESC" if key.descends else ""}' for place, key in enumerate(keys))
    return f"{' UNION ALL '.join(parts)} ORDER BY {order} LIMIT {dialect.sql(limit)}"
