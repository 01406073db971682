"""What reading costs beside what is delivered: rows that are passed over, compared or sorted before a page is full.

    newsStories(first: 20)                                          nothing: an index has the order
    newsStories(first: 20, asOf: "2015-01-01T00:00:00Z")            the stories since then are passed over, in the index
    newsStories(first: 20, where: {title: {contains: "x"}})         all stories may be compared
    newsStories(first: 20, where: {title: {contains: "xyz"}})       those that the index finds are, where they are few
    newsStories(first: 20, where: {search: "x"})                    the same; where many have it everywhere, some are
    awards(first: 20, orderBy: [TITLE_ASC])                         all awards are sorted
    search(query: "x")                                              up to 400 entries of each type are ranked

How many rows there are is known in coarse steps (`models.table_statistics`), and how long they take is measured.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import singledispatch
from math import ceil
from typing import Any, NamedTuple

from graphql import Node

from delivery.limits.bounds import bounded
from delivery.limits.comparison_costs import COMPARED, FOLLOWED, comparing
from delivery.limits.condition_costs import condition_cost
from models.edition import Edition
from models.links import Backlink, Link, Links
from models.table_statistics import TableStatistics
from models.translations import ComparedField
from resolvers.attributes.route import Route
from resolvers.attributes.upcoming import Upcoming
from resolvers.connections.arguments import ordered_by, page_limit
from resolvers.connections.connection_json import ROW_MEMBERS, AllEntries
from resolvers.connections.search_arguments import chosen_types, default_types, searched_types, suggested_types
from resolvers.connections.search_json import Search, Suggest
from resolvers.context.errors import BadUserInput
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.context.perspectives import Stage
from resolvers.context.read_context import ReadOptions
from resolvers.search.conditions import Searched, SearchForm
from resolvers.search.found import EIGHTHS, OF_EACH, WALKED, Found, is_sampled
from resolvers.search.linked import kind_of
from resolvers.search.ranking import MOST
from resolvers.where.filters import WhereReader, given, read_filter
from resolvers.where.links import pin_of
from resolvers.where.narrowed import Narrowed, most_found
from resolvers.where.orders import has_visibility, index_of

UNIT = 10.0
"""Microseconds that cost as much as an entry: a hundred milliseconds are an operation of the default limit."""

PASSED, READ, SORTED = 0.1, 1.6, 1.2
"""Microseconds for a row: passed over in the index of an order, looked up in a table, and sorted. Measured with 200,000
stories on SQLite; PostgreSQL takes half of it to as much."""

ASKED, LOOKED_THROUGH, RANKED = 100.0, 0.01, 12.0
"""Microseconds for an index of texts that is asked, for each edition of the type, which may have some of the tokens,
and for an entry that it finds, whose points are worked out."""

LOOKED_AT = 100.0
"""Microseconds to ask the index of one edition whether it has some words."""

SAMPLED = EIGHTHS * OF_EACH * LOOKED_AT
"""Microseconds to look at a sample of a type."""

MOST_RANKED = 2 * MOST
"""Entries of a type that a search ranks: where it ranks more, it finds them by links, one after the other."""

GROUPED = 2.0
"""Microseconds to put a row into a group; more for instants on SQLite, whose days Python works out."""

FEW = 16
"""Rows that an index finds by a value which seldom more than one entry has: a slug."""

WHOLE = frozenset({"totalCount", "groups"})
"""Fields of a page for which all rows of its list are read."""


class Nowhere:
    """The place of an error that nobody is told: the plan of the field fails with the same."""

    path: tuple[str, ...] = ()
    nodes: Sequence[Node] = ()


NOWHERE = Nowhere()


class Reading(NamedTuple):
    """What reading a list costs: its rows for a page, and all of them for the total, or for groups by one key."""

    page: int = 0
    total: int = 0
    groups: int = 0


class Asked(NamedTuple):
    """What a field is asked for: its arguments, which fields of a page are selected, and the read options.

    It is asked for below so many different *parents*. Of the whole request so many *looks* at what the index of tokens
    finds are left.
    """

    arguments: Mapping[str, Any]
    selected: AbstractSet[str]
    options: ReadOptions
    statistics: TableStatistics
    parents: int = 1
    looks: Iterator[int] = iter(())


@singledispatch
def reading(attribute: Any, asked: Asked) -> Reading:
    """Work out what reading the list that *attribute* leads to costs; nothing where its rows are looked up by a key."""
    return Reading()


@reading.register
def _(attribute: AllEntries, asked: Asked) -> Reading:
    model, order = attribute.model, ordered_by(attribute.model, asked.arguments)
    index = index_of(model, order, asked.options.chain)
    rows, where = asked.statistics.rows(model), asked.arguments.get("where")
    if where:
        found = by_index(where, model, index, asked)
        pinned = by_link(where, model, asked)
        narrowed = pinned or found
        return grouped(counted(compared(where, model, asked, narrowed, depth=0), rows, asked), narrowed.rows, asked)
    return grouped(counted(Reading(units(walked(model, index, asked, rows))), rows, asked), rows, asked)


@reading.register
def _(attribute: Backlink, asked: Asked) -> Reading:
    model: Any = attribute.link.model
    if where := asked.arguments.get("where"):
        found = by_index_of_links(where, attribute.link, asked)
        return grouped(counted(compared(where, model, asked, found, depth=1), found.rows, asked), found.rows, asked)
    rows = linked(attribute.link, asked)
    return grouped(counted(Reading(units(walked_links(attribute.link, asked))), rows, asked), rows, asked)


@reading.register
def _(attribute: Upcoming, asked: Asked) -> Reading:
    model = attribute.model
    to_come = walked(model, index_of(model, model.order, asked.options.chain), asked, asked.statistics.rows(model))
    return Reading(units(asked.statistics.running(model) * (READ + SORTED) + to_come))


@reading.register
def _(attribute: Route, asked: Asked) -> Reading:
    return Reading(page=1)


@reading.register
def _(attribute: Search, asked: Asked) -> Reading:
    return searched(chosen_types(asked.arguments, default_types()), MOST_RANKED, asked.statistics)


@reading.register
def _(attribute: Suggest, asked: Asked) -> Reading:
    return searched(chosen_types(asked.arguments, suggested_types()), MOST, asked.statistics)


def searched(types: Collection[str], most: int, statistics: TableStatistics) -> Reading:
    """Work out what it costs to rank so many entries of each type, or all that it has."""
    models = [model for model in searched_types() if kind_of(model) in types]
    return Reading(units(sum(ASKED + min(most, statistics.rows(model)) * RANKED for model in models)))


def counted(found: Reading, rows: int, asked: Asked) -> Reading:
    """Add what a total of so many rows costs of the stage `LATEST`, of which there is no ledger."""
    if asked.options.stage is not Stage.LATEST or "totalCount" not in asked.selected:
        return found
    return found._replace(total=found.total + units(rows * FOLLOWED))


def grouped(found: Reading, rows: int, asked: Asked) -> Reading:
    """Add what it costs to put so many rows into groups by one key."""
    if "groups" not in asked.selected:
        return found
    return found._replace(groups=found.groups + units(rows * (GROUPED + FOLLOWED)))


def walked(model: type[Edition], index: str | None, asked: Asked, rows: int) -> float:
    """Work out how many microseconds a page of so many rows takes without conditions; without an index, to sort it."""
    if index is None:
        return rows * SORTED if has_rows(asked) else 0
    return passed(model, asked, rows) * (PASSED if has_visibility(model, index) else READ)


def walked_links(link: Link | Links, asked: Asked) -> float:
    """Work out the same for a page of what links to an entry."""
    if not has_order(link, asked):
        return linked(link, asked) * (READ + SORTED) if has_rows(asked) else 0
    if asked.options.at is None:
        return 0
    model: Any = link.model
    every = asked.statistics.rows(model)
    skipped = passed(model, asked, every)
    of_parent = ceil(skipped * asked.statistics.links(link).links / max(1, every) / asked.parents)
    return min(linked(link, asked), skipped, of_parent) * READ


def has_order(link: Link | Links, asked: Asked) -> bool:
    """Tell whether the index of links has the order asked for: that is the default one, which their rows carry."""
    model: Any = link.model
    return ordered_by(model, asked.arguments) == model.order and not (model.order and isinstance(link, Link))


def linked(link: Link | Links, asked: Asked) -> int:
    """Return how many rows link to one entry at most, and to one of several parents on average."""
    counts = asked.statistics.links(link)
    return min(counts.most, ceil(counts.links / asked.parents))


def compared(where: Mapping[str, Any], model: type[Edition], asked: Asked, found: "Left", *, depth: int) -> Reading:
    """Work out what it costs to hold rows against conditions; never less than what the conditions cost as such."""
    least, left = condition_cost(where), comparing(found.left, model.__name__, asked.statistics, depth)
    counting = found.asked + found.rows * (READ + left) if found.left else found.counted
    reading = counting + found.rows * SORTED * found.is_sorted if found.left else found.walk
    page = max(least, units(reading)) if has_rows(asked) else least
    total = max(0, units(counting) - least) if "totalCount" in asked.selected else 0
    return Reading(page, total, units(counting) if "groups" in asked.selected else 0)


def has_rows(asked: Asked) -> bool:
    """Tell whether the rows of a page are read."""
    return "pageInfo" in asked.selected or not ROW_MEMBERS.isdisjoint(asked.selected)


def passed(model: type[Edition], asked: Asked, rows: int) -> int:
    """Return how many of some rows may have to be passed over, as they are live now, and not at the instant read."""
    at = asked.options.at
    return 0 if at is None else min(rows, asked.statistics.changed(model, at))


def units(microseconds: float) -> int:
    """Turn a time into cost; what takes less than an entry costs nothing."""
    return int(microseconds / UNIT)


class Left(NamedTuple):
    """How many rows an index finds, and the conditions that are *left* to be held against each.

    Where none is left, a page is full when it has so many rows: to *walk* to them takes so many microseconds, and so
    many until they are all *counted*. A page that *is_sorted* takes them all. What an index
    is *asked* takes so many more.
    """

    rows: int
    left: Mapping[str, Any]
    walk: float = 0
    counted: float = 0
    is_sorted: bool = False
    asked: float = 0


def by_index(where: Mapping[str, Any], model: type[Edition], index: str | None, asked: Asked) -> Left:
    """Tell which rows are found by a slug, or between values of the column whose *index* has the order.

    A database takes one lower bound and one upper, and holds all rows between against others.
    """
    statistics, filters = asked.statistics, OBJECT_TYPES[model.__name__].filters
    rows, left = statistics.rows(model), dict(given(where))
    if any(is_narrowed(filters.get(name), value, asked) for name, value in given(where)):
        return Left(most_found(model, statistics), left, is_sorted=True, asked=ASKED + rows * LOOKED_THROUGH)
    searched = by_search(where, model, index, asked)
    if searched is not None:
        return searched
    found = bounded(where, model, index, read_at(asked), statistics)
    rows = min([found.rows, *(FEW * number for number in [slugs_in(where.get("slug") or {})] if number)])
    walk = walked(model, index, asked, rows) + found.found_apart * (READ + SORTED)
    return Left(rows, found.left, walk, rows * (READ if found.found_apart else PASSED), index is None)


def by_search(where: Mapping[str, Any], model: type[Edition], index: str | None, asked: Asked) -> Left | None:
    """Tell which rows are found by a search that is the only condition: few, or those that are walked to in order."""
    rows, filters = asked.statistics.rows(model), OBJECT_TYPES[model.__name__].filters
    names = [name for name, _ in given(where)]
    if len(names) != 1 or not isinstance(filters.get(names[0]), Searched) or next(asked.looks, None) is None:
        return None
    reader = WhereReader(NOWHERE, asked.options.chain, statistics=asked.statistics)
    [(_, _, form)] = reader.read(where, model.__name__)[1]
    found = form.found if isinstance(form, SearchForm) else Found.MANY
    told = ASKED + rows * LOOKED_THROUGH + SAMPLED * is_sampled(model, asked.statistics)
    if found is Found.FEW:
        return Left(most_found(model, asked.statistics), where, is_sorted=True, asked=told)
    if found is Found.MANY or index is None:
        return None
    walk = told + walked(model, index, asked, rows) + page_limit(asked.arguments)[1] * WALKED * LOOKED_AT
    return Left(rows, {}, walk, told + rows * (READ + COMPARED))


def by_index_of_links(where: Mapping[str, Any], link: Link | Links, asked: Asked) -> Left:
    """Tell which rows are found of those that link to an entry, whose index has the columns of their order."""
    model: Any = link.model
    index = model.order[0].lstrip("-") if model.order and has_order(link, asked) else None
    found = bounded(where, model, index, read_at(asked), asked.statistics)
    rows = min(linked(link, asked), found.rows)
    walk = walked_links(link, asked) + found.found_apart * (READ + SORTED)
    return Left(rows, found.left, walk, rows * READ, not has_order(link, asked))


def read_at(asked: Asked) -> int:
    """Return the instant that is read at, in microseconds; where none is named, one not long ago."""
    return asked.statistics.now if asked.options.at is None else asked.options.at


def slugs_in(compared: Mapping[str, Any]) -> int:
    """Count the slugs by which rows are found; 0 for none."""
    return max([1 for operator, _ in given(compared) if operator == "eq"] + [len(compared.get("in") or ())])


def is_narrowed(attribute: Any, value: Any, asked: Asked) -> bool:
    """Tell whether the index of tokens narrows one of some comparisons."""
    if not isinstance(attribute, ComparedField) or next(asked.looks, None) is None:
        return False
    try:
        found = read_filter(attribute, attribute.name, value, WhereReader(NOWHERE, statistics=asked.statistics))
    except BadUserInput:
        return False
    return any(isinstance(each, Narrowed) for each in found)


def by_link(where: Mapping[str, Any], model: type[Edition], asked: Asked) -> Left | None:
    """Tell which rows are found by what they link to; None where the page is not read so (`resolvers.where.links`)."""
    try:
        pin = pin_of(WhereReader(NOWHERE).read(where, model.__name__), model)
    except BadUserInput:
        return None
    if pin is None:
        return None
    filters = OBJECT_TYPES[model.__name__].filters
    others = {name: value for name, value in given(where) if filters.get(name) is not pin[0]}
    found = by_index_of_links(others, pin[0], asked)
    if not found.left and asked.selected.isdisjoint(WHOLE):
        return found._replace(rows=0)
    return found._replace(counted=found.rows * (READ + SORTED))  # each is looked for among those of its edition
