"""Defaults: what content gets that lacks a required field."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import singledispatch
from typing import Any

import orjson
from peewee import DateField, TextField

from models.bulk import encoded
from models.components import Component, is_required
from models.derivations import is_derived
from models.derived_columns import derived_from
from models.derived_texts import name_of
from models.edition import Edition, content_types, own_fields
from models.entry import database
from models.errors import ChangeRefused
from models.instants import InstantField
from models.links import Link, Links
from models.new_migrations.contents import components_of
from models.new_migrations.renames import component_change, components_by_name, listed
from models.new_migrations.stored import StoredSchema
from models.problems import ContentRefused, refused
from models.references import named_target, reference_to, targets_text
from models.translations import DEFAULT_LOCALE, TranslatedField
from models.validation import default_of
from models.values import checked, is_optional

FORM = re.compile(r"([A-Za-z]\w*)\.([A-Za-z]\w*)=(.*)", re.DOTALL)

Defaults = Mapping[tuple[str, str], Any]
"""Values by the name of a type or component and that of its field."""


@dataclass(frozen=True)
class Key:
    """An entry that a link leads to by default, by its key: numbers of entries differ from database to database."""

    model: type[Edition]
    value: str


@dataclass(frozen=True)
class Lack:
    """A required field that content has no value of."""

    owner: str
    name: str
    field: Any
    amount: str

    def __str__(self) -> str:
        return f"{self.owner}.{self.name} is required, and {self.amount} have none"


def read_defaults(texts: Sequence[str]) -> Defaults:
    """Read defaults as they are typed; raise `ChangeRefused` with all that is wrong."""
    found: dict[tuple[str, str], Any] = {}
    problems: list[str] = []
    for text in texts:
        try:
            place, value = read_default(text)
            found[place] = value
        except ChangeRefused as error:
            problems += error.problems
    if problems:
        raise ChangeRefused(problems)
    return found


def read_default(text: str) -> tuple[tuple[str, str], Any]:
    """Read one default."""
    start = f"--default {text}: "
    if not (found := FORM.fullmatch(text)):
        raise ChangeRefused([f"{start}must be Type.field=value"])
    owner, name, value = found.groups()
    models = {model.__name__: own_fields(model) for model in content_types()}
    fields = models | {kind: component.fields for kind, component in components_by_name().items()}
    if owner not in fields:
        raise ChangeRefused([f"{start}there is no type or component {owner}; there are {listed(fields)}"])
    if name not in fields[owner]:
        raise ChangeRefused([f"{start}{owner} has no field {name} that can have one; it has {listed(fields[owner])}"])
    return (owner, name), read_value(fields[owner][name], f"{owner}.{name}", value)


def read_value(field: Any, place: str, text: str) -> Any:
    """Read a value of a field as it is typed; raise `ChangeRefused` for one that it cannot have."""
    try:
        return checked(field, parsed(field, text), place, key_of)
    except ContentRefused as error:
        raise ChangeRefused([f"--default {problem}" for problem in error.problems]) from None


@singledispatch
def parsed(field: Any, text: str) -> Any:
    """Take a value out of text: JSON, or the text itself."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text


@parsed.register
def _(field: TextField | Link, text: str) -> str:
    return text


@parsed.register
def _(field: TranslatedField, text: str) -> Any:
    """Read a text alone as one in the default language."""
    return orjson.loads(text) if is_object(text) else {DEFAULT_LOCALE.tag: text}


def is_object(text: str) -> bool:
    """Tell whether a text is an object of JSON."""
    try:
        return isinstance(orjson.loads(text), dict)
    except orjson.JSONDecodeError:
        return False


@parsed.register
def _(field: DateField, text: str) -> Any:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


@parsed.register
def _(field: InstantField, text: str) -> Any:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text


