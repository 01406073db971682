"""Revisions: numbers that name the state of each type's content, given by the database itself.

    INSERT, UPDATE, DELETE on "news_story" or one of its tables of links
      └ trigger, in the same transaction: NewsStory gets another number, at random

A number is never met again, so content that one statement reads together with the numbers is the content of
these numbers: in any process, on any server, whoever writes and by whatever means. A database that is put
back to a state of before has the numbers of that state, and other ones than were lost after the next change.
Triggers are no part of migrations: they follow from the models, and are made for every table after each upgrade.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

import orjson
from peewee import BigIntegerField, TextField

from models.database import fetch_row, is_postgresql
from models.edition import Edition, content_types
from models.entry import Record, database
from models.instants import FOREVER
from models.links import links_of

EVENTS = ("INSERT", "DELETE", "UPDATE")

NO_REVISIONS = b"{}"
"""The numbers where none were read."""


class Revision(Record):
    """The number of the state that the content of a type is in: 64 bits at random."""

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


def renumbering(kind: str) -> str:
    """Write the statement that gives a type, named by SQL, another number.

    Both sources of chance are the operating system's, in every process. On PostgreSQL the row stays locked until
    the transaction ends, so that changes to a type are committed one after the other.
    """
    number = "uuid_hash_extended(gen_random_uuid(), 0)" if is_postgresql() else "random()"
    return (
        f"INSERT INTO revision (type, number) VALUES ({kind}, {number})"
        " ON CONFLICT (type) DO UPDATE SET number = excluded.number"
    )


def revisions_sql() -> str:
    """Write the value that is the numbers of all types, as one JSON object."""
    function = "json_object_agg(type, number)::text" if is_postgresql() else "json_group_object(type, number)"
    return f"(SELECT {function} FROM revision)"


def read_revisions() -> bytes:
    """Read the numbers of all types."""
    (text,) = fetch_row(f"SELECT {revisions_sql()}", ())
    return text or NO_REVISIONS


def numbers_of(text: bytes) -> dict[str, int]:
    """Return the numbers by type."""
    numbers: dict[str, int] = orjson.loads(text)
    return numbers


def next_changes(names: Iterable[str], at: int) -> tuple[dict[str, int], dict[str, int]]:
    """Return when the content of some types next changes by itself after *at*, and the numbers of the same state.

    That is when an edition goes live or expires, or a span begins or ends.
    """
    kinds = {model.__name__: model for model in content_types()}
    boundaries = {name: boundaries_of(kinds[name]) for name in names}
    firsts = [first for firsts in boundaries.values() for first in firsts]
    *found, revisions = fetch_row(f"SELECT {', '.join([*firsts, revisions_sql()])}", (at,))
    instants = iter(found)
    changes = {
        name: min(FOREVER if first is None else int(first) for first in islice(instants, len(firsts)))
        for name, firsts in boundaries.items()
    }
    return changes, numbers_of(revisions or NO_REVISIONS)


def boundaries_of(model: type[Edition]) -> list[str]:
    """Write when each kind of change comes next after an instant, the one parameter of the statement.

    A span of no length, which lasts for its one instant, has ended at the next.
    """
    table, place = f'"{model._meta.table_name}"', "$1" if is_postgresql() else "?1"
    columns = ("live_from", "live_until", *(model.span or ()))
    firsts = [f'(SELECT MIN("{column}") FROM {table} WHERE "{column}" > {place})' for column in columns]
    if model.span:
        is_now = " AND ".join(f'"{column}" = {place}' for column in model.span)
        firsts.append(f'(SELECT MIN("{model.span[0]}") + 1 FROM {table} WHERE {is_now})')
    return firsts


class Counter(NamedTuple):
    """A trigger: one a table on PostgreSQL, one for each kind of write on SQLite."""

    name: str
    table: str
    event: str

    @property
    def definition(self) -> str:
        """The statement that makes it, as the database gives it back."""
        kind, made = types_by_table()[self.table], f'CREATE TRIGGER {self.name} AFTER {self.event} ON "{self.table}"'
        if is_postgresql():
            return f"{made} FOR EACH STATEMENT EXECUTE FUNCTION count_revision('{kind}')"
        return f"{made} BEGIN {renumbering(literal(kind))}; END"

    @property
    def removal(self) -> str:
        """The statement that takes it away, should it be there."""
        return f'DROP TRIGGER IF EXISTS "{self.name}"' + (f' ON "{self.table}"' if is_postgresql() else "")


def literal(kind: str) -> str:
    """Write the name of a type in SQL."""
    return f"'{kind}'"


def function_body() -> str:
    """Write what PostgreSQL's triggers run."""
    return f"BEGIN {renumbering('TG_ARGV[0]')}; RETURN NULL; END"


def start_counting() -> None:
    """Let every table that is there count its changes.

    A type has another number afterwards if it had none, or if a change of it may not have been counted.
    """
    missing = missing_counters()
    if missing and is_postgresql():
        database.execute_sql(
            "CREATE OR REPLACE FUNCTION count_revision() RETURNS trigger LANGUAGE plpgsql"
            f" SET search_path FROM CURRENT AS '{function_body()}'"  # who writes may have another
        )
    for each in missing:
        database.execute_sql(each.removal)
        database.execute_sql(each.definition)
    unnumbered = set(types_by_table().values()) - numbers_of(read_revisions()).keys()
    for kind in sorted(unnumbered | {types_by_table()[each.table] for each in missing}):
        database.execute_sql(renumbering(literal(kind)))


def stop_counting() -> None:
    """Let no table count; while a migration changes the tables, what their triggers name may be missing."""
    for each in counters():
        database.execute_sql(each.removal)


@contextmanager
def uncounted() -> Iterator[None]:
    """Count nothing inside, and a change to everything when it is over.

    It stands in a transaction, which undoes this as well where what is inside fails, or nobody is there to end it.
    """
    stop_counting()
    yield
    if Revision._meta.table_name in database.get_tables():
        start_counting()


def counters() -> list[Counter]:
    """List the triggers that there must be on the tables that are there."""
    events = [" OR ".join((*EVENTS, "TRUNCATE"))] if is_postgresql() else EVENTS
    suffix = "all" if is_postgresql() else None
    tables = set(database.get_tables())
    return [
        Counter(f"count_{table}_{suffix or event.lower()}", table, event)
        for table in types_by_table()
        if table in tables
        for event in events
    ]


def missing_counters() -> list[Counter]:
    """List those of them that are not there, do not run, or are not as this code makes them."""
    if is_postgresql():
        found: Any = database.execute_sql(
            "SELECT pg_get_triggerdef(pg_trigger.oid, true) FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND prosrc = %s",
            (function_body(),),
        )
    else:
        found = database.execute_sql("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
    definitions = {unquoted(text) for (text,) in found}
    return [each for each in counters() if unquoted(each.definition) not in definitions]


def unquoted(definition: str) -> str:
    """Write a definition without quotes around names, of which PostgreSQL gives back those that are needed."""
    return definition.replace('"', "")
