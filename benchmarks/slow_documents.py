"""Random operations that look for slow work: lists of every type, with all kinds of conditions, orders and instants.

What is compared with is what nothing has, or almost everything, as a miss and a hit read differently.
"""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

INSTANTS = ("1990-01-01T00:00:00Z", "2000-01-03T00:00:00Z", "2003-06-01T00:00:00Z", "2015-01-01T00:00:00Z",
            "2025-09-15T00:00:00Z", "2025-11-15T00:00:00Z", "2026-10-01T00:00:00Z", "2051-01-01T00:00:00Z")  # fmt: skip
TEXTS = ("zzzz", "a", "e", "", "hkust", "研究", "sbm", "news-story-1000", "x" * 90)
DAYS = ("1990-01-01", "2003-05-05", "2015-06-01", "2025-08-01", "2030-01-01")
SIZES = (1, 1, 2, 5, 20, 100)

VALUES: dict[str, Callable[[Random], str]] = {
    "String": lambda random: f'"{random.choice(TEXTS)}"',
    "ID": lambda random: f'"{random.choice(TEXTS)}"',
    "Int": lambda random: str(random.choice((0, 1, 13, 50, 99, 1_000_000))),
    "Float": lambda random: str(random.choice((0.5, 1_000.0, 1e9))),
    "Boolean": lambda random: random.choice(("true", "false")),
    "Date": lambda random: f'"{random.choice(DAYS)}"',
    "DateTime": lambda random: f'"{random.choice(INSTANTS)}"',
}
"""How a value of a scalar is written."""

LARGE = ["newsStories", "events", "awards", "firsts", "programs", "schools", "sdgs", "tags"]
"""Lists that are asked for half of the time: of types with many entries, or to whose entries many link."""

DEEPEST = 3
"""Levels of conditions, and of lists below each other."""


class Writer:
    """Writes operations on a schema, by chance."""

    def __init__(self, schema: GraphQLSchema, random: Random) -> None:
        self.schema, self.random = schema, random
        query = schema.query_type
        assert query is not None
        content = [name for name, each in query.fields.items() if "locale" in each.args]  # others have no reading
        self.roots = [name for name in content if name != "entry"]
        self.roots += LARGE * (len(self.roots) // len(LARGE))

    def one_in(self, number: int) -> bool:
        """Tell whether to do what is done once in so many times."""
        return self.random.randrange(number) == 0

    def operation(self) -> str:
        """Write an operation of one root field or a few, each under a name of its own."""
        query = self.schema.query_type
        assert query is not None
        names = self.random.choices(self.roots, k=self.random.choice((1, 1, 1, 2, 8)))
        fields = [f"f{place}: {self.field(query, name, 0)}" for place, name in enumerate(names)]
        return f"{{ {' '.join(fields)} }}"

    def field(self, parent: GraphQLObjectType, name: str, depth: int) -> str:
        """Write a field with arguments and what is selected below."""
        definition = parent.fields[name]
        kind: Any = get_named_type(definition.type)
        given: dict[str, str] = {}
        for argument, each in definition.args.items():
            is_required = argument in ("slug", "location", "number", "key") or str(each.type).endswith("!")
            if is_required or self.is_given(argument):
                given[argument] = self.argument(argument, each.type)
        written = ", ".join(f"{argument}: {value}" for argument, value in given.items())
        below = self.selections(kind, depth)
        return f"{name}{f'({written})' if written else ''}{f' {{ {below} }}' if below else ''}"

    def is_given(self, argument: str) -> bool:
        """Tell whether an argument is given that need not be."""
        often = {"where": 2, "orderBy": 3, "asOf": 3, "first": 1, "last": 6, "fallback": 8, "locale": 6}
        return argument in often and self.one_in(often[argument])

    def argument(self, name: str, kind: GraphQLInputType) -> str:
        """Write the value of an argument."""
        if name in ("first", "last"):
            return str(self.random.choice(SIZES))
        return self.value(kind, 0)

    def value(self, kind: Any, depth: int) -> str:
        """Write a value of an input type."""
        kind = get_nullable_type(kind)
        if is_list_type(kind):
            return f"[{', '.join(self.value(kind.of_type, depth) for _ in range(self.random.choice((1, 1, 2))))}]"
        if isinstance(kind, GraphQLEnumType):
            return str(self.random.choice(list(kind.values)))
        if isinstance(kind, GraphQLInputObjectType):
            return self.conditions(kind, depth)
        return VALUES[kind.name](self.random)

    def conditions(self, kind: GraphQLInputObjectType, depth: int) -> str:
        """Write an input object with a field or two, and none that leads deeper where it is deep enough."""
        names = [name for name, each in kind.fields.items() if depth < DEEPEST or is_flat(each.type)]
        if not names:
            return "{}"
        chosen = dict.fromkeys(self.random.choices(names, k=self.random.choice((1, 1, 2))))
        written = [f"{name}: {self.value(kind.fields[name].type, depth + 1)}" for name in chosen]
        return f"{{{', '.join(written)}}}"

    def selections(self, kind: Any, depth: int) -> str:
        """Write what is selected of a type: a page's parts, or some fields and the lists below."""
        if not isinstance(kind, GraphQLObjectType):
            return ""
        if kind.name.endswith("Connection"):
            return self.page(kind, depth)
        return " ".join(self.members(kind, depth)) or "__typename"

    def page(self, kind: GraphQLObjectType, depth: int) -> str:
        """Write what is selected of a page."""
        parts = [f"nodes {{ {self.selections(get_named_type(kind.fields['nodes'].type), depth)} }}"]
        if self.one_in(4):
            parts.append("pageInfo { hasNextPage hasPreviousPage }")
        if self.one_in(4):
            parts = [*parts[: self.random.randrange(2)], "totalCount"]
        return " ".join(parts)

    def members(self, kind: GraphQLObjectType, depth: int) -> Sequence[str]:
        """Write some fields of an object."""
        leaves = [name for name, each in kind.fields.items() if not hasattr(get_named_type(each.type), "fields")]
        inner = [name for name in kind.fields if name not in leaves]
        chosen = self.random.choices(leaves, k=min(3, len(leaves))) if leaves else []
        if depth < DEEPEST and inner:
            chosen += self.random.choices(inner, k=self.random.choice((0, 1, 1, 2)))
        return [self.field(kind, name, depth + 1) for name in dict.fromkeys(chosen)]


def is_flat(kind: Any) -> bool:
    """Tell whether an input type has no objects in its objects."""
    named = get_named_type(kind)
    fields = named.fields.values() if isinstance(named, GraphQLInputObjectType) else ()
    return not any(isinstance(get_named_type(each.type), GraphQLInputObjectType) for each in fields)
