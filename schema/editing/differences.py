"""Differences between two states of an entry, path by path, for editors to read."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import singledispatch
from typing import Any

import strawberry
from strawberry.scalars import JSON
from strawberry.utils.str_converters import to_camel_case

from models.component_links import Holder
from models.components import KIND, ComponentField, ComponentsField, ComponentUnion
from models.editing.paths import differing, value_at
from models.editing.reading_differences import list_difference
from models.edition import Edition
from models.edition_values import EditionValues
from models.instants import FOREVER, InstantField, in_zone
from models.links import Link, Links
from models.translations import TranslatedField
from schema.editing.content import Place, edited_fields
from schema.editing.names import LANGUAGE_NAMES, shown
from schema.services import object_type

SIZE = 3
"""What a field that gives differences says of its cost: the widest types have some 50 paths; 20 cost as an entry."""


@object_type
class Difference:
    """What differs between two states of an entry at one path."""

    path: list[str]
    """The field, and the language of it: `["title", "zhHant"]`."""
    before: JSON | None
    """What the one has there: links by their ids, components whole; null for nothing."""
    after: JSON | None
    """What the other one has there."""
    added: list[strawberry.ID]
    """Of a list of links: the ids of those that the other one has besides."""
    removed: list[strawberry.ID]
    """The ids of those that it has not."""
    moved: list[strawberry.ID]
    """The ids of those that both have, and that stand elsewhere among them: as few as tell of the order."""


def between(
    model: type[Edition], before: EditionValues, after: EditionValues, place: Place, paths: Iterable[str] | None = None
) -> list[Difference]:
    """List what differs, or how two states have some *paths*."""
    wanted = differing(model, before, after) if paths is None else paths
    return [difference(model, path, before, after, place) for path in wanted]


def difference(
    model: type[Edition], path: str, before: EditionValues, after: EditionValues, place: Place
) -> Difference:
    """Say how two states have a path."""
    field = edited_fields(model)[path.partition(".")[0]]
    values = [value_at(each, path) for each in (before, after)]
    one, other = (json_of(None if "." in path else field, value, place) for value in values)
    lists: dict[str, list[strawberry.ID]] = {"added": [], "removed": [], "moved": []}
    if isinstance(field, Links):
        found = list_difference(one or [], other or [])
        lists = {name: list(map(strawberry.ID, ids)) for name, ids in found._asdict().items()}
    return Difference(path=shown(path), before=one, after=other, **lists)


@singledispatch
def json_of(field: Any, value: Any, place: Place) -> Any:
    """Write a value of a field as JSON; a text in one language is of no field."""
    return value.isoformat() if isinstance(value, date) else value


@json_of.register
def _(field: InstantField, value: Any, place: Place) -> Any:
    return None if value in (None, FOREVER) else in_zone(value, place.zone).isoformat()


@json_of.register
def _(field: TranslatedField, value: Any, place: Place) -> Any:
    return value and {LANGUAGE_NAMES[tag]: text for tag, text in value.items()}


@json_of.register
def _(field: Link, value: Any, place: Place) -> Any:
    return None if value is None else id_of(value, place)


@json_of.register
def _(field: Links, value: Any, place: Place) -> Any:
    return [id_of(number, place) for number in value or ()]


@json_of.register
def _(field: ComponentField, value: Any, place: Place) -> Any:
    return value and component_json(field, value, place)


@json_of.register
def _(field: ComponentsField, value: Any, place: Place) -> Any:
    return [component_json(field, each, place) for each in value or ()]


def component_json(field: Holder, value: Mapping[str, Any], place: Place) -> dict[str, Any]:
    """Write a component, with what it has."""
    inner = field.kind_of(value).fields
    told = {KIND: value[KIND]} if isinstance(field.component, ComponentUnion) else {}
    found = {to_camel_case(name): json_of(inner[name], each, place) for name, each in value.items() if name in inner}
    return told | found


def id_of(number: int, place: Place) -> str:
    """Return the id of a linked entry."""
    return str(place.names.link(number).id)
