"""Conditions: the SQL of a filter's form. Every link in one leads to live entries only."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from peewee import (
    SQL,
    Case,
    DateField,
    Expression,
    Field,
    FloatField,
    Function,
    IntegerField,
    ModelSelect,
    NodeList,
    fn,
)

from models.edition import content_type
from models.instants import InstantField
from models.links import Backlink, Link, Links
from models.translations import ComparedField, TranslatedField
from resolvers.compiler.dialect import Dialect
from resolvers.compiler.localized import localized
from resolvers.compiler.parameters import AT, ListParameter, Parameter
from resolvers.compiler.writer import StatementWriter
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.where.filters import EXACT, Form, Overlaps, Phase, is_folded

FALSE = SQL("1 = 0")

MOST_JOINED = 8
"""Links in the conditions of one list that PostgreSQL may make joins of, in the best order, which takes it longer with
each: 100 took seconds to plan. Behind `OFFSET 0` it looks each up on its own, as SQLite does."""


class Exists(Function):
    """An EXISTS or NOT EXISTS, which is never unknown; so it is negated without another level of parentheses."""

    def __init__(self, rows: ModelSelect, *, is_negated: bool) -> None:
        super().__init__("EXISTS", (rows,))
        self.rows, self.is_negated = rows, is_negated

    def negated(self) -> "Exists":
        """Return its opposite."""
        return Exists(self.rows, is_negated=not self.is_negated)

    def __sql__(self, ctx: Any) -> Any:
        return super().__sql__(ctx.literal("NOT ") if self.is_negated else ctx)  # type: ignore[no-untyped-call]


@dataclass
class ConditionWriter:
    """Builds the SQL of a form; its parameters are numbered in the order in which `WhereReader` reads the values."""

    writer: StatementWriter
    prefix: str
    numbers: Iterator[int] = field(default_factory=count)
    links: int = 0

    def write(self, form: Form, table: Any, type_name: str) -> Any:
        """Build a condition on *table*, or None for one that always holds."""
        match form:
            case ("and", inner):
                return joined([self.write(each, table, type_name) for each in inner], "AND")
            case ("or", inner):
                return either([self.write(each, table, type_name) for each in inner])
            case ("not", inner):
                return is_not_true(self.write(inner, table, type_name))
            case ("to_one", name, inner):
                return self.to_one(OBJECT_TYPES[type_name].filters[name], inner, table)
            case ("link", name, quantifier, inner):
                return self.link(OBJECT_TYPES[type_name].filters[name], quantifier, inner, table)
            case ("compare", name, operator):
                return self.compare(OBJECT_TYPES[type_name].filters[name], operator, table)
        raise NotImplementedError(form)

    def to_one(self, link: Link, inner: Form, table: Any) -> Any:
        """Require that the entry linked to is live and meets a condition."""
        target = content_type(link.target).alias()
        rows = self.writer.live_rows(target, SQL("1")).where(target.entry == getattr(table, link.name))
        return self.exists(rows, inner, target, link.target, "some")

    def link(self, link: Links | Backlink, quantifier: str, inner: Form, table: Any) -> Any:
        """Require something of the live entries at the other end of links."""
        if isinstance(link, Links):
            target, through = content_type(link.target).alias(), link.table.alias()
            rows = self.writer.live_rows(target, SQL("1")).join(through, on=(through.target == target.entry))
            rows, name = rows.where(through.edition == table.edition), link.target
        else:
            name, target = link.link.model.__name__, link.link.model.alias()
            rows = self.writer.live_rows(target, SQL("1"))
            if isinstance(link.link, Link):
                rows = rows.where(getattr(target, link.link.name) == table.entry)
            else:
                through = link.link.table.alias()
                rows = rows.join(through, on=(through.edition == target.edition))
                rows = rows.where(through.target == table.entry)
        return self.exists(rows, inner, target, name, quantifier)

    def exists(self, rows: Any, inner: Form, target: Any, type_name: str, quantifier: str) -> Any:
        """Build the EXISTS of a quantifier: `every` is that none fails."""
        condition = self.write(inner, target, type_name)
        if quantifier == "every":
            condition = is_not_true(condition)
        rows = rows if condition is None else rows.where(condition)
        self.links += 1
        found = self.writer.dialect.apart(rows) if self.links > MOST_JOINED else rows
        return Exists(found, is_negated=quantifier != "some")

    def overlaps(self, attribute: Overlaps, edges: Sequence[str], table: Any) -> Any:
        """Require that a span shares an instant with one between *edges*."""
        starts, ends = getattr(table, attribute.starts), getattr(table, attribute.ends)
        places = {edge: Parameter(self.name()).place for edge in edges}
        conditions = [lasts_until(starts, ends, places["from"])] if "from" in places else []
        if "until" in places:
            begins = starts < places["until"]
            if "from" in places:  # a window of no length is its one instant
                begins = (starts <= places["until"]) & (begins | (starts == places["from"]))
            conditions.append(begins)
        return joined(conditions, "AND")

    def name(self) -> str:
        """Name the parameter of the next value."""
        return f"{self.prefix}{next(self.numbers)}"

    def compare(self, attribute: Any, operator: Any, table: Any) -> Any:
        """Build one comparison; that with a window is by the edges that it has."""
        if isinstance(attribute, Overlaps):
            return self.overlaps(attribute, operator, table)
        name = self.name()
        if isinstance(attribute, Phase):
            return phase(self.writer.dialect, table, attribute, ListParameter(name))
        is_derived = isinstance(attribute, ComparedField) and is_folded(attribute, operator)
        column = getattr(table, attribute.folded_name if is_derived else attribute.name)
        shown = localized(column) if isinstance(attribute, TranslatedField) else column
        return OPERATORS[operator.removesuffix(EXACT)](self.writer.dialect, shown, name, attribute)


def joined(conditions: list[Any], operator: str) -> Any:
    """Join conditions side by side, None among them left out; SQLite's parser takes few parentheses in each other."""
    given = [condition for condition in conditions if condition is not None]
    if len(given) < 2:
        return given[0] if given else None
    return NodeList((SQL("("), NodeList(given, glue=f" {operator} "), SQL(")")), glue="")


