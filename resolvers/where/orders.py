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

from models.components import is_required
from models.edition import VISIBILITY, Edition
from models.translations import FALLBACKS, Locale, PlainTextField, TranslatedField
from resolvers.compiler.dialect import Dialect
from resolvers.compiler.localized import Chain
from resolvers.compiler.parameters import Parameter
from resolvers.compiler.writer import Rows

Order = tuple[str, ...]

RELEVANCE = "relevance"
"""The name in an order of how well entries answer the condition `search`, the best first."""

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
    """An expression to sort by, and the type of its values."""

    kind: type
    value: Any
    descends: bool

    def reversed(self) -> "SortKey":
        """Return the key of the opposite direction."""
        return replace(self, descends=not self.descends)

    def compared(self, dialect: Dialect) -> Any:
        """Build the value as the database compares it: a text by its code points."""
        return dialect.in_code_points(self.value) if self.kind is str else self.value

    def shown(self, dialect: Dialect) -> Any:
        """Build the value as cursors hold it: days as ISO 8601, the bytes of a sort key in hexadecimal digits."""
        if self.kind is bytes:
            return dialect.hexadecimal(self.value)
        return dialect.day(self.value) if self.kind is date else self.value

    def ordering(self, dialect: Dialect) -> Node:
        """Build its part of ORDER BY."""
        compared = self.compared(dialect)
        direction: Node = compared.desc() if self.descends else compared.asc()
        return direction


def sorts_texts(model: type[Edition], order: Order) -> bool:
    """Tell whether an order depends on the locale chain."""
    columns = [name.lstrip("-") for name in order if name != RELEVANCE]
    return any(isinstance(model._meta.fields[name], TranslatedField) for name in columns)


BEST_FIRST = SortKey(int, SQL("0"), descends=True)
"""The key of relevance where only its kind counts."""


def sort_keys(
    table: Any, model: type[Edition], order: Order, chain: Chain = (), relevance: SortKey = BEST_FIRST
) -> list[SortKey]:
    """List the keys of an order on *table*, an alias of the model or of links that carry its order.

    *chain* is that of the read context; it is needed where the order `sorts_texts`. The key *relevance* stands for how
    well entries answer what is searched for.
    """
    keys: list[SortKey] = []
    for name in order:
        if name == RELEVANCE:
            keys.append(relevance)
            continue
        field = model._meta.fields[name.lstrip("-")]
        keys += column_keys(sortable(table, field, chain), descends=name.startswith("-"))
    descends = bool(keys) and keys[-1].descends
    return [*keys, SortKey(int, table.entry, descends)]


def index_of(model: type[Edition], order: Order, chain: Chain) -> str | None:
    """Return the column whose index has an order, or begins it so that only rows level in it are sorted; None for none.

    The index of the entry is one, in which entries stand that have no other order.
    """
    if not order:
        return "entry"
    if RELEVANCE in order:
        return None
    field = model._meta.fields[order[0].lstrip("-")]
    found = sortable(model, field, chain)
    is_plain = isinstance(found.value, Field) and not found.is_nullable
    return found.value.name if is_plain and is_indexed(found.value) else None


def is_indexed(field: Field) -> bool:
    """Tell whether an index of its table begins with a column."""
    return field.index or any(columns[0] == field.name for columns, _ in field.model._meta.indexes)


def has_visibility(model: type[Edition], column: str) -> bool:
    """Tell whether the index that begins with a column has those of visibility: it alone tells what is not live."""
    return any(columns[0] == column and columns[-2:] == VISIBILITY for columns, _ in model._meta.indexes)


def column_keys(column: Column, *, descends: bool) -> list[SortKey]:
    """List the keys of one column: two where it may be NULL."""
    kind, value, is_nullable = column
    if not is_nullable:
        return [SortKey(kind, value, descends)]
    is_null = Case(None, [(value.is_null(), SQL("1"))], SQL("0"))
    filled = fn.COALESCE(value, BLANKS[kind])
    return [SortKey(int, is_null, descends=False), SortKey(kind, filled, descends)]


def sortable(table: Any, field: Field, chain: Chain) -> Column:
    """Give a column as it is compared."""
    if isinstance(field, TranslatedField):
        return text_key(table, field, chain)
    if isinstance(field, PlainTextField):
        return Column(bytes, getattr(table, field.key_name(None)), not is_required(field))
    column = getattr(table, field.name)
    if isinstance(field, BooleanField):
        return Column(int, Case(None, [(column, SQL("1"))], SQL("0")), not is_required(field))
    kind = next((kind for known, kind in KINDS.items() if isinstance(field, known)), str)
    if kind is date and not is_required(field):
        return Column(str, Cast(column, "TEXT"), is_nullable=True)  # beside what stands for NULL, which is no day
    return Column(kind, column, not is_required(field))


def text_key(table: Any, field: TranslatedField, chain: Chain) -> Column:
    """Give the sort key of a text in the language read.

    With the fallbacks of default it is a column, which an index may serve. With others, each text
    stands by the key of the language that it is in. A chain without all languages may find no text.
    """
    keys = [getattr(table, field.key_name(locale)) for locale in chain]
    if chain[1:] == FALLBACKS[chain[0]]:
        return Column(bytes, keys[0], not is_required(field) or len(chain) < len(Locale))
    texts = [Expression(getattr(table, field.name), "->>", SQL(f"'{locale.tag}'")) for locale in chain]
    served = [(text.is_null(is_null=False), key) for text, key in zip(texts, keys, strict=True)]
    return Column(bytes, Case(None, served), is_nullable=True)


def behind(dialect: Dialect, keys: Sequence[SortKey], prefix: str, *, is_inclusive: bool = False) -> Expression:
    """Build the bound of a keyset: rows that stand behind the cursor's values, parameters with a *prefix*.

    Where it *is_inclusive*, a row that has these values meets it, too.
    With one direction throughout it is one comparison of rows, which an index answers.
    """
    places = [Parameter(f"{prefix}{place}").place for place in range(len(keys))]
    if len({key.descends for key in keys}) == 1:
        operator = ("<" if keys[0].descends else ">") + ("=" if is_inclusive else "")
        return Expression(Tuple(*(key.compared(dialect) for key in keys)), operator, Tuple(*places))
    bound: Any = None
    for key, value in reversed(list(zip(keys, places, strict=True))):
        compared = key.compared(dialect)
        further = compared < value if key.descends else compared > value
        if bound is None:
            bound = further | (compared == value) if is_inclusive else further
        else:
            bound = further | ((compared == value) & bound)
    first = keys[0].compared(dialect)  # which an index answers, where the whole is more than it can
    condition: Expression = (first <= places[0] if keys[0].descends else first >= places[0]) & bound
    return condition


def default_order(rows: Rows, dialect: Dialect) -> list[Any]:
    """Build the ORDER BY of a type's own order."""
    return [key.ordering(dialect) for key in sort_keys(rows.table, rows.model, rows.model.order)]
