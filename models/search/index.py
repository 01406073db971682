"""The index of tokens that the database keeps of each content type, and the triggers that keep it.

SQLite has a table of FTS5 without texts of its own, PostgreSQL a table with a `tsvector` of each edition under a GIN
index. Both hold each token of an edition once, and tell which editions have it; nothing else is asked of them, so they
give the same. As triggers do, the index follows from the models, and is no part of migrations: where they are away, it
is made anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from models.edition import Edition, content_types
from models.entry import database
from models.search.columns import TOKENS
from models.triggers import Trigger, create, missing, remove

TABLE = "{table}_tokens"
"""The name of the index of a type, by its table."""


def index_of(model: type[Edition]) -> str:
    """Name the table of a type's index."""
    return TABLE.format(table=model._meta.table_name)


def sqlite_triggers(table: str, index: str) -> list[Trigger]:
    """Make the triggers of a type: FTS5 is told what stood there before."""
    new = f'INSERT INTO "{index}" (rowid, {TOKENS}) VALUES (NEW.edition, NEW.{TOKENS});'
    old = f'INSERT INTO "{index}" ("{index}", rowid, {TOKENS}) VALUES (\'delete\', OLD.edition, OLD.{TOKENS});'
    kinds = {
        "insert": ("INSERT", "", new),
        "update": (f"UPDATE OF {TOKENS}", f" WHEN OLD.{TOKENS} IS NOT NEW.{TOKENS}", f"{old} {new}"),
        "delete": ("DELETE", "", old),
    }
    return [Trigger(named(table, name), table, event, when, body) for name, (event, when, body) in kinds.items()]


VECTOR = f"array_to_tsvector(array_remove(string_to_array({{row}}{TOKENS}, ' '), ''))"
"""The tokens of a row as PostgreSQL finds them."""


def postgresql_triggers(table: str, index: str) -> list[Trigger]:
    """Make the triggers of a type; the rows of editions that are removed go with them."""
    vector = VECTOR.format(row="NEW.")
    put = f'INSERT INTO "{index}" (edition, {TOKENS}) VALUES (NEW.edition, {vector})'
    renewed = f'UPDATE "{index}" SET {TOKENS} = {vector} WHERE edition = NEW.edition'
    each = " FOR EACH ROW"
    there = f"IF NEW.{TOKENS} IS NOT NULL THEN {put}; END IF"
    replaced = (
        f"IF OLD.{TOKENS} IS NOT DISTINCT FROM NEW.{TOKENS} THEN RETURN NULL;"
        f" ELSIF OLD.{TOKENS} IS NULL THEN {put}; ELSIF NEW.{TOKENS} IS NULL THEN"
        f' DELETE FROM "{index}" WHERE edition = NEW.edition; ELSE {renewed}; END IF'
    )
    return [
        Trigger(named(table, "insert"), table, "INSERT", each, f"BEGIN {there}; RETURN NULL; END"),
        Trigger(named(table, "update"), table, f"UPDATE OF {TOKENS}", each, f"BEGIN {replaced}; RETURN NULL; END"),
    ]


TRIGGERS = {"sqlite": sqlite_triggers, "postgresql": postgresql_triggers}
"""How the triggers of a type are made, by the kind of database."""

SQLITE = (
    'CREATE VIRTUAL TABLE "{index}" USING fts5({tokens}, content=\'{table}\', content_rowid=\'edition\','
    " detail=none, columnsize=0, prefix='3 4', tokenize=\"ascii tokenchars '~^=!_|'\")",
    'INSERT INTO "{index}" ("{index}") VALUES (\'rebuild\')',
)
POSTGRESQL = (
    'CREATE TABLE "{index}" (edition bigint PRIMARY KEY REFERENCES "{table}" ON DELETE CASCADE,'
    " {tokens} tsvector NOT NULL)",
    'INSERT INTO "{index}" SELECT edition, {vector} FROM "{table}" WHERE {tokens} IS NOT NULL ORDER BY edition',
    'CREATE INDEX "{index}_index" ON "{index}" USING gin ({tokens}) WITH (fastupdate = off)',
    'ANALYZE "{index}"',
)
MADE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
"""The statements that make an index of what is there, by the kind of database."""


def named(table: str, event: str) -> str:
    """Name a trigger."""
    return f"search_{table}_{event}"


def indexed() -> list[type[Edition]]:
    """List the types whose tables are there with their tokens."""
    tables = database.columns_of_tables()
    return [model for model in content_types() if TOKENS in tables.get(str(model._meta.table_name), ())]


def triggers_of(model: type[Edition]) -> list[Trigger]:
    """List the triggers of a type."""
    return TRIGGERS[database.kind](str(model._meta.table_name), index_of(model))


def missing_indexes() -> list[type[Edition]]:
    """List the types whose index is not there, or is not kept by the triggers that this code makes."""
    models = indexed()
    absent = {each.table for each in missing([trigger for model in models for trigger in triggers_of(model)])}
    tables = set(database.get_tables())
    return [model for model in models if model._meta.table_name in absent or index_of(model) not in tables]


def start_indexing() -> None:
    """Make the index of each type that has none which is kept."""
    for model in missing_indexes():
        remove(triggers_of(model))
        make(model)
        create(triggers_of(model))


def make(model: type[Edition]) -> None:
    """Make the index of a type anew, of all of its editions."""
    table, index = model._meta.table_name, index_of(model)
    database.execute_sql(f'DROP TABLE IF EXISTS "{index}"')
    for statement in MADE[database.kind]:
        database.execute_sql(statement.format(index=index, table=table, tokens=TOKENS, vector=VECTOR.format(row="")))


@contextmanager
def unindexed() -> Iterator[None]:
    """Keep no index inside, and make all anew when it is over: for migrations, and to write much at once."""
    for model in content_types():
        if model._meta.table_name in database.get_tables():
            remove(triggers_of(model))
            database.execute_sql(f'DROP TABLE IF EXISTS "{index_of(model)}"')
    yield
    start_indexing()
