"""The ledger: by how much the number of live editions changes in buckets of time, so that totals need no counting.

    list                target  width  bucket  change
    news_story               0     34   99213       3   three more stories are live when this bucket ends
    news_story.schools      17     34   99213       2   two more of those that link to the entry 17
    news_story.schools       0     34   99213       1   one more of those that link to any

A bucket of *width* w holds the instants whose microseconds are the same when shifted right by w bits. A total is the
sum of the buckets that have ended, the wide ones first, and of what began and ended in the narrowest one since,
which is read from the editions. Triggers keep the ledger (`models/ledger_triggers.py`); drafts are in no list.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from peewee import BigIntegerField, CompositeKey, IntegerField, TextField

from models.edition import Edition, content_types
from models.entry import Record, database
from models.instants import FOREVER
from models.links import Link, Links, links_of

WIDTHS = (46, 40, 34)
"""Bits of the buckets' widths, each 64 of the next: 814 days, 12.7 days and 4.8 hours."""

NARROWEST = WIDTHS[-1]

ALL = 0
"""The target of the list of all entries of a type, or of all that link to any; no entry has this number."""

KEY = "list, target, width, bucket"


class Ledger(Record):
    """By how much the length of a list changes in a bucket of time; where it does not, a row is 0 or missing."""

    list = TextField()
    target = BigIntegerField()
    width = IntegerField()
    bucket = BigIntegerField()
    change = IntegerField()

    class Meta:
        primary_key = CompositeKey("list", "target", "width", "bucket")


@dataclass(frozen=True)
class CountedList:
    """A list whose length the ledger tells: all entries of *model*, or those that *link* to an entry.

    An edition that links to an entry twice stands twice in the list of what links there.
    """

    model: type[Edition]
    link: Any = None  # a Link or Links, if any; with that type mypy would take it for a descriptor

    @property
    def name(self) -> str:
        """What the ledger calls it."""
        table = str(self.model._meta.table_name)
        return f"{table}.{self.link.name}" if self.link else table

    @property
    def target(self) -> str:
        """Write the entry that an edition `held` is in the list of; for `Links` by one of its rows, `link`."""
        if self.link is None:
            return str(ALL)
        return "link.target" if isinstance(self.link, Links) else f'held."{self.link.column_name}"'

    @property
    def is_first(self) -> str:
        """Write whether an edition `held` links at all, by one of its rows."""
        return "link.position = 0" if isinstance(self.link, Links) else f"{self.target} IS NOT NULL"

    @property
    def links(self) -> str | None:
        """Name the table of links that its editions are found by, if there is one."""
        return str(self.link.table._meta.table_name) if isinstance(self.link, Links) else None

    def of_editions(self, editions: str) -> str:
        """Write, for FROM, what the list has of *editions*, a table or a subquery: `held`, and any `link`."""
        held = f"{editions} AS held"
        return database.nested_loop(held, self.links, "link", "link.edition = held.edition") if self.links else held

    def of_links(self, links: str) -> str:
        """Write the same of *links*, a table or a subquery of rows that its editions link by."""
        table = str(self.model._meta.table_name)
        return str(database.nested_loop(f"{links} AS link", table, "held", "held.edition = link.edition"))

    def spans(self, source: str, change: int) -> str:
        """Select when what *source* has is live; each counts as *change*, and once more among all that link."""
        counted = {self.target: f"{self.target} IS NOT NULL"} | ({str(ALL): self.is_first} if self.link else {})
        return " UNION ALL ".join(
            f"SELECT '{self.name}' AS list, {target} AS target, held.live_from, held.live_until,"
            f" {change} AS change FROM {source} WHERE held.live_from IS NOT NULL AND {condition}"
            for target, condition in counted.items()
        )


def lists_of(model: type[Edition]) -> Iterator[CountedList]:
    """List what is counted of a type: all entries, and what links to an entry by each link that has a backlink."""
    yield CountedList(model)
    links = [*model._meta.sorted_fields, *links_of(model).values()]
    yield from (CountedList(model, link) for link in links if isinstance(link, Link | Links) and link.backlink)


def lists_in(tables: Mapping[str, set[str]], models: Iterable[type[Edition]] | None = None) -> list[CountedList]:
    """List what is counted of types, all unless given, in a database that has *tables* with their columns."""
    found = [each for model in models or content_types() for each in lists_of(model)]
    return [each for each in found if is_in(tables, each)]


