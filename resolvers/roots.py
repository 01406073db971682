"""Roots: the fields that start reading from nothing but their arguments.

They stand on the types above the content, `Query` and `Homepage`, and now and then on a content
type, where they read beside the row. What they yield is planned like anything below it.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from peewee import SQL, Case

from models.edition import Edition
from models.translations import EnumField
from resolvers.compiler.planning import Json, Planner, attribute_json
from resolvers.compiler.selections import Selected
from resolvers.compiler.statements import AT, ListParameter, Parameter, live_rows, sql, unindexed
from resolvers.compiler.writing import Rows, Writing, first_of, keyed, list_of, one_of
from resolvers.conditions import lasts_until
from resolvers.connections import connection_json
from resolvers.errors import require_few
from resolvers.orders import sort_keys
from resolvers.paging import Connection, page_size
from resolvers.readings import Reading


@dataclass(frozen=True)
class One:
    """The entry of *model* whose key is given by the argument of that name, or null."""

    model: type[Edition]

    @property
    def namings(self) -> int:
        """How often its statement names the table of *model*: once more to find who had a slug before."""
        return 2 if self.model.key == "slug" else 1


@dataclass(frozen=True)
class Fixed:
    """The entry of *model* with this *slug*."""

    model: type[Edition]
    slug: str


@dataclass(frozen=True)
class Page:
    """A connection of all entries of *model*."""

    model: type[Edition]


@dataclass(frozen=True)
class Several:
    """The entries of *model* whose keys the list argument *argument* gives, in its order; all without it.

    The keys are names out of a fixed set, so there are no more entries than these.
    """

    model: type[Edition]
    argument: str

    @property
    def keys(self) -> type[StrEnum]:
        """The names that are keys."""
        field: Any = getattr(self.model, self.model.key)
        assert isinstance(field, EnumField)
        names: type[StrEnum] = field.enum
        return names


@dataclass(frozen=True)
class Upcoming:
    """The entries of *model* whose span has not ended at the reading's instant, in order, `first` of them."""

    model: type[Edition]


@dataclass(frozen=True)
class Group:
    """An object of the type named *type_name*, which only holds further roots."""

    type_name: str


@dataclass(frozen=True)
class Key:
    """The argument that gives an entry's key."""

    selected: Selected
    name: str
    parameter: Parameter

    def variant(self, reading: Reading) -> Hashable:
        """There is one."""
        return None

    def values(self, reading: Reading) -> dict[str, Any]:
        """Give the key."""
        return {self.parameter: self.selected.text(self.name, reading)}


@attribute_json.register
def one_json(attribute: One, selected: Selected, rows: Rows, planner: Planner) -> Json:
    """Look an entry up by its key."""
    found, name = planner.rows(attribute.model), attribute.model.key
    key = Key(selected, name, Parameter(f"{found.alias}_{name}"))
    planner.arguments.append(key)
    element = planner.below(selected, found)

    if name == "slug":
        return lambda writing: first_with_slug(element(writing), found, key.parameter)
    is_key = getattr(found.table, name) == key.parameter.place
    return lambda writing: one_of(live_rows(found.table, SQL(element(writing))).where(is_key))


def first_with_slug(element: str, found: Rows, parameter: Parameter) -> str:
    """Write the entry that has a slug, or the latest that had it by the reading's instant: old links keep working."""
    slug, past = parameter.place, found.model.alias()
    had = past.select(past.entry).where((past.slug == slug) & (past.live_from <= AT.place))
    is_former = Case(None, [(found.table.slug == slug, SQL("0"))], SQL("1"))
    rows: Any = live_rows(found.table, found.named_in(element)).where(found.table.entry.in_(had))
    return first_of(element, rows.order_by(is_former, found.table.entry.desc()), found.alias)


