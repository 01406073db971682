"""Filters: the `where` of a client, split in two.

Its *form* says which fields are compared how, and decides the SQL, so a statement is built once
for all requests of that form (`resolvers.where.conditions`). Its *values* are bound when it runs.

    {year: {gte: 2020}, schools: {some: {slug: {in: ["seng"]}}}}
    form    ("and", (("compare", "year", "gte"), ("link", "schools", "some", ("compare", "slug", "in"))))
    values  [2020, ["seng"]]
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.collation import fold
from models.instants import to_microseconds
from models.links import Backlink, Link, Links
from models.translations import ComparedField, SlugField
from resolvers.context.errors import BadUserInput, Place, require_few, require_text
from resolvers.context.object_types import OBJECT_TYPES

Form = tuple[Any, ...]
Where = Mapping[str, Any]

MOST_LEVELS = 8
"""Conditions within conditions: SQLite's parser gives up at some 30 times as many parentheses."""

MOST_CONDITIONS = 300
"""Conditions of one `where`, each level counted."""

NO_CONDITIONS: Form = ("and", ())

FOLDED = frozenset({"eq", "in", "contains", "startsWith"})
"""Comparisons that look past case, accents and width where they compare texts."""

EXACT = "Exact"
"""What stands behind the name of such a comparison for one to the letter."""

WINDOW = ("from", "until")
"""The edges of a span of time that a client gives, the second itself excluded."""


@dataclass(frozen=True)
class Phase:
    """The attribute of a filter on when a span of time lies, seen from the reading's instant."""

    starts: str
    ends: str


@dataclass(frozen=True)
class Overlaps:
    """The attribute of a filter on spans of time that share an instant with one that is given.

    A span has its first instant and not its last; one of no length is its one instant.
    """

    starts: str
    ends: str


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
        if value is None:
            raise BadUserInput(f"{name} must not be null; use isNull to ask for missing values.", self.place)
        if name == "not":
            return ("not", self.read(value, type_name))
        if name in ("and", "or"):
            return (name, tuple(self.read(inner, type_name) for inner in value))
        attribute = OBJECT_TYPES[type_name].filters[name]
        if isinstance(attribute, Overlaps):
            return self.window(name, attribute, value)
        if isinstance(attribute, Link):
            return ("to_one", name, self.read(value, attribute.target))
        if isinstance(attribute, Links | Backlink):
            target = attribute.target if isinstance(attribute, Links) else attribute.link.model.__name__
            return ("and", tuple(self.quantified(name, each, value[each], target) for each in sorted(value)))
        compared = (self.comparison(name, attribute, operator, value[operator]) for operator in sorted(value))
        return ("and", tuple(compared))

    def quantified(self, name: str, quantifier: str, where: Where | None, target: str) -> Form:
        """Read a condition on the entries at the other end of links."""
        if where is None:
            raise BadUserInput(f"{name}.{quantifier} must not be null.", self.place)
        return ("link", name, quantifier, self.read(where, target))

    def window(self, name: str, attribute: Any, edges: Where) -> Form:
        """Read a span of time that others are held against, open where an edge is left out."""
        given = tuple(edge for edge in WINDOW if edge in edges)
        for edge in given:
            self.comparison(name, attribute, edge, edges[edge])
        if len(given) == len(WINDOW) and self.values[-2] > self.values[-1]:
            raise BadUserInput(f"{name}.until must not be earlier than {name}.from.", self.place)
        return ("compare", name, given)

    def comparison(self, name: str, attribute: Any, operator: str, value: Any) -> Form:
        """Read a comparison, and keep what it compares with."""
        if value is None:
            raise BadUserInput(f"{name}.{operator} must not be null; use isNull to ask for missing values.", self.place)
        if isinstance(value, list):
            require_few(value, f"{name}.{operator}", self.place)
        value = stored(value, self.place)
        self.values.append(folded(value) if is_folded(attribute, operator) else value)
        return ("compare", name, operator)


def is_folded(attribute: Any, operator: str) -> bool:
    """Tell whether a comparison is one of folded texts."""
    return operator in FOLDED and isinstance(attribute, ComparedField | SlugField)


def folded(value: str | list[str]) -> str | list[str]:
    """Fold what texts are compared with."""
    return list(map(fold, value)) if isinstance(value, list) else fold(value)


def stored(value: Any, place: Place) -> Any:
    """Turn a value that a client compares with into what the database holds."""
    if isinstance(value, list):
        return list(dict.fromkeys(stored(each, place) for each in value))
    if isinstance(value, datetime):
        return to_microseconds(value)
    if isinstance(value, str):
        return require_text(str(value), "A filter", place)
    return value
