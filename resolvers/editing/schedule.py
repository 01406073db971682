"""The schedule: what begins or ends between two instants, of all types that the caller may preview.

    SELECT live_from, entry, version, 0 ... UNION ALL SELECT live_until, entry, 0, version ...

An entry of which one edition takes over from another changes once. Each half is read along its index, no further than
a page goes.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from peewee import SQL

from models.access.grants import Permission
from models.edition import Edition
from resolvers.compiler.parameters import Parameter
from resolvers.editing.reader import Reader, together

FROM, TO, LIMIT = Parameter("since"), Parameter("until"), Parameter("rows")
AFTER_AT, AFTER_ENTRY = Parameter("after_at"), Parameter("after_entry")
"""The span of time, how many rows are read, and the instant and the entry behind which the page starts."""

COLUMNS = {"at": int, "entry": int, "begins": int, "ends": int, "type": str}


class Scheduled(NamedTuple):
    """What changes of an entry at an instant, in microseconds: the version that begins, the one that ends, if any."""

    at: int
    entry: int
    type: str
    begins: int | None
    ends: int | None


class Schedule(NamedTuple):
    """A page of changes, and whether others follow."""

    changes: list[Scheduled]
    has_next: bool


Place = tuple[int, int]
"""The instant and the entry of a change."""


def schedule(
    reader: Reader,
    permitted: Mapping[type[Edition], Permission],
    since: int,
    until: int,
    first: int,
    after: Place | None,
) -> Schedule:
    """Read a page of what begins or ends from an instant to before another, in the order of instants."""
    at, entry = after or (since - 1, 0)
    rows = 2 * (first + 1)
    values = {FROM: since, TO: until, AFTER_AT: at, AFTER_ENTRY: entry, LIMIT: rows}
    halves = [half(reader, *each, is_begin=is_begin) for each in permitted.items() for is_begin in (True, False)]
    query = together(halves, f'ORDER BY "at", "entry" LIMIT {LIMIT.mark}')
    found: dict[Place, Scheduled] = {}
    for instant, number, begins, ends, kind in reader.read(query, COLUMNS, values):
        other = found.get((instant, number), Scheduled(instant, number, kind, None, None))
        found[instant, number] = other._replace(begins=begins or other.begins, ends=ends or other.ends)
    changes = list(found.values())
    return Schedule(changes[:first], len(changes) > first)


def half(reader: Reader, model: type[Edition], permission: Permission, *, is_begin: bool) -> str:
    """Write the query of what begins, or of what ends, of one type."""
    rows, table, at = moments(model, [], is_begin=is_begin)
    numbers = [table.version.alias("begins"), SQL("0").alias("ends")]
    if not is_begin:
        numbers = [SQL("0").alias("begins"), table.version.alias("ends")]
    rows = rows.select(at.alias("at"), table.entry, *numbers, SQL(f"'{model.__name__}'").alias("type"))
    is_behind = (at > AFTER_AT.place) | ((at == AFTER_AT.place) & (table.entry > AFTER_ENTRY.place))
    rows = rows.where((at >= AFTER_AT.place) & is_behind)
    return reader.writer.sql(reader.meeting(rows.order_by(at, table.entry).limit(LIMIT.place), table, permission))


def moments(model: type[Edition], columns: list[Any], *, is_begin: bool) -> tuple[Any, Any, Any]:
    """Select columns of the editions of a type that begin, or end, in the span; return table and instant, too."""
    table = model.alias("s")
    at = table.live_from if is_begin else table.live_until
    within = (at >= FROM.place) & (at < TO.place) & table.live_from.is_null(is_null=False)
    return table.select(*columns).where(within), table, at
