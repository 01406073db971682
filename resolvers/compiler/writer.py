"""The writer of a statement: the one door to rows, and JSON written in SQL of what is read from them.

Every table of editions enters a statement through `StatementWriter.live_rows` (or `live`, its predicate), which shows
what the perspective of the read context lets readers see, and notes which content types the statement reads. So
nothing that is not live can be counted, listed, linked to or found. Totals without conditions come from the ledger
(`resolvers/connections/totals.py`), which has what is published.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from peewee import SQL, Expression, ModelSelect, Node, Table, fn

from resolvers.compiler.dialect import Dialect
from resolvers.compiler.parameters import AT, PUBLIC_AT
from resolvers.compiler.placeholders import Formatter, merge_pieces
from resolvers.compiler.visibility import is_recorded, shown
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
        return f'"{self.alias}"."{getattr(self.model, name).column_name}"'


@dataclass
class Reads:
    """Which content types a statement reads: those of which it finds single entries, with how many, and all others.

    What *may be met* is read only where a redirect leads to an entry of a type: by its name, the types that are read
    then. Whether an answer depends on them, its formatters note.
    """

    listed: set[str] = field(default_factory=set)
    looked_up: Counter[str] = field(default_factory=Counter)
    may_be_met: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def types(self) -> frozenset[str]:
        """The names of all types whose content the answer is made of."""
        return frozenset(self.listed | self.looked_up.keys())

    @property
    def all_types(self) -> frozenset[str]:
        """The names of those, and of all that may be met."""
        return self.types.union(*self.may_be_met.values())


@dataclass
class StatementWriter:
    """The writing of one statement in a *dialect*, for the variant of the arguments that *context* holds.

    So many *levels* of relations may be written inside each other, of which some are left; `formatters` replace
    placeholders. *variants* hold what was read of arguments that decides the SQL, by what reads them. Where it
    *is_tagged*, entries say which they are. The fields at the paths in *failed* are null. Where it *is_flat*, what
    decides which rows are shown, addresses and what routes lead to stand in `tables` in front of all, by name: there a
    database can parse what is too deep where it is used. Where it *is_split*, so does what components and texts refer
    to; relations below the last level always do.
    """

    context: ReadContext
    dialect: Dialect
    levels: int
    variants: Mapping[Any, Any] = field(default_factory=dict)
    is_tagged: bool = False
    failed: frozenset[tuple[str, ...]] = frozenset()
    is_flat: bool = False
    is_split: bool = False
    formatters: dict[bytes, Formatter] = field(default_factory=dict)
    reads: Reads = field(default_factory=Reads)
    tables: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with all levels left."""
        self.levels_left = self.levels

    def variant(self, reader: Any) -> Any:
        """Return what the arguments ask for that *reader* reads, as far as it decides the SQL."""
        return self.variants[reader]

    def sql(self, node: Node) -> str:
        """Write a query or an expression as text."""
        return self.dialect.sql(node)

    def live_rows(self, table: Any, *columns: Node) -> ModelSelect:
        """Select *columns* of the editions in *table* that are live at the instant of the read context."""
        rows: ModelSelect = table.select(*columns).where(self.live(table))
        return rows

    def live(self, table: Any) -> Expression:
        """Build the predicate of visibility of the rows in *table*."""
        self.note(table.model)
        found: Expression = self.shown(table)
        return found

    def shown(self, table: Any) -> Any:
        """Build the same without a note."""
        if self.is_flat and not is_recorded(self.context.perspective, table.model.__name__):
            return self.is_among(table)
        return shown(self.context.perspective, table, self)

    def is_among(self, table: Any) -> Any:
        """Build the same as a look into a table of what is shown, which stands in front of the statement."""
        row = table.model.alias("row")

        def rows() -> str:
            met = shown(self.context.perspective, row, self.unflattened())
            return self.sql(row.select(row.edition).where(met))

        editions = Table(self.in_front(f"{table.model._meta.table_name}_shown", rows))
        found: Any = fn.EXISTS(editions.select(SQL("1")).where(editions.c.edition == table.edition))
        return found

    def unflattened(self) -> "StatementWriter":
        """Return what writes into tables in front, with nothing in front of these."""
        return replace(self, is_flat=False)

    def in_front(self, name: str, rows: Callable[[], str]) -> str:
        """Put a table in front of the statement, unless it is there; return its *name*, which says what it is of."""
        if name not in self.tables:
            self.tables[name] = rows()
        return name

    def note(self, model: Any) -> None:
        """Take down that the answer depends on all entries of a type."""
        self.reads.listed.add(model.__name__)

    def look_up(self, table: Any, *columns: Node) -> ModelSelect:
        """Select *columns* of live editions like `live_rows`, for a condition that one entry meets at most."""
        self.reads.looked_up[table.model.__name__] += 1
        rows: ModelSelect = table.select(*columns).where(self.shown(table))
        return rows

    def public_rows(self, table: Any, *columns: Node) -> ModelSelect:
        """Select *columns* of the editions that were public by the instant, live or not: for what an entry once had.

        Where not all that is live at the instant is shown, what was public until now and what is shown comes to it.
        """
        begun = self.dialect.unindexed(table.live_from)
        is_whole = is_recorded(self.context.perspective, table.model.__name__)
        had = begun <= AT.place if is_whole else (begun <= PUBLIC_AT.place) | self.shown(table)
        rows: ModelSelect = table.select(*columns).where(had)
        return rows

    def first(self, rows: ModelSelect, table: Any, number: Any) -> ModelSelect:
        """Take a number of ordered rows of live editions in *table*.

        At an instant that is named, there may be none yet: rows before the least `live_from` are not walked through.
        """
        if self.context.options.at is None:
            return rows.limit(number)
        every = table.model.alias()
        return self.dialect.first_if(rows, every.select(fn.MIN(every.live_from)) <= AT.place, number)

    def placeholder(self, formatter: Formatter, payload: str, *, is_plain: bool = True) -> str:
        """Leave a value to *formatter*, with what it needs; a *payload* of digits and letters is plain."""
        number = len(self.formatters)
        self.formatters[b"%d" % number] = formatter
        return self.dialect.placeholder(number, payload, is_plain=is_plain)

    def object(self, members: Sequence[tuple[str, str]]) -> str:
        """Write an object; a wide one in pieces that a formatter merges."""
        dialect = self.dialect
        if len(members) <= WIDEST:
            return dialect.object_of(members)
        pieces = [dialect.object_of(members[start : start + WIDEST]) for start in range(0, len(members), WIDEST)]
        return dialect.quoted(self.placeholder(merge_pieces, dialect.array_of(pieces), is_plain=False))

    def below(self, rows: Rows, write: Callable[["StatementWriter"], str]) -> str:
        """Write a relation of *rows*; without a level left it stands in a table in front of the statement."""
        if self.levels_left <= 0:
            return self.dialect.again(self.beside(rows, write))
        self.levels_left -= 1
        text = write(self)
        self.levels_left += 1
        return text

    def within(self, rows: Rows, write: Callable[["StatementWriter"], str]) -> str:
        """Write what components or texts of *rows* refer to; a split statement has it in front."""
        if self.is_split:
            return self.beside(rows, write)
        self.levels_left -= 1
        text = write(self)
        self.levels_left += 1
        return text

    def beside(self, rows: Rows, write: Callable[["StatementWriter"], str]) -> str:
        """Put a value of each of *rows*, editions, into a table in front of the statement; return a look into it.

        The look is at the row that has the number of the edition, and SQLite makes one of both. What the value is
        written of has the same name in the table, and all levels are left there.
        """
        left, self.levels_left = self.levels_left, self.levels
        text = write(self)
        self.levels_left = left
        edition, table = rows.column("edition"), rows.model._meta.table_name
        value = f'SELECT {edition} AS edition, {text} AS value FROM "{table}" AS "{rows.alias}"'
        name = self.in_front(f"{rows.alias}_value_{len(self.tables)}_", lambda: value)
        return f"(SELECT value FROM {name} WHERE edition = {edition})"

    def whole(self, text: str) -> str:
        """Put the tables that a value names in front of it, and those that these name in front of them."""
        texts = [text, *self.tables.values()]
        named = [
            f"{name} AS NOT MATERIALIZED ({rows})"
            for name, rows in self.tables.items()
            if any(name in each for each in texts)
        ]
        return f"(WITH {','.join(named)} SELECT {text})" if named else text
