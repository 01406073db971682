"""What statistics of a connection cost: to read all its rows for groups, and some rows of the ledger for each step."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from models.instants import from_microseconds
from models.table_statistics import HOLDS
from resolvers.statistics.group_arguments import MOST_GROUPS, MOST_KEYS, groups_limit
from resolvers.statistics.history import MOST_STEPS

LEAST = 20
"""What groups cost at least, as conditions do: so the cost of few entries tells nothing of how many are not public."""

STEP = 5
"""What the total of one step costs."""

DAYS = {"YEAR": 365, "QUARTER": 90, "MONTH": 28, "WEEK": 7, "DAY": 1}
"""Days that a step has at least."""


PERIOD = timedelta(seconds=HOLDS)
"""For how long the instant of prices stays the same, while that of readings goes on."""


class Statistics(NamedTuple):
    """What reading costs, and how many objects there may be, each of which may have what is selected of it."""

    price: int
    many: int


def groups(arguments: Mapping[str, Any], rows: int, now: int) -> Statistics:
    """Tell what groups cost of rows that cost so much by one key."""
    keys = min(max(1, len(arguments.get("by") or ())), MOST_KEYS)
    return Statistics(max(LEAST, rows * keys), min(max(groups_limit(arguments), 0), MOST_GROUPS) * keys)


def history(arguments: Mapping[str, Any], rows: int, now: int) -> Statistics:
    """Tell what a history costs, by the steps that it may have; without an end, up to *now*, or to a later reading."""
    begin, until, step = arguments.get("from"), arguments.get("until"), arguments.get("by")
    if until is None:
        until = from_microseconds(now) + PERIOD
    steps = MOST_STEPS
    if isinstance(begin, datetime) and isinstance(until, datetime) and step and begin.tzinfo and until.tzinfo:
        steps = min(MOST_STEPS, max(0, (until - begin).days) // DAYS[step.value] + 2)
    return Statistics(steps * STEP, 0)


FIELDS: dict[str, Callable[[Mapping[str, Any], int, int], Statistics]] = {"groups": groups, "history": history}
"""The fields of a connection that are priced here."""
