"""Bounds: how many rows conditions leave of the index that a list is walked in, and which of them it answers.

publishedOn: {gte: "2025-01-01"}    as many as stand in the index from this day on; nothing is left to be compared
phase: {in: [CURRENT, UPCOMING]}    as many as start from the instant on, and those that may run at it
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from models.edition import Edition
from models.instants import to_microseconds
from models.table_statistics import TableStatistics
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.where.filters import given
from resolvers.where.spans import AHEAD, CURRENT, PAST, UPCOMING, Overlaps, Phase, phases_of

LOWER, UPPER = frozenset({"eq", "gte", "gt"}), frozenset({"lt", "lte"})
"""Operators that leave the rows from a value on, and those that leave the rows up to one."""


class Bounded(NamedTuple):
    """The *rows* that are left at most, and the conditions that are *left* to be held against each.

    So many are *found apart*, or passed over for a column that the index does not have. Where there are any, each row
    is looked up to be counted.
    """

    rows: int
    left: Mapping[str, Any]
    found_apart: int


def bounded(
    where: Mapping[str, Any], model: type[Edition], index: str | None, at: int, statistics: TableStatistics
) -> Bounded:
    """Tell what conditions leave of the index that begins with a column, as of an instant.

    A database takes one lower bound and one upper, and holds all rows between against others.
    """
    filters = OBJECT_TYPES[model.__name__].filters
    rows, left, found_apart = statistics.rows(model), dict(given(where)), 0
    if index is None:
        return Bounded(rows, left, found_apart)
    for name, value in given(where):
        attribute = filters.get(name)
        if isinstance(attribute, Phase | Overlaps) and attribute.starts == index:
            most, running = in_spans(attribute, value, at, model, statistics)
            rows, found_apart = min(rows, most), found_apart + running
            del left[name]
        elif attribute is getattr(model, index):
            lower = [stored(bound) for operator, bound in given(value) if operator in LOWER]
            upper = [bound for operator, bound in given(value) if operator in UPPER]
            if len(lower) == 1 and lower[0] is not None and len(upper) <= 1:
                rows = min(rows, statistics.from_value(model, index, lower[0]))
            if len(lower) <= 1 and len(lower) + len(upper) == len(given(value)) and len(upper) <= 1:
                del left[name]
    return Bounded(rows, left, found_apart)


def in_spans(
    attribute: Phase | Overlaps, value: Mapping[str, Any], at: int, model: type[Edition], statistics: TableStatistics
) -> tuple[int, int]:
    """Tell how many rows a condition on spans leaves, of which the column is the start, and how many may run."""
    if isinstance(attribute, Phase):
        phases = phases_of(value)
    else:
        first = stored(value["from"]) if value.get("from") is not None else None
        phases, at = (AHEAD, first) if first is not None else ((PAST, CURRENT), at)
    running = 0 if phases in ((UPCOMING,), (PAST, CURRENT)) else statistics.running(model)
    if phases in ((UPCOMING,), AHEAD):
        return statistics.from_value(model, attribute.starts, at) + running, running
    return running if phases == (CURRENT,) else statistics.rows(model), running


def stored(value: Any) -> Any:
    """Return a value as its column holds it; None for an instant without an offset, which is refused."""
    if not isinstance(value, datetime):
        return value
    return to_microseconds(value) if value.tzinfo else None
