"""Conditions: the SQL of a filter's form. Every link in one leads to live entries only."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import singledispatch
from itertools import count
from typing import Any, NamedTuple

from peewee import SQL, Expression, Function, ModelSelect, NodeList

from resolvers.compiler.parameters import ListParameter, Parameter
from resolvers.compiler.writer import StatementWriter
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.where.filters import Form

FALSE = SQL("1 = 0")

MOST_JOINED = 8
"""Links in the conditions of one list that PostgreSQL may make joins of, in the best order, which takes it longer with
each: 100 took seconds to plan. Behind `OFFSET 0` it looks each up on its own, as SQLite does."""


@singledispatch
def write_condition(attribute: Any, detail: Any, table: Any, writer: "ConditionWriter") -> Any:
    """Build the condition on *attribute* that `read_filter` gave *detail* for; None where it always holds."""
    raise NotImplementedError(f"there are no conditions on {attribute!r}")


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


class Pin(NamedTuple):
    """The rows of links that a page is read from, and the condition that says to which entry they lead."""

    through: Any
    detail: Form


class Part(NamedTuple):
    """One of the parts in which a list is read of spans that meet a condition of such a *detail*.

    In those that *are running* the instant of the condition lies, by their first instant not; the others start at it
    or later.
    """

    detail: Form
    is_running: bool


@dataclass
class ConditionWriter:
    """Builds the SQL of a form; its parameters are numbered in the order in which `WhereReader` reads the values.

    It is of all rows that meet the form, or of those in a *part*. Where it *is walked*, in the order of an index, no
    more of them are looked at than a page needs.
    """

    writer: StatementWriter
    prefix: str
    pin: Pin | None = None
    part: Part | None = None
    is_walked: bool = False
    numbers: Iterator[int] = field(default_factory=count)
    links: int = 0

    def write(self, form: Form, table: Any, type_name: str) -> Any:
        """Build a condition on *table*, or None for one that always holds."""
        match form:
            case ("and", inner):
                return join_conditions([self.write(each, table, type_name) for each in inner], "AND")
            case ("or", inner):
                return require_one([self.write(each, table, type_name) for each in inner])
            case ("not", inner):
                return require_not(self.write(inner, table, type_name))
            case ("on", name, detail):
                return write_condition(OBJECT_TYPES[type_name].filters[name], detail, table, self)
        raise NotImplementedError(form)

    def parameter(self) -> Parameter:
        """Name the next value."""
        return Parameter(f"{self.prefix}{next(self.numbers)}")

    def list_parameter(self) -> ListParameter:
        """Name the next value, which is a list."""
        return ListParameter(f"{self.prefix}{next(self.numbers)}")

    def exists(self, rows: Any, inner: Form, target: Any, type_name: str, quantifier: str) -> Exists:
        """Build the EXISTS of a quantifier over *rows* of *target*: `every` is that none fails."""
        condition = self.write(inner, target, type_name)
        if quantifier == "every":
            condition = require_not(condition)
        rows = rows if condition is None else rows.where(condition)
        self.links += 1
        found = self.writer.dialect.apart(rows) if self.links > MOST_JOINED else rows
        return Exists(found, is_negated=quantifier != "some")


def join_conditions(conditions: list[Any], operator: str) -> Any:
    """Join conditions side by side, None among them left out; SQLite's parser takes few parentheses in each other."""
    given = [condition for condition in conditions if condition is not None]
    if len(given) < 2:
        return given[0] if given else None
    return NodeList((SQL("("), NodeList(given, glue=f" {operator} "), SQL(")")), glue="")


def require_one(branches: list[Any]) -> Any:
    """Require one of several conditions; of none, nothing meets one, and one that always holds is met by all."""
    if any(branch is None for branch in branches):
        return None
    return join_conditions(branches, "OR") if branches else FALSE


def require_not(condition: Any) -> Any:
    """Negate a condition so that what is unknown counts as not met."""
    if isinstance(condition, Exists):
        return condition.negated()
    return FALSE if condition is None else Expression(condition, "IS NOT", SQL("TRUE"))
