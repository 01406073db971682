"""What it costs to hold one row against conditions: its own values, and those of entries behind its links."""

from collections.abc import Mapping
from typing import Any

from models.edition import content_type
from models.links import ENTRY, Backlink, Link, Links
from models.table_statistics import TableStatistics
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.where.filters import given

COMPARED, FOLLOWED = 1.2, 3.0
"""Microseconds to compare a value of a row, and to find a row behind a link: with 200,000 stories on SQLite."""


def comparing(where: Mapping[str, Any], type_name: str, statistics: TableStatistics, depth: int) -> float:
    """Work out how many microseconds conditions take for one row, behind so many links."""
    return sum(condition(name, value, type_name, statistics, depth) for name, value in given(where))


def condition(name: str, value: Any, type_name: str, statistics: TableStatistics, depth: int) -> float:
    """Work out the same for one of them."""
    if name == "not":
        return comparing(value, type_name, statistics, depth)
    if name in ("and", "or"):
        return sum(comparing(each, type_name, statistics, depth) for each in value)
    attribute = OBJECT_TYPES[type_name].filters[name]
    if not isinstance(attribute, Link | Links | Backlink):
        return COMPARED * (len(given(value)) if isinstance(value, Mapping) else 1)
    often, target = followed(attribute, type_name, statistics, depth)
    if target == ENTRY:  # an entry is looked up, and then what is live of it
        return sum(often * (2 * FOLLOWED + COMPARED * len(given(each))) for each in behind(attribute, value))
    inner = behind(attribute, value)
    return sum(often * (FOLLOWED + comparing(each, target, statistics, depth + 1)) for each in inner)


def behind(attribute: Any, value: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """List the conditions on entries behind a link: one, or one for each quantifier."""
    return [value] if isinstance(attribute, Link) else [each for _, each in given(value)]


def followed(attribute: Any, type_name: str, statistics: TableStatistics, depth: int) -> tuple[float, str]:
    """Return how many entries a link leads to, and of which type.

    Of all entries together, that is as many as there are links; of one that others lead to, maybe the most.
    """
    if isinstance(attribute, Link):
        return 1, attribute.target
    if isinstance(attribute, Links):
        counts = statistics.links(attribute)
        return max(1.0, counts.links / max(1, statistics.rows(attribute.model))), attribute.target
    counts, name = statistics.links(attribute.link), attribute.link.model.__name__
    mean = counts.links / max(1, statistics.rows(content_type(type_name)))
    return (mean if depth == 0 else counts.most), name