def is_in(tables: Mapping[str, set[str]], listed: CountedList) -> bool:
    """Tell whether a database has what a list is counted by."""
    columns = tables.get(listed.model._meta.table_name, set())
    if isinstance(listed.link, Link):
        return listed.link.column_name in columns
    return bool(columns) and (listed.links is None or listed.links in tables)


def adding(spans: Iterable[str]) -> str:
    """Write the statement that adds to the ledger what begins and ends with *spans*."""
    return (
        f"INSERT INTO ledger ({KEY}, change) {changes(spans, WIDTHS)}"
        f" ON CONFLICT ({KEY}) DO UPDATE SET change = ledger.change + excluded.change"
    )


def changes(spans: Iterable[str], widths: tuple[int, ...]) -> str:
    """Select rows of the ledger that *spans* make; in the order of their key, in which they are locked."""
    sizes = " UNION ALL ".join(f"SELECT {width} AS width" for width in widths)
    return (
        "SELECT list, target, width, (CASE WHEN sign = 1 THEN live_from ELSE live_until END) >> width AS bucket,"
        f" SUM(change * sign) AS change FROM ({' UNION ALL '.join(spans)}) AS spans"
        f" CROSS JOIN (SELECT 1 AS sign UNION ALL SELECT -1) AS signs CROSS JOIN ({sizes}) AS widths"
        f" WHERE sign = 1 OR live_until < {FOREVER}"
        " GROUP BY 1, 2, 3, 4 HAVING SUM(change * sign) <> 0 ORDER BY 1, 2, 3, 4"
    )


def total_sql(listed: CountedList, target: str, at: str) -> str:
    """Write the length of a list at an instant; *target* and *at* are SQL.

    What has begun and ended in the present bucket is gathered by target once a statement: both databases materialize a
    subquery that no row around it decides.
    """
    instant = f"CAST({at} AS BIGINT)"
    found = f"SELECT SUM(change) FROM ledger WHERE list = '{listed.name}' AND target = {target}"
    sums = []
    for width, wider in zip(WIDTHS, (None, *WIDTHS), strict=False):
        first = "" if wider is None else f" AND bucket >= ({instant} >> {wider}) << {wider - width}"
        sums.append(f"COALESCE(({found} AND width = {width}{first} AND bucket < {instant} >> {width}), 0)")
    sums.append(f"COALESCE((SELECT change FROM recent WHERE recent.target = {target}), 0)")
    moved = recent(listed, instant, of_all=target == str(ALL))
    return f"WITH recent AS MATERIALIZED ({moved}) SELECT {' + '.join(sums)}"


def targets_sql(listed: CountedList, targets: str, counted: str, at: str) -> str:
    """Write the tables *targets*, all that a list has been counted of, and *counted*, with the length `n` of each.

    The first are found by steps along the key, from each to the next.
    """
    first = f"SELECT MIN(target) FROM ledger WHERE list = '{listed.name}' AND target > "
    total = f"CAST(({total_sql(listed, f'{targets}.target', at)}) AS BIGINT)"
    return (
        f"WITH RECURSIVE {targets}(target) AS ({first}{ALL} UNION ALL SELECT ({first}{targets}.target) FROM {targets}"
        f" WHERE target IS NOT NULL), {counted}(target, n) AS MATERIALIZED"
        f" (SELECT target, {total} FROM {targets} WHERE target IS NOT NULL)"
    )


def recent(listed: CountedList, instant: str, *, of_all: bool) -> str:
    """Select how many editions more are live at an instant than when its bucket began: by target, or all that link."""
    table, begun = f'"{listed.model._meta.table_name}"', f"(({instant} >> {NARROWEST}) << {NARROWEST})"
    columns = f'edition, "{listed.link.column_name}"' if isinstance(listed.link, Link) else "edition"
    moved = (
        f"(SELECT {columns}, 1 AS change FROM {table} WHERE live_from >= {begun} AND live_from <= {instant} UNION ALL"
        f" SELECT {columns}, -1 FROM {table}"
        f" WHERE live_until >= {begun} AND live_until <= {instant} AND live_from IS NOT NULL)"
    )
    rows = listed.of_editions(moved)
    target, met = (ALL, f" WHERE {listed.is_first}") if of_all and listed.link else (listed.target, "")
    return f"SELECT {target} AS target, SUM(held.change) AS change FROM {rows}{met} GROUP BY 1"
