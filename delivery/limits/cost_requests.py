"""What a cost is worked out from: the values of a request, and what stands around a selection."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graphql import GraphQLError
from graphql.execution.values import VariableValues

from delivery.limits.cost_shares import Shares
from models.edition import Edition
from models.table_statistics import TableStatistics
from resolvers.compiler.selections import FieldArguments
from resolvers.context.read_context import DEFAULT, ReadOptions

TOTAL = 20
"""What counting the entries of a connection costs; it is more than reading a page of them, and rare."""


class Around(NamedTuple):
    """What stands around a selection: the entries of the *page* that it may be in, or a column of components.

    The *total* of a page costs so much, and its *groups* by one key; where it goes through all that is published of a
    type, *whole* is that. Those of a column cost so much as *components* together, however deep they are, and have at
    most *links* links of one name. A rich text has at most *references*.
    """

    page: int = 1
    total: int = TOTAL
    components: int = 0
    links: int = 1
    groups: int = 0
    whole: type[Edition] | None = None
    references: int = 1


ALONE = Around()

MOST_LOOKS = 20
"""Comparisons of texts for which it is looked up how much an index finds, also for a request that is refused then."""


@dataclass
class Request:
    """The values of one request, and what fragments cost for it, once each is added up.

    The *options* are those of the root field that is being looked at, the statistics those of the database. It is
    looked at below so many different *parents*: the entries of one page, where that stands at the root. So many *looks*
    at what an index finds are left.
    """

    variables: VariableValues
    statistics: TableStatistics
    shares: Shares | None = None
    options: ReadOptions = DEFAULT
    parents: int = 1
    looks: Iterator[int] = field(default_factory=lambda: iter(range(MOST_LOOKS)))
    added: dict[tuple[str, Around, ReadOptions, int], int] = field(default_factory=dict)


Cost = Callable[[Request, Around], int]
"""Gives a cost for a request, and what stands around."""


def constant(cost: int) -> Cost:
    """Make a cost that is the same always."""
    return lambda request, around: cost


NOTHING = constant(0)


def repeated(request: Request, often: int, own: int, below: Cost) -> int:
    """Multiply what an object costs, itself and below, by how often it may be there."""
    if request.shares is None:
        return often * (own + below(request, ALONE))
    before, request.shares.often = request.shares.often, request.shares.often * often
    cost = often * (own + below(request, ALONE))
    request.shares.often = before
    return cost


def named(key: str, cost: Cost, *, is_sized: bool = True) -> Cost:
    """Let the share of a field be noted under its response key, where that is asked for; of a page at its connection.

    A fragment is noted where it is spread first, so that this takes no longer than adding the cost up.
    """

    def noted(request: Request, around: Around) -> int:
        shares = request.shares
        if shares is None:
            return cost(request, around)
        before, shares.path = shares.path, (*shares.path, key)
        found = cost(request, around)
        if is_sized:
            shares.found[shares.path] += found * shares.often
        shares.path = before
        return found

    return noted


def arguments_of(given: FieldArguments, request: Request) -> Mapping[str, Any]:
    """Coerce the arguments of a field; what cannot be is no argument, as the field fails before it reads anything."""
    try:
        return given.coerced(request.variables)
    except GraphQLError:
        return {}


def added_once(name: str, cost: Cost) -> Cost:
    """Let a request work out a fragment's cost once for the same that stands around it."""

    def once(request: Request, around: Around) -> int:
        key = name, around, request.options, request.parents
        found = request.added.get(key)
        if found is None:
            found = request.added[key] = cost(request, around)
        return found

    return once