def key_of(link: Link | Links, raw: Any, place: str) -> Key:
    """Find the entry that a link leads to by default."""
    meant = named_target(link, raw)
    if meant is None:
        raise refused(place, f"must be {reference_to(link, 'Type', 'key')}, of {targets_text(link)}, not {raw!r}")
    model: Any
    model, key = meant
    if model._meta.table_name not in database.get_tables():
        raise refused(place, f"the database has no {model.__name__} yet")
    if not model.select().where(getattr(model, model.key) == key).exists():
        raise refused(place, f"there is no {model.__name__} {key!r}")
    return Key(model, key)


def lacks(schema: StoredSchema, models: list[type[Edition]]) -> Iterator[Lack]:
    """Find the required fields that content has no value of."""
    for model in models:
        table = schema.tables.get(model._meta.table_name)
        if table is None:
            continue
        for name, field in own_fields(model).items():
            column = table.columns.get(field.column_name)
            empty = f' AND "{column.origin}" IS NULL' if column else ""
            if is_required(field) and (count := table.count(f"live_from IS NOT NULL{empty}")):
                yield Lack(model.__name__, name, field, f"{count} published editions")
    for kind, found in components_of(models, schema).items():
        for name, field in kind.fields.items():
            if not is_optional(field) and (count := found.total - found.having[name]):
                yield Lack(kind.__name__, name, field, f"{count} components")


def value_of(field: Any) -> Any:
    """Return what the model gives a field that is not given; None for nothing."""
    value = default_of(field)
    return value() if callable(value) else value


def unsettled(schema: StoredSchema, models: list[type[Edition]], given: Defaults) -> list[Lack]:
    """List the lacks for which there is no value, neither given nor by the model."""
    found = lacks(schema, models)
    return [lack for lack in found if (lack.owner, lack.name) not in given and value_of(lack.field) is None]


def settled(schema: StoredSchema, models: list[type[Edition]], given: Defaults) -> Defaults:
    """Add to the values that are given those of the models: of required fields, and of new columns."""
    own = {(lack.owner, lack.name): value_of(lack.field) for lack in lacks(schema, models)}
    return {**dict(new_columns(schema, models)), **own, **given}


def new_columns(schema: StoredSchema, models: list[type[Edition]]) -> Iterator[tuple[tuple[str, str], Any]]:
    """Find what editions get in columns that are new, whether required or not: no components, as no list is NULL."""
    for model in models:
        table = schema.tables.get(model._meta.table_name)
        if table is None:
            continue
        for name, field in own_fields(model).items():
            value = value_of(field)
            if field.column_name not in table.columns and value is not None:
                yield (model.__name__, name), value


def fillings(schema: StoredSchema, models: list[type[Edition]], values: Defaults) -> Iterator[str]:
    """Write the steps that fill values in."""
    by_name = {model.__name__: model for model in models}
    found = components_of(models, schema)
    kinds: dict[str, type[Component]] = {kind.__name__: kind for kind in found}
    for (owner, name), value in values.items():
        if owner in by_name and by_name[owner]._meta.table_name in schema.tables:
            yield from column_fillings(by_name[owner], name, value)
        elif owner in kinds:
            change = f"filling({owner!r}, {name!r}, {value!r})"
            for model, column in found[kinds[owner]].columns:
                yield f"{component_change(model, column)}, {change})"


def column_fillings(model: type[Edition], name: str, value: Any) -> Iterator[str]:
    """Fill in a column, and let what follows from it be derived."""
    field, table = own_fields(model)[name], model._meta.table_name
    if isinstance(value, Key):
        target = (value.model._meta.table_name, value.model.key, value.value)
        yield f"fill_link(db, {table!r}, {field.column_name!r}, {target!r})"
    else:
        yield f"fill(db, {table!r}, {field.column_name!r}, {encoded(value)!r})"
    if derived_from(model, name):
        yield f"derive_anew(db, {name_of(model)!r})"
    if is_derived(model):
        yield "derive_anew(db, 'time_zone')"
