"""The tables of the database as data: renames are tried on them before any is written.

peewee compares them with the models as it would compare the database.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from peewee import IndexMetadata, make_snake_case  # type: ignore[attr-defined]

from models.entry import Entry, database
from models.new_migrations.steps import rich_columns
from models.revisions import Revision
from models.texts import TEXT_LANGUAGES

SHARED = frozenset(("edition", "entry", "uid", "version", "slug", "live_from", "live_until"))
"""Columns by which a table of editions is known."""

LINKING = frozenset(("edition", "position", "target", "entry"))
"""Columns by which a table of links is known."""

BESIDE = ("_links_", "_text_", "_html_", "_tree_")
"""What the columns beside another have behind its name, before that of a link or of a language."""

KEYS = ("blob", "bytea")
"""What the databases call the type of sort keys."""


class StoredColumn(NamedTuple):
    """A column: its name after renames, its name now, its type, and whether it holds the number of an entry."""

    name: str
    origin: str
    data_type: str
    is_link: bool


@dataclass
class StoredTable:
    """A table: its name now, its columns and indexes by their names after renames, and whose links it holds."""

    origin: str
    columns: dict[str, StoredColumn]
    indexes: list[IndexMetadata]
    owner: str | None

    def followers(self, name: str) -> list[str]:
        """List a column and those that are derived from it."""
        keys = [each.name for each in self.columns.values() if each.data_type in KEYS]
        sorting = [key for key in keys if key == f"{name}_key" or key.startswith(f"{name}_key_")]
        others = [column for column in self.columns if column.startswith(tuple(f"{name}{each}" for each in BESIDE))]
        own = [name, f"{name}_folded", *rich_columns(name, self.columns)]
        return [column for column in own if column in self.columns] + sorting + others

    def derived(self) -> set[str]:
        """List the columns that are derived from others."""
        following = {follower for name in self.columns for follower in self.followers(name)[1:] if follower != name}
        return following | {TEXT_LANGUAGES}

    def count(self, condition: str) -> int:
        """Count the rows that fulfil a condition in SQL."""
        (number,) = database.execute_sql(f'SELECT COUNT(*) FROM "{self.origin}" WHERE {condition}').fetchone()
        return int(number)

    def count_values(self, name: str) -> int:
        """Count the rows that have something in a column."""
        column = f'"{self.columns[name].origin}"'
        return self.count(f"{column} IS NOT NULL AND CAST({column} AS TEXT) NOT IN ('[]', '{{}}')")

    def values(self, name: str, most: int | None = None) -> Iterable[Any]:
        """Read what is in a column, at most so many values."""
        column, limit = f'"{self.columns[name].origin}"', f" LIMIT {most}" if most else ""
        rows: Any = database.execute_sql(f'SELECT {column} FROM "{self.origin}" WHERE {column} IS NOT NULL{limit}')
        return (value for (value,) in rows.fetchall())


@dataclass
class StoredSchema:
    """The tables of the database by their names after renames, and what was renamed in components."""

    tables: dict[str, StoredTable] = field(default_factory=dict)
    keys: dict[str, dict[str, str]] = field(default_factory=dict)
    """By component, the old names of fields by the new ones, as far as they were tried."""
    stated: dict[str, dict[str, str]] = field(default_factory=dict)
    """The same of all renames that are stated: others may stand in a field whose rename comes later."""
    kinds: dict[str, str] = field(default_factory=dict)
    """The new names of kinds of unions by the old ones, as far as they were tried."""

    def get_tables(self, schema: str | None = None) -> list[str]:
        """List the tables, as peewee asks a database."""
        return list(self.tables)

    def get_columns(self, table: str, schema: str | None = None) -> list[StoredColumn]:
        """List the columns of a table, in the same way."""
        return list(self.tables[table].columns.values())

    def get_indexes(self, table: str, schema: str | None = None) -> list[IndexMetadata]:
        """List the indexes of a table, in the same way."""
        return self.tables[table].indexes

    def editions(self) -> list[str]:
        """List the tables of editions."""
        return [name for name, table in self.tables.items() if table.columns.keys() >= SHARED]

    def links(self, owner: str) -> list[str]:
        """List the tables that hold links of the editions of a table."""
        return [name for name, table in self.tables.items() if table.owner == owner]

    def rename_table(self, old: str, new: str) -> None:
        """Rename a table; those of its links stay as they are."""
        self.tables[new] = self.tables.pop(old)
        for each in self.links(old):
            self.tables[each].owner = new

    def rename_column(self, name: str, old: str, new: str) -> None:
        """Rename a column, and those that follow from it."""
        table = self.tables[name]
        names = {column: new + column.removeprefix(old) for column in table.followers(old)}
        columns = [column._replace(name=names.get(column.name, column.name)) for column in table.columns.values()]
        table.columns = {column.name: column for column in columns}
        table.indexes = [
            index._replace(columns=[names.get(column, column) for column in index.columns]) for index in table.indexes
        ]

    def type_of(self, table: str) -> str:
        """Name the type that a table holds editions of."""
        origin = self.tables[table].origin
        held = f'SELECT type FROM entry WHERE entry = (SELECT MIN(entry) FROM "{origin}")'
        if found := database.execute_sql(held).fetchone():
            return str(found[0])
        known = [row.type for row in (*Revision.select(Revision.type), *Entry.select(Entry.type).distinct())]
        written = (name for name in known if make_snake_case(name) == origin)
        return next(written, origin.title().replace("_", ""))


def stored_schema() -> StoredSchema:
    """Read the tables that there are."""
    keys: dict[str, dict[str, str]] = {name: {} for name in database.get_tables()}
    for table, column, target in database.references():
        keys[table][column] = target
    return StoredSchema({name: stored_table(name, of_table) for name, of_table in keys.items()})


def stored_table(name: str, keys: Mapping[str, str]) -> StoredTable:
    """Read a table; *keys* are the tables that its columns refer to."""
    columns = {
        each.name: StoredColumn(
            each.name, each.name, each.data_type.lower(), each.name != "entry" and keys.get(each.name) == "entry"
        )
        for each in database.get_columns(name)
    }
    owner = keys.get("edition") if columns.keys() >= LINKING else None
    return StoredTable(name, columns, list(database.get_indexes(name)), owner)
