"""Revisions: numbers that name the state of each type's content, given by the database itself.

    INSERT, UPDATE, DELETE on "news_story" or one of its tables of links
      └ trigger, in the same transaction: NewsStory gets another number, at random

A number is never met again, so content that one statement reads together with the numbers is the content of
these numbers: in any process, on any server, whoever writes and by whatever means. A database that is put
back to a state of before has the numbers of that state, and other ones than were lost after the next change.
Drafts are no content that anybody reads: writing, changing or removing one, or its links, leaves the number.
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

CHANGED = {"INSERT": ("new",), "DELETE": ("old",), "UPDATE": ("old", "new"), "TRUNCATE": ()}
"""The states of a row that each kind of write has; none where all rows go at once."""

NO_REVISIONS = b"{}"
"""The numbers where none were read."""


class Revision(Record):
    """The number of the state that the content of a type is in: 64 bits at random."""

    type = TextField(primary_key=True)
    number = BigIntegerField()


@cache
def editions_by_table() -> dict[str, type[Edition]]:
    """Find the model of the editions that each table holds, or holds links of."""
    found: dict[str, type[Edition]] = {}
    for model in content_types():
        tables = [model, *(links.table for links in links_of(model).values())]
        found |= {table._meta.table_name: model for table in tables}
    return found


def types_by_table() -> dict[str, str]:
    """Name the content type that each table of editions or links holds content of."""
    return {table: model.__name__ for table, model in editions_by_table().items()}


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
    """A trigger: one a table for each kind of write."""

    table: str
    event: str

    @property
    def name(self) -> str:
        """What it is called; on PostgreSQL, so is the function that it runs."""
        return f"count_{self.table}_{self.event.lower()}"

    @property
    def editions(self) -> str:
        """The table of the editions that are written, or whose links are."""
        return str(editions_by_table()[self.table]._meta.table_name)

    @property
    def renumbering(self) -> str:
        """The statement that it is for."""
        return renumbering(literal(types_by_table()[self.table]))

    @property
    def definition(self) -> str:
        """The statement that makes it, as the database gives it back."""
        made = f'CREATE TRIGGER {self.name} AFTER {self.event} ON "{self.table}"'
        if is_postgresql():
            states = " ".join(f"{each.upper()} TABLE AS {each}_rows" for each in CHANGED[self.event])
            referencing = f" REFERENCING {states}" if states else ""
            return f"{made}{referencing} FOR EACH STATEMENT EXECUTE FUNCTION {self.name}()"
        is_public = " OR ".join(map(self.row_is_public, CHANGED[self.event]))
        return f"{made} WHEN {is_public} BEGIN {self.renumbering}; END"

    def row_is_public(self, state: str) -> str:
        """Write whether a row of SQLite's is of a published edition; one that was removed has been counted."""
        if self.table == self.editions:
            return f"{state}.live_from IS NOT NULL"
        edition = f'SELECT 1 FROM "{self.editions}" WHERE edition = {state}.edition AND live_from IS NOT NULL'
        return f"EXISTS ({edition})"

    def rows_are_public(self, state: str) -> str:
        """Write whether any of the rows that PostgreSQL has written is of a published edition."""
        join = "" if self.table == self.editions else f' JOIN "{self.editions}" USING (edition)'
        return f"EXISTS (SELECT 1 FROM {state}_rows{join} WHERE live_from IS NOT NULL)"

    @property
    def body(self) -> str:
        """What PostgreSQL runs."""
        is_public = " OR ".join(map(self.rows_are_public, CHANGED[self.event])) or "true"
        return f"BEGIN IF {is_public} THEN {self.renumbering}; END IF; RETURN NULL; END"

    @property
    def statements(self) -> list[str]:
        """The statements that make it anew."""
        if not is_postgresql():
            return [self.removal, self.definition]
        function = (
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql"
            f" SET search_path FROM CURRENT AS $count${self.body}$count$"  # who writes may have another
        )
        return [self.removal, function, self.definition]

    @property
    def removal(self) -> str:
        """The statement that takes it away, should it be there."""
        return f'DROP TRIGGER IF EXISTS "{self.name}"' + (f' ON "{self.table}"' if is_postgresql() else "")


def literal(kind: str) -> str:
    """Write the name of a type in SQL."""
    return f"'{kind}'"


def start_counting() -> None:
    """Let every table that is there count its changes.

    A type has another number afterwards if it had none, or if a change of it may not have been counted.
    """
    missing = missing_counters()
    if missing:
        drop_other_counters()
    for each in missing:
        for statement in each.statements:
            database.execute_sql(statement)
    unnumbered = set(types_by_table().values()) - numbers_of(read_revisions()).keys()
    for kind in sorted(unnumbered | {types_by_table()[each.table] for each in missing}):
        database.execute_sql(renumbering(literal(kind)))


def drop_other_counters() -> None:
    """Take away PostgreSQL's triggers of earlier versions, one a table, which count drafts as well."""
    if is_postgresql():
        for table in {each.table for each in counters()}:
            database.execute_sql(f'DROP TRIGGER IF EXISTS "count_{table}_all" ON "{table}"')
        database.execute_sql("DROP FUNCTION IF EXISTS count_revision()")


def stop_counting() -> None:
    """Let no table count; while a migration changes the tables, what their triggers name may be missing."""
    drop_other_counters()
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
    events = (*EVENTS, "TRUNCATE") if is_postgresql() else EVENTS
    tables = set(database.get_tables())
    return [Counter(table, event) for table in types_by_table() if table in tables for event in events]


def missing_counters() -> list[Counter]:
    """List those of them that are not there, do not run, or are not as this code makes them."""
    if is_postgresql():
        found: Any = database.execute_sql(
            "SELECT pg_get_triggerdef(pg_trigger.oid, true), prosrc FROM pg_trigger"
            " JOIN pg_proc ON pg_proc.oid = tgfoid WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
        )
    else:
        found = database.execute_sql("SELECT sql, NULL FROM sqlite_master WHERE type = 'trigger'")
    made = {(unquoted(text), body) for text, body in found}
    wanted = {each: (unquoted(each.definition), each.body if is_postgresql() else None) for each in counters()}
    return [each for each, definition in wanted.items() if definition not in made]


def unquoted(definition: str) -> str:
    """Write a definition without quotes around names, of which PostgreSQL gives back those that are needed."""
    return definition.replace('"', "")
