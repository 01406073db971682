"""Shapes: what the value of an attribute is: what kind of thing, one or several, of which type, and whether of null.

It is said here once for each class of attributes. The GraphQL type of a field, the annotation of a schema module, the
conditions on it and its cost follow from it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import singledispatch
from typing import Any

from peewee import Field

from models.components import ComponentField, ComponentsField, is_required
from models.links import ENTRY, Backlink, Link, Links
from models.rich_text.fields import RichTextField
from models.translations import EnumField, TranslatedField
from resolvers.attributes.addresses import Alternates, PagePath
from resolvers.attributes.block_key import BlockKey
from resolvers.attributes.breadcrumbs import Breadcrumbs
from resolvers.attributes.columns import python_type
from resolvers.attributes.computed import Computed
from resolvers.attributes.edition_state import EditionState, StateOfEdition
from resolvers.attributes.entries_by_keys import EntriesByKeys
from resolvers.attributes.entry_by_key import EntryByKey
from resolvers.attributes.entry_by_slug import EntryBySlug
from resolvers.attributes.grouped import Grouped
from resolvers.attributes.ids import Identity
from resolvers.attributes.languages import IsRead, LanguageTag
from resolvers.attributes.link_addresses import AddressOfTarget, PathOfTarget
from resolvers.attributes.links import NarrowedLinks
from resolvers.attributes.listed import Listed
from resolvers.attributes.live_until import LiveUntil
from resolvers.attributes.namespace import Namespace
from resolvers.attributes.nodes import Nodes
from resolvers.attributes.open_span import OpenSpan
from resolvers.attributes.opening_hours import IsOpen, NextOpeningOrClosing, OpeningHours
from resolvers.attributes.paths_list import Paths
from resolvers.attributes.route import Route, RouteEntry, RouteValue
from resolvers.attributes.site_entry import SiteEntry
from resolvers.attributes.texts import Translation
from resolvers.attributes.upcoming import Upcoming
from resolvers.attributes.without_links import WithoutLinks
from resolvers.connections.connection_json import AllEntries
from resolvers.connections.search_json import Search, Suggest
from resolvers.context.object_types import OBJECT_TYPES


class Kind(Enum):
    """What kind of thing a value is."""

    VALUE = "a value of a type of Python, which the shape's target is"
    TEXT = "a text in the locale of the read context, or what it falls back to"
    ID = "a global id"
    RICH = "a rich text in the locale of the read context, or what it falls back to"
    TRANSLATION = "a report of the languages in which the texts of an object were served"
    ALTERNATES = "the addresses of an entry in the languages in which it has a name"
    COMPONENT = "a component, inside the row of its edition"
    LINK = "an entry at the other end of a link"
    ROOT = "an object that is read from arguments alone"


class Form(Enum):
    """How many there are."""

    ONE = "one"
    LIST = "a list"
    CONNECTION = "a connection, of which arguments take a page"


@dataclass(frozen=True)
class Shape:
    """What a value is; *target* is a type of Python, or the name of a type of the schema.

    One that *is_nullable* may be null; of a list, what stands in it.
    """

    kind: Kind
    target: Any
    form: Form = Form.ONE
    is_nullable: bool = False

    @property
    def is_object(self) -> bool:
        """Tell whether it has fields, or its items have."""
        return self.kind not in (Kind.VALUE, Kind.TEXT, Kind.ID)


@singledispatch
def shape(attribute: Any) -> Shape:
    """Describe the value of an attribute; raise `TypeError` for what is none."""
    raise TypeError(f"{attribute!r} cannot be read as a field of a GraphQL type")


@shape.register
def _(attribute: Field) -> Shape:
    return Shape(Kind.VALUE, python_type(attribute), is_nullable=not is_required(attribute))


@shape.register
def _(attribute: EnumField) -> Shape:
    return Shape(Kind.VALUE, attribute.enum, is_nullable=not is_required(attribute))


@shape.register
def _(attribute: TranslatedField) -> Shape:
    return Shape(Kind.TEXT, str, is_nullable=True)


@shape.register
def _(attribute: RichTextField) -> Shape:
    return Shape(Kind.RICH, "RichText", is_nullable=True)


@shape.register
def _(attribute: Computed) -> Shape:
    form = Form.LIST if attribute.is_list else Form.ONE
    return Shape(Kind.VALUE, attribute.target, form, attribute.has_nullable_items or not attribute.is_list)


@shape.register
def _(attribute: Identity) -> Shape:
    return Shape(Kind.ID, str)


@shape.register
def _(attribute: LiveUntil) -> Shape:
    return Shape(Kind.VALUE, python_type(attribute.column), is_nullable=True)


@shape.register
def _(attribute: StateOfEdition) -> Shape:
    return Shape(Kind.VALUE, EditionState)


@shape.register
def _(attribute: OpenSpan) -> Shape:
    return Shape(Kind.VALUE, bool)


@shape.register
def _(attribute: IsOpen) -> Shape:
    return Shape(Kind.VALUE, bool, is_nullable=True)


@shape.register
def _(attribute: NextOpeningOrClosing) -> Shape:
    return Shape(Kind.VALUE, datetime, is_nullable=True)


@shape.register
def _(attribute: WithoutLinks) -> Shape:
    return Shape(Kind.VALUE, bool)


@shape.register
def _(attribute: OpeningHours) -> Shape:
    return Shape(Kind.COMPONENT, "DayHours", Form.LIST)


@shape.register
def _(attribute: LanguageTag) -> Shape:
    return Shape(Kind.VALUE, str)


@shape.register
def _(attribute: IsRead) -> Shape:
    return Shape(Kind.VALUE, bool)


@shape.register
def _(attribute: Translation) -> Shape:
    return Shape(Kind.TRANSLATION, "Translation")


@shape.register
def _(attribute: PagePath) -> Shape:
    return Shape(Kind.VALUE, str, is_nullable=True)


@shape.register
def _(attribute: Alternates) -> Shape:
    return Shape(Kind.ALTERNATES, "Alternate", Form.LIST)


@shape.register(PathOfTarget)
@shape.register(AddressOfTarget)
def _(attribute: PathOfTarget | AddressOfTarget) -> Shape:
    return Shape(Kind.VALUE, str, is_nullable=True)


@shape.register
def _(attribute: RouteValue) -> Shape:
    if attribute.name == "alternates":
        return Shape(Kind.ALTERNATES, "Alternate", Form.LIST)
    return Shape(Kind.VALUE, attribute.target, is_nullable=attribute.is_nullable)


@shape.register
def _(attribute: Breadcrumbs) -> Shape:
    return Shape(Kind.ROOT, "Crumb", Form.LIST)


@shape.register
def _(attribute: Paths) -> Shape:
    return Shape(Kind.ROOT, "Path", Form.CONNECTION)


@shape.register
def _(attribute: RouteEntry) -> Shape:
    return Shape(Kind.ROOT, "Entry", is_nullable=True)


@shape.register
def _(attribute: Route) -> Shape:
    return Shape(Kind.ROOT, "Route", is_nullable=True)


@shape.register
def _(attribute: ComponentsField) -> Shape:
    assert attribute.component
    return Shape(Kind.COMPONENT, attribute.component.__name__, Form.LIST)


@shape.register
def _(attribute: ComponentField) -> Shape:
    assert attribute.component
    return Shape(Kind.COMPONENT, attribute.component.__name__, is_nullable=True)


@shape.register
def _(attribute: BlockKey) -> Shape:
    return Shape(Kind.ID, str)


@shape.register
def _(attribute: Listed) -> Shape:
    return Shape(Kind.LINK, ENTRY, Form.LIST)


@shape.register
def _(attribute: Grouped) -> Shape:
    return Shape(Kind.COMPONENT, attribute.type_name, is_nullable=True)


@shape.register
def _(attribute: Link) -> Shape:
    return Shape(Kind.LINK, attribute.target, is_nullable=True)


@shape.register
def _(attribute: Links) -> Shape:
    return Shape(Kind.LINK, attribute.target, Form.LIST)


@shape.register
def _(attribute: NarrowedLinks) -> Shape:
    return Shape(Kind.LINK, attribute.links.target, Form.LIST)


@shape.register
def _(attribute: Backlink) -> Shape:
    return Shape(Kind.LINK, attribute.link.model.__name__, Form.CONNECTION)


@shape.register
def _(attribute: AllEntries) -> Shape:
    return Shape(Kind.ROOT, attribute.model.__name__, Form.CONNECTION)


@shape.register(EntryByKey)
@shape.register(SiteEntry)
def _(attribute: EntryByKey | SiteEntry) -> Shape:
    return Shape(Kind.ROOT, attribute.model.__name__, is_nullable=True)


@shape.register
def _(attribute: EntryBySlug) -> Shape:
    entry = (attribute.model, attribute.slug)
    names = (kind.name for kind in OBJECT_TYPES.values() if (kind.model, kind.slug) == entry)
    return Shape(Kind.ROOT, next(names, attribute.model.__name__), is_nullable=True)


@shape.register(EntriesByKeys)
@shape.register(Upcoming)
def _(attribute: EntriesByKeys | Upcoming) -> Shape:
    return Shape(Kind.ROOT, attribute.model.__name__, Form.LIST)


@shape.register
def _(attribute: Nodes) -> Shape:
    form = Form.LIST if attribute.argument == "ids" else Form.ONE
    return Shape(Kind.ROOT, attribute.interface, form, is_nullable=True)


@shape.register
def _(attribute: Search) -> Shape:
    return Shape(Kind.ROOT, "Search", Form.CONNECTION)


@shape.register
def _(attribute: Suggest) -> Shape:
    return Shape(Kind.ROOT, "Suggestion", Form.LIST)


@shape.register
def _(attribute: Namespace) -> Shape:
    return Shape(Kind.ROOT, attribute.type_name)
