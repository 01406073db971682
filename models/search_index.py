"""The index of tokens that the database keeps of all content types, and the triggers that keep it.

SQLite has a table of FTS5 for each type, without texts of its own; PostgreSQL two tables for all, with a `tsvector` of
each edition under a GIN index: of titles and of all texts. All hold each token of an edition once, and tell which
editions have it, so they give the same. As triggers do, the index follows from the models, and is no part of
migrations: where it is away, it is made anew. Beside it stand the words of each type (`models.search_words`).

Editions have their places in it: those of a type side by side, in the order of their numbers (`Places`). FTS5 counts
the editions of each type by themselves: in a table for all it would look for those of a type in the middle of the lists
of common words, and take ten times as long.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from zlib import crc32

from peewee import DatabaseError

from models import search_words
from models.derived_tables import have_same_rows, types_with, without_triggers
from models.edition import Edition
from models.entry import database
from models.search.columns import CUT, TITLE_TOKENS, TOKENS
from models.triggers import Trigger, create, remove

COLUMNS = (TITLE_TOKENS, TOKENS)
"""The columns of tokens, of editions and of their index; the second has all that the first has."""

INDEX, TITLES, INDEX_OF = "edition_tokens", "edition_titles", "{table}_tokens"
"""The tables of the index on PostgreSQL, of texts and of titles, and that of a type's on SQLite."""

BITS = 40
"""Bits of a place that tell the edition; those before them tell its type."""

SEGMENTS = (11, 13, 16)
"""Bits of a place that its segments leave out, the smallest first: they have 2,048 to 65,536 editions side by side."""


class Places(NamedTuple):
    """The places of the editions of a type."""

    first: int
    last: int

    @property
    def token(self) -> str:
        """What PostgreSQL finds all editions of the type by."""
        return segment_token(BITS, self.first >> BITS)


def segment_token(bits: int, number: int) -> str:
    """Write what PostgreSQL finds the editions by whose places begin with a number, and end with so many bits."""
    return f"#{bits}.{number:x}"


def places_of(model: type[Edition]) -> Places:
    """Return the places of a type, which follow from its name."""
    first = crc32(str(model._meta.table_name).encode()) >> 10 << BITS
    return Places(first, first + (1 << BITS) - 1)


def index_of(table: str) -> str:
    """Name the index of a type on SQLite, by its table."""
    return INDEX_OF.format(table=table)


def sqlite_triggers(table: str, places: Places) -> list[Trigger]:
    """Make the triggers of a type: FTS5 is told what stood there before."""
    index = index_of(table)
    columns, new, old = (", ".join(f"{row}{column}" for column in COLUMNS) for row in ("", "NEW.", "OLD."))
    words = search_words.put(table, "sqlite")
    put = f'INSERT INTO "{index}" (rowid, {columns}) VALUES (NEW.edition, {new}); {words}'
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


def vectors(row: str, places: Places) -> dict[str, str]:
    """Write what PostgreSQL's tables have of a row, each with what finds its type and its segments.

    Titles stand there with their entry and, in order, their exact tokens: who ranks them reads no other table.
    """
    titles, tokens = f"{row}{TITLE_TOKENS}", f"{row}{TOKENS}"
    place = f"{row}edition + {places.first}"
    segments = [f"'#{bits}.' || to_hex(({place}) >> {bits})" for bits in SEGMENTS]
    found = f"ARRAY['{places.token}', {', '.join(segments)}]"
    every = f"concat({tokens}, CASE WHEN strpos({tokens}, ' {CUT} ') > 0 THEN {titles} END)"
    listed = f"array_remove(string_to_array({every}, ' '), '')"
    in_order = f"COALESCE(left({titles}, length({titles}) - strpos(reverse({titles}), '|') + 3), '')"
    of_titles = (
        f"ARRAY(SELECT token FROM unnest(string_to_array({titles}, ' ')) AS token"
        f" WHERE substr(token, 2, 1) IN ('=', '^', '!') OR left(token, 1) IN ('|', '{CUT}'))"
    )
    return {
        INDEX: f"{place}, array_to_tsvector({listed} || {found})",
        TITLES: f"{place}, array_to_tsvector({of_titles} || {found}), {row}entry, {in_order}",
    }


