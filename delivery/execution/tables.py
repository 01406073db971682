"""Tables: an answer as rows and columns.

    {school(slug: "seng") {programs {totalCount nodes {slug name degree {name} tags {name}}}}}

    slug   name   degree.name   tags.name        one row for each of `school.programs.nodes`

The columns follow from the document, and not from the answer: they are the same when nothing is found. Rows are the one
list of objects that is reached through objects. Lists inside them make no rows: each field in them is a column that
joins its values. What stands beside the list, or above it, is in no column.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
)

DOT = "."
"""What stands between the names in the name of a column, and in a path to rows."""

Path = tuple[str, ...]


class NoTable(ValueError):
    """An answer that is no table by what was asked; the message and the code are for its sender."""

    def __init__(self, message: str, code: str = "NOT_A_TABLE") -> None:
        super().__init__(message)
        self.code = code


@dataclass
class Selected:
    """What is selected of a field: whether it is a list, and the fields of its objects; none of a leaf.

    Its objects may be of several types, so that `__typename` says something, unless it is not *is_varied*.
    """

    is_list: bool = False
    is_varied: bool = True
    fields: "dict[str, Selected]" = field(default_factory=dict)


class Table(NamedTuple):
    """Where the rows of an answer are, and its columns, each by the path from a row to its values."""

    rows: Path
    columns: list[Path]

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [DOT.join(path) for path in self.columns]

    def values(self, data: Any) -> Iterator[list[Any]]:
        """Yield the values of each row in the order of columns: as JSON has them, or lists of what is joined."""
        for row in objects_at(data, self.rows):
            yield [value_at(row, path) for path in self.columns]


def table_of(root: Selected, named: str | None) -> Table:
    """Find the table in what is selected, its rows at the path that is *named*; raise `NoTable`.

    Without a list of objects the whole answer is one row.
    """
    lists = dict(lists_in(root, ()))
    wanted = tuple(named.split(DOT)) if named is not None else next(iter(lists), ())
    known = ", ".join(map(DOT.join, lists))
    if named is not None and wanted not in lists:
        raise NoTable(f"`rows` must be the path of a list of objects: {known}." if lists else "There are no lists.")
    if named is None and len(lists) > 1:
        raise NoTable(f"There are several lists. Choose one by `rows`: {known}.")
    return Table(wanted, list(columns_in(lists[wanted] if wanted else root, ())))


def lists_in(selected: Selected, path: Path) -> Iterator[tuple[Path, Selected]]:
    """Yield the lists of objects that are reached through objects."""
    for key, each in selected.fields.items():
        if each.fields and each.is_list:
            yield (*path, key), each
        elif each.fields:
            yield from lists_in(each, (*path, key))


def columns_in(selected: Selected, path: Path) -> Iterator[Path]:
    """Yield the paths to leaves."""
    for key, each in selected.fields.items():
        if each.fields:
            yield from columns_in(each, (*path, key))
        else:
            yield *path, key


def objects_at(value: Any, path: Path) -> Iterator[Any]:
    """Yield the objects of the list at a path, or the one that is there; what is null is none."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    if isinstance(value, list):
        for each in value:
            yield from objects_at(each, ())
    elif value is not None:
        yield value


def value_at(value: Any, path: Path) -> Any:
    """Return the leaf at a path; a list of those in all lists on the way, in their order."""
    for place, key in enumerate(path):
        if isinstance(value, list):
            return [leaf for each in value for leaf in as_list(value_at(each, path[place:]))]
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def as_list(value: Any) -> list[Any]:
    """Put a value into a list that is not in one."""
    return value if isinstance(value, list) else [value]


def selected_by(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> Selected:
    """Say what a valid operation selects under the values of its variables."""
    root = Selected()
    Walk(schema, document, variables).add(operation.selection_set, schema.get_root_type(operation.operation), root)
    return root


class Walk:
    """A walk through the selections of a document."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]) -> None:
        self.schema, self.variables = schema, variables
        self.fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }

    def add(self, selections: SelectionSetNode, parent: Any, to: Selected) -> None:
        """Add what is selected of a type."""
        for each in selections.selections:
            if not all(map(self.is_met, each.directives or ())):
                continue
            if isinstance(each, FieldNode):
                self.add_field(each, parent, to)
                continue
            fragment: Any = each if isinstance(each, InlineFragmentNode) else self.fragments[each.name.value]  # type: ignore[attr-defined]
            condition = fragment.type_condition
            kind = parent if condition is None else self.schema.type_map[condition.name.value]
            self.add(fragment.selection_set, kind, to)

    def add_field(self, node: FieldNode, parent: Any, to: Selected) -> None:
        """Add a field, with what is selected of it; clients select `__typename` everywhere, also where it is known."""
        if node.name.value == "__typename" and not to.is_varied:
            return
        made = to.fields.setdefault((node.alias or node.name).value, Selected())
        definition = self.schema.get_field(parent, node.name.value)
        if definition is None or node.selection_set is None:
            return
        made.is_list = is_list_type(get_nullable_type(definition.type))
        kind = get_named_type(definition.type)
        made.is_varied = is_abstract_type(kind)
        if not is_leaf_type(kind):
            self.add(node.selection_set, kind, made)

    def is_met(self, directive: DirectiveNode) -> bool:
        """Tell whether a directive leaves what it stands at in the answer."""
        name = directive.name.value
        if name not in ("skip", "include"):
            return True
        (argument,) = directive.arguments or ()
        value: Any = argument.value
        given = self.variables.get(value.name.value) if isinstance(value, VariableNode) else value.value
        return bool(given) is (name == "include")
