"""Switches: `@include` and `@skip` for the values of an operation's variables, and those that cannot be decided.

A variable with a default may stand where a switch must be true or false, and be sent as null. Whether such a
selection belongs to the answer is undecided, so its root field is refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

from graphql import (
    BooleanValueNode,
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    Node,
    OperationDefinitionNode,
    SelectionNode,
    VariableNode,
    Visitor,
    visit,
)

from resolvers.context.errors import BadUserInput

Fragments = Mapping[str, FragmentDefinitionNode]


class Collector(Visitor):
    """Collects the variables below a node."""

    def __init__(self, found: list[VariableNode]) -> None:
        super().__init__()
        self.found = found

    def enter_variable(self, node: VariableNode, *_: Any) -> None:
        """Take down a variable."""
        self.found.append(node)


def variables_in(nodes: Iterable[Node]) -> list[VariableNode]:
    """List the variables below nodes."""
    found: list[VariableNode] = []
    collector = Collector(found)
    for node in nodes:
        visit(node, collector)
    return found


def switches(nodes: Iterable[Node]) -> tuple[str, ...]:
    """List the variables that `@include` and `@skip` read anywhere below *nodes*."""
    found: list[VariableNode] = []

    class Finder(Visitor):
        """Looks for variables in these directives, which others, as `@defer`, are not among."""

        def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
            if node.name.value in ("include", "skip"):
                visit(node, Collector(found))

    for node in nodes:
        visit(node, Finder())
    return tuple(dict.fromkeys(variable.name.value for variable in found))


def is_included(node: SelectionNode, variables: Any) -> bool | None:
    """Tell whether a selection belongs to the answer, `@skip` before `@include`; None where that is undecided."""
    is_skipped = switch(node, "skip", variables, default=False)
    if is_skipped is not False:
        return None if is_skipped is None else False
    return switch(node, "include", variables, default=True)


def switch(node: SelectionNode, name: str, variables: Any, *, default: bool) -> bool | None:
    """Return the value of a switch on a selection, None for null; its *default* where there is none."""
    for directive in node.directives or ():
        if directive.name.value == name:
            (argument,) = directive.arguments or ()
            if isinstance(argument.value, VariableNode):
                return cast("bool | None", variables.coerced.get(argument.value.name.value))
            return cast("BooleanValueNode", argument.value).value
    return default


class Undecided(NamedTuple):
    """A selection that cannot be decided: itself, or for a fragment what it stands on."""

    path: tuple[str, ...]
    nodes: tuple[SelectionNode, ...]

    def error(self) -> BadUserInput:
        """Make the error that clients get."""
        return BadUserInput("@include and @skip must be true or false, not null.", self)


def undecided(operation: OperationDefinitionNode, fragments: Fragments, variables: Any) -> dict[str, Undecided]:
    """Find the root fields that have a switch that is null, by response key, each with the first of these places."""
    search = Search(fragments, variables)
    search.roots(operation.selection_set.selections, None)
    return search.found


@dataclass
class Search:
    """A walk through an operation, in which a fragment is walked again only where that may find something else."""

    fragments: Fragments
    variables: Any
    found: dict[str, Undecided] = field(default_factory=dict)
    entered: set[tuple[str, bool]] = field(default_factory=set)
    """Fragments of root fields, each with whether it stands in an undecided one."""
    decided: set[str] = field(default_factory=set)
    """Fragments below root fields in which there is no undecided place."""

    def roots(self, selections: Iterable[SelectionNode], cause: SelectionNode | None) -> None:
        """Look at root fields; a *cause* is an undecided fragment that they stand in."""
        for node in selections:
            included = is_included(node, self.variables)
            if included is False:
                continue
            culprit = cause or (node if included is None else None)
            if isinstance(node, FieldNode):
                self.root(node, culprit)
            elif not isinstance(node, FragmentSpreadNode):
                self.roots(self.below(node), culprit)
            elif (entered := (node.name.value, culprit is not None)) not in self.entered:
                self.entered.add(entered)
                self.roots(self.below(node), culprit)

    def root(self, node: FieldNode, culprit: SelectionNode | None) -> None:
        """Look at a root field, and below it."""
        key = response_key(node)
        place = Undecided((key,), (culprit,)) if culprit else self.first(node, (key,))
        if place:
            self.found.setdefault(key, place)

    def first(self, parent: SelectionNode, path: tuple[str, ...]) -> Undecided | None:
        """Find the first undecided place below a selection at *path*."""
        fragment = parent.name.value if isinstance(parent, FragmentSpreadNode) else None
        if fragment in self.decided:
            return None
        for node in self.below(parent):
            included = is_included(node, self.variables)
            here = (*path, response_key(node)) if isinstance(node, FieldNode) else path
            if included is None:
                return Undecided(here, (node,))
            if included and (place := self.first(node, here)):
                return place
        if fragment:
            self.decided.add(fragment)
        return None

    def below(self, node: Any) -> Iterable[SelectionNode]:
        """List the selections below another."""
        if isinstance(node, FragmentSpreadNode):
            node = self.fragments[node.name.value]
        return node.selection_set.selections if node.selection_set else ()


def response_key(node: FieldNode) -> str:
    """Return the key that a field has in the response."""
    return (node.alias or node.name).value