def postgresql_triggers(table: str, places: Places) -> list[Trigger]:
    """Make the triggers of a type."""
    rows = vectors("NEW.", places)
    put = " ".join([f'INSERT INTO "{name}" VALUES ({row});' for name, row in rows.items()])
    take = " ".join([f'DELETE FROM "{name}" WHERE place = OLD.edition + {places.first};' for name in rows])
    of_type = f"place BETWEEN {places.first} AND {places.last}"
    every = " ".join([f'DELETE FROM "{name}" WHERE {of_type};' for name in rows])
    row, statement, words = " FOR EACH ROW", " FOR EACH STATEMENT", search_words.put(table, "postgresql")
    kinds = {
        "insert": ("INSERT", row, f"{put} {words}"),
        "update": (
            f"UPDATE OF {', '.join(COLUMNS)}",
            row,
            f"IF {differing('IS DISTINCT FROM')} THEN {take} {put} {words} END IF;",
        ),
        "delete": ("DELETE", row, take),
        "truncate": ("TRUNCATE", statement, every),
    }
    return [
        Trigger(named(table, name), table, event, clauses, f"BEGIN {act} RETURN NULL; END")
        for name, (event, clauses, act) in kinds.items()
    ]


TRIGGERS = {"sqlite": sqlite_triggers, "postgresql": postgresql_triggers}
"""How the triggers of a type are made, by the kind of database."""

TABLE = (
    "CREATE VIRTUAL TABLE \"{index}\" USING fts5({columns}, content='{table}', content_rowid='edition',"
    " detail=none, columnsize=0, prefix='4 5 6 7 8 9', tokenize=\"ascii tokenchars '~^=!_|'\")"
)
FTS5 = (TABLE, 'INSERT INTO "{index}" ("{index}") VALUES (\'rebuild\')')
"""An incomplete word is looked up like any other, up to its seventh letter: else all that begin so are merged."""

COLUMNS_OF = {
    INDEX: f"place bigint PRIMARY KEY, {TOKENS} tsvector NOT NULL",
    TITLES: f"place bigint PRIMARY KEY, {TOKENS} tsvector NOT NULL, entry bigint NOT NULL, titles text NOT NULL",
}
VECTORS = [
    f'CREATE TABLE "{name}" ({columns}) WITH (toast_tuple_target = 8160)' for name, columns in COLUMNS_OF.items()
]
"""Many rows have more than 2 kB, from which on they would be compressed: walking through them takes a sixth without."""

MEMORY = [
    f"SELECT set_config('{name}', '256MB', true) WHERE pg_size_bytes(current_setting('{name}')) < 256 * 1024 * 1024"
    for name in ("maintenance_work_mem", "work_mem")
]
"""What making the index may take of memory, until the transaction ends."""

GIN = [
    statement
    for name in COLUMNS_OF
    for statement in (
        f'CREATE INDEX "{name}_found" ON "{name}" USING gin ({TOKENS}) WITH (fastupdate = off)',
        f'ANALYZE "{name}"',
    )
]


def named(table: str, event: str) -> str:
    """Name a trigger."""
    return f"search_{table}_{event}"


def indexed() -> list[type[Edition]]:
    """List the types whose tables are there with their tokens."""
    return types_with(TOKENS)


def triggers_of(model: type[Edition]) -> list[Trigger]:
    """List the triggers of a type."""
    return TRIGGERS[database.kind](str(model._meta.table_name), places_of(model))


def missing_indexes() -> list[str]:
    """Name the types that the index does not have, or is not kept of by the triggers that this code makes."""
    models = indexed()
    absent = without_triggers(models, triggers_of)
    tables = set(database.get_tables())
    names = [str(model._meta.table_name) for model in models]
    return [name for name in names if name in absent or not tables >= {*kept_in(name), search_words.words_of(name)}]


