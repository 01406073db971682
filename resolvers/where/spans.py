"""Conditions on spans of time: in which phase they are, and whether they overlap another."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from peewee import SQL, Expression

from models.edition import Edition
from models.span_width import SPAN_WIDTH, WIDEST, WIDTHS
from resolvers.compiler.parameters import AT, Parameter
from resolvers.compiler.writer import StatementWriter
from resolvers.context.errors import BadUserInput, require_few
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.where.comparisons import add_value
from resolvers.where.conditions import (
    FALSE,
    ConditionWriter,
    Part,
    join_conditions,
    require_one,
    write_condition,
)
from resolvers.where.filters import Form, Where, WhereReader, given, read_filter
from resolvers.where.orders import Order

if TYPE_CHECKING:
    from collections.abc import Callable

WINDOW = ("from", "until")
"""The edges of a span of time that a client gives, the second itself excluded."""

PAST, CURRENT, UPCOMING = "PAST", "CURRENT", "UPCOMING"

AHEAD = (CURRENT, UPCOMING)
"""The phases of spans that have not ended."""


@dataclass(frozen=True)
class Phase:
    """The attribute of a filter on when a span of time lies, seen from the instant of the read context."""

    starts: str
    ends: str


@dataclass(frozen=True)
class Overlaps:
    """The attribute of a filter on spans of time that share an instant with one that is given.

    A span has its first instant and not its last; one of no length is its one instant.
    """

    starts: str
    ends: str


@read_filter.register
def read_phase(attribute: Phase, name: str, value: Where, reader: WhereReader) -> tuple[str, ...]:
    """Read the phases, of which the span must be in one; each has SQL of its own, so nothing is bound."""
    for operator, each in given(value):
        require_few(each, f"{name}.{operator}", reader.place)
    return phases_of(value)


def phases_of(value: Where) -> tuple[str, ...]:
    """List the phases that a condition leaves, each once."""
    asked = [set(map(str, each)) for _, each in given(value)]
    return tuple(phase for phase in (PAST, *AHEAD) if all(phase in each for each in asked))


@write_condition.register
def write_phase(attribute: Phase, detail: tuple[str, ...], table: Any, writer: ConditionWriter) -> Any:
    """Require that a span lies in one of the wanted phases."""
    starts, ends, at = getattr(table, attribute.starts), getattr(table, attribute.ends), AT.place
    if writer.part is not None and writer.part.detail is detail and detail == AHEAD:
        return in_part(attribute, table, AT, writer.part, writer.writer)
    is_past = (starts < at) & (ends <= at)
    conditions: dict[tuple[str, ...], Callable[[], Any]] = {
        (): lambda: FALSE,
        (PAST,): lambda: is_past,
        (CURRENT,): lambda: current(attribute, table, writer.writer),
        (UPCOMING,): lambda: starts > at,
        (PAST, CURRENT): lambda: starts <= at,
        (PAST, UPCOMING): lambda: require_one([is_past, starts > at]),
        AHEAD: lambda: lasts_until(starts, ends, at),
    }
    return conditions[detail]() if detail in conditions else None


@read_filter.register
def read_window(attribute: Overlaps, name: str, value: Where, reader: WhereReader) -> tuple[str, ...]:
    """Read a span of time that others are held against, open where an edge is left out."""
    edges = tuple(edge for edge in WINDOW if value.get(edge) is not None)
    for edge in edges:
        add_value(attribute, edge, f"{name}.{edge}", value[edge], reader)
    if edges == WINDOW and reader.values[-2] > reader.values[-1]:
        raise BadUserInput(f"{name}.until must not be earlier than {name}.from.", reader.place)
    return edges


@write_condition.register
def write_window(attribute: Overlaps, detail: tuple[str, ...], table: Any, writer: ConditionWriter) -> Any:
    """Require that a span shares an instant with the one between the edges."""
    starts, ends = getattr(table, attribute.starts), getattr(table, attribute.ends)
    parameters = {edge: writer.parameter() for edge in detail}
    places = {edge: parameter.place for edge, parameter in parameters.items()}
    conditions: list[Any] = []
    if writer.part is not None and writer.part.detail is detail:
        conditions.append(in_part(attribute, table, parameters["from"], writer.part, writer.writer))
    elif "from" in places:
        conditions.append(lasts_until(starts, ends, places["from"]))
    if "until" in places:
        begins: Expression = starts < places["until"]
        if "from" in places:  # a window of no length is its one instant
            begins = (starts <= places["until"]) & (begins | (starts == places["from"]))
        conditions.append(begins)
    return join_conditions(conditions, "AND")


def parts_of(form: Form, model: type[Edition], order: Order) -> tuple[Part, ...]:
    """Tell in which parts a list is read, so that each is found by an index; none where all of it is read as one.

    That is a list in the order of the starts of spans that last until an instant, or in which it lies.
    """
    if not model.span or not order or order[0].lstrip("-") != model.span[0]:
        return ()
    filters = OBJECT_TYPES[model.__name__].filters
    for _, name, detail in (each for each in form[1] if each[0] == "on"):
        attribute = filters[name]
        if (isinstance(attribute, Overlaps) and "from" in detail) or (isinstance(attribute, Phase) and detail == AHEAD):
            return Part(detail, is_running=True), Part(detail, is_running=False)  # the very detail tells it from others
        if isinstance(attribute, Phase) and detail == (CURRENT,):
            return (Part(detail, is_running=True),)
    return ()


PARTS = (Part(AHEAD, is_running=True), Part(AHEAD, is_running=False))
"""The parts of what has not ended at the instant of the read context."""


def ahead(table: Any, part: Part, writer: StatementWriter) -> Any:
    """Require of editions, whose type has a span, that they are in a part of what has not ended."""
    return in_part(Phase(*table.model.span), table, AT, part, writer)


def in_part(span: Phase | Overlaps, table: Any, instant: Parameter, part: Part, writer: StatementWriter) -> Any:
    """Require that a span lasts until an instant, and runs at it or comes."""
    starts, ends, at = getattr(table, span.starts), getattr(table, span.ends), instant.place
    if not part.is_running:
        return starts >= at
    return join_conditions([found_running(span, table, instant, writer), starts < at, ends > at], "AND")


def current(span: Phase, table: Any, writer: StatementWriter) -> Any:
    """Require that the instant of the read context lies in a span."""
    starts, ends, at = getattr(table, span.starts), getattr(table, span.ends), AT.place
    return join_conditions([found_running(span, table, AT, writer), starts <= at, lasts(starts, ends, at)], "AND")


def found_running(span: Phase | Overlaps, table: Any, instant: Parameter, writer: StatementWriter) -> Expression:
    """Require that a span has started, and no longer ago than spans of its width last.

    These are few, and found by the index of widths and starts: the others that have started, or have not ended, are
    many. Which of them are live is asked of the rows in *table*. They stand in front of the statement, as a database
    can parse only so much inside of each other.
    """
    model, at = table.model, instant.place
    other = model.alias("span")
    width, starts = getattr(other, SPAN_WIDTH), getattr(other, span.starts)
    bounds = {bits: [starts > at - SQL(str(1 << bits))] for bits in WIDTHS} | {WIDEST: []}
    pieces = [join_conditions([width == SQL(str(bits)), *bound, starts <= at], "AND") for bits, bound in bounds.items()]
    rows = other.select(other.edition).where(join_conditions(pieces, "OR"))
    name = writer.in_front(f"{model._meta.table_name}_running_{instant}", lambda: writer.sql(rows))
    return writer.dialect.among_few(table.edition, f"SELECT edition FROM {name}")


def lasts(starts: Any, ends: Any, instant: Any) -> Any:
    """Require that a span has not ended at an instant; one of no length lasts for its one instant."""
    return (ends > instant) | (starts >= instant)


def lasts_until(starts: Any, ends: Any, instant: Any) -> Any:
    """Require the same, by a first comparison that finds the rows, by the index of the ends."""
    return (ends >= instant) & lasts(starts, ends, instant)
