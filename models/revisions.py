"""Revisions: how often the content of each type was changed, counted by the database itself.

    INSERT, UPDATE, DELETE on "news_story" or one of its tables of links
      └ trigger, in the same transaction: the number of NewsStory is one higher

Who reads the numbers, and content after that, can tell later from the numbers alone whether the
content still stands: in any process, on any machine, whoever wrote and by whatever means. Triggers
are no part of migrations: they follow from the models, and are made for every table after each upgrade.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import orjson
from peewee import BigIntegerField, TextField

from models.database import fetch_row, is_postgresql
from models.edition import Edition, content_types
from models.entry import Record, database
from models.instants import FOREVER
from models.links import links_of

RAISE = (
    "INSERT INTO revision (type, number) VALUES ({}, 1) ON CONFLICT (type) DO UPDATE SET number = revision.number + 1"
)
"""Counts one more change of a type; on PostgreSQL the row stays locked until the transaction ends."""

EVENTS = ("INSERT", "UPDATE", "DELETE")


class Revision(Record):
    """The number of changes to the content of a type."""

    type = TextField(primary_key=True)
    number = BigIntegerField()


@cache
def types_by_table() -> dict[str, str]:
    """Name the content type that each table of editions or links holds content of."""
    found: dict[str, str] = {}
    for model in content_types():
        tables = [model, *(links.table for links in links_of(model).values())]
        found |= {table._meta.table_name: model.__name__ for table in tables}
    return found


def read_revisions() -> bytes:
    """Read the numbers of all types, as one JSON object."""
    function = "json_object_agg(type, number)::text" if is_postgresql() else "json_group_object(type, number)"
    (text,) = fetch_row(f"SELECT {function} FROM revision", ())
    return text or b"{}"


def numbers_of(text: bytes) -> dict[str, int]:
    """Return the numbers by type; a type that is not there was never changed."""
    numbers: dict[str, int] = orjson.loads(text)
    return numbers


def next_change(model: type[Edition], at: int) -> int:
    """Return the first instant after *at* at which an edition goes live or expires, or a span begins or ends.

    A span of no length, which lasts for its one instant, has ended at the next.
    """
    table, columns = model._meta.table_name, ("live_from", "live_until", *(model.span or ()))
    firsts = [f'(SELECT MIN("{column}") FROM "{table}" WHERE "{column}" > {at:d})' for column in columns]
    if model.span:
        is_now = " AND ".join(f'"{column}" = {at:d}' for column in model.span)
        firsts.append(f'(SELECT MIN("{model.span[0]}") + 1 FROM "{table}" WHERE {is_now})')
    found = database.execute_sql(f"SELECT {', '.join(firsts)}").fetchone()
    return min((instant for instant in found if instant is not None), default=FOREVER)


def start_counting() -> None:
    """Let every table that is there count its changes."""
    missing = set(counters()) - set(existing_counters())
    tables = set(database.get_tables())
    if is_postgresql() and missing:
        body = f"BEGIN {RAISE.format('TG_ARGV[0]')}; RETURN NULL; END"
        database.execute_sql(
            f"CREATE OR REPLACE FUNCTION count_revision() RETURNS trigger LANGUAGE plpgsql AS '{body}'"
        )
    for name, table, event in sorted(missing):
        if table in tables:
            database.execute_sql(counter(name, table, event))


def stop_counting() -> None:
    """Let no table count; while a migration changes the tables, what their triggers name may be missing."""
    for name, table, _ in existing_counters():
        database.execute_sql(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if is_postgresql() else ""))


@contextmanager
def uncounted() -> Iterator[None]:
    """Count nothing inside, and a change to everything when it is over."""
    stop_counting()
    try:
        yield
    finally:
        if Revision._meta.table_name in database.get_tables():
            start_counting()
            count_everything()


def count_everything() -> None:
    """Count a change to every type, after a time in which nothing was counted."""
    for name in sorted(set(types_by_table().values())):
        database.execute_sql(RAISE.format(f"'{name}'"))


Counter = tuple[str, str, str]
"""A trigger: its name, its table, and what it counts."""


def counters() -> Iterator[Counter]:
    """Name the triggers that there must be: one a table on PostgreSQL, one for each kind of write on SQLite."""
    events: Iterable[str] = ["all"] if is_postgresql() else EVENTS
    for table in types_by_table():
        yield from ((f"count_{table}_{event.lower()}", table, event) for event in events)


def existing_counters() -> list[Counter]:
    """List those of them that there are."""
    if is_postgresql():
        found: Any = database.execute_sql("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
    else:
        found = database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    names = {name for (name,) in found}
    return [each for each in counters() if each[0] in names]


def counter(name: str, table: str, event: str) -> str:
    """Write a trigger."""
    kind = types_by_table()[table]
    if is_postgresql():
        events = " OR ".join((*EVENTS, "TRUNCATE"))
        return f"CREATE TRIGGER {name} AFTER {events} ON \"{table}\" EXECUTE FUNCTION count_revision('{kind}')"
    body = RAISE.format(f"'{kind}'")
    return f'CREATE TRIGGER {name} AFTER {event} ON "{table}" BEGIN {body}; END'