def kept_in(table: str) -> tuple[str, ...]:
    """Name the tables of the index that have a type, by its table."""
    return (INDEX, TITLES) if database.kind == "postgresql" else (index_of(table),)


def start_indexing() -> None:
    """Make the index, unless it is there and kept of each type."""
    if missing_indexes():
        drop()
        make(indexed())
        create([trigger for model in indexed() for trigger in triggers_of(model)])


def make(models: list[type[Edition]]) -> None:
    """Make the index of all editions of some types."""
    tables = [str(model._meta.table_name) for model in models]
    if database.kind == "postgresql":
        rows = [
            f'INSERT INTO "{name}" {own} ORDER BY edition' for model in models for name, own in own_rows(model).items()
        ]
        statements = [*MEMORY, *VECTORS, *rows, *GIN] if models else []
    else:
        columns = ", ".join(COLUMNS)
        statements = [
            statement.format(index=index_of(table), table=table, columns=columns)
            for table in tables
            for statement in FTS5
        ]
    for statement in statements:
        database.execute_sql(statement)
    for model in models:
        search_words.make(str(model._meta.table_name), terms_of(model))


def terms_of(model: type[Edition]) -> str:
    """Say where the tokens of a type are: the index of SQLite, or what selects them out of that of PostgreSQL."""
    places = places_of(model)
    selected = f'SELECT {TOKENS} FROM "{INDEX}" WHERE place BETWEEN {places.first} AND {places.last}'
    return selected if database.kind == "postgresql" else index_of(str(model._meta.table_name))


def wrong() -> list[str]:
    """Name the types whose editions the index does not have with the tokens of their rows, or without all words."""
    tables = {str(model._meta.table_name): model for model in indexed()}
    return [table for table, model in tables.items() if not is_right(model) or not search_words.is_right(table)]


def is_right(model: type[Edition]) -> bool:
    """Tell whether the index has the tokens of the editions of a type, and no others."""
    if database.kind == "postgresql":
        return all(has_rows(name, own, places_of(model)) for name, own in own_rows(model).items())
    index = index_of(str(model._meta.table_name))
    try:
        database.execute_sql(f'INSERT INTO "{index}" ("{index}", rank) VALUES (\'integrity-check\', 1)')
    except DatabaseError:  # what FTS5 says of a difference
        return False
    return True


def has_rows(name: str, own: str, places: Places) -> bool:
    """Tell whether a table of PostgreSQL's index has the rows of a type that *own* selects, and no others of it."""
    kept = f'SELECT * FROM "{name}" WHERE place BETWEEN {places.first} AND {places.last}'
    return have_same_rows(own, kept)


def own_rows(model: type[Edition]) -> dict[str, str]:
    """Select what the tables of PostgreSQL's index have to have of a type."""
    table = model._meta.table_name
    return {name: f'SELECT {row} FROM "{table}"' for name, row in vectors("", places_of(model)).items()}


EVENTS = ("insert", "update", "delete", "truncate")
"""What the names of the triggers of a table end with."""


def drop() -> None:
    """Take the index away with its triggers: those of types that this process does not know as well."""
    tables = database.columns_of_tables()
    of_tokens = {table for table, columns in tables.items() if columns >= {*COLUMNS}}
    for table in of_tokens | ({INDEX, TITLES} & tables.keys()):
        if "live_from" in tables[table]:
            remove([Trigger(named(table, event), table, "", "", "") for event in EVENTS])
            search_words.drop(table)
        else:
            database.execute_sql(f'DROP TABLE "{table}"')


@contextmanager
def unindexed() -> Iterator[None]:
    """Keep no index inside, and make it anew when it is over: for migrations, and to write much at once.

    Who knows of further types makes it again, with theirs.
    """
    drop()
    yield
    start_indexing()