@attribute_json.register
def fixed_json(attribute: Fixed, selected: Selected, rows: Rows, planner: Planner) -> Json:
    """Look an entry up by its slug."""
    found = planner.rows(attribute.model)
    element = planner.below(selected, found)

    def write(writing: Writing) -> str:
        live = live_rows(found.table, SQL(element(writing)))
        return one_of(live.where(found.table.slug == attribute.slug))

    return write


@attribute_json.register
def page_json(attribute: Page, selected: Selected, rows: Rows, planner: Planner) -> Json:
    """Page through all entries."""
    write = connection_json(Connection(attribute.model, selected), planner)
    return lambda writing: write(writing, "")


@dataclass(frozen=True)
class Keys:
    """The list argument that gives the keys of several entries."""

    selected: Selected
    name: str
    parameter: ListParameter

    def variant(self, reading: Reading) -> Hashable:
        """Tell whether keys are given."""
        return self.selected.arguments(reading).get(self.name) is not None

    def values(self, reading: Reading) -> dict[str, Any]:
        """Give the keys."""
        given = self.selected.arguments(reading).get(self.name)
        require_few(given or (), self.name, self.selected)
        return {self.parameter: distinct(given)}


def distinct(keys: Sequence[Any] | None) -> list[Any] | None:
    """Leave out keys that are given again: an entry stands at the first place that names it."""
    return None if keys is None else list(dict.fromkeys(keys))


@attribute_json.register
def several_json(attribute: Several, selected: Selected, rows: Rows, planner: Planner) -> Json:
    """Look several entries up by their keys, or all."""
    found = planner.rows(attribute.model)
    keys = Keys(selected, attribute.argument, ListParameter(f"{found.alias}_{attribute.argument}"))
    planner.arguments.append(keys)
    element = planner.below(selected, found)

    def write(writing: Writing) -> str:
        text = element(writing)
        live: Any = live_rows(found.table, found.named_in(text))
        if keys.variant(writing.reading):
            column = getattr(found.table, attribute.model.key)
            given = keyed(keys.parameter, f"{found.alias}_keys", "text")
            live = live.from_(given.node, found.table).where(column == SQL(given.value)).order_by(SQL(given.place))
        else:
            live = live.order_by(*default_order(found))
        return list_of(text, sql(live), found.alias)

    return write


def default_order(rows: Rows) -> list[Any]:
    """Build the ORDER BY of a type's own order."""
    return [key.ordering() for key in sort_keys(rows.table, rows.model, rows.model.order)]


@dataclass(frozen=True)
class First:
    """The argument that limits a list."""

    selected: Selected
    parameter: Parameter

    def variant(self, reading: Reading) -> Hashable:
        """There is one."""
        return None

    def values(self, reading: Reading) -> dict[str, Any]:
        """Give the limit."""
        return {self.parameter: page_size(self.selected.arguments(reading), self.selected)}


@attribute_json.register
def upcoming_json(attribute: Upcoming, selected: Selected, rows: Rows, planner: Planner) -> Json:
    """List what has not ended.

    The signs in ORDER BY keep the database from walking the index of that order, past all that
    has ended, and leave it that of the ends: 24 ms in place of 540 with 200,000 past events.
    """
    found = planner.rows(attribute.model)
    first = First(selected, Parameter(f"{found.alias}_limit"))
    planner.arguments.append(first)
    element = planner.below(selected, found)
    order = [unindexed(ordering) for ordering in default_order(found)]
    assert attribute.model.span
    starts, ends = (getattr(found.table, name) for name in attribute.model.span)

    def write(writing: Writing) -> str:
        text = element(writing)
        ahead: Any = live_rows(found.table, found.named_in(text)).where(lasts_until(starts, ends, AT.place))
        return list_of(text, sql(ahead.order_by(*order).limit(first.parameter.place)), found.alias)

    return write


@attribute_json.register
def group_json(attribute: Group, selected: Selected, rows: Rows, planner: Planner) -> Json:
    """Plan the roots of the object."""
    return planner.below(selected, rows)
