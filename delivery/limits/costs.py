"""Costs: how many entries an operation could read, known before anything is read.

    newsStories(first: 12) { nodes { schools { name } } }     12 stories, each with up to 10 schools: 132

A page counts as what it may have, a list of links as what its model lets it have (`resolvers.attributes.sizes`);
conditions have a cost of their own (`condition_costs`), and so have rows that are read and not delivered (`read_costs`)
and the schema (`introspection_costs`). What has a resolver costs what its page or list may have, and
the price that it says; a mutation has one.
The fields of a document are walked once, each fragment once; what is left to do for a request is to
put the arguments in, which are those that its plans read. Requests in which these are the same cost the same.
"""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from math import ceil
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_composite_type,
)
from graphql.execution.values import VariableValues
from strawberry.schema.schema_converter import GraphQLCoreConverter

from delivery.limits import statistics_costs
from delivery.limits.cost_keys import ARGUMENTS, NOT_GIVEN, UNBOUNDED, Deciding, cost_key, options_of
from delivery.limits.cost_kinds import attribute_of, is_connection, is_entry, is_groups
from delivery.limits.cost_shares import Shares
from delivery.limits.introspection_costs import IntrospectionCosts
from delivery.limits.read_costs import Asked, Reading, reading
from models.table_statistics import TableStatistics, table_statistics
from resolvers.attributes.computed import Computed
from resolvers.attributes.link_addresses import AddressOfTarget, PathOfTarget
from resolvers.attributes.shapes import Form, Kind, shape
from resolvers.attributes.sizes import size
from resolvers.compiler.selections import FieldArguments
from resolvers.compiler.switches import variables_in
from resolvers.connections.connection_json import AllEntries
from resolvers.context.errors import LONGEST_LIST
from resolvers.context.read_context import DEFAULT, ReadOptions
from schema.services import PRICE, SIZE

TOTAL = 20
"""What counting the entries of a connection costs; it is more than reading a page of them, and rare."""

MUTATION = 20
"""What a mutation costs beside what it answers: a few rows that are read, and some that are written."""

PAGES = ("first", "last")
"""The arguments of fields with resolvers that say how many objects are wanted."""

ROWS = ("nodes", "node")
"""The fields of pages and edges that stand for a row."""

REFERENCES = 10
"""References of a rich text that cost as much as an entry, to know where they lead."""

REFERRING = frozenset({"html", "markdown", "value", "blocks"})
"""The fields of a rich text for which that is looked up."""

RICH_TEXT = "RichText"

ENTRIES = frozenset({"references", "blocks"})
"""The fields of a rich text that lead to entries."""

COMPONENTS = 20
"""Components of an entry that cost as much as an entry: they stand in its row, and are written out one by one."""


class Around(NamedTuple):
    """What stands around a selection: the entries of the *page* that it may be in, or a column of components.

    The *total* of a page costs so much, and its *groups* by one key. Those of a column cost so much as *components*
    together, however deep they are, and have at most *links* links of one name. A rich text has at most *references*.
    """

    page: int = 1
    total: int = TOTAL
    components: int = 0
    links: int = 1
    groups: int = 0
    references: int = 1


ALONE = Around()

MOST_LOOKS = 20
"""Comparisons of texts for which it is looked up how much an index finds, also for a request that is refused then."""

MOST_COSTS, MOST_DECIDERS = 50, 20
"""Costs of one document that are remembered, for values of so many variables at most: 100 kB."""


@dataclass
class Request:
    """The values of one request, and what fragments cost for it, once each is added up.

    The *options* are those of the root field that is being looked at, the statistics those of the database. It is
    looked at below so many different *parents*: the entries of one page, where that stands at the root. So many *looks*
    at what an index finds are left.
    """

    variables: VariableValues
    statistics: TableStatistics
    shares: Shares | None = None
    options: ReadOptions = DEFAULT
    parents: int = 1
    looks: Iterator[int] = field(default_factory=lambda: iter(range(MOST_LOOKS)))
    added: dict[tuple[str, Around, ReadOptions, int], int] = field(default_factory=dict)


Cost = Callable[[Request, Around], int]
"""Gives a cost for a request, and what stands around."""


def constant(cost: int) -> Cost:
    """Make a cost that is the same always."""
    return lambda request, around: cost


