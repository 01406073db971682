"""Limits on documents, found in one pass before validation, in which each fragment is visited once.

They keep a small document from making the server work without end. A field that a fragment selects
counts as often as the fragment is spread. What is asked of the schema itself is not content: its depth
has a limit of its own, graphql-core's.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import reduce
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)


@dataclass(frozen=True)
class Limits:
    """What an operation may have at most; known clients stay far below."""

    tokens: int = 1_000
    """Tokens of a document, which has at most twenty times as many characters."""
    depth: int = 12
    """Levels of fields inside each other."""
    aliases: int = 30
    """Fields under names of the client's choice."""
    directives: int = 20
    """Directives."""
    root_fields: int = 20
    """Fields of the query itself."""
    fields: int = 2_000
    """Fields, with fragments written out."""
    key: int = 100
    """Characters of a name in the answer, which has it once for each entry."""
    cost: int = 5_000
    """What it may cost: the entries that it could read, its totals and its conditions."""

    @property
    def characters(self) -> int:
        """Characters of a document: what stands between tokens has to be read, too."""
        return self.tokens * CHARACTERS


CHARACTERS = 20
"""Of a token, with the space around it: more than any client's documents have, indented as they are."""

MOST_VALUES, DEEPEST_VALUE = 2_000, 32
"""Values that variables may have, each object and list counted, and how deep they may be inside each other."""

NAMES = {
    "depth": "is {} fields deep",
    "aliases": "has {} aliases",
    "directives": "has {} directives",
    "root_fields": "has {} root fields",
    "fields": "selects {} fields",
    "key": "has a name of {} characters",
}


@dataclass(frozen=True)
class Measure:
    """What a selection set has."""

    depth: int = 0
    aliases: int = 0
    directives: int = 0
    root_fields: int = 0
    fields: int = 0
    key: int = 0

    def __add__(self, other: "Measure") -> "Measure":
        return Measure(
            max(self.depth, other.depth),
            self.aliases + other.aliases,
            self.directives + other.directives,
            self.root_fields + other.root_fields,
            self.fields + other.fields,
            max(self.key, other.key),
        )


class Measuring:
    """Measures the operations of one document; a fragment that spreads itself has no end, which validation tells."""

    def __init__(self, document: DocumentNode) -> None:
        definitions = document.definitions
        self.fragments = {node.name.value: node for node in definitions if isinstance(node, FragmentDefinitionNode)}
        self.known: dict[str, Measure] = {}

    def operation(self, node: OperationDefinitionNode) -> Measure:
        """Measure an operation."""
        return self.directed(node, self.selections(node.selection_set))

    def selections(self, selections: SelectionSetNode | None) -> Measure:
        """Measure a selection set."""
        return total(self.selection(node) for node in selections.selections) if selections else Measure()

    def selection(self, node: object) -> Measure:
        """Measure one selection."""
        if isinstance(node, FieldNode):
            below = self.selections(node.selection_set)
            depth = 1 if node.name.value.startswith("__") else below.depth + 1
            aliases, key = below.aliases + (node.alias is not None), len((node.alias or node.name).value)
            measure = Measure(depth, aliases, below.directives, 1, below.fields + 1, max(key, below.key))
            return self.directed(node, measure)
        if isinstance(node, FragmentSpreadNode):
            return self.directed(node, self.fragment(node.name.value))
        assert isinstance(node, InlineFragmentNode)
        return self.directed(node, self.selections(node.selection_set))

    def fragment(self, name: str) -> Measure:
        """Measure a fragment, once."""
        if name not in self.known:
            self.known[name] = Measure()
            found = self.fragments.get(name)
            self.known[name] = self.directed(found, self.selections(found.selection_set)) if found else Measure()
        return self.known[name]

    def directed(
        self,
        node: FieldNode | FragmentSpreadNode | InlineFragmentNode | FragmentDefinitionNode | OperationDefinitionNode,
        measure: Measure,
    ) -> Measure:
        """Add the directives of a node."""
        return replace(measure, directives=measure.directives + len(node.directives)) if node.directives else measure


def total(measures: Iterable[Measure]) -> Measure:
    """Add measures up."""
    return reduce(Measure.__add__, measures, Measure())


def limit_error(document: DocumentNode, limits: Limits) -> GraphQLError | None:
    """Return the error of a document that asks for too much at once, or None."""
    measuring = Measuring(document)
    for operation in document.definitions:
        if isinstance(operation, OperationDefinitionNode):
            measure = measuring.operation(operation)
            for each in fields(Measure):
                found, allowed = getattr(measure, each.name), getattr(limits, each.name)
                if found > allowed:
                    return beyond(operation, f"{NAMES[each.name].format(found)}; {allowed} are allowed.")
    return None


def are_few(values: Any) -> bool:
    """Tell whether values, inside each other as JSON is, are no more and no deeper than variables may have."""
    level, found, depth = [values], 1, 0
    while level and found <= MOST_VALUES and depth <= DEEPEST_VALUE:
        inner = (each.values() if isinstance(each, dict) else each for each in level if isinstance(each, dict | list))
        level = [value for several in inner for value in several]
        found, depth = found + len(level), depth + 1
    return not level


def beyond(operation: OperationDefinitionNode, complaint: str) -> GraphQLError:
    """Make the error of an operation that is beyond a limit."""
    return GraphQLError(f"The operation {complaint}", operation, extensions={"code": "LIMIT_EXCEEDED"})
