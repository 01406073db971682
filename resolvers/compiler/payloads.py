"""Payloads: what the fields of a mutation return, watched as a middleware of graphql-core.

    saveNewsStory { saved entry(locale: ZH_HANT) { title schools { name } } }

A resolver that returns an `EntryOfPayload` wants what is selected below it to be read as any query is: by a plan, in
the transaction of the mutation, of which it sees all that was written. graphql-core is told null, and the JSON is put
in that place when all has run.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import (
    ArgumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLNamedType,
    GraphQLResolveInfo,
    InlineFragmentNode,
    NamedTypeNode,
    NameNode,
    SelectionSetNode,
    StringValueNode,
    get_named_type,
)

from resolvers.compiler.selections import Document, SelectedField

SAVED = "saved"
"""The field of a payload that says whether its mutation was kept."""

Read = Callable[[SelectedField, int], tuple[bytes, Sequence[GraphQLError]]]
"""Reads a root field of a query as if the draft of an entry were published: gives its JSON, and errors."""


@dataclass(frozen=True)
class EntryOfPayload:
    """An entry to be read, by its number, and by a global id that says in which languages."""

    entry: int
    id: str


class Payloads:
    """What the payloads of one operation are."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode], read: Read) -> None:
        self.fragments, self.read = fragments, read
        self.are_saved = True
        self.pieces: list[tuple[Sequence[str | int], bytes]] = []
        self.errors: list[GraphQLError] = []

    def resolve(self, resolve: Callable[..., Any], source: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        """Resolve a field; take down that a payload was not saved, and read the entry of one."""
        value = resolve(source, info, **arguments)
        if isinstance(value, EntryOfPayload):
            self.read_entry(value, info)
            return None
        if info.path.prev is None and getattr(value, SAVED, True) is False:
            self.are_saved = False
        return value

    def read_entry(self, entry: EntryOfPayload, info: GraphQLResolveInfo[Any]) -> None:
        """Read an entry as the root field `node` gives it."""
        path = info.path.as_list()
        nodes = tuple(node_of(entry, node, get_named_type(info.return_type)) for node in info.field_nodes)
        query = info.schema.query_type
        assert query is not None
        document = Document(info.schema, dict(self.fragments), info.variable_values)
        key = str(path[-1])
        text, errors = self.read(SelectedField(document, query, tuple(map(str, path)), nodes, key, "node"), entry.entry)
        self.pieces.append((path, text))
        self.errors += errors

    def put_in(self, data: Any) -> None:
        """Put what was read in its places."""
        for path, text in self.pieces:
            found = data
            for piece in path[:-1]:
                found = found[piece]
            found[path[-1]] = orjson.Fragment(text)


def node_of(entry: EntryOfPayload, node: FieldNode, kind: GraphQLNamedType) -> FieldNode:
    """Write the field of a payload as the root field `node`, of which it has the selection under the same key."""
    assert node.selection_set is not None
    selected = InlineFragmentNode(
        type_condition=NamedTypeNode(name=NameNode(value=kind.name)), directives=(), selection_set=node.selection_set
    )
    return FieldNode(
        alias=node.alias or node.name,
        name=NameNode(value="node"),
        arguments=(ArgumentNode(name=NameNode(value="id"), value=StringValueNode(value=entry.id)),),
        directives=(),
        selection_set=SelectionSetNode(selections=(selected,)),
    )
