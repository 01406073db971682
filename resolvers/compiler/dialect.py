"""Dialects: how a database writes rows, conditions and JSON as SQL.

There are two, `SqliteDialect` and `PostgresqlDialect`; which one a document is compiled with follows from the class of
the connected database (`dialect_of`). What both write alike stands here.

A JSON value is SQL text that stands in an object or a list. On SQLite it is what `json_object` takes: plain values
become JSON there, and what is JSON already keeps its form. On PostgreSQL it is the text of the JSON, which is put
together faster than its functions do it; so it is never NULL.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import singledispatch
from operator import add
from typing import Any, ClassVar

from peewee import SQL, Database, Expression, ModelSelect, Node, NodeList

from resolvers.compiler.matching import Group, Sought, Syntax
from resolvers.compiler.parameters import ListParameter, Parameter


@dataclass(frozen=True)
class ListedRows:
    """A list parameter as rows: the text for FROM, and the columns of the value and of its place in the list."""

    text: str
    value: str
    place: str

    @property
    def node(self) -> SQL:
        """The rows, for a query."""
        return SQL(self.text)


class Dialect(ABC):
    """The SQL of one database; *database* is a peewee database of its kind, which need not be connected."""

    peewee_mark: ClassVar[str]
    """What peewee writes for a parameter."""
    sign: ClassVar[str]
    """What stands before the number of a parameter in a finished statement."""
    null: ClassVar[str]
    """The JSON null."""
    nothing: ClassVar[str]
    """What no value of JSON, other than null, is equal to as it stands in a column."""
    empty_object: ClassVar[str]
    """The JSON object without members."""
    empty_list: ClassVar[str]
    """The JSON list without elements."""
    position: ClassVar[str]
    """The function that finds one text in another, from 1 on."""
    elements_function: ClassVar[str]
    """The function that makes rows of a list of JSON, with a column `value`."""
    least: ClassVar[str]
    """The function that gives the smallest of several numbers."""
    id_suffix_sign: ClassVar[str]
    """Two NULs as they stand in a JSON text, in place of what ids end with."""
    measures: ClassVar[bool] = False
    """Whether a finished statement takes the largest size of the answer behind its values, and gives NULL beyond it."""
    concatenation: ClassVar[str]
    """The aggregate that joins texts with another in between."""
    syntax: ClassVar[Syntax]
    """How it writes what an index of tokens is asked for."""
    writes_tables_out: ClassVar[bool] = False
    """Whether a table in WITH is written out wherever it is named, so that naming it often takes long."""
    components_end: ClassVar[str]
    """The control character that parts components from the entries that they link to."""

    def __init__(self, database: Database) -> None:
        self.database: Any = database

    def sql(self, node: Node) -> str:
        """Write a query or an expression as text, its parameters as marks."""
        text, parameters = self.database.get_sql_context().sql(node).query()
        first, *others = str(text).split(self.peewee_mark)
        marks = [given.mark if isinstance(given, Parameter) else self.literal(given) for given in parameters]
        return first + "".join(map(add, marks, others))

    def literal(self, value: str | float | bytes) -> str:
        """Write a value that is part of a statement for good."""
        if isinstance(value, bytes):
            return self.bytes_literal(value)
        return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)

    def value(self, kind: type, value: str, *, nullable: bool = True) -> str:
        """Write a value of a type of Python as JSON; of any but `bool`, `int` and `float` as text."""
        writers: dict[type, Callable[..., str]] = {bool: self.boolean, int: self.number, float: self.real}
        return writers.get(kind, self.text)(value, nullable=nullable)

    def list_of(self, element: str, rows: str, alias: str) -> str:
        """Write the list of an element of each row of a query, in its order."""
        return self.nested(f'(SELECT {self.gathered(element)} FROM ({rows}) AS "{alias}")')

    def list_of_found(self, column: str, rows: str, alias: str) -> str:
        """Write the list of what a *column* of JSON holds in the rows of a query, in its order, without nulls."""
        value = f'"{alias}"."{column}"'
        return self.nested(
            f'(SELECT {self.gathered(self.json_in(value))} FROM ({rows}) AS "{alias}" WHERE {value} <> {self.nothing})'
        )

    def first_of(self, element: str, rows: ModelSelect, alias: str) -> str:
        """Write an element of the first row of an ordered query, or null where it finds none."""
        return self.nested(f'(SELECT {element} FROM ({self.sql(rows.limit(1))}) AS "{alias}")', nullable=True)

    def one_of(self, rows: ModelSelect) -> str:
        """Write the value that a query selects, or null where it finds no row."""
        return self.nested(f"({self.sql(rows.limit(1))})", nullable=True)

    def with_limit(self, bound: Sequence[Any], largest: int) -> Sequence[Any]:
        """Add what `measured` compares with to the values that are bound."""
        return [*bound, largest] if self.measures else bound

    @abstractmethod
    def bytes_literal(self, value: bytes) -> str:
        """Write bytes that are part of a statement for good."""

    @abstractmethod
    def encode_list(self, values: Any) -> Any:
        """Give a list the form in which it is bound to one parameter."""

    @abstractmethod
    def constant(self, value: str) -> str:
        """Write a text that is the same always; it is a name."""

    @abstractmethod
    def text(self, value: str, *, nullable: bool = True) -> str:
        """Write a text."""

    @abstractmethod
    def number(self, value: str, *, nullable: bool = True) -> str:
        """Write a whole number."""

    @abstractmethod
    def boolean(self, value: str, *, nullable: bool = True) -> str:
        """Write a truth value."""

    @abstractmethod
    def real(self, value: str, *, nullable: bool = True) -> str:
        """Write a number with a fraction, to its last digit."""

    @abstractmethod
    def or_null(self, json: str) -> str:
        """Write JSON of a value that may be NULL."""

    @abstractmethod
    def object_of(self, members: Sequence[tuple[str, str]]) -> str:
        """Write an object; its keys are names."""

    @abstractmethod
    def array_of(self, elements: Sequence[str]) -> str:
        """Write a list of as many elements as are given."""

    @abstractmethod
    def gathered(self, element: str, condition: str = "") -> str:
        """Write the list of an element of each row, as an aggregate; of those that meet a *condition*."""

    @abstractmethod
    def joined_rows(self, column: str, between: str) -> str:
        """Write the texts of a column as one, as an aggregate, with a sign in between; NULL for no row."""

    @abstractmethod
    def keyed(self, key: str, element: str) -> str:
        """Write the object that holds an element of each row under a whole number of that row, as an aggregate."""

    @abstractmethod
    def json_in(self, column: str) -> str:
        """Write the JSON that a column of a subquery holds."""

    @abstractmethod
    def nested(self, value: str, *, nullable: bool = False) -> str:
        """Write JSON that comes out of a subquery."""

    @abstractmethod
    def again(self, json: str) -> str:
        """Write JSON that comes out of a column of a compound query, where its kind is lost."""

    @abstractmethod
    def id_of(self, parts: Sequence[str]) -> str:
        """Write a text that is joined of *parts*, none of which needs escaping or is NULL."""

    @abstractmethod
    def placeholder(self, number: int, payload: str, *, is_plain: bool) -> str:
        """Write the string that a formatter replaces; a *payload* of digits and letters is plain."""

    @abstractmethod
    def quoted(self, placeholder: str) -> str:
        """Write a placeholder as JSON, for where it stands alone: at the root of an answer, or of a subquery."""

    @abstractmethod
    def joined(self, texts: Sequence[str]) -> str:
        """Write several texts as one, with U+001E in between."""

    @abstractmethod
    def measured(self, text: str, largest: str, others: str) -> str:
        """Write the statement of a text, with *others* beside it, that does not give more bytes than *largest*."""

    @abstractmethod
    def unindexed(self, value: Node) -> Any:
        """Write a column so that the database does not start from its index, if it would."""

    @abstractmethod
    def rarely(self, condition: str) -> str:
        """Write a condition of few rows, of which the database would take that most meet it."""

    @abstractmethod
    def first_if(self, rows: ModelSelect, condition: Expression, number: Any) -> ModelSelect:
        """Take a number of ordered rows if a condition holds that is the same for all: if it does not, none is read."""

    @abstractmethod
    def among(self, column: Node, values: ListParameter, kind: str = "bigint") -> Expression:
        """Build `column IN (values)` with all values, of an SQL type, in one parameter."""

    @abstractmethod
    def among_few(self, column: Node, rows: str) -> Expression:
        """Build that a column is one of the few values that a subquery finds, which are then looked up one by one."""

    @abstractmethod
    def listed(self, values: ListParameter, alias: str, kind: str) -> ListedRows:
        """Read a list parameter of an SQL type as rows named *alias*."""

    @abstractmethod
    def listed_together(self, **lists: ListParameter) -> str:
        """Select the rows of lists of texts side by side: a column for each, and `place`."""

    @abstractmethod
    def day(self, column: Any) -> Any:
        """Write a column of days as ISO 8601 text."""

    @abstractmethod
    def local_day(self, instant: str, zone: str) -> str:
        """Write the day on which an instant lies in a time zone, as ISO 8601 text."""

    @abstractmethod
    def iso_week(self, day: str) -> str:
        """Write the week of ISO 8601 in which a day lies: `2026-W01`."""

    @abstractmethod
    def weekday(self, day: str) -> str:
        """Write the day of the week as text, from 1 for Monday to 7."""

    @abstractmethod
    def hexadecimal(self, column: Any) -> Any:
        """Write bytes in hexadecimal digits, in small letters."""

    @abstractmethod
    def in_code_points(self, column: Any) -> Any:
        """Compare a text by its code points."""

    @abstractmethod
    def apart(self, rows: ModelSelect) -> ModelSelect:
        """Keep the database from joining a subquery with what stands around it, if that would take it long."""

    @abstractmethod
    def matching(self, model: Any, match: str, *, is_of_titles: bool) -> str:
        """Select the editions of a type, as `edition`, that the index finds: that of titles, or of all texts."""

    @abstractmethod
    def has_match(self, model: Any, edition: str, match: str) -> str:
        """Write that the index finds an edition of a type, looking at this one alone."""

    @abstractmethod
    def among_found(self, edition: Any, editions: str, *, are_few: bool) -> Expression:
        """Build that an edition is one of those that the index finds, as *editions* selects them."""

    @abstractmethod
    def number_matching(self, model: Any, match: str, most: int, *, is_of_titles: bool) -> str:
        """Select how many editions of a type the index finds, up to *most*, so that many are not looked through."""

    @abstractmethod
    def newest_matching(self, sought: Sought, most: int) -> str:
        """List the places of the newest editions that are sought, *most* of the type of a row called `kind`."""

    def with_newest(self, kinds: str) -> str:
        """Add to rows of types what is looked up once to find their newest editions: nothing."""
        return kinds

    @abstractmethod
    def gathered_places(self, rows: str) -> str:
        """Write the list of the column `place` of some rows."""

    @abstractmethod
    def places_in(self, places: str, alias: str) -> str:
        """Read a list of places as rows with a column `value`."""

    @abstractmethod
    def number_of_places(self, places: str) -> str:
        """Count the places in a list."""

    @abstractmethod
    def sum_of_first(self, groups: Sequence[Group], packed: Parameter, *columns: str) -> str:
        """Write the sum of what the first text of each group counts that is in the column of its number.

        *packed* is bound to the groups with their texts in the place of the parameters.
        """

    @abstractmethod
    def points(self, groups: Sequence[Group], packed: Parameter, rows: str, first: int) -> str:
        """Write the same of an edition in *rows*, whose type has its places from *first* on."""

    def points_at(self, groups: Sequence[Group], place: str) -> str:
        """Select the `entry` of the edition at a place, and its `points`; nothing where the index has no entries."""
        return ""

    def titles_at(self, place: str) -> str:
        """Write the tokens of the titles of the edition at a place; nothing where the index has none in order."""
        return ""

    @abstractmethod
    def texts_in(self, column: str, alias: str) -> tuple[str, str]:
        """Write the list of texts that a column of JSON holds as rows named *alias*, and the column of the text."""

    @abstractmethod
    def member(self, column: str, name: str) -> str:
        """Write a member of the object of JSON that a column of text holds, as JSON."""

    @abstractmethod
    def member_text(self, value: str, name: str) -> str:
        """Write a member of an object of JSON as text; NULL where there is none."""

    @abstractmethod
    def elements(self, column: str) -> str:
        """Select the whole numbers of the list that a column of JSON holds."""


def signed(value: Node) -> Any:
    """Write a number with a sign, which hides its index from the database and leaves the value."""
    return NodeList((SQL("+"), value), glue="")


@singledispatch
def dialect_of(database: Any) -> Dialect:
    """Return the dialect of a database; each registers for peewee's class of it."""
    raise NotImplementedError(f"no dialect for {database!r}")
