"""Costs: how many entries an operation could read, known before anything is read.

    newsStories(first: 12) { nodes { schools { name } } }     12 stories, each with up to 10 schools: 132

A page counts as what it may have, a list of links as what its model lets it have (`resolvers.attributes.sizes`);
conditions have a cost of their own (`condition_costs`), and so has the schema (`introspection_costs`).
The fields of a document are walked once, each fragment once; what is left to do for a request is to
put the arguments in, which are those that its plans read. Requests in which these are the same cost the same.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_composite_type,
)
from graphql.execution.values import VariableValues

from delivery.limits.condition_costs import condition_cost
from delivery.limits.introspection_costs import IntrospectionCosts
from models.components import Component
from models.edition import Edition
from resolvers.attributes.computed import Computed
from resolvers.attributes.shapes import Form, Kind, shape
from resolvers.attributes.sizes import size
from resolvers.compiler.selections import FieldArguments
from resolvers.compiler.switches import variables_in
from resolvers.context.object_types import OBJECT_TYPES

TOTAL = 20
"""What counting the entries of a connection costs; it is more than reading a page of them, and rare."""

COMPONENTS = 20
"""Components of an entry that cost as much as an entry: they stand in its row, and are written out one by one."""


class Around(NamedTuple):
    """What stands around a selection: the entries of the *page* that it may be in, or a column of components.

    Those of a column cost so much as *components* together, however deep they are, and have at most *links* links of
    one name.
    """

    page: int = 1
    components: int = 0
    links: int = 1


ALONE = Around()

MOST_COSTS, MOST_DECIDERS, SHORT = 20, 20, 40
"""Costs of one document that are remembered, for values of so many variables at most, texts of so many characters:
40 kB."""

INDIFFERENT = frozenset({"locale", "fallback", "asOf", "after", "before", "orderBy"})
"""Arguments whose values no cost depends on."""

NOT_GIVEN, GIVEN, UNBOUNDED = object(), object(), object()
"""What stands for variables: one that is not given, one of whatever value, and one that no cost is remembered by."""

LONGEST_PATH = 150
"""Characters of a path that a message names."""


@dataclass
class Request:
    """The values of one request, and what fragments cost for it, once each is added up."""

    variables: VariableValues
    added: dict[tuple[str, Around], int] = field(default_factory=dict)
    shares: "Shares | None" = None


@dataclass
class Shares:
    """How much of a cost is at each field, by response keys; noted for an operation that costs too much.

    *path* is that of the field that is being looked at, which there may be *often*.
    """

    found: Counter[tuple[str, ...]] = field(default_factory=Counter)
    path: tuple[str, ...] = ()
    often: int = 1

    def largest(self) -> tuple[str, ...]:
        """Return the path of the innermost field at which there is half of the cost of its operation."""
        half = max(self.found.values(), default=0) / 2
        return max((path for path, cost in self.found.items() if cost >= half), key=len, default=())


Cost = Callable[[Request, Around], int]
"""Gives a cost for a request, and what stands around."""


def constant(cost: int) -> Cost:
    """Make a cost that is the same always."""
    return lambda request, around: cost


NOTHING = constant(0)


class Costs:
    """The costs of the operations of one document, which is valid."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self.schema = schema
        definitions = document.definitions
        self.fragments = {node.name.value: node for node in definitions if isinstance(node, FragmentDefinitionNode)}
        self.fragments_found: dict[str, Cost] = {}
        self.introspection = IntrospectionCosts(self.fragments)
        self.deciding: dict[str, bool] = {}
        self.remembered: dict[tuple[Any, ...], int] = {}
        self.operations = {
            id(node): self.operation(node) for node in definitions if isinstance(node, OperationDefinitionNode)
        }

    def of(self, operation: OperationDefinitionNode, variables: VariableValues) -> int:
        """Return the cost of an operation of the document."""
        given = variables.coerced
        values = [decider(given.get(name, NOT_GIVEN), counts=counts) for name, counts in self.deciding.items()]
        if UNBOUNDED in values or len(values) > MOST_DECIDERS:
            return self.worked_out(operation, variables)
        key = id(operation), *values
        cost = self.remembered.get(key)
        if cost is None:
            cost = self.worked_out(operation, variables)
            if len(self.remembered) >= MOST_COSTS:
                self.remembered.clear()
            self.remembered[key] = cost
        return cost

    def worked_out(self, operation: OperationDefinitionNode, variables: VariableValues) -> int:
        """Work out the cost of an operation."""
        return self.operations[id(operation)](Request(variables), ALONE)

    def largest_share(self, operation: OperationDefinitionNode, variables: VariableValues) -> str:
        """Name the innermost field at which there is half of the cost: `newsStories.nodes.tags`."""
        shares = Shares()
        self.operations[id(operation)](Request(variables, shares=shares), ALONE)
        return shorten(".".join(shares.largest()))

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
            return constant(TOTAL) if name == "totalCount" else NOTHING
        own, below = int(is_entry(kind)), self.selections(kind, node.selection_set)
        key = (node.alias or node.name).value
        if is_connection(parent):
            return named(key, lambda request, around: repeated(request, around.page, own, below), is_sized=False)
        attribute, is_inside = attribute_of(parent, name)
        for argument in node.arguments or ():
            for variable in variables_in([argument]):
                counts = argument.name.value not in INDIFFERENT
                self.deciding[variable.name.value] = self.deciding.get(variable.name.value, False) or counts
        return named(key, attribute_cost(attribute, FieldArguments(definition, node), own, below, is_inside=is_inside))


