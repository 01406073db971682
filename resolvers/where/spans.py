"""Conditions on spans of time: in which phase they are, and whether they overlap another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import SQL, Case, Expression

from resolvers.compiler.parameters import AT
from resolvers.context.errors import BadUserInput
from resolvers.where.comparisons import add_value
from resolvers.where.conditions import ConditionWriter, join_conditions, write_condition
from resolvers.where.filters import Where, WhereReader, given, read_filter

WINDOW = ("from", "until")
"""The edges of a span of time that a client gives, the second itself excluded."""


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
def read_phase(attribute: Phase, name: str, value: Where, reader: WhereReader) -> tuple[bool, ...]:
    """Read the phases, of which the span must be in one; tell of each list of them whether it has UPCOMING alone."""
    compared = given(value)
    for operator, each in compared:
        add_value(attribute, operator, f"{name}.{operator}", each, reader)
    return tuple(is_upcoming(each) for _, each in compared)


def is_upcoming(phases: Sequence[str]) -> bool:
    """Tell whether spans that are in one of some phases start after the instant, which an index of starts finds."""
    return set(map(str, phases)) == {"UPCOMING"}


@write_condition.register
def write_phase(attribute: Phase, detail: tuple[bool, ...], table: Any, writer: ConditionWriter) -> Any:
    """Require that a span lies in one of the wanted phases."""
    starts, ends = getattr(table, attribute.starts), getattr(table, attribute.ends)
    is_past = (ends <= AT.place) & (starts < AT.place)
    lies_in = Case(None, [(is_past, SQL("'PAST'")), (starts <= AT.place, SQL("'CURRENT'"))], SQL("'UPCOMING'"))
    dialect = writer.writer.dialect
    phases = [dialect.among(lies_in, writer.list_parameter(), "text") for _ in detail]
    return join_conditions([*phases, *(starts > AT.place for upcoming in detail if upcoming)], "AND")


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
    places = {edge: writer.parameter().place for edge in detail}
    conditions = [lasts_until(starts, ends, places["from"])] if "from" in places else []
    if "until" in places:
        begins: Expression = starts < places["until"]
        if "from" in places:  # a window of no length is its one instant
            begins = (starts <= places["until"]) & (begins | (starts == places["from"]))
        conditions.append(begins)
    return join_conditions(conditions, "AND")


def lasts_until(starts: Any, ends: Any, instant: Any) -> Any:
    """Require that a span has not ended at an instant; one of no length lasts for its one instant.

    The first comparison alone finds the rows, by the index of the ends.
    """
    return (ends >= instant) & ((ends > instant) | (starts >= instant))
