"""What asking for the schema costs: the objects that are walked, by how many there are of each kind on average."""

from collections.abc import Mapping
from math import ceil

from graphql import FieldNode, FragmentDefinitionNode, FragmentSpreadNode, InlineFragmentNode, SelectionSetNode

COUNTS = {
    "types": 160,
    "fields": 6,
    "args": 2,
    "inputFields": 6,
    "enumValues": 6,
    "possibleTypes": 2,
    "directives": 5,
    "ofType": 0.5,
}
"""How many objects these fields lead to. On average fields have 0.7 arguments and types 3 fields; both are taken to
be more, since whoever asks for one type can choose."""

OBJECTS = 2.5
"""Objects of the schema that cost as much as an entry. The query of GraphiQL and other tools takes 60 ms and comes to
some 6,000: an operation may have one of it."""


class IntrospectionCosts:
    """The costs of what the operations of one document ask of the schema."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self.fragments = fragments
        self.counted: dict[str, float] = {}

    def of(self, node: FieldNode) -> int:
        """Return the cost of a root field, `__schema` or `__type`."""
        return ceil(self.field(node) / OBJECTS)

    def field(self, node: FieldNode) -> float:
        """Count the objects that a field leads to, and all below them."""
        if node.selection_set is None:
            return 0
        return COUNTS.get(node.name.value, 1) * (1 + self.selections(node.selection_set))

    def selections(self, selections: SelectionSetNode) -> float:
        """Count the objects below a selection set."""
        return sum(self.selection(node) for node in selections.selections)

    def selection(self, node: object) -> float:
        """Count the objects below one selection; a fragment's once."""
        if isinstance(node, FieldNode):
            return self.field(node)
        if isinstance(node, InlineFragmentNode):
            return self.selections(node.selection_set)
        assert isinstance(node, FragmentSpreadNode)
        name = node.name.value
        if name not in self.counted:
            self.counted[name] = self.selections(self.fragments[name].selection_set)
        return self.counted[name]
