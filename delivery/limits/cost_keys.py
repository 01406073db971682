"""Cost keys: what of the values of variables decides a cost, so that requests in which it is the same cost the same."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum, IntEnum
from time import time
from typing import Any

from models.instants import to_microseconds
from models.table_statistics import SECOND, stepped
from resolvers.attributes import ids
from resolvers.attributes.nodes import Nodes
from resolvers.context.errors import BadUserInput
from resolvers.context.read_context import DEFAULT, ReadOptions

SHORT, FEW = 40, 5
"""Characters of a text, and values of a list, that a cost is remembered by."""

MINUTE = 60 * SECOND

NOT_GIVEN, GIVEN, UNBOUNDED = object(), object(), object()
"""What stands for variables: one that is not given, one of whatever value, and one that no cost is remembered by."""


class Deciding(IntEnum):
    """What of a variable decides a cost, the least first."""

    PRESENCE = 0
    """Whether it is given: a field whose argument is null and must not be is one without arguments."""
    INSTANT = 1
    """The instant, roughly."""
    VALUE = 2
    """All of it."""


ARGUMENTS = {"after": Deciding.PRESENCE, "before": Deciding.PRESENCE, "asOf": Deciding.INSTANT}
"""What of a variable decides a cost, by the argument that it is of, where that is not all of it."""


def cost_key(value: Any, deciding: Deciding, now: int) -> Any:
    """Return what of a variable's value decides a cost; `UNBOUNDED` where that is too large to remember a cost by."""
    if value is NOT_GIVEN or value is None:
        return value
    if deciding is Deciding.PRESENCE:
        return GIVEN
    if isinstance(value, datetime):
        return coarse(value, now) if deciding is Deciding.INSTANT else UNBOUNDED
    if isinstance(value, list):
        keys = [cost_key(each, deciding, now) for each in value[: FEW + 1]]
        return UNBOUNDED if len(keys) > FEW or UNBOUNDED in keys else (list, *keys)
    is_short = isinstance(value, int | Enum) or (isinstance(value, str) and len(value) <= SHORT)
    return (type(value), value) if is_short else UNBOUNDED  # to a dictionary, 1 is True


def coarse(instant: datetime | int, now: int) -> int | None:
    """Round how long ago an instant is, or how far ahead, up to minutes in the steps of table statistics.

    They are of some minutes ago: what has been since then is a minute before. None for one without an offset, which is
    refused.
    """
    if isinstance(instant, datetime):
        if instant.tzinfo is None:
            return None
        instant = to_microseconds(instant)
    if now <= instant <= time() * SECOND:
        return now - MINUTE
    sign = 1 if instant > now else -1
    return now + sign * MINUTE * stepped(-(-abs(instant - now) // MINUTE))


def options_of(attribute: Any, arguments: Mapping[str, Any], now: int) -> ReadOptions:
    """Return the read options by which a root field is priced, those of the earliest instant, which is a coarse one."""
    try:
        found = [options.changed(arguments) for options in named_options(attribute, arguments)]
    except BadUserInput:
        return DEFAULT
    earliest = min(found, key=lambda options: now if options.at is None else options.at, default=DEFAULT)
    return ReadOptions(earliest.chain, None if earliest.at is None else coarse(earliest.at, now), earliest.stage)


def named_options(attribute: Any, arguments: Mapping[str, Any]) -> list[ReadOptions]:
    """List the read options that global ids name, or those of default."""
    if not isinstance(attribute, Nodes):
        return [DEFAULT]
    given = arguments.get(attribute.argument)
    return [ids.decode(each).options for each in (given if isinstance(given, list) else [given]) if each]
