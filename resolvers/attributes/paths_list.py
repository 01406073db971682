"""Paths as a list: the addresses of all entries of a type, for sites that are built ahead and for site maps.

They are walked in the order of the entries' numbers, by an index, a thousand at a time. SQL gives a line for
each entry, of which Python makes an address for each language that the entry has a name in.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import orjson
from peewee import SQL

from models.addresses.site_addresses import X_DEFAULT, Addresses
from models.edition import Edition, content_types
from models.instants import FOREVER
from resolvers.attributes import ids
from resolvers.attributes.addresses import alternates_of, described_sql
from resolvers.attributes.columns import instant_text
from resolvers.compiler.parameters import Parameter
from resolvers.compiler.placeholders import Formatting
from resolvers.compiler.planning import Json, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.connections import cursors
from resolvers.context.errors import BadUserInput
from resolvers.context.read_context import ReadContext
from resolvers.search.linked import kind_of
from resolvers.where.orders import SortKey

MOST, USUAL = 1_000, 100
"""Entries of a page at most, and unless it is said."""

NAME = "paths"
"""What the cursors are bound to."""

KEYS = [SortKey(int, SQL("entry"), descends=False)]

NONE = FOREVER
"""The instant of a draft, which is shown as none."""

BETWEEN = ";"
"""What stands between the lines of entries; no tag, slug or day has it."""


@dataclass(frozen=True)
class Paths:
    """The addresses of the entries of the type that the argument `type` names, a page at a time."""


class Line(NamedTuple):
    """An address of an entry."""

    entry_id: str
    locale: str
    path: str
    url: str | None
    since: bytes


@dataclass(frozen=True, eq=False)
class PathsArguments:
    """The arguments of a list of paths: the type decides the SQL, the place and the size are bound."""

    selected: SelectedField
    after: Parameter
    size: Parameter

    def read(self, context: ReadContext, variables: Any) -> tuple[Hashable, Mapping[str, Any]]:
        """Return the type, and what is bound; raise `BadUserInput` for a size or a cursor that is none."""
        given = self.selected.arguments_of(variables)
        size, after = given.get("first"), 0
        size = USUAL if size is None else size
        if not 0 <= size <= MOST:
            raise BadUserInput(f"first must be from 0 to {MOST}, not {size}.", self.selected)
        if given.get("after") is not None:
            (after,) = cursors.decode(given["after"], NAME, KEYS, self.selected)
        return given["type"].name, {self.after: after, self.size: size + 1}


def model_named(name: str) -> type[Edition]:
    """Find the type that clients name so."""
    return next(model for model in content_types() if kind_of(model) == name)


@attribute_json.register
def paths_json(attribute: Paths, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """List what is selected of the addresses of a page of entries."""
    alias = planner.rows(None).alias
    given = PathsArguments(selected, Parameter(f"{alias}_after"), Parameter(f"{alias}_size"))
    planner.arguments.append(given)
    fields = selected.fields()
    planner.count(len(fields))
    members = [(each.key, MEMBERS[each.name](each)) for each in fields]

    def write(writer: StatementWriter) -> str:
        model, addresses = model_named(writer.variant(given)), writer.context.site.addresses
        found, formatter = Rows(model, alias), partial(formatted, members, addresses, model)
        bounds = "||' '||".join(f"CAST({each.mark} AS TEXT)" for each in (given.size, given.after))
        lines = f"||'{BETWEEN}'||{lines_sql(writer, found, given)}" if addresses.has_page(model) else ""
        return writer.dialect.quoted(writer.placeholder(formatter, bounds + lines))

    return write


def lines_sql(writer: StatementWriter, found: Rows, given: PathsArguments) -> str:
    """Write the lines of a page, and one more: id, number, instant, and what the addresses are made of."""
    since = f"COALESCE({found.column('live_from')},{NONE})"
    numbers = [f"CAST({each} AS TEXT)" for each in (found.column("entry"), since)]
    line = "||' '||".join([found.column("uid"), *numbers, described_sql(writer, found)])
    live: Any = writer.live_rows(found.table, SQL(f"{line} AS line")).where(found.table.entry > given.after.place)
    page = writer.sql(live.order_by(found.table.entry).limit(given.size.place))
    return f"(SELECT COALESCE({writer.dialect.joined_rows('line', BETWEEN)},'') FROM ({page}) AS {found.alias}_page)"


def formatted(members: Any, addresses: Addresses, model: Any, payload: bytes, formatting: Formatting) -> bytes:
    """Make the page of the lines of its entries, of which one more than asked for says that others follow."""
    bounds, *lines = payload.decode().split(BETWEEN)
    size, after = map(int, bounds.split(" "))
    entries = [line.split(" ", 3) for line in lines if line]
    page = entries[: size - 1]
    listed = [each for entry in page for each in lines_of(entry, addresses, model, formatting)]
    ends = [cursors.encode(NAME, [int(page[place][1])]) for place in (0, -1)] if page else [None, None]
    shown = Page(listed, ends[0], ends[1], len(entries) >= size, after > 0)
    return orjson.dumps({key: make(shown) for key, make in members})


def lines_of(entry: list[str], addresses: Addresses, model: Any, formatting: Formatting) -> list[Line]:
    """List the addresses of an entry; a draft has no instant."""
    uid, _, since, described = entry
    entry_id, shown = ids.encode(model.__name__, uid), instant_text(since.encode(), formatting.context.zone)
    return [
        Line(entry_id, each.locale, each.path, each.url, shown)
        for each in alternates_of(addresses, model, described)
        if each.hreflang != X_DEFAULT
    ]


class Page(NamedTuple):
    """A page of addresses: those of its entries, the cursors of the first and the last entry, and what is around."""

    lines: list[Line]
    start: str | None
    end: str | None
    has_next: bool
    has_previous: bool


Make = Callable[[Page], Any]
"""Makes a value of a page."""

LINE: Mapping[str, Callable[[Line], Any]] = {
    "__typename": lambda line: "PagePath",
    "entryId": lambda line: line.entry_id,
    "locale": lambda line: line.locale,
    "path": lambda line: line.path,
    "url": lambda line: line.url,
    "updatedAt": lambda line: orjson.Fragment(line.since),
}
INFO: Mapping[str, Make] = {
    "__typename": lambda page: "PageInfo",
    "hasNextPage": lambda page: page.has_next,
    "hasPreviousPage": lambda page: page.has_previous,
    "startCursor": lambda page: page.start,
    "endCursor": lambda page: page.end,
}


def nodes_shape(selected: SelectedField) -> Make:
    """Plan the addresses."""
    members = [(each.key, LINE[each.name]) for each in selected.fields()]
    return lambda page: [{key: value(line) for key, value in members} for line in page.lines]


def info_shape(selected: SelectedField) -> Make:
    """Plan where the page stands."""
    members = [(each.key, INFO[each.name]) for each in selected.fields()]
    return lambda page: {key: value(page) for key, value in members}


MEMBERS: Mapping[str, Callable[[SelectedField], Make]] = {
    "__typename": lambda selected: lambda page: "PathConnection",
    "nodes": nodes_shape,
    "pageInfo": info_shape,
}
"""How the fields of a list of paths are planned."""
