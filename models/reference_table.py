"""The table of references, which tells where an entry is used, and the triggers by which the database keeps it.

It has a row for each entry that a text or a component of an edition refers to, with an index on that entry. What stands
in it follows from the column `entry_references` of the editions, and from nothing else. As triggers do, it follows from
the models, and is no part of migrations: where it is away, it is made anew.

A row has the edition that refers and no times: when that is public the table of its type tells.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from peewee import BigIntegerField, CompositeKey, IntegerField, TextField

from models.derived_tables import have_same_rows, types_with, without_triggers
from models.edition import Edition
from models.entry import Record, database
from models.entry_references import REFERENCES
from models.triggers import Trigger, create, remove


class EditionReference(Record):
    """An edition of a *type* refers to the entry *target* by the field at a path; only texts have a language."""

    type = TextField()
    edition = BigIntegerField()
    field = TextField()
    locale = TextField()
    position = IntegerField()
    entry = BigIntegerField()
    target = BigIntegerField()
    kind = TextField()

    class Meta:
        table_name = "edition_references"
        primary_key = CompositeKey("type", "edition", "field", "locale", "position")
        indexes = ((("target", "type", "entry", "edition"), False),)


TABLE = str(EditionReference._meta.table_name)

COLUMNS = "type, edition, field, locale, position, entry, target, kind"

SQLITE_ROWS = (
    "SELECT '{type}', {row}edition, listed.value ->> 1, listed.value ->> 2, listed.value ->> 3, {row}entry,"
    " CASE json_type(listed.value, '$[0]') WHEN 'integer' THEN listed.value ->> 0"
    " ELSE (SELECT named.entry FROM entry AS named WHERE named.uid = listed.value ->> 0) END AS target,"
    " listed.value ->> 4 FROM {source}json_each({row}{column}) AS listed"
)
POSTGRESQL_ROWS = (
    "SELECT '{type}', {row}edition, listed.value ->> 1, listed.value ->> 2, CAST(listed.value ->> 3 AS integer),"
    " {row}entry, CASE jsonb_typeof(listed.value -> 0) WHEN 'number' THEN CAST(listed.value ->> 0 AS bigint)"
    " ELSE (SELECT named.entry FROM entry AS named WHERE named.uid = listed.value ->> 0) END AS target,"
    " listed.value ->> 4 FROM {source}jsonb_array_elements({row}{column}) AS listed(value)"
)
ROWS = {"sqlite": SQLITE_ROWS, "postgresql": POSTGRESQL_ROWS}
"""The rows of an edition, by the kind of database; those of an entry that there is not are left out."""


def rows_of(model: type[Edition], kind: str, row: str = "", source: str = "") -> str:
    """Select the rows that the table has to have: of the row that a trigger is for, or of all in a *source*."""
    rows = ROWS[kind].format(type=model.__name__, row=row, source=source, column=REFERENCES)
    return f"SELECT * FROM ({rows}) AS found WHERE target IS NOT NULL"


def own_rows(model: type[Edition]) -> str:
    """Select the rows of all editions of a type."""
    return rows_of(model, database.kind, "own.", f'"{model._meta.table_name}" AS own, ')


def sqlite_triggers(model: type[Edition]) -> list[Trigger]:
    """Make the triggers of a type."""
    put = f"INSERT INTO {TABLE} ({COLUMNS}) {rows_of(model, 'sqlite', 'NEW.')};"
    take = f"DELETE FROM {TABLE} WHERE type = '{model.__name__}' AND edition = OLD.edition;"
    kinds = {
        "insert": ("INSERT", f"NEW.{REFERENCES} IS NOT NULL", put),
        "update": (f"UPDATE OF {REFERENCES}", f"OLD.{REFERENCES} IS NOT NEW.{REFERENCES}", f"{take} {put}"),
        "delete": ("DELETE", f"OLD.{REFERENCES} IS NOT NULL", take),
    }
    table = str(model._meta.table_name)
    return [
        Trigger(named(table, name), table, event, f" WHEN {when}", body) for name, (event, when, body) in kinds.items()
    ]


def postgresql_triggers(model: type[Edition]) -> list[Trigger]:
    """Make the triggers of a type."""
    put = f"INSERT INTO {TABLE} ({COLUMNS}) {rows_of(model, 'postgresql', 'NEW.')};"
    every = f"DELETE FROM {TABLE} WHERE type = '{model.__name__}'"
    take = f"{every} AND edition = OLD.edition;"
    row, statement = " FOR EACH ROW", " FOR EACH STATEMENT"
    kinds = {
        "insert": ("INSERT", row, f"IF NEW.{REFERENCES} IS NOT NULL THEN {put} END IF;"),
        "update": (
            f"UPDATE OF {REFERENCES}",
            row,
            f"IF OLD.{REFERENCES} IS DISTINCT FROM NEW.{REFERENCES} THEN {take} {put} END IF;",
        ),
        "delete": ("DELETE", row, f"IF OLD.{REFERENCES} IS NOT NULL THEN {take} END IF;"),
        "truncate": ("TRUNCATE", statement, f"{every};"),
    }
    table = str(model._meta.table_name)
    return [
        Trigger(named(table, name), table, event, clauses, f"BEGIN {act} RETURN NULL; END")
        for name, (event, clauses, act) in kinds.items()
    ]


TRIGGERS = {"sqlite": sqlite_triggers, "postgresql": postgresql_triggers}
"""How the triggers of a type are made, by the kind of database."""

EVENTS = ("insert", "update", "delete", "truncate")
"""What the names of the triggers of a table end with."""


def named(table: str, event: str) -> str:
    """Name a trigger."""
    return f"refer_{table}_{event}"


def referring() -> list[type[Edition]]:
    """List the types that refer to entries, as far as their tables have the column of that."""
    return types_with(REFERENCES)


def triggers_of(model: type[Edition]) -> list[Trigger]:
    """List the triggers of a type."""
    return TRIGGERS[database.kind](model)


def missing_references() -> list[str]:
    """Name the types whose references the table does not have, or is not kept of by the triggers of this code."""
    models = referring()
    absent = without_triggers(models, triggers_of)
    names = [str(model._meta.table_name) for model in models]
    is_there = TABLE in database.get_tables()
    return [name for name in names if name in absent or not is_there]


def start_listing() -> None:
    """Make the table, unless it is there and kept of each type."""
    if missing_references():
        drop()
        EditionReference.create_table(safe=False)
        for model in referring():
            database.execute_sql(f"INSERT INTO {TABLE} ({COLUMNS}) {own_rows(model)}")
            create(triggers_of(model))
        if database.kind == "postgresql" or "sqlite_stat1" in database.get_tables():
            database.execute_sql(f"ANALYZE {TABLE}")


def wrong() -> list[str]:
    """Name the types of which the table has not the rows that follow from the editions, and no others."""
    return [str(model._meta.table_name) for model in referring() if not is_right(model)]


def is_right(model: type[Edition]) -> bool:
    """Tell whether the table has the rows of a type."""
    return have_same_rows(own_rows(model), f"SELECT {COLUMNS} FROM {TABLE} WHERE type = '{model.__name__}'")


def drop() -> None:
    """Take the table away with its triggers: those of types that this process does not know as well."""
    tables = database.columns_of_tables()
    for table in (name for name, columns in tables.items() if REFERENCES in columns):
        remove([Trigger(named(table, event), table, "", "", "") for event in EVENTS])
    if TABLE in tables:
        database.execute_sql(f"DROP TABLE {TABLE}")


@contextmanager
def unlisted() -> Iterator[None]:
    """Keep no table of references inside, and make it anew when it is over: for migrations, and to write much at once.

    Who knows of further types makes it again, with theirs.
    """
    drop()
    yield
    start_listing()
