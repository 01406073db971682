"""Filters: the `where` of a client, split in two.

Its *form* says which fields are compared how, and decides the SQL, so a statement is written once
for all requests of that form (`resolvers.where.conditions`). Its *values* are bound when it runs.

    {year: {gte: 2020}, schools: {some: {slug: {in: ["seng"]}}}}
    form    ("and", (("on", "schools", (("some", ("and", (("on", "slug", ("in",)),))),)), ("on", "year", ("gte",))))
    values  [["seng"], 2020]

Null is what is not given, at every place: clients that are generated send it for each field that is left out.

`read_filter` is the table of what conditions may be on: each kind of attribute registers how it is read, and beside
that how its SQL is written (`conditions.write_condition`), in one module: comparisons, links, spans.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import singledispatch
from operator import itemgetter
from typing import Any

from models.table_statistics import TableStatistics
from models.translations import Locale
from resolvers.context.errors import BadUserInput, Place
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.where.narrowed import is_rare
from resolvers.where.narrowing import Narrowing, narrowing

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
    """Splits a `where`: the forms are returned, the values gathered; raises `BadUserInput` for *place*.

    Where it *reads texts*, the values depend on the *chain* of locales. Which comparisons the index of
    tokens narrows follows from *statistics*; none without. A condition *is alone* where rows have to meet no other.
    """

    place: Place
    chain: tuple[Locale, ...] = tuple(Locale)
    reads_texts: bool = False
    statistics: TableStatistics | None = None
    reads_statistics: bool = False
    values: list[Any] = field(default_factory=list)
    is_alone: bool = False
    depth: int = 0
    conditions: int = 0

    def read(self, where: Where, type_name: str) -> Form:
        """Read the conditions on one object: all of them must hold."""
        self.depth += 1
        self.conditions += max(1, len(where))
        self.is_alone = self.depth == 1 and len(given(where)) == 1
        if self.depth > MOST_LEVELS or self.conditions > MOST_CONDITIONS:
            limits = f"{MOST_LEVELS} levels and {MOST_CONDITIONS} conditions"
            raise BadUserInput(f"where is too large: {limits} are allowed.", self.place)
        form = ("and", tuple(self.condition(name, value, type_name) for name, value in given(where)))
        self.depth -= 1
        return form

    def narrowed(self, attribute: Any, operator: str, value: Any) -> Narrowing | None:
        """Return what the index is asked for that narrows a comparison; None where it does not."""
        asked = narrowing(attribute, operator, value) if self.statistics else None
        if asked is None or self.statistics is None:
            return None
        self.reads_statistics = True
        return asked if is_rare(attribute, asked, self.statistics) else None

    def condition(self, name: str, value: Any, type_name: str) -> Form:
        """Read one entry of a `where`."""
        if name == "not":
            return ("not", self.read(value, type_name))
        if name in ("and", "or"):
            return (name, tuple(self.read(inner, type_name) for inner in value))
        return ("on", name, read_filter(OBJECT_TYPES[type_name].filters[name], name, value, self))


def given(where: Where) -> list[tuple[str, Any]]:
    """List what is given, by name: null is not."""
    return sorted([(name, value) for name, value in where.items() if value is not None], key=itemgetter(0))
