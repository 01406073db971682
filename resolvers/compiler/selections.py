"""Selections: what a client asked of one object type, fragments merged, in response order.

Works on the document alone. `@include` and `@skip` are decided here, so a plan holds for their
values, none of which is null below a field that is planned; all other arguments are read when the plan runs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    get_argument_values,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_list_type,
    is_non_null_type,
    located_error,
)

from resolvers.compiler.switches import is_included, variables_in
from resolvers.context.errors import require_text


@dataclass(frozen=True)
class Document:
    """What the selections of one operation are read against."""

    schema: GraphQLSchema
    fragments: dict[str, FragmentDefinitionNode]
    variables: Any

    def fields(
        self,
        kind: GraphQLObjectType,
        selection_sets: Iterable[SelectionSetNode],
        path: tuple[str, ...],
        *,
        is_repeated: bool = False,
    ) -> list["SelectedField"]:
        """List the fields selected on objects of *kind* at *path*, one for each response key."""
        grouped: dict[str, list[FieldNode]] = {}
        visited: set[str] = set()
        for selection_set in selection_sets:
            self._group(kind, selection_set.selections, visited, grouped)
        return [
            SelectedField(self, kind, (*path, key), tuple(nodes), key, nodes[0].name.value, is_repeated)
            for key, nodes in grouped.items()
        ]

    def _group(
        self,
        kind: GraphQLObjectType,
        selections: Iterable[SelectionNode],
        visited: set[str],
        grouped: dict[str, list[FieldNode]],
    ) -> None:
        for node in selections:
            if node.directives and is_included(node, self.variables) is False:
                continue
            if isinstance(node, FieldNode):
                grouped.setdefault((node.alias or node.name).value, []).append(node)
                continue
            fragment: InlineFragmentNode | FragmentDefinitionNode
            if isinstance(node, FragmentSpreadNode):
                if node.name.value in visited:
                    continue
                visited.add(node.name.value)
                fragment = self.fragments[node.name.value]
            else:
                assert isinstance(node, InlineFragmentNode)
                fragment = node
            if self._applies(fragment, kind):
                self._group(kind, fragment.selection_set.selections, visited, grouped)

    def _applies(self, fragment: InlineFragmentNode | FragmentDefinitionNode, kind: GraphQLObjectType) -> bool:
        if fragment.type_condition is None:
            return True
        condition: GraphQLNamedType | None = self.schema.get_type(fragment.type_condition.name.value)
        return condition is kind or (is_abstract_type(condition) and self.schema.is_sub_type(condition, kind))


@dataclass(frozen=True)
class FieldArguments:
    """The arguments that a field is given at a place in a document: what plans bind, and prices are worked out from."""

    definition: GraphQLField
    node: FieldNode

    @cached_property
    def constants(self) -> dict[str, Any] | None:
        """The arguments where no variable is among them, and so the same for every request."""
        return (
            None if variables_in(self.node.arguments or ()) else get_argument_values(self.definition, self.node, None)
        )

    def coerced(self, variables: Any) -> dict[str, Any]:
        """Coerce the arguments, by their names in the schema, with *variables*, as graphql-core coerced them.

        A variable that is not given is an argument that is not given; null is null, and neither is another's value.
        """
        constants = self.constants
        return get_argument_values(self.definition, self.node, variables) if constants is None else constants


@dataclass(frozen=True)
class SelectedField:
    """A field under one response key, with all the places that select it.

    `path` holds the response keys from the operation down to its own *key*, without places in lists; the field
    *is_repeated* where it stands in one. *name* is its name in the schema.
    """

    document: Document
    parent: GraphQLObjectType
    path: tuple[str, ...]
    nodes: tuple[FieldNode, ...]
    key: str
    name: str
    is_repeated: bool = False

    @cached_property
    def definition(self) -> GraphQLField:
        """The field's definition in the schema."""
        definition = self.document.schema.get_field(self.parent, self.name)
        assert definition is not None
        return definition

    @property
    def must_not_be_null(self) -> bool:
        """Tell whether the field's type has no null, so that its failure is that of what it stands on."""
        return is_non_null_type(self.definition.type)

    @cached_property
    def type(self) -> GraphQLNamedType:
        """The type of the field's value, without lists and non-null."""
        return get_named_type(self.definition.type)

    @cached_property
    def given(self) -> FieldArguments:
        """The arguments as the document has them; where several places select the field, they are the same."""
        return FieldArguments(self.definition, self.nodes[0])

    def arguments_of(self, variables: Any) -> dict[str, Any]:
        """Coerce the field's arguments with *variables*, as graphql-core coerced them; an error is this field's."""
        try:
            return self.given.coerced(variables)
        except GraphQLError as error:  # a variable with a default that is null where there must be a value
            raise located_error(error, list(self.nodes), self.path) from None

    def text(self, argument: str, variables: Any) -> Any:
        """Return a text argument; raise `BadUserInput` for characters that no database stores."""
        value = self.arguments_of(variables).get(argument)
        return require_text(value, argument, self) if isinstance(value, str) else value

    def fields(self, kind: GraphQLNamedType | None = None) -> list["SelectedField"]:
        """List what is selected below, on objects of *kind* (by default the field's own type)."""
        kind = kind or self.type
        assert isinstance(kind, GraphQLObjectType)
        sets = [node.selection_set for node in self.nodes if node.selection_set]
        is_repeated = self.is_repeated or is_list_type(get_nullable_type(self.definition.type))
        return self.document.fields(kind, sets, self.path, is_repeated=is_repeated)
