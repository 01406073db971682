"""The writer of a statement: rows, objects and relations as SQL, with what is left to placeholders."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from peewee import SQL

from models.database import is_postgresql
from resolvers.compiler.json_sql import array_of, list_of, object_of
from resolvers.compiler.placeholders import DeferredRelation, Formatter, merge_pieces
from resolvers.compiler.statements import ListParameter, Statement, sql
from resolvers.context.read_context import ReadContext

WIDEST = 50
"""Members of an object written at once: SQLite's functions take 127 arguments, two for a member."""


@dataclass(frozen=True)
class Rows:
    """Rows that values are read from: of *model*, under the name *alias*."""

    model: Any
    alias: str

    @cached_property
    def table(self) -> Any:
        """The table of the rows, for queries."""
        return self.model.alias(self.alias)

    def named_in(self, text: str) -> SQL:
        """Select the columns of these rows that SQL text names; SQLite would copy all others, too, row by row."""
        found = dict.fromkeys(re.findall(rf'"{self.alias}"\."\w+"', text))
        return SQL(", ".join(found) or "1")

    def column(self, name: str) -> str:
        """Write a column."""
        return sql(getattr(self.table, name))


@dataclass
class StatementWriter:
    """The writing of one statement, for the form of the arguments that *reading* holds.

    *room* is how many relations may still be written inside each other; `finishers` are of what is late.
    Where it *is_tagged*, entries tell which they are. The fields at the paths in *failed* are null.
    """

    context: ReadContext
    levels_left: int
    is_tagged: bool = False
    failed: frozenset[tuple[str, ...]] = frozenset()
    formatters: dict[bytes, Formatter] = field(default_factory=dict)

    def placeholder(self, formatter: Formatter, payload: str, *, is_plain: bool = True) -> str:
        """Leave a value to *finisher*, with what it needs; a *payload* of digits and letters is plain."""
        name = len(self.formatters)
        self.formatters[b"%d" % name] = formatter
        if not is_postgresql():
            return f"char(0)||'{name}:'||{payload}||char(1)"
        escaped = f"{payload}||'\\u0001\"'" if is_plain else f"substr(to_json({payload}||chr(1))::text,2)"
        return f"COALESCE('\"\\u0000{name}:'||{escaped},'null')"

    def object(self, members: Sequence[tuple[str, str]]) -> str:
        """Write an object; a wide one in pieces that are merged late."""
        if len(members) <= WIDEST:
            return object_of(members)
        pieces = [object_of(members[start : start + WIDEST]) for start in range(0, len(members), WIDEST)]
        return self.placeholder(merge_pieces, array_of(pieces), is_plain=False)

    def below(self, write: Callable[["StatementWriter", str], str], key: str) -> str:
        """Write a relation by *key*, SQL on the row above; without room it becomes a statement of its own."""
        if self.levels_left > 0:
            self.levels_left -= 1
            text = write(self, key)
            self.levels_left += 1
            return text
        return self.placeholder(self.defer(write), key)

    def defer(self, write: Callable[["StatementWriter", str], str]) -> DeferredRelation:
        """Write the statement that fetches a relation for many keys."""
        keys = ListParameter("keys")
        source = keyed(keys, "cut", "bigint")
        inner = StatementWriter(self.context, 1, self.is_tagged, self.failed, self.formatters)
        element = write(inner, source.value)
        return DeferredRelation(
            Statement([list_of(element, f"SELECT * FROM {source.text} ORDER BY {source.place}", "cut")]), keys
        )


@dataclass(frozen=True)
class Keyed:
    """A list parameter as rows: the text for FROM, and the columns of the value and its place in the list."""

    text: str
    value: str
    place: str

    @property
    def node(self) -> SQL:
        """The rows, for a query."""
        return SQL(self.text)


def keyed(values: ListParameter, alias: str, kind: str) -> Keyed:
    """Read a list parameter of SQL type *kind* as rows named *alias*."""
    if is_postgresql():
        text = f'unnest({values.mark}::{kind}[]) WITH ORDINALITY AS "{alias}"("value", "key")'
    else:
        text = f'json_each({values.mark}) AS "{alias}"'
    return Keyed(text, f'"{alias}"."value"', f'"{alias}"."key"')