def either(branches: list[Any]) -> Any:
    """Require one of several conditions; of none, nothing meets one, and one that always holds is met by all."""
    if any(branch is None for branch in branches):
        return None
    return joined(branches, "OR") if branches else FALSE


def is_not_true(condition: Any) -> Any:
    """Negate a condition so that what is unknown counts as not met."""
    if isinstance(condition, Exists):
        return condition.negated()
    return FALSE if condition is None else Expression(condition, "IS NOT", SQL("TRUE"))


def phase(dialect: Dialect, table: Any, attribute: Phase, wanted: ListParameter) -> Expression:
    """Require that a span lies in one of the wanted phases, seen from the instant of the read context."""
    starts, ends = getattr(table, attribute.starts), getattr(table, attribute.ends)
    is_past = (ends <= AT.place) & (starts < AT.place)
    lies_in = Case(None, [(is_past, SQL("'PAST'")), (starts <= AT.place, SQL("'CURRENT'"))], SQL("'UPCOMING'"))
    return dialect.among(lies_in, wanted, "text")


def lasts_until(starts: Any, ends: Any, instant: Any) -> Any:
    """Require that a span has not ended at an instant; one of no length lasts for its one instant.

    The first comparison alone finds the rows, by the index of the ends.
    """
    return (ends >= instant) & ((ends > instant) | (starts >= instant))


def sql_type(attribute: Field) -> str:
    """Name the SQL type of a list of values that a column is compared with."""
    kinds = {InstantField: "bigint", IntegerField: "bigint", FloatField: "double precision", DateField: "date"}
    return next((name for kind, name in kinds.items() if isinstance(attribute, kind)), "text")


def contains(dialect: Dialect, column: Any, name: str, attribute: Field) -> Expression:
    """Require that a text has another in it."""
    condition: Expression = Function(dialect.position, (column, Parameter(name).place)) > SQL("0")
    return condition


def starts_with(dialect: Dialect, column: Any, name: str, attribute: Field) -> Expression:
    """Require that a text begins with another."""
    value = Parameter(name).place
    condition: Expression = fn.substr(column, SQL("1"), fn.length(value.cast("TEXT"))) == value
    return condition


def is_null(dialect: Dialect, column: Any, name: str, attribute: Field) -> Expression:
    """Require that a value is missing, or is not, as the parameter says."""
    condition: Expression = Expression(column.is_null(), "=", Parameter(name).place)
    return condition


OPERATORS: dict[str, Callable[[Dialect, Any, str, Field], Any]] = {
    "eq": lambda dialect, column, name, attribute: column == Parameter(name).place,
    "in": lambda dialect, column, name, attribute: dialect.among(column, ListParameter(name), sql_type(attribute)),
    "lt": lambda dialect, column, name, attribute: column < Parameter(name).place,
    "lte": lambda dialect, column, name, attribute: column <= Parameter(name).place,
    "gt": lambda dialect, column, name, attribute: column > Parameter(name).place,
    "gte": lambda dialect, column, name, attribute: column >= Parameter(name).place,
    "isNull": is_null,
    "contains": contains,
    "startsWith": starts_with,
}
