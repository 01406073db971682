r"""Statements: SQL built once, with named places for what each run binds.

SQL is text in which a place for a value is a mark, `\0name\0`; so pieces of it are put together as
text. Rows are queries of peewee's, turned into such text by `sql`. Every table of editions enters
a query through `live_rows`, which adds the one predicate of visibility. So nothing that is not
live can be counted, listed, linked to or found.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from peewee import SQL, Expression, ModelSelect, Node, NodeList, Value

from models.database import can_parse, fetch_row, is_postgresql, largest_answer
from models.entry import database
from models.errors import AnswerTooLarge, StatementTooDeep
from models.revisions import types_by_table
from resolvers.context.errors import BadUserInput

MARK = "\0"
"""What stands around the name of a place; no SQL has it."""

BETWEEN = b"\x1e"
"""What stands between texts that are read as one: in JSON it is escaped."""

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
    """Texts that are read as one, each written as SQL with marks of its own; a value that is met again is bound once.

    What is read as one is measured as one: what is more than an answer may have is not built to its end on SQLite,
    whose limit on texts it meets, and does not leave PostgreSQL. What stands *beside* is another value of its row.
    """

    def __init__(self, texts: Sequence[str], beside: str | None = None) -> None:
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
        others = f", {beside}" if beside else ""
        self.text = measured(joined(written), f"{sign}{len(numbers) + 1}", others)
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
        """Execute; return the texts, in UTF-8, and behind them what stands *beside*.

        Raise `BadUserInput` for one that is nested too deep, `AnswerTooLarge` where they have more bytes than an
        answer may have.
        """
        largest = largest_answer()
        try:
            text, *beside = fetch_row(self.text, [*bound, largest] if is_postgresql() else bound)
        except StatementTooDeep:
            raise BadUserInput("Conditions are inside each other too deep for the database.") from None
        if text is None and is_postgresql():
            raise AnswerTooLarge(largest)
        return [*AnswerSize(largest).add(text or b"null").split(BETWEEN), *beside]


def joined(texts: Sequence[str]) -> str:
    """Write texts as one, with a sign in between that no JSON has."""
    if len(texts) == 1:
        return texts[0]
    if is_postgresql():
        return "||chr(30)||".join(texts)
    return "||char(30)||".join(f"COALESCE({text},'null')" for text in texts)


def measured(text: str, largest: str, others: str) -> str:
    """Write the statement of a text; on PostgreSQL it is NULL where it has more bytes than the parameter *largest*.

    OFFSET keeps the subquery from being written out twice, and so from being run twice.
    """
    if not is_postgresql():
        return f"SELECT {text}{others}"
    size = f"octet_length(answer) <= {largest}::int"
    return f"SELECT CASE WHEN {size} THEN answer END{others} FROM (SELECT {text} AS answer OFFSET 0) AS answers"


@dataclass
class AnswerSize:
    """The bytes of an operation's answers so far, which together are no more than an answer may have."""

    largest: int = field(default_factory=largest_answer)
    size: int = 0

    def add(self, text: bytes) -> bytes:
        """Count and return a text; raise `AnswerTooLarge` where that is too much."""
        self.size += len(text)
        if self.size > self.largest:
            raise AnswerTooLarge(self.largest)
        return text


def encode_json(values: Iterable[Any]) -> str:
    """Write a list as the JSON text that `json_each` reads."""
    return orjson.dumps(list(values)).decode()
