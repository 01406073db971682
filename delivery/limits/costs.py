"""Costs: how many entries an operation could read, known before anything is read.

    newsStories(first: 12) { nodes { schools { name } } }     12 stories, each with 10 schools: 132

A page counts as what it may have, a list of links as ten, whatever is there; conditions have a
cost of their own (`condition_costs`), and so has the schema (`introspection_costs`). The fields of
a document are walked once, each fragment once; what is left to do for a request is to put the
values in that are its variables.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
    value_from_ast_untyped,
)

from delivery.limits.condition_costs import Cost as Number
from delivery.limits.condition_costs import Values, condition_cost
from delivery.limits.introspection_costs import IntrospectionCosts
from models.edition import Edition
from resolvers.paging import DEFAULT_PAGE, LARGEST_PAGE
from resolvers.types import OBJECT_TYPES

LINKS = 10
"""Entries that a list of links is taken to have: few have more."""

TOTAL = 10
"""What counting the entries of a connection costs; it is more than reading a page of them, and rare."""


Cost = Callable[[Values, int], int]
"""Gives a cost for the values of an operation's variables, and the size of the page around, of which `nodes` are."""


def constant(cost: int) -> Cost:
    """Make a cost that is the same always."""
    return lambda values, page: cost


NOTHING = constant(0)


class Costs:
    """The costs of the operations of one document, which is valid."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode) -> None:
        self.schema = schema
        definitions = document.definitions
        self.fragments = {node.name.value: node for node in definitions if isinstance(node, FragmentDefinitionNode)}
        self.known: dict[str, Cost] = {}
        self.introspection = IntrospectionCosts(self.fragments)
        self.operations = {
            id(node): self.operation(node) for node in definitions if isinstance(node, OperationDefinitionNode)
        }

    def of(self, operation: OperationDefinitionNode | None, variables: Values) -> int:
        """Return the cost of an operation of the document; 0 where it has none of that name."""
        return self.operations[id(operation)](variables, 1) if operation else 0

    def operation(self, node: OperationDefinitionNode) -> Cost:
        """Find the cost of an operation, in which variables that are not given have their defaults."""
        root = self.schema.get_root_type(node.operation)
        if root is None:
            return NOTHING
        cost = self.selections(root, node.selection_set)
        given = {each.variable.name.value: each.default_value for each in node.variable_definitions or ()}
        defaults = {name: default(value) for name, value in given.items() if value}
        return lambda values, page: cost({**defaults, **values}, page)

    def selections(self, parent: Any, selections: SelectionSetNode | None) -> Cost:
        """Add up the costs of a selection set."""
        found = [self.selection(parent, node) for node in (selections.selections if selections else ())]
        costs = [cost for cost in found if cost is not NOTHING]
        return (lambda values, page: sum(cost(values, page) for cost in costs)) if costs else NOTHING

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
        if name not in self.known:
            node = self.fragments[name]
            kind = self.schema.type_map[node.type_condition.name.value]
            self.known[name] = added_once(self.selections(kind, node.selection_set))
        return self.known[name]

    def field(self, parent: Any, node: FieldNode) -> Cost:
        """Find the cost of a field: of what it leads to, as often as it may lead there."""
        name = node.name.value
        if name.startswith("__"):
            return constant(self.introspection.of(node)) if node.selection_set else NOTHING
        definition = parent.fields[name]
        kind = get_named_type(definition.type)
        if not is_composite_type(kind):
            return constant(TOTAL) if name == "totalCount" else NOTHING
        own, below = int(is_entry(kind)), self.selections(kind, node.selection_set)
        if is_connection(parent):
            return lambda values, page: page * (own + below(values, 1))
        given = {each.name.value: each.value for each in node.arguments or ()}
        size = size_of(given, definition, is_entry=bool(own))
        if is_connection(kind):
            conditions = condition_cost(given["where"]) if "where" in given else number(0)
            return lambda values, page: below(values, size(values)) + conditions(values)
        return lambda values, page: size(values) * (own + below(values, 1))


def added_once(cost: Cost) -> Cost:
    """Let a cost be worked out once for the same values and size of the page."""
    latest: tuple[Values | None, int, int] = (None, 0, 0)

    def known(values: Values, page: int) -> int:
        nonlocal latest
        given, size, found = latest
        if given is not values or size != page:
            found = cost(values, page)
            latest = values, page, found
        return found

    return known


def is_entry(kind: Any) -> bool:
    """Tell whether objects of a type are entries, each a row to be read."""
    if isinstance(kind, GraphQLInterfaceType):
        return True
    model = OBJECT_TYPES[kind.name].model if isinstance(kind, GraphQLObjectType) and kind.name in OBJECT_TYPES else None
    return model is not None and issubclass(model, Edition)


def is_connection(kind: Any) -> bool:
    """Tell whether a type is that of pages."""
    return str(kind.name).endswith("Connection")


def number(value: int) -> Number:
    """Make a number that is the same always."""
    return lambda values: value


def default(node: ValueNode) -> Any:
    """Read the default of a variable; None for an integer of more digits than Python reads, which no page has."""
    with suppress(ValueError):
        return value_from_ast_untyped(node)
    return None


def size_of(given: Mapping[str, ValueNode], definition: GraphQLField, *, is_entry: bool) -> Number:
    """Find how many objects a field may lead to, by the arguments that are *given*."""
    if "first" in definition.args:
        return page_size(given.get("last") or given.get("first"))
    if "ids" in definition.args:
        return length(given.get("ids"))
    return number(LINKS if is_entry and is_list_type(get_nullable_type(definition.type)) else 1)


def page_size(node: Any) -> Number:
    """Find the size of a page; what is no size, which is refused later, counts as the largest."""
    if isinstance(node, VariableNode):
        name = node.name.value

        def size(values: Values) -> int:
            given = values.get(name)
            if given is None:
                return DEFAULT_PAGE
            return min(max(given, 0), LARGEST_PAGE) if isinstance(given, int) else LARGEST_PAGE

        return size
    return number(min(max(int(node.value), 0), LARGEST_PAGE) if isinstance(node, IntValueNode) else DEFAULT_PAGE)


def length(node: Any) -> Number:
    """Find the length of a list of ids."""
    if isinstance(node, ListValueNode):
        return number(len(node.values))
    if isinstance(node, VariableNode):
        name = node.name.value
        return lambda values: len(values[name]) if isinstance(values.get(name), list) else 1
    return number(1)
