"""Table statistics: how large tables are and how they have grown, which prices follow (`delivery.limits`).

Figures are bounds in coarse steps, not counts. They are looked up when they are first asked for, and hold until the
next multiple of `HOLDS` seconds, which is the same for every process: no request counts rows. Of a comparison of texts
it is looked up whether an index finds few. Where rows stand in an
index is looked up of what has been public: who asks for many prices finds the steps, and would find the days of drafts
and of what is scheduled.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from threading import Lock
from time import time
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from cachetools import LRUCache
from peewee import DateField

from models.database import connection, fetch_row
from models.edition import Edition, content_type
from models.entry import database
from models.ledger import CountedList, targets_sql
from models.links import Link, Links
from models.span_width import SPAN_WIDTH

HOLDS = 300
"""Seconds: with 200,000 stories, a ladder takes 10 to 40 ms to look up on SQLite, counting links by entry 25."""

SECOND = 1_000_000

REMARK = "/* statistics */ "
"""What statements begin with whose figures no request asks for."""

MOST_PASSING = 2_000
"""Figures that are kept of what clients think of: 8 MB at most."""

FIRST_STEP = 16
"""The fewest rows that a ladder tells from none."""


BEGUN = {
    "sqlite": '"edition" NOT IN (SELECT "edition" FROM "{table}" WHERE "live_from" IS NULL'
    ' UNION ALL SELECT "edition" FROM "{table}" WHERE "live_from" > {now})',
    "postgresql": '"live_from" + 0 <= {now}',
}
"""How what has been public is told from what is hidden, which is little: SQLite finds that by an index, and takes ten
times as long to look each row up; PostgreSQL looks it up in any case."""


class LinkCounts(NamedTuple):
    """How many links of one name there are, how many lead to one entry at most, and to how many entries they lead."""

    links: int
    most: int
    targets: int


class Ladder(NamedTuple):
    """Places in the index of a column: numbers, in ascending order, and how many rows stand before each at most.

    The last of the *steps* is that of all rows.
    """

    numbers: tuple[int, ...] = ()
    steps: tuple[int, ...] = (0,)

    def before(self, number: int, *, is_inclusive: bool = False) -> int:
        """Return how many rows stand at most before a number, or up to it."""
        place = (bisect_right if is_inclusive else bisect_left)(self.numbers, number)
        return self.steps[place]


class TableStatistics:
    """The figures of one database; *period* numbers the time for which they hold."""

    def __init__(self, period: int) -> None:
        self.period = period
        self.figures: dict[Hashable, Any] = {}
        self.passing: LRUCache[Hashable, Any] = LRUCache(MOST_PASSING)
        self.lock = Lock()

    @property
    def now(self) -> int:
        """The instant at which the period began, in microseconds."""
        return self.period * HOLDS * SECOND

    def rows(self, model: type[Edition]) -> int:
        """Return how many editions of a type there are at most, by the ids that they were given."""
        return stepped(self.figure(("rows", model), lambda: id_range(model)) or 0)

    def links(self, link: Link | Links) -> LinkCounts:
        """Return how many links of one name there are, and lead to one entry, and to how many they lead, at most."""
        found = self.figure(("links", link), lambda: counted(link)) or (0, 0, 0)
        return LinkCounts(*map(stepped, found))

    def linked_in_vain(self, listed: CountedList, at: int | None) -> int:
        """Return how many links of a list lead to what is not live, at an instant until now or near it, at most."""
        near = min(self.now, self.now if at is None else at) // (HOLDS * SECOND) * HOLDS * SECOND
        return stepped(self.passing_figure(("vain", listed, near), lambda: counted_in_vain(listed, near)) or 0)

    def changed(self, model: type[Edition], at: int) -> int:
        """Return how many editions went live between an instant and now, at most.

        How many end between now and an instant to come is not looked up: a cost would tell who may not know. It may
        be all.
        """
        return self.ladder(model, "live_from", start=self.now).before(-at) if at < self.now else self.rows(model)

    def from_value(self, model: type[Edition], column: str, value: int | date | str) -> int:
        """Return how many editions have this value in an indexed column, or a greater one, at most.

        Drafts and what is scheduled are left out.
        """
        return self.ladder(model, column).before(-number_of(value), is_inclusive=True)

    def running(self, model: type[Edition]) -> int:
        """Return how many spans of a type an index finds in which an instant may lie, at most, whichever it is."""
        return stepped(self.figure(("running", model), lambda: crowded(model, self.now)) or 0)

    def ladder(self, model: type[Edition], column: str, *, start: int | None = None) -> Ladder:
        """Return the places of a column, from its last value down, or from *start*."""
        found: Ladder | None = self.figure(("ladder", model, column), lambda: climbed(model, column, start, self.now))
        return found or Ladder()

    def figure(self, key: Hashable, look_up: Callable[[], Any]) -> Any:
        """Return a figure, looked up once; None where that fails, as what the operation then reads fails, too."""
        if key not in self.figures:
            found = attempted(look_up)
            if found is None:
                return None
            self.figures[key] = found
        return self.figures[key]

    def passing_figure(self, key: Hashable, look_up: Callable[[], Any]) -> Any:
        """Return a figure of what a client thought of, which makes room for others."""
        with self.lock:
            found = self.passing.get(key)
        if found is None:
            found = attempted(look_up)
            with self.lock:
                self.passing[key] = found
        return found


def attempted(look_up: Callable[[], Any]) -> Any:
    """Look a figure up; None where that fails."""
    try:
        with connection():
            return look_up()
    except Exception:  # noqa: BLE001  (each driver has its own, and who runs the operation tells of it)
        return None


KNOWN: WeakKeyDictionary[Any, TableStatistics] = WeakKeyDictionary()
"""The statistics of each database that is open."""


def table_statistics() -> TableStatistics:
    """Return the statistics of the database of the context, of this period."""
    period, pool = int(time() // HOLDS), database.obj
    found = KNOWN.get(pool)
    if found is None or found.period != period:
        found = KNOWN[pool] = TableStatistics(period)
    return found


def id_range(model: type[Edition]) -> int:
    """Return how many ids there are from the least to the greatest that editions have."""
    last, first = (f'(SELECT {name}("edition") FROM "{model._meta.table_name}")' for name in ("MAX", "MIN"))
    (number,) = looked_up(f"COALESCE({last} - {first} + 1, 0)")
    return int(number)


def counted(link: Link | Links) -> tuple[int, int, int]:
    """Count the links of one name, those to the entry that most lead to, and the entries that any lead to."""
    table, column = (link.model, link.column_name) if isinstance(link, Link) else (link.table, "target")
    rows = f'FROM "{table._meta.table_name}" WHERE "{column}" IS NOT NULL GROUP BY "{column}"'
    numbers = f"(SELECT COUNT(*) AS number {rows}) AS numbers"
    total, most, targets = looked_up(f"COALESCE(SUM(number), 0), COALESCE(MAX(number), 0), COUNT(*) FROM {numbers}")
    return int(total), int(most), int(targets)


def counted_in_vain(listed: CountedList, at: int) -> int:
    """Count the links of a list to what is not live at an instant, from the ledger: of what is published."""
    table = content_type(listed.link.target)._meta.table_name
    live = f'SELECT entry FROM "{table}" WHERE live_from <= {at} AND live_until > {at}'
    rows = f"{targets_sql(listed, 'targets', 'counted', str(at))} SELECT n FROM counted WHERE target NOT IN ({live})"
    (found,) = looked_up(f"COALESCE(SUM(n), 0) FROM ({rows}) AS in_vain")
    return int(found)


def crowded(model: type[Edition], now: int) -> int:
    """Count the spans of each width that start in one time of that length: twice the most that there are in any.

    Those that are read for an instant have started in two such times at most. Drafts and what is scheduled are left
    out, as a price would tell of them.
    """
    assert model.span
    table, starts = model._meta.table_name, model.span[0]
    begun = BEGUN[database.kind].format(table=table, now=now)
    time = f'"{SPAN_WIDTH}", "{starts}" >> "{SPAN_WIDTH}"'
    grouped = f'FROM "{table}" WHERE "{SPAN_WIDTH}" IS NOT NULL AND {begun} GROUP BY {time}'
    numbers = f'(SELECT "{SPAN_WIDTH}" AS width, COUNT(*) AS number {grouped}) AS numbers'
    (found,) = looked_up(
        f"COALESCE(SUM(most), 0) FROM (SELECT MAX(number) AS most FROM {numbers} GROUP BY width) AS most"
    )
    return 2 * int(found)


def climbed(model: type[Edition], column: str, start: int | None, now: int) -> Ladder:
    """Look up which values stand at the steps of an index from its end, or from *start*; each from the one before.

    Of rows with the same value the first is taken, so that a step is never less than what stands before it.
    """
    is_day = isinstance(getattr(model, column), DateField)
    table, behind = model._meta.table_name, f'"{column}" <= '
    begun = BEGUN[database.kind].format(table=table, now=now)
    rows = f'(SELECT CAST("{column}" AS TEXT) AS found FROM "{table}" WHERE %s AND {begun} ORDER BY "{column}" DESC'
    numbers: list[int] = []
    steps = [0]
    (found,) = looked_up(rows % (f'"{column}" IS NOT NULL' if start is None else f"{behind}{start}") + " LIMIT 1)")
    for before, step in pairwise(ladder_steps()):
        if found is None:
            break
        text = found.decode() if isinstance(found, bytes) else found
        number = number_of(text) if is_day else int(text)
        numbers.append(-number)
        steps.append(step)
        literal = f"'{text}'" if is_day else text
        (found,) = looked_up(rows % f"{behind}{literal}" + f" LIMIT 1 OFFSET {step - before})")
    return Ladder(tuple(numbers), tuple(steps))


def looked_up(columns: str) -> Sequence[Any]:
    """Read one row; a comment says what for, as no request asks for it."""
    return fetch_row(f"{REMARK}SELECT {columns}", ())


def ladder_steps() -> Iterator[int]:
    """Iterate over 0, 16, 24, 32, 48, ..."""
    yield 0
    step = FIRST_STEP
    while True:
        yield step
        step = stepped(step + 1)


def number_of(value: int | date | str) -> int:
    """Return the place of a value among those of its column; days may be in ISO 8601."""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    return value.toordinal() if isinstance(value, date) else int(value)


def stepped(number: int) -> int:
    """Round a number up to the next of 1, 2, 3, 4, 6, 8, 12, 16, ..."""
    if number < 2:
        return max(number, 0)
    power = 1 << (number - 1).bit_length()
    return power * 3 // 4 if number <= power * 3 // 4 else power
