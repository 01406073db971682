"""Disguises: a generated operation written another way, as clients write it.

Its arguments ask for what there is. Literals become variables, fields get aliases, selections move into fragments, `__typename` joins
them, and switches leave parts out. All of it stays valid.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    REMOVE,
    ArgumentNode,
    BooleanValueNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    NamedTypeNode,
    NameNode,
    Node,
    NullValueNode,
    ObjectFieldNode,
    OperationDefinitionNode,
    SelectionSetNode,
    StringValueNode,
    TypeInfo,
    TypeInfoVisitor,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    parse_type,
    print_ast,
    value_from_ast_untyped,
    visit,
)


def changed(node: Any, **others: Any) -> Any:
    """A copy of a node with other parts."""
    return type(node)(**{**{key: getattr(node, key) for key in node.keys if key != "loc"}, **others})


def name(text: str) -> NameNode:
    return NameNode(value=text)


@dataclass
class Disguise(Visitor):
    """Rewrites a document, and gathers the variables and fragments that this takes."""

    random: Random
    types: TypeInfo
    known: dict[str, list[str]]
    sizes: Sequence[int] = range(6)
    variables: dict[str, Any] = field(default_factory=dict)
    definitions: list[VariableDefinitionNode] = field(default_factory=list)
    fragments: list[FragmentDefinitionNode] = field(default_factory=list)
    field_names: list[str] = field(default_factory=list)
    aliases: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def one_in(self, number: int) -> bool:
        return self.random.randrange(number) == number - 1  # generated random numbers are often the least

    def variable(self, kind: str, literal: ValueNode) -> VariableNode:
        """Pass a value as a variable, or as its default; now and then as null, or not at all, where it may be missing."""
        way = self.random.randrange(0 if not kind.endswith("!") else 2, 8)
        default = literal if way == 2 else None
        variable = self.defined(kind, default)
        if way == 1:
            self.variables[variable.name.value] = None
        elif way > 2:
            self.variables[variable.name.value] = value_from_ast_untyped(literal)
        return variable

    def defined(self, kind: str, default: ValueNode | None) -> VariableNode:
        """Define a variable."""
        variable = VariableNode(name=name(f"v{len(self.definitions)}"))
        self.definitions.append(VariableDefinitionNode(variable=variable, type=parse_type(kind), default_value=default))
        return variable

    def leave_argument(self, node: ArgumentNode, *_: Any) -> Any:
        """Ask for what there is, most of the time, and turn literals into variables."""
        field_name = self.field_names[-1]
        value = node.value
        if not self.one_in(12):
            value = self.sensible(node.name.value, field_name, value)
        if value is None:
            return REMOVE
        kind = self.types.get_input_type()
        if kind is not None and self.one_in(3) and not has_variables(node):
            value = self.variable(str(kind), value)
        return changed(node, value=value)

    def leave_object_field(self, node: ObjectFieldNode, *_: Any) -> Any:
        """Leave out conditions that are null, which are refused, most of the time."""
        return REMOVE if isinstance(node.value, NullValueNode) and not self.one_in(12) else None

    def sensible(self, argument: str, field_name: str, value: Any) -> Any:
        """A value that leads to an answer, None for better none."""
        if argument == "first" or (argument == "last" and self.one_in(6)):
            return NullValueNode() if self.one_in(12) else IntValueNode(value=str(self.random.choice(self.sizes)))
        if argument in ("last", "before"):
            return NullValueNode() if self.one_in(6) else None
        if argument == "after":
            cursors = self.known.get(field_name)
            return StringValueNode(value=self.random.choice(cursors)) if cursors and self.one_in(2) else None
        if argument in ("slug", "id"):
            return StringValueNode(value=self.random.choice(self.known[argument]))
        if argument == "ids":
            count = self.random.randrange(5)
            ids = [StringValueNode(value=self.random.choice(self.known["id"])) for _ in range(count)]
            return ListValueNode(values=tuple(ids))
        return value

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        self.field_names.append(node.name.value)

    def leave_field(self, node: FieldNode, key: Any, parent: Any, path: Any, ancestors: list[Any]) -> Node | None:
        """Give aliases that no other field has, and switches."""
        self.field_names.pop()
        others: dict[str, Any] = {}
        if self.one_in(4):
            self.aliases += 1
            others["alias"] = name(f"alias{self.aliases}")
        if self.one_in(8):
            switch = self.random.choice(["include", "skip"])
            literal = BooleanValueNode(value=self.random.random() < 0.5)
            value = self.variable("Boolean!", literal) if self.one_in(2) else literal
            if self.one_in(30):  # it has a default, and is sent as null
                value = self.defined("Boolean", literal)
                self.variables[value.name.value] = None
            argument = ArgumentNode(name=name("if"), value=value)
            others["directives"] = (DirectiveNode(name=name(switch), arguments=(argument,)),)
        return changed(node, **others) if others else None

    def leave_selection_set(self, node: SelectionSetNode, *_: Any) -> Node | None:
        """Ask for the type's name, and move all into a fragment."""
        parent, selections = self.types.get_parent_type(), tuple(node.selections)
        if parent is None:
            return None
        if self.one_in(6):
            selections = (FieldNode(name=name("__typename")), *selections)
        if self.one_in(6):
            on = NamedTypeNode(name=name(parent.name))
            inner = SelectionSetNode(selections=selections)
            if self.one_in(2):
                selections = (InlineFragmentNode(type_condition=on, selection_set=inner),)
            else:
                fragment = FragmentDefinitionNode(
                    name=name(f"F{len(self.fragments)}"), type_condition=on, selection_set=inner
                )
                self.fragments.append(fragment)
                selections = (FragmentSpreadNode(name=fragment.name),)
        return changed(node, selections=selections)


def has_variables(node: Node) -> bool:
    found = []

    class Finder(Visitor):
        def enter_variable(self, inner: VariableNode, *_: Any) -> None:
            found.append(inner)

    visit(node, Finder())
    return bool(found)


def disguised(
    query: str, schema: GraphQLSchema, random: Random, known: dict[str, list[str]], sizes: Sequence[int] = range(6)
) -> tuple[str, dict[str, Any]]:
    """Write an operation of one definition another way; return it with its variables.

    *known* holds slugs, ids, and by the name of a list cursors, so that there is something to find; pages have one of
    the *sizes*.
    """
    types = TypeInfo(schema)
    disguise = Disguise(random, types, known, sizes)
    document: DocumentNode = visit(parse(query), TypeInfoVisitor(types, disguise))
    (operation,) = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    whole = changed(operation, name=name("Generated"), variable_definitions=tuple(disguise.definitions))
    return print_ast(changed(document, definitions=(whole, *disguise.fragments))), disguise.variables
