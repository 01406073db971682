r"""Statements: SQL built once, with named places for what each run binds.

SQL is text in which a place for a value is a mark, `\0name\0`; so pieces of it are put together as
text. Rows are queries of peewee's, turned into such text by `sql`. Every table of editions enters
a query through `live_rows`, which adds the one predicate of visibility. So nothing that is not
live can be counted, listed, linked to or found.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import orjson
from peewee import SQL, Expression, ModelSelect, Node, NodeList, Value

from models.database import can_parse, fetch_row, is_postgresql
from models.entry import database
from models.errors import StatementTooDeep
from models.revisions import types_by_table
from resolvers.errors import BadUserInput

MARK = "\0"
"""What stands around the name of a place; no SQL has it."""


TABLE = re.compile(r'(?<!\.)"(\w+)"')
"""What may be the name of a table: columns stand behind the name of their rows and a dot."""


class Parameter(str):
    """The name of a value that is bound when the statement runs."""

    __slots__ = ()

    @property
    def place(self) -> Value:
        """The node that stands for it in a query."""
        return Value(self, converter=False)

    @property
    def mark(self) -> str:
        """The text that stands for it in SQL."""
        return f"{MARK}{self}{MARK}"


class ListParameter(Parameter):
    """A list bound as one parameter, so that the text does not depend on its length."""

    __slots__ = ()

    @property
    def mark(self) -> str:
        """The text that stands for it in SQL."""
        return f"{MARK}*{self}{MARK}"


AT = Parameter("at")


def live_rows(table: Any, *columns: Node) -> ModelSelect:
    """Select *columns* of the editions in *table* that are live at the reading's instant."""
    rows: ModelSelect = table.select(*columns).where(live(table))
    return rows


def live(table: Any) -> Expression:
    """Build the predicate of visibility: drafts have no `live_from`, so they never pass it.

    Nearly all rows meet it, so no statement should start from the indexes of these columns, which find the
    next change; SQLite, which counts on a quarter, is kept from it by the signs.
    """
    hidden = (lambda column: column) if is_postgresql() else unindexed
    condition: Expression = (hidden(table.live_from) <= AT.place) & (hidden(table.live_until) > AT.place)
    return condition


def unindexed(value: Node) -> Any:
    """Write a value with a sign, which hides its index from the database and leaves the value."""
    return NodeList((SQL("+"), value), glue="")


def among(column: Node, values: ListParameter, kind: str = "bigint") -> Expression:
    """Build `column IN (values)` with all values in one parameter."""
    if is_postgresql():
        return Expression(column, "=", SQL(f"ANY(%s::{kind}[])", [values]))
    return Expression(column, "IN", SQL("(SELECT value FROM json_each(?))", [values]))


def sql(node: Node) -> str:
    """Write a query or an expression as text, its parameters as marks."""
    text, parameters = database.obj.get_sql_context().sql(node).query()
    first, *others = str(text).split("%s" if is_postgresql() else "?")
    marks = [given.mark if isinstance(given, Parameter) else literal(given) for given in parameters]
    return first + "".join(mark + other for mark, other in zip(marks, others, strict=True))


def literal(value: str | float | bytes) -> str:
    """Write a value that is part of a statement for good."""
    if isinstance(value, bytes):
        return f"'\\x{value.hex()}'::bytea" if is_postgresql() else f"X'{value.hex()}'"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)


class Statement:
    """One row of texts, each written as SQL with marks of its own; a value that is met again is bound once."""

    def __init__(self, texts: Sequence[str]) -> None:
        sign = "$" if is_postgresql() else "?"
        self.encode_list: Callable[[Any], Any] = list if is_postgresql() else encode_json
        numbers: dict[tuple[int, str], str] = {}
        written = []
        for number, text in enumerate(texts):
            pieces = text.split(MARK)
            for place in range(1, len(pieces), 2):
                known = numbers.setdefault((number, pieces[place]), f"{sign}{len(numbers) + 1}")
                pieces[place] = known
            written.append("".join(pieces))
        self.text = f"SELECT {', '.join(written)}"
        self.named = Counter(name for name in TABLE.findall(self.text) if name in types_by_table())
        self.places = [(number, name.removeprefix("*"), name.startswith("*")) for number, name in numbers]

    @property
    def types(self) -> frozenset[str]:
        """Name the content types whose content the row is made of: a statement reads no table that it does not name."""
        return frozenset(types_by_table()[table] for table in self.named)

    def is_parsed(self) -> bool:
        """Tell whether the database can parse it, nested as it is."""
        return can_parse(self.text, len(self.places))

    def bind(self, values: Sequence[Mapping[str, Any]]) -> list[Any]:
        """List what is bound, out of the values of each text by parameter name."""
        return [
            self.encode_list(values[number][name]) if is_list else values[number][name]
            for number, name, is_list in self.places
        ]

    def places_of(self, name: str) -> dict[int, int]:
        """Tell where a parameter of this name is bound, and for which text."""
        return {place: number for place, (number, found, _) in enumerate(self.places) if found == name}

    def run(self, bound: Sequence[Any]) -> Sequence[bytes | None]:
        """Execute; return the row, in UTF-8; raise `BadUserInput` for one that is nested too deep."""
        try:
            return fetch_row(self.text, bound)
        except StatementTooDeep:
            raise BadUserInput("Conditions are inside each other too deep for the database.") from None


def encode_json(values: Iterable[Any]) -> str:
    """Write a list as the JSON text that `json_each` reads."""
    return orjson.dumps(list(values)).decode()
