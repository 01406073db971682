"""The peers' tables: the content of B36 in plain relational tables, the same for every peer.

There is one language, nothing is an edition and nothing is ever scheduled, so that a peer answers
from far less than Sundial does: an advantage that is theirs.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from benchmarks import b36

TEXTS = ("slug", "title", "name", "color", "abbreviation", "category", "body", "award", "affiliation")
TYPES = {"number": "INTEGER", "published_on": "DATE", **dict.fromkeys(TEXTS, "TEXT")}
KINDS = {
    "story": ("news_story", ("slug", "title", "category", "body", "published_on")),
    "event": ("event", ("slug", "title", "category", "starts_at", "ends_at")),
    "award": ("award", ("slug", "title", "award", "affiliation", "live_from")),
}
NEWEST_BY = {"story": "published_on", "event": "starts_at", "award": "live_from"}
MOMENT = {"sqlite": "TEXT", "postgresql": "TIMESTAMPTZ"}


class Cursor(Protocol):
    """What the drivers of both engines offer."""

    def execute(self, query: str, /) -> Any: ...

    def executemany(self, query: str, rows: Iterable[Any], /) -> Any: ...


def table_of(table: str, engine: str, columns: tuple[str, ...]) -> str:
    """Define a table; the first column names a row."""
    typed = ", ".join(f"{name} {TYPES.get(name, MOMENT[engine])} NOT NULL" for name in columns)
    return f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, {typed}, UNIQUE ({columns[0]}))"


def definitions(engine: str) -> Iterator[str]:
    """List the tables and indexes; each link can be followed from either end."""
    yield table_of("sdg", engine, ("number", "name", "color"))
    yield table_of("school", engine, ("slug", "name", "abbreviation"))
    for table, (_, columns) in KINDS.items():
        yield table_of(table, engine, columns)
        yield f"CREATE INDEX {table}_newest ON {table} ({NEWEST_BY[table]})"
        for other in ("sdg", "school"):
            link = f"{table}_{other}"
            yield (
                f"CREATE TABLE {link} ("
                f"{table}_id INTEGER NOT NULL REFERENCES {table}, {other}_id INTEGER NOT NULL REFERENCES {other}, "
                f"PRIMARY KEY ({table}_id, {other}_id))"
            )
            yield f"CREATE INDEX {link}_back ON {link} ({other}_id)"


def stored(engine: str, value: Any) -> Any:
    """Write dates and moments in SQLite as both ORMs do: in UTC, without saying so."""
    if engine == "postgresql" or not hasattr(value, "isoformat"):
        return value
    return value.replace(tzinfo=None).isoformat(" ") if hasattr(value, "tzinfo") else value.isoformat()


def contents() -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """List each table's rows."""
    schools = {slug: number for number, (slug, _, _) in enumerate(b36.SCHOOLS, 1)}
    yield "sdg", [(goal[0], *goal) for goal in b36.GOALS]
    yield "school", [(schools[school[0]], *school) for school in b36.SCHOOLS]
    made = b36.rows()
    for table, (kind, columns) in KINDS.items():
        entries = list(enumerate(made[kind], 1))
        yield table, [(number, *(entry[name] for name in columns)) for number, entry in entries]
        yield f"{table}_sdg", [(number, goal) for number, entry in entries for goal in entry["sdgs"]]
        yield f"{table}_school", [(number, schools[slug]) for number, entry in entries for slug in entry["schools"]]


def fill(cursor: Cursor, engine: str) -> None:
    """Make the tables in an empty database and fill them."""
    for definition in definitions(engine):
        cursor.execute(definition)
    mark = "?" if engine == "sqlite" else "%s"
    for table, rows in contents():
        marks = ", ".join([mark] * len(rows[0]))
        cursor.executemany(
            f"INSERT INTO {table} VALUES ({marks})", [tuple(stored(engine, value) for value in row) for row in rows]
        )
