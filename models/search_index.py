"""The index of tokens that the database keeps of each content type, and the triggers that keep it.

SQLite has a table of FTS5 without texts of its own, PostgreSQL a table with a `tsvector` of each edition under a GIN
index. Both hold each token of an edition once, and tell which editions have it; nothing else is asked of them, so they
give the same. As triggers do, the index follows from the models, and is no part of migrations: where they are away, it
is made anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from peewee import DatabaseError

from models.edition import Edition, content_types
from models.entry import database
from models.search.columns import TITLE_TOKENS, TOKENS
from models.triggers import Trigger, create, missing, remove

COLUMNS = (TITLE_TOKENS, TOKENS)
"""The columns of tokens, of editions and of their index; the second has all that the first has."""

TABLE = "{table}_tokens"
"""The name of the index of a type, by its table."""


def index_of(model: type[Edition]) -> str:
    """Name the table of a type's index."""
    return TABLE.format(table=model._meta.table_name)


def sqlite_triggers(table: str, index: str) -> list[Trigger]:
    """Make the triggers of a type: FTS5 is told what stood there before."""
    columns, new, old = (", ".join(f"{row}{column}" for column in COLUMNS) for row in ("", "NEW.", "OLD."))
    put = f'INSERT INTO "{index}" (rowid, {columns}) VALUES (NEW.edition, {new});'
    take = f'INSERT INTO "{index}" ("{index}", rowid, {columns}) VALUES (\'delete\', OLD.edition, {old});'
    kinds = {
        "insert": ("INSERT", "", put),
        "update": (f"UPDATE OF {columns}", f" WHEN {differing('IS NOT')}", f"{take} {put}"),
        "delete": ("DELETE", "", take),
    }
    return [Trigger(named(table, name), table, event, when, body) for name, (event, when, body) in kinds.items()]


def differing(comparison: str) -> str:
    """Write that an update of a row changes its tokens."""
    return " OR ".join(f"OLD.{column} {comparison} NEW.{column}" for column in COLUMNS)


VECTOR = "array_to_tsvector(array_remove(string_to_array({column}, ' '), ''))"
"""A column of tokens as PostgreSQL finds them."""


def vectors(row: str) -> str:
    """Write the columns of tokens of a row as PostgreSQL finds them; of none for an edition without a title."""
    return ", ".join(f"COALESCE({VECTOR.format(column=row + column)}, '')" for column in COLUMNS)


def postgresql_triggers(table: str, index: str) -> list[Trigger]:
    """Make the triggers of a type."""
    put = f'INSERT INTO "{index}" VALUES (NEW.edition, {vectors("NEW.")})'
    renewed = f"({', '.join(COLUMNS)}) = ROW(excluded.{TITLE_TOKENS}, excluded.{TOKENS})"
    replaced = f"{put} ON CONFLICT (edition) DO UPDATE SET {renewed}"
    take = f'DELETE FROM "{index}" WHERE edition = OLD.edition'
    row, statement = " FOR EACH ROW", " FOR EACH STATEMENT"
    kinds = {
        "insert": ("INSERT", row, f"{put};"),
        "update": (
            f"UPDATE OF {', '.join(COLUMNS)}",
            row,
            f"IF {differing('IS DISTINCT FROM')} THEN {replaced}; END IF;",
        ),
        "delete": ("DELETE", row, f"{take};"),
        "truncate": ("TRUNCATE", statement, f'DELETE FROM "{index}";'),
    }
    return [
        Trigger(named(table, name), table, event, clauses, f"BEGIN {act} RETURN NULL; END")
        for name, (event, clauses, act) in kinds.items()
    ]


TRIGGERS = {"sqlite": sqlite_triggers, "postgresql": postgresql_triggers}
"""How the triggers of a type are made, by the kind of database."""

FTS5 = (
    "CREATE VIRTUAL TABLE \"{index}\" USING fts5({columns}, content='{table}', content_rowid='edition',"
    " detail=none, columnsize=0, prefix='4 5 6 7 8 9', tokenize=\"ascii tokenchars '~^=!_|'\")"
)
SQLITE = (
    FTS5,
    'INSERT INTO "{index}" ("{index}") VALUES (\'rebuild\')',
)
"""An incomplete word is looked up like any other, up to its seventh letter: else all that begin so are merged."""

VECTORS = (
    'CREATE TABLE "{index}" (edition bigint PRIMARY KEY, title_tokens tsvector NOT NULL, tokens tsvector NOT NULL)'
)
POSTGRESQL = (
    VECTORS,
    'INSERT INTO "{index}" SELECT edition, {vectors} FROM "{table}" ORDER BY edition',
    'CREATE INDEX "{index}_titles" ON "{index}" USING gin (title_tokens) WITH (fastupdate = off)',
    'CREATE INDEX "{index}_texts" ON "{index}" USING gin (tokens) WITH (fastupdate = off)',
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
        database.execute_sql(
            statement.format(index=index, table=table, columns=", ".join(COLUMNS), vectors=vectors(""))
        )


def wrong() -> list[str]:
    """List the indexes that do not have the tokens of all editions as they stand in their rows."""
    return [index_of(model) for model in indexed() if not is_right(model)]


def is_right(model: type[Edition]) -> bool:
    """Tell whether the index of a type has the tokens of its editions, and no others."""
    table, index = model._meta.table_name, index_of(model)
    if database.kind == "postgresql":
        own = f'SELECT edition, {vectors("")} FROM "{table}"'
        kept = f'SELECT edition, {", ".join(COLUMNS)} FROM "{index}"'
        both = f"(({own}) EXCEPT ({kept})) UNION ALL (({kept}) EXCEPT ({own}))"
        return not database.execute_sql(f"SELECT 1 FROM ({both}) AS differing LIMIT 1").fetchone()
    try:
        database.execute_sql(f'INSERT INTO "{index}" ("{index}", rank) VALUES (\'integrity-check\', 1)')
    except DatabaseError:  # what FTS5 says of a difference
        return False
    return True


EVENTS = ("insert", "update", "delete", "truncate")
"""What the names of the triggers of a table end with."""


@contextmanager
def unindexed() -> Iterator[None]:
    """Keep no index inside, and make all anew when it is over: for migrations, and to write much at once.

    Those of types that this process does not know go as well; who knows them makes them again.
    """
    tables = database.columns_of_tables()
    of_tokens = {table for table, columns in tables.items() if columns >= {*COLUMNS}}
    for table in of_tokens:
        if "live_from" in tables[table]:
            remove([Trigger(named(table, event), table, "", "", "") for event in EVENTS])
        else:
            database.execute_sql(f'DROP TABLE "{table}"')
    yield
    start_indexing()