def attribute_of(parent: Any, name: str) -> tuple[Any, bool]:
    """Return the attribute that a field reads, None for a field that has none, and whether it is within a component."""
    kind = OBJECT_TYPES.get(parent.name)
    if kind is None:
        return None, False
    return kind.attributes.get(name), kind.model is not None and issubclass(kind.model, Component)


def attribute_cost(attribute: Any, given: FieldArguments, own: int, below: Cost, *, is_inside: bool) -> Cost:
    """Find the cost of a field that reads an attribute; an object there costs *own*, and what is *below*."""
    if attribute is None:
        return lambda request, around: own + below(request, ALONE)
    found = shape(attribute)
    if found.kind is Kind.COMPONENT:
        return component_cost(attribute, below, is_inside=is_inside)
    if found.kind is Kind.LINK and is_inside:
        return lambda request, around: repeated(request, around.links, own, below)
    return sized_cost(attribute, given, own, below, is_page=found.form is Form.CONNECTION)


def component_cost(attribute: Any, below: Cost, *, is_inside: bool) -> Cost:
    """Find the cost of components; those inside others are of the same column, which its bounds count whole."""
    if is_inside:
        return lambda request, around: around.components + below(request, around)
    here = Around(components=ceil(attribute.at_most / COMPONENTS), links=attribute.linking)
    return lambda request, around: here.components + below(request, here)


def sized_cost(attribute: Any, given: FieldArguments, own: int, below: Cost, *, is_page: bool) -> Cost:
    """Find the cost of a field whose arguments may say how much it leads to; a page's entries stand in its fields."""

    def cost(request: Request, around: Around) -> int:
        arguments = arguments_of(given, request)
        often = size(attribute, arguments)
        if is_page:
            return below(request, Around(page=often)) + condition_cost(arguments.get("where"))
        return repeated(request, often, own, below)

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


def shorten(path: str) -> str:
    """Cut a path where it is longer than a message should be."""
    return path if len(path) <= LONGEST_PATH else f"{path[:LONGEST_PATH]}…"


def arguments_of(given: FieldArguments, request: Request) -> Mapping[str, Any]:
    """Coerce the arguments of a field; what cannot be is no argument, as the field fails before it reads anything."""
    try:
        return given.coerced(request.variables)
    except GraphQLError:
        return {}


def added_once(name: str, cost: Cost) -> Cost:
    """Let a request work out a fragment's cost once for the same that stands around it."""

    def once(request: Request, around: Around) -> int:
        found = request.added.get((name, around))
        if found is None:
            found = request.added[name, around] = cost(request, around)
        return found

    return once


def decider(value: Any, *, counts: bool) -> Any:
    """Return what of a variable's value decides a cost: all of it where it *counts*, else whether there is one.

    A field whose argument is null and must not be is one without arguments. What is too large to remember a cost by
    is `UNBOUNDED`.
    """
    if value is NOT_GIVEN or value is None:
        return value
    if not counts:
        return GIVEN
    is_short = isinstance(value, int) or (isinstance(value, str) and len(value) <= SHORT)
    return (type(value), value) if is_short else UNBOUNDED  # to a dictionary, 1 is True


def is_entry(kind: Any) -> bool:
    """Tell whether objects of a type are entries, each a row to be read."""
    if isinstance(kind, GraphQLInterfaceType):
        return True
    model = OBJECT_TYPES[kind.name].model if isinstance(kind, GraphQLObjectType) and kind.name in OBJECT_TYPES else None
    return model is not None and issubclass(model, Edition)


def is_connection(kind: Any) -> bool:
    """Tell whether a type is that of pages."""
    return str(kind.name).endswith("Connection")
