"""The cost of a field, by what it reads: a page, a list, components, a rich text, or what has a resolver."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from math import ceil
from typing import Any, NamedTuple

from graphql import (
    FieldNode,
    GraphQLField,
)
from strawberry.schema.schema_converter import GraphQLCoreConverter

from delivery.limits import statistics_costs
from delivery.limits.cost_keys import options_of
from delivery.limits.cost_kinds import attribute_of
from delivery.limits.cost_requests import ALONE, NOTHING, TOTAL, Around, Cost, Request, arguments_of, named, repeated
from delivery.limits.read_costs import Asked, Reading, reading
from models.edition import Edition
from resolvers.attributes.link_addresses import AddressOfTarget, PathOfTarget
from resolvers.attributes.shapes import Form, Kind, shape
from resolvers.attributes.sizes import size
from resolvers.compiler.selections import FieldArguments
from resolvers.connections.connection_json import AllEntries
from resolvers.context.errors import LONGEST_LIST
from resolvers.context.perspectives import Stage
from resolvers.context.read_context import ReadOptions
from schema.services import PRICE, SIZE

MUTATION = 20
"""What a mutation costs beside what it answers: a few rows that are read, and some that are written."""

PAGES = ("first", "last")
"""The arguments of fields with resolvers that say how many objects are wanted."""

REFERENCES = 10
"""References of a rich text that cost as much as an entry, to know where they lead."""

REFERRING = frozenset({"html", "markdown", "value", "blocks"})
"""The fields of a rich text for which that is looked up."""

RICH_TEXT = "RichText"

ENTRIES = frozenset({"references", "blocks"})
"""The fields of a rich text that lead to entries."""

COMPONENTS = 20
"""Components of an entry that cost as much as an entry: they stand in its row, and are written out one by one."""


def read_as_asked(attribute: Any, given: FieldArguments, cost: Cost) -> Cost:
    """Let a root field and all below it cost what they do in the read options that it is asked for."""

    def read(request: Request, around: Around) -> int:
        request.options = options_of(attribute, arguments_of(given, request), request.statistics.now)
        return cost(request, around)

    return read


def attribute_cost(
    attribute: Any, given: FieldArguments, selected: AbstractSet[str], own: int, below: Cost, *, is_inside: bool
) -> Cost:
    """Find the cost of a field that reads an attribute; an object there costs *own*, and what is *below*."""
    if attribute is None:
        return lambda request, around: own + below(request, ALONE)
    found = shape(attribute)
    if found.kind is Kind.RICH:
        return rich_text_cost(attribute, below, is_inside=is_inside)
    if found.kind is Kind.COMPONENT:
        return component_cost(attribute, below, is_inside=is_inside)
    if found.kind is Kind.LINK and is_inside:
        return lambda request, around: repeated(request, around.links, own, below)
    return sized_cost(attribute, given, selected if found.form is Form.CONNECTION else None, own, below)


def leaf_cost(parent: Any, node: FieldNode) -> Cost:
    """Find the cost of a field without fields of its own: nothing, unless entries are looked up for it."""
    name = node.name.value
    if parent.name == RICH_TEXT:
        return named((node.alias or node.name).value, referring_cost(name, 0, NOTHING))
    if isinstance(attribute_of(parent, name)[0], PathOfTarget | AddressOfTarget):
        return named((node.alias or node.name).value, lambda request, around: ceil(around.links / REFERENCES))
    return (lambda request, around: around.total) if name == "totalCount" else NOTHING


def rich_text_cost(attribute: Any, below: Cost, *, is_inside: bool) -> Cost:
    """Find the cost of a rich text: each field that needs to know where its references lead looks all of them up.

    Those of a column of components are looked up together.
    """
    if is_inside:
        return lambda request, around: below(request, Around(references=attribute.at_most * around.links))
    return lambda request, around: below(request, Around(references=attribute.at_most))


def referring_cost(name: str, own: int, below: Cost) -> Cost:
    """Find the cost of a field of a rich text: of its references, and of the entries that are selected of them."""
    price = int(name in REFERRING)

    def cost(request: Request, around: Around) -> int:
        entries = repeated(request, around.references, own, below) if name in ENTRIES else below(request, ALONE)
        return price * ceil(around.references / REFERENCES) + entries

    return cost


class Service(NamedTuple):
    """What a field with a resolver says of itself: what it costs beside its answer, and how many objects that has."""

    price: int
    size: int


def service_of(definition: GraphQLField) -> Service | None:
    """Read what a field with a resolver says of its price; None for a field of content."""
    field = definition.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    metadata = getattr(field, "metadata", None) or {}
    if getattr(field, "base_resolver", None) is None and SIZE not in metadata:
        return None
    return Service(metadata.get(PRICE, 0), metadata.get(SIZE, 1))


def service_cost(given: FieldArguments, price: int, size: int, below: Cost, *, is_page: bool) -> Cost:
    """Find the cost of a field with a resolver: a page and a list as what they may have, another as its size."""

    def cost(request: Request, around: Around) -> int:
        arguments = arguments_of(given, request)
        few = next((arguments[name] for name in PAGES if isinstance(arguments.get(name), int)), None)
        many = size if few is None else min(max(few, 0), LONGEST_LIST)
        if is_page:
            return 1 + price + below(request, Around(page=many))
        return price + repeated(request, many, 1, below)

    return cost


def component_cost(attribute: Any, below: Cost, *, is_inside: bool) -> Cost:
    """Find the cost of components; those inside others are of the same column, which its bounds count whole."""
    if is_inside:
        return lambda request, around: around.components + below(request, around)
    here = Around(components=ceil(attribute.at_most / COMPONENTS), links=attribute.linking)
    return lambda request, around: here.components + below(request, here)


def sized_cost(attribute: Any, given: FieldArguments, selected: AbstractSet[str] | None, own: int, below: Cost) -> Cost:
    """Find the cost of a field whose arguments may say how much it leads to, and what has to be read for it.

    A page's entries stand in its fields, which are *selected*; a list has none.
    """

    def cost(request: Request, around: Around) -> int:
        arguments = arguments_of(given, request)
        often = size(attribute, arguments)
        found = reading(
            attribute,
            Asked(
                arguments,
                selected or frozenset(),
                request.options,
                request.statistics,
                request.parents,
                request.looks,
            ),
        )
        if request.shares:
            request.shares.note_reading(found)
        before, request.parents = request.parents, max(1, often) if isinstance(attribute, AllEntries) else 1
        if selected is None:
            cost = found.page + repeated(request, often, own, below)
        else:
            whole = whole_of(attribute, arguments, request.options)
            around = Around(page=often, total=TOTAL + found.total, groups=found.groups, whole=whole)
            cost = found.page + below(request, around)
        request.parents = before
        return cost

    return cost


def whole_of(attribute: Any, arguments: Mapping[str, Any], options: ReadOptions) -> type[Edition] | None:
    """Return the type whose published entries a connection goes through, all of them, as the ledger counts them."""
    is_whole = isinstance(attribute, AllEntries) and not arguments.get("where") and options.stage is not Stage.LATEST
    return attribute.model if is_whole else None


def statistics_cost(name: str, given: FieldArguments, below: Cost) -> Cost:
    """Find the cost of a field that goes over all entries of a connection: to count them, and what it tells."""

    def cost(request: Request, around: Around) -> int:
        arguments = arguments_of(given, request)
        found = statistics_costs.FIELDS[name](arguments, around, request)
        if request.shares:
            request.shares.note_reading(Reading(found.price))
        return found.price + below(request, Around(page=found.many, total=0))

    return cost
