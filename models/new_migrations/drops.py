"""Drops: what the database has and the models have no more, how much content goes with it, and how it is made again.

What is made again is empty.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from peewee import (
    BigIntegerField,
    BlobField,
    BooleanField,
    CompositeKey,
    DateField,
    Field,
    FloatField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)
from playhouse.schema_diff import IndexDiff

from models.edition import Edition, content_types
from models.entry import Entry, Record
from models.new_migrations.contents import components_of, decoded
from models.new_migrations.orphans import orphans, speaks_of
from models.new_migrations.renames import component_change, gone_fields
from models.new_migrations.stored import LINKING, StoredColumn, StoredSchema, StoredTable
from models.own_types import package_of
from models.stored_json import JsonField

KINDS: dict[str, type[Field]] = {
    "bigint": BigIntegerField,
    "integer": IntegerField,
    "smallint": IntegerField,
    "boolean": BooleanField,
    "date": DateField,
    "real": FloatField,
    "double precision": FloatField,
    "blob": BlobField,
    "bytea": BlobField,
    "json": JsonField,
    "jsonb": JsonField,
}
"""The fields that columns are made again by, by what the databases call their types; text otherwise."""


class Again(NamedTuple):
    """What is made again when a drop is undone, as peewee has it: whole tables, columns and indexes."""

    tables: tuple[type[Model], ...] = ()
    columns: tuple[Field, ...] = ()
    indexes: tuple[IndexDiff, ...] = ()


NOTHING = Again()


@dataclass(frozen=True)
class Drop:
    """Something that is dropped: the steps, the loss that it is, if there is content, and how it is undone."""

    steps: tuple[str, ...]
    loss: str = ""
    again: Again = NOTHING


def drops_of(schema: StoredSchema, package: str | None) -> Iterator[Drop]:
    """Find what the types of a package, or of the project, have lost, tables first: triggers on them name others."""
    for name, table in orphans(schema).items():
        if speaks_of(package, schema.tables[table].origin):
            yield drop_of_type(schema, name, table)
    own = [model for model in content_types() if package_of(model) == package]
    for model in own:
        if model._meta.table_name in schema.tables:
            gone = gone_fields(schema, model)
            links = {name: place for name, place in gone.items() if place in schema.tables}
            yield from (drop_of_links(schema, model, *each) for each in links.items())
            yield from (drop_of_column(schema, model, name, gone[name]) for name in gone if name not in links)
    yield from drops_of_keys(schema, own)


def drop_of_type(schema: StoredSchema, name: str, table: str) -> Drop:
    """Drop the tables of a type, and its entries."""
    links = schema.links(table)
    entries, editions = Entry.select().where(Entry.type == name).count(), schema.tables[table].count("1 = 1")
    again = edition_model(schema.tables[table], name, table)
    others = (links_model(schema.tables[each], f"{name}{place}", each, again) for place, each in enumerate(links, 1))
    steps = (*(f"drop_table(migrator, db, {each!r})" for each in (*links, table)), f"drop_entries(db, {name!r})")
    loss = f"the type {name}: {entries} entries with {editions} editions{links_to(schema, name, (table, *links))}"
    return Drop(steps, loss if entries or editions else "", Again((again, *others)))


def links_to(schema: StoredSchema, name: str, tables: Sequence[str]) -> str:
    """Say how many links of others lead to entries of a type, whose own *tables* are left out."""
    gone = f"(SELECT entry FROM entry WHERE type = '{name}')"
    count = 0
    for each, table in schema.tables.items():
        columns = [] if each in tables else [column.origin for column in table.columns.values() if column.is_link]
        count += sum(table.count(f'"{column}" IN {gone}') for column in columns)
    return f", and {count} links to them" if count else ""


def drop_of_links(schema: StoredSchema, model: type[Edition], name: str, table: str) -> Drop:
    """Drop a table of links."""
    count = schema.tables[table].count("1 = 1")
    again = links_model(schema.tables[table], f"{model.__name__}{name.title().replace('_', '')}", table, model)
    loss = f"{model.__name__}.{name}: {count} links" if count else ""
    steps = (f"drop_table(migrator, db, {table!r})", f"rename_marks(db, {model._meta.table_name!r}, {name!r}, None)")
    return Drop(steps, loss, Again((again,)))


def drop_of_column(schema: StoredSchema, model: type[Edition], name: str, column: str) -> Drop:
    """Drop a column."""
    table = model._meta.table_name
    count = schema.tables[table].count_values(column)
    loss = f"{model.__name__}.{name}: the values of {count} editions" if count else ""
    drop = bare_drop(schema, table, column, loss)
    return replace(drop, steps=(*drop.steps, f"rename_marks(db, {table!r}, {name!r}, None)"))


def bare_drop(schema: StoredSchema, table: str, name: str, loss: str = "") -> Drop:
    """Drop a column with those that follow from it, and make them again but for those of languages."""
    stored = schema.tables[table]
    columns = [each for each in stored.followers(name) if not each.startswith((f"{name}_key_", f"{name}_text_"))]
    fields = {each: again_field(stored, stored.columns[each]) for each in columns}
    model = described(table.title().replace("_", ""), table, fields, (), key=False)
    made = [index for index in stored.indexes if set(index.columns) & set(columns)]
    indexes = [
        IndexDiff(table, None, tuple(index.columns), bool(index.unique))
        for index in made
        if not any("_key_" in each or (each in fields and fields[each].index) for each in index.columns)
    ]
    again = Again((), tuple(model._meta.fields[each] for each in columns), tuple(indexes))
    return Drop((f"drop_field(migrator, db, {table!r}, {name!r})",), loss, again)


def again_field(table: StoredTable, column: StoredColumn) -> Field:
    """Make the field that a column is made again by."""
    if column.is_link:
        return ForeignKeyField(Entry, column_name=column.name, backref="+", null=True)
    return field_of(table, column)(null=True)


def field_of(table: StoredTable, column: StoredColumn) -> type[Field]:
    """Find the field that a column is made again by; SQLite tells text and JSON apart by what is in it."""
    is_json = column.data_type == "text" and any(
        isinstance(decoded(value), dict | list) for value in table.values(column.name)
    )
    return JsonField if is_json else KINDS.get(column.data_type, TextField)


def edition_model(stored: StoredTable, name: str, table: str) -> Any:
    """Describe a table of editions as it is, for those who make it again."""
    shared = {each: field.clone() for each, field in Edition._meta.fields.items() if each in stored.columns}
    others = {each: again_field(stored, column) for each, column in stored.columns.items() if each not in shared}
    fields = {**shared, **others}
    covered = {(each,) for each, field in fields.items() if field.index}
    return described(name, table, fields, indexes_of(stored, covered))


def links_model(stored: StoredTable, name: str, table: str, owner: Any) -> Any:
    """Describe a table of links as it is."""
    fields: dict[str, Field] = {
        "edition": ForeignKeyField(owner, column_name="edition", backref="+", on_delete="CASCADE", index=False),
        "position": IntegerField(),
        "target": ForeignKeyField(Entry, column_name="target", backref="+", index=False),
        "entry": BigIntegerField(),
    }
    others = {
        each: field_of(stored, column)(null=True) for each, column in stored.columns.items() if each not in LINKING
    }
    return described(name, table, {**fields, **others}, indexes_of(stored, set()), CompositeKey("edition", "position"))


def indexes_of(stored: StoredTable, covered: Iterable[tuple[str, ...]]) -> tuple[Any, ...]:
    """List the indexes of a table, apart from those of its key and of single fields."""
    made = [(tuple(index.columns), bool(index.unique)) for index in stored.indexes]
    keys = {("edition",), ("edition", "position")}
    return tuple(each for each in made if each[0] not in keys | set(covered))


def described(name: str, table: str, fields: dict[str, Field], indexes: Any, key: Any = None) -> Any:
    """Make a model that is no content type."""
    options = {"table_name": table, "indexes": indexes, **({} if key is None else {"primary_key": key})}
    return type(name, (Record,), {**fields, "Meta": type("Meta", (), options), "__module__": Entry.__module__})


def drops_of_keys(schema: StoredSchema, own: list[type[Edition]]) -> Iterator[Drop]:
    """Find the fields that components have lost."""
    for kind, found in components_of(own, schema).items():
        for name in sorted(found.having.keys() - kind.fields.keys()):
            change = f"removing({kind.__name__!r}, {name!r})"
            steps = [f"{component_change(model, column)}, {change})" for model, column in found.columns]
            yield Drop(tuple(steps), f"{kind.__name__}.{name}: the values of {found.having[name]} components")
