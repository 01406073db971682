"""Costs: how many entries an operation could read, known before anything is read.

    newsStories(first: 12) { nodes { schools { name } } }     12 stories, each with up to 10 schools: 132

A page counts as what it may have, a list of links as what its model lets it have (`resolvers.attributes.sizes`);
conditions have a cost of their own (`condition_costs`), and so have rows that are read and not delivered (`read_costs`)
and the schema (`introspection_costs`). What has a resolver costs what its page or list may have, and
the price that it says; a mutation has one.

    document      Costs: its fields are walked once, each fragment once
      └ field     `field_costs`: the cost of a field, by what it reads
          └ request   `cost_requests`: the arguments, and what stands around, are put in

Requests whose plans read the same arguments cost the same.
"""

from collections.abc import Callable
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_composite_type,
)
from graphql.execution.values import VariableValues

from delivery.limits import statistics_costs
from delivery.limits.cost_keys import ARGUMENTS, NOT_GIVEN, UNBOUNDED, Deciding, cost_key
from delivery.limits.cost_kinds import attribute_of, is_connection, is_entry, is_groups
from delivery.limits.cost_requests import ALONE, NOTHING, Cost, Request, added_once, constant, named, repeated
from delivery.limits.cost_shares import Shares
from delivery.limits.field_costs import (
    MUTATION,
    RICH_TEXT,
    attribute_cost,
    leaf_cost,
    read_as_asked,
    referring_cost,
    service_cost,
    service_of,
    statistics_cost,
)
from delivery.limits.introspection_costs import IntrospectionCosts
from models.table_statistics import TableStatistics, table_statistics
from resolvers.attributes.computed import Computed
from resolvers.compiler.selections import FieldArguments
from resolvers.compiler.switches import variables_in

ROWS = ("nodes", "node")
"""The fields of pages and edges that stand for a row."""

MOST_COSTS, MOST_DECIDERS = 50, 20
"""Costs of one document that are remembered, for values of so many variables at most: 100 kB."""


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
