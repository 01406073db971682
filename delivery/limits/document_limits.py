"""Limits on documents, found in one pass before validation, in which each fragment is visited once.

They keep a small document from making the server work without end. A field that a fragment selects
counts as often as the fragment is spread. What is asked of the schema itself is not content: its depth
has a limit of its own, graphql-core's.
"""

from dataclasses import dataclass, fields, replace
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
)

from models.access.callers import Caller


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
    cost: int = 10_000
    """What it may cost: the entries that it could read, its totals and its conditions."""
    token_cost: int = 50_000
    """What it may cost by a token, or as much as anybody's if that is more."""
    person_cost: int = 50_000
    """What it may cost by a person, or as much as anybody's if that is more."""

    def most_cost(self, caller: Caller) -> int:
        """Return what an operation of a caller may cost."""
        if caller.person is None:
            return self.cost
        return max(self.cost, self.person_cost if caller.token is None else self.token_cost)

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


@dataclass
class Measure:
    """What a selection set has."""

    depth: int = 0
    aliases: int = 0
    directives: int = 0
    root_fields: int = 0
    fields: int = 0
    key: int = 0

    def add(self, other: "Measure", *, depth: int, root_fields: int) -> None:
        """Add what stands in a selection, of which so much is that of the selection's own level."""
        self.depth = max(self.depth, depth)
        self.key = max(self.key, other.key)
        self.aliases += other.aliases
        self.directives += other.directives
        self.fields += other.fields
        self.root_fields += root_fields


class Measuring:
    """Measures the operations of one document; a fragment that spreads itself has no end, which validation says."""

    def __init__(self, document: DocumentNode) -> None:
        definitions = document.definitions
        self.fragments = {node.name.value: node for node in definitions if isinstance(node, FragmentDefinitionNode)}
        self.known: dict[str, Measure] = {}

    def measure(self, node: Any) -> Measure:
        """Measure what a node selects, and its own directives."""
        found = Measure(directives=len(node.directives or ()))
        for each in node.selection_set.selections if node.selection_set else ():
            if isinstance(each, FieldNode):
                below, key = self.measure(each), len((each.alias or each.name).value)
                depth = 1 if each.name.value.startswith("__") else below.depth + 1
                found.add(below, depth=depth, root_fields=1)
                found.fields, found.aliases = found.fields + 1, found.aliases + (each.alias is not None)
                found.key = max(found.key, key)
            else:
                below = self.fragment(each) if isinstance(each, FragmentSpreadNode) else self.measure(each)
                found.add(below, depth=below.depth, root_fields=below.root_fields)
        return found

    def fragment(self, spread: FragmentSpreadNode) -> Measure:
        """Measure a fragment, once, with the directives of where it is spread."""
        name = spread.name.value
        if name not in self.known:
            self.known[name] = Measure()
            found = self.fragments.get(name)
            self.known[name] = self.measure(found) if found else Measure()
        measure = self.known[name]
        return replace(measure, directives=measure.directives + len(spread.directives or ()))


def limit_error(document: DocumentNode, limits: Limits) -> GraphQLError | None:
    """Return the error of a document that asks for too much at once, or None."""
    measuring = Measuring(document)
    for operation in document.definitions:
        if isinstance(operation, OperationDefinitionNode):
            measure = measuring.measure(operation)
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
