"""Orders: by which columns rows are sorted, and where a cursor stands among them.

An order is a sequence of field names, `-` for descending; the entry id breaks all ties. A column
that may be NULL sorts after all values, in either direction: it becomes two keys, whether it is
NULL and what it is otherwise. Text is compared by code point on both databases.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from peewee import SQL, BooleanField, Case, DateField, Expression, Field, FloatField, IntegerField, Node, Tuple, fn

from models.database import is_postgresql
from models.edition import Edition
from models.translations import TranslatedField
from resolvers.columns import as_text
from resolvers.compiler.statements import Parameter
from resolvers.texts import text

Order = tuple[str, ...]

KINDS: dict[type[Field], type] = {FloatField: float, IntegerField: int, DateField: date}
"""What the values of a column are in a cursor; text where nothing is said."""

BLANKS: dict[type, Any] = {float: 0.0, int: 0, date: "", str: ""}
"""What stands for NULL in the second of its two keys, where the first has decided already."""


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


def sort_keys(table: Any, model: type[Edition], order: Order) -> list[SortKey]:
    """List the keys of an order on *table*, an alias of the model or of links that carry its order."""
    keys: list[SortKey] = []
    for name in order:
        keys += column_keys(table, model._meta.fields[name.lstrip("-")], descends=name.startswith("-"))
    descends = bool(keys) and keys[-1].descends
    return [*keys, SortKey(int, table.entry, table.entry, descends)]


def column_keys(table: Any, field: Field, *, descends: bool) -> list[SortKey]:
    """List the keys of one column: two where it may be NULL."""
    kind, column = sortable(table, field)
    if not (field.null or isinstance(field, TranslatedField)):
        shown = as_text(table, field) if kind is date else column
        return [SortKey(kind, in_code_points(column, kind), shown, descends)]
    is_null = Case(None, [(column.is_null(), SQL("1"))], SQL("0"))
    filled = fn.COALESCE(as_text(table, field) if kind is date else column, BLANKS[kind])
    return [
        SortKey(int, is_null, is_null, descends=False),
        SortKey(str if kind is date else kind, in_code_points(filled, kind), filled, descends),
    ]


def sortable(table: Any, field: Field) -> tuple[type, Any]:
    """Give a column as it is compared, and the type of its values."""
    column = getattr(table, field.name)
    if isinstance(field, TranslatedField):
        return str, text(column)
    if isinstance(field, BooleanField):
        return int, Case(None, [(column, SQL("1"))], SQL("0"))
    kind = next((kind for known, kind in KINDS.items() if isinstance(field, known)), str)
    return kind, column


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
