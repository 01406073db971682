"""Content as it is stored, for editors: made for each content type and component from its model.

All that may be missing in a draft may be null. A text is in each of its languages, a link is there whether what it
leads to is public or not. What is not selected is not worked out; the entries that are linked to are read together.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import singledispatch
from math import ceil
from types import MappingProxyType
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from strawberry.types.field import StrawberryField
from strawberry.utils.str_converters import to_camel_case

from models.component_links import Holder, components_in, links_of_component
from models.components import Component, ComponentField, ComponentsField, ComponentUnion
from models.editing.reading_texts import text_of, text_of_component
from models.edition import Edition, own_fields
from models.edition_values import EditionValues
from models.instants import FOREVER, InstantField, in_zone
from models.links import Link, Links, links_of
from models.translations import EnumField, TranslatedField
from models.validation import content_fields
from resolvers.attributes.shapes import Form, Kind, shape
from schema.editing.linked_entries import Names
from schema.editing.texts import Languages
from schema.members import member, type_of
from schema.output import leaf, optional
from schema.services import SIZE

COMPONENTS = 20
"""Components that cost as much as an entry."""


class Place(NamedTuple):
    """What values are read with: the sources of the edition's texts, the names of linked entries, the site's zone."""

    sources: Mapping[str, Any]
    names: Names
    zone: ZoneInfo


class Content:
    """The fields of an edition or of a component, read by their names."""

    def __init__(self, fields: Mapping[str, Any], values: EditionValues, place: Place, *, is_inside: bool) -> None:
        self._fields, self._values, self._place, self._is_inside = fields, values, place, is_inside

    def __getattr__(self, name: str) -> Any:
        if name not in self._fields:
            raise AttributeError(name, name=name, obj=self)
        field, value = self._fields[name], self._values.get(name)
        if isinstance(field, TranslatedField):
            text = text_of_component(self._values, name) if self._is_inside else None
            return Languages(text or text_of(self._values, name, self._place.sources))
        return shown_value(field, value, self._place)


def content_of(model: type[Edition], values: EditionValues, place: Place) -> Content:
    """Show the content of an edition."""
    return Content(edited_fields(model), values, place, is_inside=False)


@singledispatch
def shown_value(field: Any, value: Any, place: Place) -> Any:
    """Show the value of a field, None for none; a text is shown by what holds it. Days of components are texts."""
    is_day = isinstance(value, str) and shape(field).target is date
    return date.fromisoformat(value) if is_day else value


@shown_value.register
def _(field: InstantField, value: Any, place: Place) -> Any:
    return None if value in (None, FOREVER) else in_zone(value, place.zone)


@shown_value.register
def _(field: EnumField, value: Any, place: Place) -> Any:
    return None if value is None else field.enum(value)


@shown_value.register
def _(field: Link, value: Any, place: Place) -> Any:
    return None if value is None else place.names.link(value)


@shown_value.register
def _(field: Links, value: Any, place: Place) -> Any:
    return place.names.links(value or ())


@shown_value.register
def _(field: ComponentField, value: Any, place: Place) -> Any:
    return value and component_of(field, value, place)


@shown_value.register
def _(field: ComponentsField, value: Any, place: Place) -> Any:
    return [component_of(field, each, place) for each in value or ()]


def component_of(field: Holder, value: EditionValues, place: Place) -> Content:
    """Show a component; one of a union stands under the name of its kind."""
    if isinstance(field.component, ComponentUnion):
        members = field.component.members
        return Content(members, {field.component.member_of(value): value}, place, is_inside=True)
    return Content(field.kind_of(value).fields, value, place, is_inside=True)


def edited_fields(model: type[Edition]) -> dict[str, Any]:
    """List the fields of a type that are edited, by name: the slug, then its own."""
    return {"slug": model.slug, **content_fields(model)}


def linked_in(model: type[Edition], values: EditionValues) -> Iterator[tuple[int, str]]:
    """Yield the entries that an edition links to, components included, by number with their types."""
    for name, links in links_of(model).items():
        yield from ((number, links.target) for number in values.get(name) or ())
    for name, field in own_fields(model).items():
        if isinstance(field, Link) and values.get(name) is not None:
            yield values[name], field.target
        elif isinstance(field, Holder):
            for kind, component in components_in(field, values.get(name)):
                for link in links_of_component(kind):
                    if component.get(link) is not None:
                        yield component[link], kind.fields[link].target  # type: ignore[attr-defined]


MADE: set[type[Component] | ComponentUnion] = set()
"""The components whose types are made, or being made."""


def make_content(model: type[Edition]) -> None:
    """Make the type of the content of a model's editions, and of the components in it."""
    text = f"The content of an edition of {model.__name__}, as it is stored."
    make_type_of(f"{model.__name__}Content", edited_fields(model), text)


def make_component(kind: type[Component] | ComponentUnion) -> None:
    """Make the type of a component's values, once; it may stand inside its own kind. A union has a field for each."""
    if kind not in MADE:
        MADE.add(kind)
        fields = kind.members if isinstance(kind, ComponentUnion) else kind.fields
        make_type_of(f"{kind.__name__}Content", fields, f"A component {kind.__name__}, as it is stored.")


def make_type_of(name: str, fields: Mapping[str, Any], text: str) -> None:
    """Make a type of fields."""
    for field in fields.values():
        if isinstance(field, Holder) and field.component is not None:
            make_component(field.component)
    type_of(name, [stored_field(each, field) for each, field in fields.items()], text)


def stored_field(name: str, field: Any) -> StrawberryField:
    """Make a field, which says how many entries it leads to."""
    made = member(name, stored_kind(field), f"The field `{to_camel_case(name)}`.")
    if isinstance(field, Links):
        made.metadata = MappingProxyType({SIZE: field.at_most})
    elif isinstance(field, Holder):
        made.metadata = MappingProxyType({SIZE: ceil(field.at_most / COMPONENTS)})
    return made


def stored_kind(field: Any) -> Any:
    """Give the type of a field: of what its shape says, and null where a draft may lack it."""
    found = shape(field)
    if found.kind in (Kind.TEXT, Kind.RICH):
        return "Texts"
    kinds = {Kind.LINK: "EntryLink", Kind.COMPONENT: f"{found.target}Content"}
    kind = kinds.get(found.kind) or leaf(found)
    return f"list[{kind}]" if found.form is Form.LIST else optional(kind)
