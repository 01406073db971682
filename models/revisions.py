"""Revisions: numbers that name the state of each type's content, given by the database itself.

    INSERT, UPDATE, DELETE on "news_story" or one of its tables of links
      └ trigger, in the same transaction: NewsStory gets another number, at random

A number never comes again, so content that one statement reads together with the numbers is the content of
these numbers: in any process, on any server, whoever writes and by whatever means. A database that is put
back to a state of before has the numbers of that state, and other ones than were lost after the next change.
Drafts are no content that anybody reads: writing, changing or removing one, or its links, leaves the number.
Triggers are no part of migrations: they follow from the models, and are made for every table after each upgrade.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

import orjson
from peewee import BigIntegerField, TextField

from models.database import fetch_row
from models.edition import VISIBILITY, Edition, content_types
from models.entry import Record, database
from models.instants import FOREVER
from models.links import links_of
from models.triggers import Trigger, create, missing, remove

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
    return (
        f"INSERT INTO revision (type, number) VALUES ({kind}, {database.random_number})"
        " ON CONFLICT (type) DO UPDATE SET number = excluded.number"
    )


def revisions_sql() -> str:
    """Write the value that is the numbers of all types, as one JSON object."""
    written: str = database.object_of_rows("type", "number", "revision")
    return written


def read_revisions() -> bytes:
    """Read the numbers of all types."""
    (text,) = fetch_row(f"SELECT {revisions_sql()}", ())
    return text or NO_REVISIONS


@lru_cache(maxsize=16)
def shared(text: bytes) -> bytes:
    """Return what was the same before as the same object: thousands of answers hold it."""
    return text


@lru_cache(maxsize=16)
def numbers_of(text: bytes) -> Mapping[str, int]:
    """Return the numbers by type."""
    numbers: Mapping[str, int] = orjson.loads(text)
    return numbers


class Changes(NamedTuple):
    """When the content of a type last changed by itself, at an instant or before, and when it next does.

    That is when an edition goes live or expires, a span of one that is live begins or ends, or a moment of it comes.
    It may never have changed: None. The spans of drafts and of what is scheduled are nobody's to see, and change
    nothing.
    """

    last: int | None
    next: int


def changes_around(names: Iterable[str], at: int) -> tuple[dict[str, Changes], Mapping[str, int]]:
    """Return when the content of some types changes by itself around *at*, and the numbers of the same state."""
    kinds = {model.__name__: model for model in content_types()}
    written = {name: (last_changes(kinds[name]), next_changes(kinds[name])) for name in names}
    texts = [text for pair in written.values() for several in pair for text in several]
    *found, revisions = fetch_row(f"SELECT {', '.join([*texts, revisions_sql()])}", (at,))
    instants = iter([None if each is None else int(each) for each in found])

    def some(several: Sequence[str]) -> list[int]:
        return [instant for instant in islice(instants, len(several)) if instant is not None]

    changes = {
        name: Changes(max(some(last), default=None), min(some(following), default=FOREVER))
        for name, (last, following) in written.items()
    }
    return changes, numbers_of(revisions or NO_REVISIONS)


def next_changes(model: type[Edition]) -> list[str]:
    """Write when each kind of change comes next after an instant, the one parameter of the statement.

    A span of no length, which lasts for its one instant, has ended at the next.
    """
    table, place = f'"{model._meta.table_name}"', f"{database.sign}1"
    firsts = [f'(SELECT MIN("{column}") FROM {table} WHERE "{column}" > {place})' for column in VISIBILITY]
    if model.span:
        live = is_live(place)
        firsts += [f'(SELECT MIN("{each}") FROM {table} WHERE "{each}" > {place} AND {live})' for each in model.span]
        is_now = " AND ".join(f'"{column}" = {place}' for column in model.span)
        firsts.append(f'(SELECT MIN("{model.span[0]}") + 1 FROM {table} WHERE {is_now} AND {live})')
    return firsts + [
        f'(SELECT MIN("{each}") FROM {table} WHERE "{each}" > {place} AND {is_live(place)})' for each in model.moments
    ]


def last_changes(model: type[Edition]) -> list[str]:
    """Write when each kind of change came last, at the same instant or before."""
    table, place = f'"{model._meta.table_name}"', f"{database.sign}1"
    lasts = [f'(SELECT MAX("{column}") FROM {table} WHERE "{column}" <= {place})' for column in VISIBILITY]
    if model.span:
        (start, end), live = (f'"{column}"' for column in model.span), is_live(place)
        lasts.append(f"(SELECT MAX({start}) FROM {table} WHERE {start} <= {place} AND {live})")
        ended = f"{end} + CASE WHEN {start} = {end} AND {end} < {place} THEN 1 ELSE 0 END"
        found = f"FROM {table} WHERE {end} <= {place} AND {live} ORDER BY {end} DESC, {start} DESC LIMIT 1"
        lasts.append(f"(SELECT {ended} {found})")
    return lasts + [
        f'(SELECT MAX("{each}") FROM {table} WHERE "{each}" <= {place} AND {is_live(place)})' for each in model.moments
    ]


def is_live(place: str) -> str:
    """Require that an edition is live at an instant; with sums, as no database should start from these indexes."""
    return f'"live_from" + 0 <= {place} AND "live_until" + 0 > {place}'


def sqlite_counters(table: str) -> list[Trigger]:
    """Make the triggers of a table that look at each row; one that was removed has been counted."""
    editions = str(editions_by_table()[table]._meta.table_name)

    def is_public(state: str) -> str:
        if table == editions:
            return f"{state}.live_from IS NOT NULL"
        return f'EXISTS (SELECT 1 FROM "{editions}" WHERE edition = {state}.edition AND live_from IS NOT NULL)'

    body = f"{renumbering(literal(types_by_table()[table]))};"
    return [
        Trigger(f"count_{table}_{event.lower()}", table, event, f" WHEN {' OR '.join(map(is_public, states))}", body)
        for event, states in CHANGED.items()
        if states
    ]


def postgresql_counters(table: str) -> list[Trigger]:
    """Make the triggers of a table that look at all rows of a statement.

    Before those of links look, they wait until nobody publishes a draft that these are of, and keep others from it.
    """
    editions = str(editions_by_table()[table]._meta.table_name)
    join = "" if table == editions else f' JOIN "{editions}" USING (edition)'
    draft = f'SELECT 1 FROM "{editions}" AS held WHERE held.edition = link.edition AND live_from IS NULL'
    made = []
    for event, states in CHANGED.items():
        rows = " ".join(f"{state.upper()} TABLE AS {state}_rows" for state in states)
        found = [f"EXISTS (SELECT 1 FROM {state}_rows{join} WHERE live_from IS NOT NULL)" for state in states]
        clauses = (f" REFERENCING {rows}" if states else "") + " FOR EACH STATEMENT"
        count = renumbering(literal(types_by_table()[table]))
        locks = [
            f"PERFORM 1 FROM {state}_rows AS link CROSS JOIN LATERAL ({draft} OFFSET 0 FOR NO KEY UPDATE) AS held; "
            for state in (states if join else ())
        ]
        body = f"BEGIN {''.join(locks)}IF {' OR '.join(found) or 'true'} THEN {count}; END IF; RETURN NULL; END"
        made.append(Trigger(f"count_{table}_{event.lower()}", table, event, clauses, body))
    return made


COUNTERS = {"sqlite": sqlite_counters, "postgresql": postgresql_counters}
"""How the triggers of a table are made, by the kind of database."""


def literal(kind: str) -> str:
    """Write the name of a type in SQL."""
    return f"'{kind}'"


def start_counting() -> None:
    """Let every table that is there count its changes.

    A type has another number afterwards if it had none, or if a change of it may not have been counted.
    """
    found = missing_counters()
    create(found)
    unnumbered = set(types_by_table().values()) - numbers_of(read_revisions()).keys()
    for kind in sorted(unnumbered | {types_by_table()[each.table] for each in found}):
        database.execute_sql(renumbering(literal(kind)))


@contextmanager
def uncounted() -> Iterator[None]:
    """Count nothing inside, and a change to everything when it is over.

    While a migration changes the tables, what their triggers name may be missing. It stands in a transaction, which
    undoes this as well where what is inside fails, or nobody is there to end it.
    """
    remove([*counters(), *OUTDATED_COUNTERS[database.kind]()])
    yield
    if Revision._meta.table_name in database.get_tables():
        start_counting()


def outdated_counters() -> list[Trigger]:
    """List PostgreSQL's triggers of earlier versions, one a table, which count drafts as well."""
    return [Trigger(f"count_{table}_all", table, "", "", "") for table in counted_tables()]


OUTDATED_COUNTERS: dict[str, Callable[[], list[Trigger]]] = {"sqlite": list, "postgresql": outdated_counters}


def counted_tables() -> list[str]:
    """List the tables that are there whose changes are counted."""
    tables = set(database.get_tables())
    return [table for table in types_by_table() if table in tables]


def counters() -> list[Trigger]:
    """List the triggers that there must be on the tables that are there."""
    return [trigger for table in counted_tables() for trigger in COUNTERS[database.kind](table)]


def missing_counters() -> list[Trigger]:
    """List those of them that are not there, do not run, or are not as this code makes them."""
    return missing(counters())
