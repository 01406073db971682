"""Whether content fits a field, and what stands in components: the database knows neither."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import orjson
from peewee import BlobField, BooleanField, DateField, Field, FloatField, ForeignKeyField, IntegerField, TextField

from models.component_links import Holder, kinds_in
from models.components import KIND, Component, ComponentField, ComponentsField, ComponentUnion
from models.edition import Edition, component_fields
from models.new_migrations.stored import StoredSchema, StoredTable
from models.stored_json import JsonField
from models.translations import EnumField, TranslatedField

DECLARED: dict[type[Field], frozenset[str]] = {
    BooleanField: frozenset(("boolean", "bool", "integer", "smallint")),
    IntegerField: frozenset(("integer", "bigint", "smallint", "int")),
    ForeignKeyField: frozenset(("integer", "bigint")),
    FloatField: frozenset(("real", "double precision", "float")),
    DateField: frozenset(("date",)),
    BlobField: frozenset(("blob", "bytea")),
    JsonField: frozenset(("text", "json", "jsonb")),
    TextField: frozenset(("text",)),
}
"""What the databases call the types of columns; SQLite has text where PostgreSQL has JSON."""


def fits(field: Field, table: StoredTable, column: str) -> bool:
    """Tell whether what is in a column may stand in a field."""
    if not is_declared(field, table, column):
        return False
    return not isinstance(field, JsonField | TextField) or all(holds(field, value) for value in table.values(column))


def is_declared(field: Field, table: StoredTable, column: str) -> bool:
    """Tell whether a column is of a type that a field may have."""
    stored = table.columns[column]
    names = next((names for kind, names in DECLARED.items() if isinstance(field, kind)), {stored.data_type})
    return stored.data_type in names and stored.is_link == isinstance(field, ForeignKeyField)


def is_of_kind(field: Field, table: StoredTable, column: str) -> bool:
    """Tell whether a column may be that of a field, by its type and the first value in it."""
    if not is_declared(field, table, column):
        return False
    is_told = isinstance(field, EnumField) or not isinstance(field, JsonField | TextField)
    return is_told or all(holds(field, value) for value in table.values(column, 1))


def holds(field: Field, value: Any) -> bool:
    """Tell whether a field of text or JSON may have a value."""
    found = decoded(value)
    if isinstance(field, TranslatedField):
        return isinstance(found, dict) and all(isinstance(text, str) for text in found.values())
    if isinstance(field, ComponentsField):
        return isinstance(found, list)
    if isinstance(field, ComponentField):
        return isinstance(found, dict)
    if isinstance(field, EnumField):
        return value in set(field.enum)
    return isinstance(found, str)


def decoded(value: Any) -> Any:
    """Read JSON, which SQLite gives as text; other text passes as it is."""
    if not isinstance(value, str) or not value.startswith(("{", "[")):
        return value
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        return value


@dataclass
class Components:
    """What the components of a class hold: how many there are, and how many have each field."""

    columns: list[tuple[type[Edition], str]] = field(default_factory=list)
    """The columns in which they stand, however deep."""
    total: int = 0
    having: Counter[str] = field(default_factory=Counter)


def components_of(models: list[type[Edition]], schema: StoredSchema) -> dict[type[Component], Components]:
    """Read all components of some types."""
    found: dict[type[Component], Components] = {}
    for model in models:
        table = schema.tables.get(model._meta.table_name)
        for name, column in component_fields(model).items():
            for kind in kinds_in(column):
                found.setdefault(kind, Components()).columns.append((model, name))
            if table is not None and name in table.columns:
                for value in table.values(name):
                    count(column, decoded(value), found, schema)
    return found


def count(field: Holder, value: Any, found: dict[type[Component], Components], schema: StoredSchema) -> None:
    """Count components with those inside them; not those of kinds that a union has no more."""
    told = {"basis", KIND} if isinstance(field.component, ComponentUnion) else {"basis"}
    for component in value if isinstance(value, list) else [value] if value else []:
        kind = kind_after(field, component, schema)
        if kind is None:
            continue
        stated = schema.stated.get(kind.__name__, {})
        new_names = {old: new for new, old in schema.keys.get(kind.__name__, {}).items()}
        found[kind].total += 1
        found[kind].having.update(new_names.get(name, name) for name in component.keys() - told)
        for name, inner in within(kind):
            count(inner, component.get(name, component.get(stated.get(name, name))), found, schema)


def kind_after(field: Holder, component: Any, schema: StoredSchema) -> type[Component] | None:
    """Return the kind of a component that is stored, after renames; None for one that its union has no more."""
    found = field.kind_in(component)
    if found is None and isinstance(field.component, ComponentUnion):
        return field.component.kinds.get(schema.kinds.get(component.get(KIND), ""))
    return found


def within(kind: type[Component]) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a component that hold others."""
    for name, inner in kind.fields.items():
        if isinstance(inner, Holder):
            yield name, inner
