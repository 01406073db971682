"""Intersections of grants: what two sets of them both allow, and whether one lies within another.

A grant of each set makes one of both: the actions, fields and locales that both have, of the one type, under both
conditions. Pairs that share nothing make none. So an action on something is allowed by the intersection exactly where
each of the sets allows it.
"""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product

from models.access.grants import Action, Grant, Grants
from models.access.stored_grants import canonical

MOST_COMPARED = 100
"""Grants of an intersection that are compared with each other."""


@lru_cache(maxsize=256)
def intersection(one: Grants, other: Grants) -> Grants:
    """Return what both allow."""
    if one == other:
        return one
    return Grants(frozenset(without_repeats(filter(None, (shared(*pair) for pair in product(one.all, other.all))))))


def shared(one: Grant, other: Grant) -> Grant | None:
    """Return what two grants both allow; None for nothing."""
    actions = one.actions & other.actions
    fields, locales = narrowed(one.fields, other.fields), narrowed(one.locales, other.locales)
    is_apart = None not in (one.type, other.type) and one.type != other.type
    if is_apart or not actions or fields == frozenset() or locales == frozenset():
        return None
    return Grant(actions, one.type or other.type, fields, locales, joined(one.where, other.where))


def narrowed(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """Return what two lists have in common, where None is all."""
    if one is None or other is None:
        return other if one is None else one
    return one & other


def joined(one: str | None, other: str | None) -> str | None:
    """Write that two conditions are both met; each part of them stands once."""
    if one is None or other is None:
        return other if one is None else one
    found = sorted(parts_of(one) | parts_of(other))
    return found[0] if len(found) == 1 else canonical({"and": [json.loads(each) for each in found]})


@lru_cache(maxsize=1_024)
def parts_of(where: str | None) -> frozenset[str]:
    """Return the conditions that a condition joins: itself alone, unless it is nothing but an `and`; none for none."""
    if where is None:
        return frozenset()
    found = json.loads(where)
    inner = found.get("and") if isinstance(found, dict) and len(found) == 1 else None
    return frozenset(map(canonical, inner)) if isinstance(inner, list) and inner else frozenset({where})


def without_repeats(grants: Iterable[Grant]) -> list[Grant]:
    """Leave out grants that another one of them has in it, unless they are very many."""
    found = list(dict.fromkeys(grants))
    if len(found) > MOST_COMPARED:
        return found
    kept: list[Grant] = []
    for each in found:
        if not any(contains(other, each) for other in kept):
            kept = [other for other in kept if not contains(each, other)] + [each]
    return kept


def contains(wide: Grant, narrow: Grant) -> bool:
    """Tell whether another grant allows all that one does, as far as that can be told without reading content."""
    return (
        narrow.actions <= wide.actions
        and wide.type in (None, narrow.type)
        and narrowed(narrow.fields, wide.fields) == narrow.fields
        and narrowed(narrow.locales, wide.locales) == narrow.locales
        and parts_of(wide.where) <= parts_of(narrow.where)
    )


def beyond(asked: Grants, held: Grants) -> list[tuple[Action, Grant]]:
    """List what of the grants that are *asked* for is not within those that are *held*: actions, each of a grant."""
    return [
        (action, grant)
        for grant in asked.all
        for action in sorted(grant.actions, key=lambda each: each.value)
        if not all(
            any(contains(each, part) for each in held.all)
            for part in parts(Grant(frozenset({action}), grant.type, grant.fields, grant.locales, grant.where))
        )
    ]


def parts(grant: Grant) -> Iterator[Grant]:
    """Take a grant apart into those of one field and one locale each, where it names any."""
    fields = [None] if grant.fields is None else [frozenset({each}) for each in grant.fields]
    locales = [None] if grant.locales is None else [frozenset({each}) for each in grant.locales]
    for field, locale in product(fields, locales):
        yield Grant(grant.actions, grant.type, field, locale, grant.where)
