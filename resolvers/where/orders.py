"""Orders: by which columns rows are sorted, and where a cursor stands among them.

An order is a sequence of field names, `-` for descending; the entry id breaks all ties. A column
that may be NULL sorts after all values, in either direction: it becomes two keys, whether it is
NULL and what it is otherwise. A text stands by its sort key, bytes that both databases compare
alike; slugs and names of enums, all of them ASCII, by their code points.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from peewee import (
    SQL,
    BooleanField,
    Case,
    Cast,
    DateField,
    Expression,
    Field,
    FloatField,
    IntegerField,
    Node,
    Tuple,
    fn,
)

from models.database import is_postgresql
from models.edition import Edition
from models.translations import FALLBACKS, Locale, PlainTextField, TranslatedField
from resolvers.compiler.localized import Chain
from resolvers.compiler.statements import Parameter
from resolvers.compiler.writer import Rows

Order = tuple[str, ...]

KINDS: dict[type[Field], type] = {FloatField: float, IntegerField: int, DateField: date}
"""What the values of a column are in a cursor; text where nothing is said."""

BLANKS: dict[type, Any] = {float: 0.0, int: 0, str: "", bytes: b""}
"""What stands for NULL in the second of its two keys, where the first has decided already."""


class Column(NamedTuple):
    """A column as it is compared, and the type of its values."""

    kind: type
    value: Any
    is_nullable: bool


@dataclass(frozen=True)
class SortKey:
    """An expression to sort by, as clients' cursors hold it (*shown*) and as the database compares it."""

    kind: type
    compared: Any
    shown: Any
    descends: bool

    def reversed(self) -> "SortKey":
        """Return the key of the opposite direction."""
        return replace(self, descends=not self.descends)

    def ordering(self) -> Node:
        """Build its part of ORDER BY."""
        direction: Node = self.compared.desc() if self.descends else self.compared.asc()
        return direction


def sorts_texts(model: type[Edition], order: Order) -> bool:
    """Tell whether an order depends on the languages of the reading."""
    return any(isinstance(model._meta.fields[name.lstrip("-")], TranslatedField) for name in order)


def sort_keys(table: Any, model: type[Edition], order: Order, chain: Chain = ()) -> list[SortKey]:
    """List the keys of an order on *table*, an alias of the model or of links that carry its order.

    *chain* has the languages of the reading; it is needed where the order `sorts_texts`.
    """
    keys: list[SortKey] = []
    for name in order:
        field = model._meta.fields[name.lstrip("-")]
        keys += column_keys(sortable(table, field, chain), descends=name.startswith("-"))
    descends = bool(keys) and keys[-1].descends
    return [*keys, SortKey(int, table.entry, table.entry, descends)]


def column_keys(column: Column, *, descends: bool) -> list[SortKey]:
    """List the keys of one column: two where it may be NULL."""
    kind, value, is_nullable = column
    if not is_nullable:
        return [SortKey(kind, in_code_points(value, kind), shown(value, kind), descends)]
    is_null = Case(None, [(value.is_null(), SQL("1"))], SQL("0"))
    filled = fn.COALESCE(value, BLANKS[kind])
    return [
        SortKey(int, is_null, is_null, descends=False),
        SortKey(kind, in_code_points(filled, kind), shown(filled, kind), descends),
    ]


def sortable(table: Any, field: Field, chain: Chain) -> Column:
    """Give a column as it is compared."""
    if isinstance(field, TranslatedField):
        return text_key(table, field, chain)
    if isinstance(field, PlainTextField):
        return Column(bytes, getattr(table, field.key_name(Locale.EN)), field.null)
    column = getattr(table, field.name)
    if isinstance(field, BooleanField):
        return Column(int, Case(None, [(column, SQL("1"))], SQL("0")), field.null)
    kind = next((kind for known, kind in KINDS.items() if isinstance(field, known)), str)
    if kind is date and field.null:
        return Column(str, shown(column, kind), is_nullable=True)  # beside what stands for NULL, which is no day
    return Column(kind, column, field.null)


def text_key(table: Any, field: TranslatedField, chain: Chain) -> Column:
    """Give the sort key of a text in the language read.

    With the fallbacks of default it is a column, which an index may serve. With others, each text
    stands by the key of the language that it is in.
    """
    keys = [getattr(table, field.key_name(locale)) for locale in chain]
    if chain[1:] == FALLBACKS[chain[0]]:
        return Column(bytes, keys[0], field.null)
    texts = [Expression(getattr(table, field.name), "->>", SQL(f"'{locale.tag}'")) for locale in chain]
    served = [(text.is_null(is_null=False), key) for text, key in zip(texts, keys, strict=True)]
    return Column(bytes, Case(None, served), is_nullable=True)


def shown(value: Any, kind: type) -> Any:
    """Write a value as cursors hold it: days as ISO 8601, the bytes of a sort key in hexadecimal digits."""
    if kind is bytes:
        return fn.encode(value, SQL("'hex'")) if is_postgresql() else fn.lower(fn.hex(value))
    return Cast(value, "TEXT") if kind is date and is_postgresql() else value


def in_code_points(column: Any, kind: type) -> Any:
    """Compare text byte by byte on PostgreSQL, too, as SQLite does; UTF-8 keeps the order of code points."""
    return Expression(column, "COLLATE", SQL('"C"')) if kind is str and is_postgresql() else column


def behind(keys: Sequence[SortKey], prefix: str, *, is_inclusive: bool = False) -> Expression:
    """Build the bound of a keyset: rows that stand behind the cursor's values, parameters with a *prefix*.

    Where it *is_inclusive*, a row that has these values meets it, too.
    With one direction throughout it is one comparison of rows, which an index answers.
    """
    places = [Parameter(f"{prefix}{place}").place for place in range(len(keys))]
    if len({key.descends for key in keys}) == 1:
        operator = ("<" if keys[0].descends else ">") + ("=" if is_inclusive else "")
        return Expression(Tuple(*(key.compared for key in keys)), operator, Tuple(*places))
    bound: Any = None
    for key, value in reversed(list(zip(keys, places, strict=True))):
        further = key.compared < value if key.descends else key.compared > value
        if bound is None:
            bound = further | (key.compared == value) if is_inclusive else further
        else:
            bound = further | ((key.compared == value) & bound)
    condition: Expression = bound
    return condition


def default_order(rows: Rows) -> list[Any]:
    """Build the ORDER BY of a type's own order."""
    return [key.ordering() for key in sort_keys(rows.table, rows.model, rows.model.order)]
