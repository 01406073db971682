"""Renames: what is called otherwise in the models than in the database, and the steps that move its content.

Person=Employee         a type, or a kind of a union of components
Employee.post=role      a field of it, by whichever name of the type
MenuItem.label=title    a field of a component
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import product
from typing import Any, NamedTuple

from peewee import make_snake_case  # type: ignore[attr-defined]

from models.component_links import Holder, kinds_in
from models.components import Component, ComponentUnion
from models.edition import Edition, component_fields, content_types, own_fields
from models.errors import ChangeRefused
from models.links import links_of
from models.new_migrations.contents import components_of, fits, within
from models.new_migrations.orphans import orphans
from models.new_migrations.stored import StoredSchema

FORM = re.compile(r"(?:([A-Za-z]\w*)\.)?([A-Za-z]\w*)=([A-Za-z]\w*)")


class Rename(NamedTuple):
    """A new name: of a type, or of a field of *owner*, a type or component."""

    owner: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.owner}.{self.old}={self.new}" if self.owner else f"{self.old}={self.new}"

    @property
    def names(self) -> tuple[str, str]:
        """The new name and the old one, with their owner."""
        prefix = f"{self.owner}." if self.owner else ""
        return f"{prefix}{self.new}", f"{prefix}{self.old}"


class Step(NamedTuple):
    """What a migration does and how it is undone, as lines of Python."""

    up: str
    down: str


def read_rename(text: str) -> Rename:
    """Read a rename as it is typed; raise `ChangeRefused` for another form."""
    if not (found := FORM.fullmatch(text.strip())):
        raise ChangeRefused([f"--rename {text}: must be OldType=NewType or Type.old_field=new_field"])
    return Rename(found[1] or "", found[2], found[3])


def components_by_name() -> dict[str, type[Component]]:
    """List the components of all types."""
    columns = [column for model in content_types() for column in component_fields(model).values()]
    return {kind.__name__: kind for column in columns for kind in kinds_in(column)}


def require(holds: bool, rename: Rename, reason: str) -> None:  # noqa: FBT001
    """Refuse a rename unless a condition holds."""
    if not holds:
        raise ChangeRefused([f"--rename {rename}: {reason}"])


def listed(names: Any) -> str:
    """Write names in a row."""
    return ", ".join(sorted(names)) or "none"


def try_all(schema: StoredSchema, renames: Sequence[Rename]) -> list[tuple[type[Edition], Step]]:
    """Try renames on the schema; return the steps, each with its type. Raise `ChangeRefused`.

    Those of types and their fields come first: components are found in columns by the new names of these.
    """
    found: list[tuple[type[Edition], Step]] = []
    problems: list[str] = []
    types = {model.__name__ for model in content_types()}
    known = types | components_by_name().keys()
    names = {each.old: each.new for each in renames if not each.owner and each.new in known}
    renames = [each._replace(owner=names.get(each.owner, each.owner)) for each in renames]
    for rename in renames:
        schema.stated.setdefault(rename.owner, {})[rename.new] = rename.old
    for rename in sorted(renames, key=lambda each: (each.names[0].partition(".")[0] not in types, bool(each.owner))):
        try:
            found += steps_of(schema, rename, renames)
        except ChangeRefused as error:
            problems += error.problems
    if problems:
        raise ChangeRefused(problems)
    return found


def steps_of(schema: StoredSchema, rename: Rename, renames: Sequence[Rename]) -> list[tuple[type[Edition], Step]]:
    """Try one rename of several."""
    models = {model.__name__: model for model in content_types()}
    components = components_by_name()
    if not rename.owner:
        if rename.new in components and rename.new not in models:
            return list(rename_kind(schema, components[rename.new], rename, renames))
        model = models.get(rename.new)
        require(model is not None, rename, f"there is no type {rename.new}; there are {listed(models)}")
        assert model is not None
        return [(model, step) for step in rename_type(schema, model, rename)]
    if owner := models.get(rename.owner):
        return [(owner, step) for step in rename_field(schema, owner, rename)]
    known = listed(models.keys() | components.keys())
    require(rename.owner in components, rename, f"there is no type or component {rename.owner}; there are {known}")
    return list(rename_key(schema, components[rename.owner], rename, renames))


def rename_type(schema: StoredSchema, model: type[Edition], rename: Rename) -> Iterator[Step]:
    """Give a type another name, in its entries and tables."""
    table, gone = model._meta.table_name, orphans(schema)
    old = gone.get(rename.old) or next((each for each in gone.values() if each == make_snake_case(rename.old)), None)
    require(old is not None, rename, f"the database has no type {rename.old} without a model; it has {listed(gone)}")
    require(table not in schema.tables, rename, f"the database has {rename.new} already")
    assert old is not None
    stored = schema.type_of(old)
    moves = [(old, table)]
    moves += [(each, f"{table}_{each.removeprefix(f'{old}_')}") for each in schema.links(old)]
    for before, after in moves:
        schema.rename_table(before, after)
        yield moved("rename_table(migrator, db", before, after)
    yield moved("rename_type(db", stored, rename.new)


def moved(call: str, old: str, new: str) -> Step:
    """Write a step that is undone by itself, with the names the other way round."""
    return Step(f"{call}, {old!r}, {new!r})", f"{call}, {new!r}, {old!r})")


def rename_field(schema: StoredSchema, model: type[Edition], rename: Rename) -> Iterator[Step]:
    """Give a column or a table of links another name."""
    table, (_, old, new) = model._meta.table_name, rename
    require(table in schema.tables, rename, f"the database has no {model.__name__}; is it renamed, too?")
    fields = {**own_fields(model), **links_of(model)}
    require(new in fields, rename, f"{model.__name__} has no field {new}; it has {listed(fields)}")
    require(old not in fields, rename, f"{model.__name__} still has a field {old}")
    gone = gone_fields(schema, model)
    require(
        old in gone, rename, f"the database has no {old} of {model.__name__} without a field; it has {listed(gone)}"
    )
    require(new in new_fields(schema, model), rename, f"the database has {model.__name__}.{new} already")
    require(
        is_alike(schema, model, old, new), rename, f"what is in {old} cannot stand in {new}, which is of another kind"
    )
    if new in links_of(model):
        schema.rename_table(f"{table}_{old}", f"{table}_{new}")
        yield moved("rename_table(migrator, db", f"{table}_{old}", f"{table}_{new}")
    else:
        column = fields[new].column_name
        repeated = [links for links in schema.links(table) if gone[old] in schema.tables[links].columns]
        for each in (table, *repeated):
            schema.rename_column(each, gone[old], column)
            yield moved(f"rename_column(migrator, db, {each!r}", gone[old], column)
    yield moved(f"rename_marks(db, {table!r}", old, new)


def gone_fields(schema: StoredSchema, model: type[Edition]) -> dict[str, str]:
    """List by name the fields that the database has of a type and the model has not, with their columns or tables."""
    table = model._meta.table_name
    stored, columns = schema.tables[table], {field.column_name for field in model._meta.fields.values()}
    found = {}
    for name, column in stored.columns.items():
        if name not in columns and name not in stored.derived():
            found[name.removesuffix("_id") if column.is_link else name] = name
    links = {links.table._meta.table_name for links in links_of(model).values()}
    return found | {each.removeprefix(f"{table}_"): each for each in schema.links(table) if each not in links}


def new_fields(schema: StoredSchema, model: type[Edition]) -> dict[str, Any]:
    """List by name the fields that a model has and the database has not."""
    stored = schema.tables[model._meta.table_name]
    found = {name: field for name, field in own_fields(model).items() if field.column_name not in stored.columns}
    links = links_of(model).items()
    return found | {name: field for name, field in links if field.table._meta.table_name not in schema.tables}


def is_alike(schema: StoredSchema, model: type[Edition], old: str, new: str) -> bool:
    """Tell whether the content of a field that is gone may stand in a new one."""
    place, table = gone_fields(schema, model)[old], schema.tables[model._meta.table_name]
    if new in links_of(model) or place in schema.tables:
        return new in links_of(model) and place in schema.tables
    return fits(own_fields(model)[new], table, place)


def rename_key(
    schema: StoredSchema, kind: type[Component], rename: Rename, renames: Sequence[Rename]
) -> Iterator[tuple[type[Edition], Step]]:
    """Give a field of a component another name, in all columns where it stands."""
    found = components_of(list(content_types()), schema)[kind]
    gone = found.having.keys() - kind.fields.keys()
    require(
        rename.new in kind.fields, rename, f"{kind.__name__} has no field {rename.new}; it has {listed(kind.fields)}"
    )
    require(rename.old not in kind.fields, rename, f"{kind.__name__} still has a field {rename.old}")
    require(rename.old in gone, rename, f"no content has such a field of {kind.__name__}; it has {listed(gone)}")
    require(not found.having[rename.new], rename, f"content has {kind.__name__}.{rename.new} already")
    schema.keys.setdefault(kind.__name__, {})[rename.new] = rename.old
    for model, column in found.columns:
        yield model, component_step(model, column, rename, renames)


def rename_kind(
    schema: StoredSchema, kind: type[Component], rename: Rename, renames: Sequence[Rename]
) -> Iterator[tuple[type[Edition], Step]]:
    """Give a kind of a union another name, in all columns where it stands."""
    models = list(content_types())
    before = components_of(models, schema)[kind]
    require(rename.old not in components_by_name(), rename, f"there still is a component {rename.old}")
    require(not before.total, rename, f"content has {rename.new} already")
    schema.kinds[rename.old] = rename.new
    found = components_of(models, schema)[kind].total
    require(bool(found), rename, f"no content has a component {rename.old} where {rename.new} may stand")
    for model, column in before.columns:
        start = component_change(model, column, renames)
        old, new = repr(rename.old), repr(rename.new)
        yield model, Step(f"{start}, renaming_kind({old}, {new}))", f"{start}, renaming_kind({new}, {old}))")


def component_step(model: type[Edition], column: str, rename: Rename, renames: Sequence[Rename]) -> Step:
    """Write the step that renames a field of components in a column, whichever of the other renames are done."""
    start = component_change(model, column, renames)
    owner, old, new = rename
    return Step(f"{start}, renaming({owner!r}, {old!r}, {new!r}))", f"{start}, renaming({owner!r}, {new!r}, {old!r}))")


def component_change(model: type[Edition], column: str, renames: Sequence[Rename] = ()) -> str:
    """Write the beginning of a step that changes components: in which fields others stand, by old names as well."""
    field = component_fields(model)[column]
    kinds: dict[str, dict[str, str]] = {"": {"value": kind_text(field)}}
    for kind in kinds_in(field):
        inner = {name: kind_text(each) for name, each in within(kind)}
        inner |= {old: inner[new] for owner, old, new in renames if owner == kind.__name__ and new in inner}
        if inner:
            names = (old for owner, old, new in renames if not owner and new == kind.__name__)
            kinds |= dict.fromkeys((kind.__name__, *names), inner)
    return f"change_components(db, {model._meta.table_name!r}, {field.column_name!r}, {kinds!r}"


def kind_text(field: Holder) -> str:
    """Name the kind of the components in a field; nothing where they say themselves of which kind they are."""
    if isinstance(field.component, ComponentUnion):
        return ""
    assert field.component is not None
    return field.component.__name__


class Candidate(NamedTuple):
    """A rename that may have been meant, and how much it would move."""

    rename: Rename
    amount: str

    @property
    def question(self) -> str:
        """Ask for it."""
        new, old = self.rename.names
        return f"Is {new} the new name of {old} ({self.amount})?"


def candidates(schema: StoredSchema) -> Iterator[Candidate]:
    """Find what may have been renamed, types first; it is read from the schema as renames have left it."""
    missing = [model for model in content_types() if model._meta.table_name not in schema.tables]
    for model, (old, table) in product(missing, orphans(schema).items()):
        if schema.tables[table].columns.keys() & own_columns(model):
            entries = schema.tables[table].count("1 = 1")
            yield Candidate(Rename("", old, model.__name__), f"{entries} editions")
    for model in content_types():
        if model._meta.table_name in schema.tables:
            yield from renamed_fields(schema, model)
    yield from renamed_keys(schema)


def pairs(new: Iterable[str], old: Iterable[str]) -> list[tuple[str, str]]:
    """Pair new names with old ones, those that are most alike first."""
    found = product(new, sorted(old))
    return sorted(found, key=lambda pair: SequenceMatcher(None, *pair).ratio(), reverse=True)


def own_columns(model: type[Edition]) -> set[str]:
    """Name the columns of a type's content."""
    return {field.column_name for field in own_fields(model).values()}


def renamed_fields(schema: StoredSchema, model: type[Edition]) -> Iterator[Candidate]:
    """Find the fields of a type that may have been renamed."""
    gone = gone_fields(schema, model)
    for new, old in pairs(new_fields(schema, model), gone):
        if is_alike(schema, model, old, new):
            yield Candidate(Rename(model.__name__, old, new), amount_of(schema, model, gone[old]))


def amount_of(schema: StoredSchema, model: type[Edition], place: str) -> str:
    """Say how much is in a column or a table of links."""
    if place in schema.tables:
        return f"{schema.tables[place].count('1 = 1')} links"
    return f"{schema.tables[model._meta.table_name].count_values(place)} editions have it"


def renamed_keys(schema: StoredSchema) -> Iterator[Candidate]:
    """Find the fields of components that may have been renamed."""
    for kind, found in components_of(list(content_types()), schema).items():
        gone = found.having.keys() - kind.fields.keys()
        for new, old in pairs((name for name in kind.fields if not found.having[name]), gone):
            if found.total:
                yield Candidate(Rename(kind.__name__, old, new), f"{found.having[old]} components have it")
