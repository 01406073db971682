"""Filters: the `where` of a client, split in two.

Its *form* says which fields are compared how, and decides the SQL, so a statement is written once
for all requests of that form (`resolvers.where.conditions`). Its *values* are bound when it runs.

    {year: {gte: 2020}, schools: {some: {slug: {in: ["seng"]}}}}
    form    ("and", (("on", "schools", (("some", ("and", (("on", "slug", ("in",)),))),)), ("on", "year", ("gte",))))
    values  [["seng"], 2020]

`read_filter` is the table of what conditions may be on: each kind of attribute registers how it is read, and beside
that how its SQL is written (`conditions.write_condition`), in one module: comparisons, links, spans.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import singledispatch
from typing import Any

from resolvers.context.errors import BadUserInput, Place
from resolvers.context.object_types import OBJECT_TYPES

Form = tuple[Any, ...]
Where = Mapping[str, Any]

MOST_LEVELS = 8
"""Conditions within conditions: SQLite's parser gives up at some 30 times as many parentheses."""

MOST_CONDITIONS = 300
"""Conditions of one `where`, each level counted."""

NO_CONDITIONS: Form = ("and", ())


@singledispatch
def read_filter(attribute: Any, name: str, value: Any, reader: "WhereReader") -> Any:
    """Return what decides the SQL of the condition called *name* on *attribute*; add what is bound to the reader."""
    raise NotImplementedError(f"there are no conditions on {attribute!r}")


@dataclass
class WhereReader:
    """Splits a `where`: the forms are returned, the values gathered; raises `BadUserInput` for *place*."""

    place: Place
    values: list[Any] = field(default_factory=list)
    depth: int = 0
    conditions: int = 0

    def read(self, where: Where, type_name: str) -> Form:
        """Read the conditions on one object: all of them must hold."""
        self.depth += 1
        self.conditions += max(1, len(where))
        if self.depth > MOST_LEVELS or self.conditions > MOST_CONDITIONS:
            limits = f"{MOST_LEVELS} levels and {MOST_CONDITIONS} conditions"
            raise BadUserInput(f"where is too large: {limits} are allowed.", self.place)
        form = ("and", tuple(self.condition(name, value, type_name) for name, value in sorted(where.items())))
        self.depth -= 1
        return form

    def condition(self, name: str, value: Any, type_name: str) -> Form:
        """Read one entry of a `where`."""
        self.require(value, name, "use isNull to ask for missing values")
        if name == "not":
            return ("not", self.read(value, type_name))
        if name in ("and", "or"):
            return (name, tuple(self.read(inner, type_name) for inner in value))
        return ("on", name, read_filter(OBJECT_TYPES[type_name].filters[name], name, value, self))

    def require(self, value: Any, name: str, advice: str = "") -> None:
        """Raise `BadUserInput` for null."""
        if value is None:
            raise BadUserInput(f"{name} must not be null{'; ' if advice else ''}{advice}.", self.place)
