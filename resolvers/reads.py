"""Reads: the nodes of a plan. A read is one relation of a selection, fetched in one statement.

    read                     rows of one content type, grouped by what they belong to
    ├── columns              what the selection needs of each row
    └── children             reads of what the rows link to, run with the keys found in them

A plan is a tree of reads beside a tree of shapes: functions that turn a row, and what was loaded
for its children, into a value of the response. Reads run top-down, shapes bottom-up.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from peewee import FloatField, ModelSelect, Node

from models.edition import Edition
from resolvers.readings import Reading
from resolvers.statements import Statement

VARIANTS_KEPT = 50
"""Statements of one read that are kept, for different conditions, say."""

Row = Sequence[Any]
Keys = Callable[[Row, Reading], Iterable[Any]]


@dataclass
class Loaded:
    """What one run of a read brought: its rows by key, and what its children brought."""

    reading: Reading
    groups: dict[Any, list[Row]]
    children: list["Loaded"] = field(default_factory=list)


Shape = Callable[[Any, Loaded], Any]
"""Makes a response value of a row (or a part within it) and what was loaded with it."""


class Source(Protocol):
    """Where a read's rows come from: by key, along a link, or a page of all."""

    def variant(self, reading: Reading) -> Hashable:
        """Tell runs apart that need different SQL, by whether a cursor was given, say."""

    def query(self, read: "Read", variant: Hashable) -> ModelSelect:
        """Select the group key, then the read's columns."""

    def values(self, reading: Reading) -> dict[str, Any]:
        """Give the parameters of its own; raise `BadUserInput` for arguments out of range."""


class Read:
    """One relation: the rows of *model* that *source* gives for some keys."""

    def __init__(self, model: type[Edition], source: Source, path: tuple[str, ...] = ()) -> None:
        self.table: Any = model.alias()
        self.model = model
        self.source = source
        self.path = path
        self.columns: list[Node] = []
        self.children: list[tuple[Read, Keys]] = []
        self._places: dict[Hashable, int] = {}
        self._statements: dict[Hashable, Statement] = {}

    def column(self, name: str, expression: Node | None = None) -> int:
        """Select a column, once however often it is asked for; return its place in the row."""
        if name not in self._places:
            self.columns.append(getattr(self.table, name) if expression is None else expression)
            self._places[name] = len(self.columns)
        return self._places[name]

    def child(self, read: "Read", keys: Keys) -> int:
        """Hang *read* below this one; *keys* finds in a row what it is to be asked for."""
        self.children.append((read, keys))
        return len(self.children) - 1

    def load(self, reading: Reading, keys: Sequence[Any]) -> Loaded:
        """Fetch the rows for *keys*, then those of the children; without keys, nothing is asked."""
        rows = self.fetch(reading, keys) if keys else []
        groups: dict[Any, list[Row]] = defaultdict(list)
        for row in rows:
            groups[row[0]].append(row)
        loaded = Loaded(reading, groups)
        for child, keys_of in self.children:
            wanted = dict.fromkeys(key for row in rows for key in keys_of(row, reading) if key is not None)
            loaded.children.append(child.load(reading, list(wanted)))
        return loaded

    def prepare(self, reading: Reading) -> None:
        """Read the arguments of this read and all below; raise `BadUserInput` before any statement has run."""
        for child, _ in self.children:
            child.source.values(reading)
            child.source.variant(reading)
            child.prepare(reading)

    def fetch(self, reading: Reading, keys: Sequence[Any]) -> Sequence[Row]:
        """Run the statement, built when this variant of it is first needed."""
        variant = self.source.variant(reading)
        if variant not in self._statements:
            if len(self._statements) >= VARIANTS_KEPT:
                self._statements.clear()
            query: Any = self.source.query(self, variant)
            self._statements[variant] = Statement(query, 0 if has_floats(self.model) else len(query._returning))
        return self._statements[variant].run({**reading.values(), **self.source.values(reading), "keys": keys})


def has_floats(model: type[Edition]) -> bool:
    """Tell whether rows of *model* may hold floats, of which SQLite's JSON keeps 15 digits only."""
    return any(isinstance(column, FloatField) for column in model._meta.fields.values())


class Top(Read):
    """The read above all others: one row with no columns, so that roots are children like any."""

    def __init__(self) -> None:
        self.children = []

    def fetch(self, reading: Reading, keys: Sequence[Any]) -> Sequence[Row]:
        """Give the one row; no statement."""
        return [(None,)]


@dataclass
class PartRows:
    """Values inside the rows of *read*: *values* finds them in each."""

    read: Read
    values: Callable[[Row], Iterable[dict[str, Any]]]


def column_keys(place: int) -> Keys:
    """Take the keys of a child from the column at *place*."""
    return lambda row, _: (row[place],)