NOTHING = constant(0)


class Costs:
    """The costs of the operations of one document, which is valid."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        statistics: Callable[[], TableStatistics] = table_statistics,
    ) -> None:
        self.schema, self.statistics = schema, statistics
        definitions = document.definitions
        self.fragments = {node.name.value: node for node in definitions if isinstance(node, FragmentDefinitionNode)}
        self.fragments_found: dict[str, Cost] = {}
        self.introspection = IntrospectionCosts(self.fragments)
        self.deciding: dict[str, Deciding] = {}
        self.remembered: dict[tuple[Any, ...], int] = {}
        self.operations = {
            id(node): self.operation(node) for node in definitions if isinstance(node, OperationDefinitionNode)
        }

    def of(self, operation: OperationDefinitionNode, variables: VariableValues) -> int:
        """Return the cost of an operation of the document."""
        given, statistics = variables.coerced, self.statistics()
        keys = [cost_key(given.get(name, NOT_GIVEN), each, statistics.now) for name, each in self.deciding.items()]
        if UNBOUNDED in keys or len(keys) > MOST_DECIDERS:
            return self.worked_out(operation, variables)
        key = id(operation), statistics.period, *keys
        cost = self.remembered.get(key)
        if cost is None:
            cost = self.worked_out(operation, variables)
            if len(self.remembered) >= MOST_COSTS:
                self.remembered.clear()
            self.remembered[key] = cost
        return cost

    def worked_out(self, operation: OperationDefinitionNode, variables: VariableValues) -> int:
        """Work out the cost of an operation."""
        return self.operations[id(operation)](Request(variables, self.statistics()), ALONE)

    def advice(self, operation: OperationDefinitionNode, variables: VariableValues) -> str:
        """Say what to ask less of: the innermost field at which there is half of the cost, and what it is for."""
        shares = Shares()
        self.operations[id(operation)](Request(variables, self.statistics(), shares), ALONE)
        return shares.advice()

    def operation(self, node: OperationDefinitionNode) -> Cost:
        """Find the cost of an operation."""
        root = self.schema.get_root_type(node.operation)
        return self.selections(root, node.selection_set) if root else NOTHING

    def selections(self, parent: Any, selections: SelectionSetNode | None) -> Cost:
        """Add up the costs of a selection set."""
        found = [self.selection(parent, node) for node in (selections.selections if selections else ())]
        costs = [cost for cost in found if cost is not NOTHING]
        return (lambda request, around: sum(cost(request, around) for cost in costs)) if costs else NOTHING

    def selection(self, parent: Any, node: Any) -> Cost:
        """Find the cost of one selection."""
        if isinstance(node, FragmentSpreadNode):
            return self.fragment(node.name.value)
        if isinstance(node, InlineFragmentNode):
            condition = node.type_condition
            kind = self.schema.type_map[condition.name.value] if condition else parent
            return self.selections(kind, node.selection_set)
        return self.field(parent, node)

    def fragment(self, name: str) -> Cost:
        """Find the cost of a fragment, once; a request adds it up once, too."""
        if name not in self.fragments_found:
            node = self.fragments[name]
            kind = self.schema.type_map[node.type_condition.name.value]
            self.fragments_found[name] = added_once(name, self.selections(kind, node.selection_set))
        return self.fragments_found[name]

    def field(self, parent: Any, node: FieldNode) -> Cost:
        """Find the cost of a field: of what it leads to, as often as it may lead there."""
        name = node.name.value
        if name.startswith("__"):
            return constant(self.introspection.of(node)) if node.selection_set else NOTHING
        definition = parent.fields[name]
        kind = get_named_type(definition.type)
        if isinstance(computed := attribute_of(parent, name)[0], Computed):
            return self.selections(parent, computed.selection)
        if not is_composite_type(kind):
            return leaf_cost(parent, node)
        own, below = int(is_entry(kind)), self.selections(kind, node.selection_set)
        key = (node.alias or node.name).value
        if parent is not self.schema.query_type and name in ROWS:
            own = 1
        if parent.name == RICH_TEXT or is_connection(parent) or is_groups(parent):
            return self.of_whole(parent, node, definition, own, below)
        attribute, is_inside = attribute_of(parent, name)
        self.note_deciding(node)
        given = FieldArguments(definition, node)
        if attribute is None and (service := service_of(definition)):
            price = MUTATION if parent is self.schema.mutation_type else service.price
            return named(key, service_cost(given, price, service.size, below, is_page=is_connection(kind)))
        selected = self.names(node.selection_set) if is_connection(kind) else frozenset()
        cost = attribute_cost(attribute, given, selected, own, below, is_inside=is_inside)
        return named(key, read_as_asked(attribute, given, cost) if parent is self.schema.query_type else cost)

    def of_whole(self, parent: Any, node: FieldNode, definition: GraphQLField, own: int, below: Cost) -> Cost:
        """Find the cost of a field of a page: as often as the page has rows, all rows of its list, or of a text."""
        name, key = node.name.value, (node.alias or node.name).value
        if parent.name == RICH_TEXT:
            return named(key, referring_cost(name, own, below))
        if name in statistics_costs.FIELDS:
            self.note_deciding(node)
            return named(key, statistics_cost(name, FieldArguments(definition, node), below))
        return named(key, lambda request, around: repeated(request, around.page, own, below), is_sized=False)

    def note_deciding(self, node: FieldNode) -> None:
        """Note which variables decide the cost of a field."""
        for argument in node.arguments or ():
            deciding = ARGUMENTS.get(argument.name.value, Deciding.VALUE)
            for variable in variables_in([argument]):
                name = variable.name.value
                self.deciding[name] = max(self.deciding.get(name, Deciding.PRESENCE), deciding)

    def names(self, selections: SelectionSetNode | None) -> frozenset[str]:
        """Name the fields of a selection set, with those of its fragments."""
        found: set[str] = set()
        spread: set[str] = set()
        left = list(selections.selections) if selections else []
        while left:
            node = left.pop()
            if isinstance(node, FieldNode):
                found.add(node.name.value)
            elif isinstance(node, InlineFragmentNode):
                left += node.selection_set.selections
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in spread:
                spread.add(node.name.value)
                left += self.fragments[node.name.value].selection_set.selections
        return frozenset(found)


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
            cost = found.page + below(request, Around(page=often, total=TOTAL + found.total, groups=found.groups))
        request.parents = before
        return cost

    return cost


def statistics_cost(name: str, given: FieldArguments, below: Cost) -> Cost:
    """Find the cost of a field that goes over all entries of a connection: to count them, and what it tells."""

    def cost(request: Request, around: Around) -> int:
        arguments = arguments_of(given, request)
        now = max(request.statistics.now, request.options.at or 0)
        found = statistics_costs.FIELDS[name](arguments, around.groups, now)
        if request.shares:
            request.shares.note_reading(Reading(found.price))
        return found.price + below(request, Around(page=found.many, total=0))

    return cost


def repeated(request: Request, often: int, own: int, below: Cost) -> int:
    """Multiply what an object costs, itself and below, by how often it may be there."""
    if request.shares is None:
        return often * (own + below(request, ALONE))
    before, request.shares.often = request.shares.often, request.shares.often * often
    cost = often * (own + below(request, ALONE))
    request.shares.often = before
    return cost


def named(key: str, cost: Cost, *, is_sized: bool = True) -> Cost:
    """Let the share of a field be noted under its response key, where that is asked for; of a page at its connection.

    A fragment is noted where it is spread first, so that this takes no longer than adding the cost up.
    """

    def noted(request: Request, around: Around) -> int:
        shares = request.shares
        if shares is None:
            return cost(request, around)
        before, shares.path = shares.path, (*shares.path, key)
        found = cost(request, around)
        if is_sized:
            shares.found[shares.path] += found * shares.often
        shares.path = before
        return found

    return noted


def arguments_of(given: FieldArguments, request: Request) -> Mapping[str, Any]:
    """Coerce the arguments of a field; what cannot be is no argument, as the field fails before it reads anything."""
    try:
        return given.coerced(request.variables)
    except GraphQLError:
        return {}


def added_once(name: str, cost: Cost) -> Cost:
    """Let a request work out a fragment's cost once for the same that stands around it."""

    def once(request: Request, around: Around) -> int:
        key = name, around, request.options, request.parents
        found = request.added.get(key)
        if found is None:
            found = request.added[key] = cost(request, around)
        return found

    return once
