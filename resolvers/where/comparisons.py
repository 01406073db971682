"""Comparisons of a column: by operators, texts folded unless the operator says `Exact`."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from peewee import SQL, DateField, Expression, Field, FloatField, Function, IntegerField, fn

from models.collation import fold
from models.instants import InstantField, to_microseconds
from models.rich_text.fields import RichTextField
from models.translations import ComparedField, SlugField, TranslatedField
from resolvers.compiler.localized import localized, shown
from resolvers.context.errors import Place, require_few, require_text
from resolvers.where.conditions import ConditionWriter, join_conditions, write_condition
from resolvers.where.filters import Where, WhereReader, given, read_filter
from resolvers.where.narrowed import Narrowed, is_found
from resolvers.where.narrowing import EXACT

FOLDED = frozenset({"eq", "in", "contains", "startsWith"})
"""Comparisons that look past case, accents and width where they compare texts."""


@read_filter.register
def read_comparisons(attribute: Field, name: str, value: Where, reader: WhereReader) -> tuple[str | Narrowed, ...]:
    """Read comparisons, all of which must hold: the operators, and what each compares with."""
    return tuple(
        read_comparison(attribute, operator, f"{name}.{operator}", each, reader) for operator, each in given(value)
    )


def read_comparison(attribute: Any, operator: str, name: str, value: Any, reader: WhereReader) -> str | Narrowed:
    """Read one, which the index of tokens may narrow: what that is asked for stands before what it compares with."""
    compared = compared_value(attribute, operator, name, value, reader)
    asked = reader.narrowed(attribute, operator, compared)
    reader.values += [compared] if asked is None else [*asked.values, compared]
    return operator if asked is None else Narrowed(operator, bool(asked.first))


def add_value(attribute: Any, operator: str, name: str, value: Any, reader: WhereReader) -> None:
    """Add what a comparison compares with; raise `BadUserInput`."""
    reader.values.append(compared_value(attribute, operator, name, value, reader))


def compared_value(attribute: Any, operator: str, name: str, value: Any, reader: WhereReader) -> Any:
    """Return what a comparison compares with, as the database has it; raise `BadUserInput`."""
    if isinstance(value, list):
        require_few(value, name, reader.place)
    bound = to_stored(value, reader.place)
    return fold_values(bound) if is_folded(attribute, operator) else bound


def is_folded(attribute: Any, operator: str) -> bool:
    """Tell whether a comparison is one of folded texts."""
    return operator in FOLDED and isinstance(attribute, ComparedField | SlugField)


def fold_values(value: str | list[str]) -> str | list[str]:
    """Fold what texts are compared with."""
    return list(map(fold, value)) if isinstance(value, list) else fold(value)


def to_stored(value: Any, place: Place) -> Any:
    """Turn a value that a client compares with into what the database holds."""
    if isinstance(value, list):
        return list(dict.fromkeys(to_stored(each, place) for each in value))
    if isinstance(value, datetime):
        return to_microseconds(value)
    if isinstance(value, str):
        return require_text(str(value), "A filter", place)
    return value


@write_condition.register
def write_comparisons(attribute: Field, detail: tuple[str | Narrowed, ...], table: Any, writer: ConditionWriter) -> Any:
    """Build comparisons, all of which must hold."""
    conditions: list[Any] = []
    for each in detail:
        operator = each.operator if isinstance(each, Narrowed) else each
        if isinstance(each, Narrowed):
            names = [writer.parameter() for _ in range(each.places)]
            conditions.append(is_found(attribute, table, names, writer.writer.dialect))
        conditions.append(compare(attribute, operator, table, writer))
    return join_conditions(conditions, "AND")


def compare(attribute: Field, operator: str, table: Any, writer: ConditionWriter) -> Any:
    """Build one comparison, of the text as it is shown in the locale chain or of the value."""
    name = attribute.name
    if isinstance(attribute, ComparedField) and is_folded(attribute, operator):
        name = attribute.folded_name
    column = getattr(table, name)
    if isinstance(attribute, RichTextField) and name == attribute.name:
        column = shown(table, attribute, writer.writer.context.chain)
    elif isinstance(attribute, TranslatedField):
        column = localized(column)
    return OPERATORS[operator.removesuffix(EXACT)](column, writer, attribute)


def sql_type(attribute: Field) -> str:
    """Name the SQL type of a list of values that a column is compared with."""
    kinds = {InstantField: "bigint", IntegerField: "bigint", FloatField: "double precision", DateField: "date"}
    return next((name for kind, name in kinds.items() if isinstance(attribute, kind)), "text")


def contains(column: Any, writer: ConditionWriter, attribute: Field) -> Expression:
    """Require that a text has another in it."""
    position = Function(writer.writer.dialect.position, (column, writer.parameter().place))
    condition: Expression = position > SQL("0")
    return condition


def starts_with(column: Any, writer: ConditionWriter, attribute: Field) -> Expression:
    """Require that a text begins with another."""
    value = writer.parameter().place
    condition: Expression = fn.substr(column, SQL("1"), fn.length(value.cast("TEXT"))) == value
    return condition


def is_among(column: Any, writer: ConditionWriter, attribute: Field) -> Expression:
    """Require that a value is one of several."""
    return writer.writer.dialect.among(column, writer.list_parameter(), sql_type(attribute))


OPERATORS: dict[str, Callable[[Any, ConditionWriter, Field], Any]] = {
    "eq": lambda column, writer, attribute: column == writer.parameter().place,
    "in": is_among,
    "lt": lambda column, writer, attribute: column < writer.parameter().place,
    "lte": lambda column, writer, attribute: column <= writer.parameter().place,
    "gt": lambda column, writer, attribute: column > writer.parameter().place,
    "gte": lambda column, writer, attribute: column >= writer.parameter().place,
    "isNull": lambda column, writer, attribute: Expression(column.is_null(), "=", writer.parameter().place),
    "contains": contains,
    "startsWith": starts_with,
}
"""How each operator is written."""
