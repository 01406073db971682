"""What statistics of a connection cost: to read all its rows for groups, or some rows of the ledger for each total."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from delivery.limits.cost_requests import Around, Request
from models.instants import from_microseconds
from models.table_statistics import HOLDS
from resolvers.statistics.counted_groups import FEW, counted_list, is_counted
from resolvers.statistics.group_arguments import MOST_GROUPS, MOST_KEYS, groups_limit
from resolvers.statistics.history import MOST_STEPS
from resolvers.statistics.keys import group_keys

LEAST = 20
"""What groups cost at least, as conditions do: so the cost of few entries tells nothing of how many are not public."""

STEP = 5
"""What the total of one step costs, or of one group."""

IN_VAIN = 0.4
"""What looking at an edition costs that links to what is not live."""

DAYS = {"YEAR": 365, "QUARTER": 90, "MONTH": 28, "WEEK": 7, "DAY": 1}
"""Days that a step has at least."""


PERIOD = timedelta(seconds=HOLDS)
"""For how long the instant of prices stays the same, while that of readings goes on."""


class Statistics(NamedTuple):
    """What reading costs, and how many objects there may be, each of which may have what is selected of it."""

    price: int
    many: int


def groups(arguments: Mapping[str, Any], around: Around, request: Request) -> Statistics:
    """Tell what groups cost: to look at rows, which cost so much by one key, or to read a total for each."""
    keys = min(max(1, len(arguments.get("by") or ())), MOST_KEYS)
    totals = totals_price(arguments, around, request)
    price = around.groups * keys if totals is None else min(around.groups, totals)
    return Statistics(max(LEAST, price), min(max(groups_limit(arguments), 0), MOST_GROUPS) * keys)


def totals_price(arguments: Mapping[str, Any], around: Around, request: Request) -> int | None:
    """Tell what the totals cost that groups are read from, with links that lead to nothing live; None without."""
    by = arguments.get("by")
    if around.whole is None or not by:
        return None
    known = group_keys(around.whole.__name__)
    listed = counted_list([known[each.value] for each in by], around.whole)
    statistics, at = request.statistics, request.options.at
    if listed is None or not is_counted(listed, statistics, at):
        return None
    targets = max(FEW, statistics.links(listed.link).targets)  # few are not told apart, as there may be hidden ones
    return targets * STEP + int(statistics.linked_in_vain(listed, at) * IN_VAIN)


def history(arguments: Mapping[str, Any], around: Around, request: Request) -> Statistics:
    """Tell what a history costs, by the steps that it may have; without an end, up to now, or to a later reading."""
    begin, until, step = arguments.get("from"), arguments.get("until"), arguments.get("by")
    if until is None:
        until = from_microseconds(max(request.statistics.now, request.options.at or 0)) + PERIOD
    steps = MOST_STEPS
    if isinstance(begin, datetime) and isinstance(until, datetime) and step and begin.tzinfo and until.tzinfo:
        steps = min(MOST_STEPS, max(0, (until - begin).days) // DAYS[step.value] + 2)
    return Statistics(steps * STEP, 0)


FIELDS: dict[str, Callable[[Mapping[str, Any], Around, Request], Statistics]] = {"groups": groups, "history": history}
"""The fields of a connection that are priced here."""
