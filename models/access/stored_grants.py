"""Grants as JSON, as they are stored and given; what of a stored one is not understood allows nothing.

{"actions": ["EDIT", "PUBLISH"], "type": "NewsStory", "where": {"slug": {"eq": "a"}}}
"""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from models.access.grants import WHOLE, Action, Grant, Grants, names
from models.access.roles import OF_NO_TYPE
from models.errors import SundialError

KEYS = frozenset({"actions", "type", "fields", "locales", "where"})

MOST_GRANTS = 20
"""Grants of one token, or of one person beside the roles."""

LONGEST_CONDITION = 900
"""Characters of a condition that is given: two of them joined are still read (`resolvers/access/conditions.py`)."""

LONGEST_LIST = 100
"""Fields or locales that a grant may name."""


class GrantRefused(SundialError):
    """A grant, or a role under conditions, that cannot be given as it is."""

    code = "BAD_USER_INPUT"


def canonical(where: Any) -> str:
    """Write a condition so that the same one is always the same text."""
    return json.dumps(where, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def to_json(grant: Grant) -> dict[str, Any]:
    """Write a grant; what narrows nothing is left out."""
    found = {
        "actions": names(each.value for each in grant.actions),
        "type": grant.type,
        "fields": names(grant.fields),
        "locales": names(grant.locales),
        "where": None if grant.where is None else json.loads(grant.where),
    }
    return {name: value for name, value in found.items() if value is not None}


def from_json(stored: Mapping[str, Any]) -> Grant | None:
    """Read a grant; None for one that is narrowed in a way that this version does not know, or allows nothing."""
    actions = frozenset(Action[each] for each in stored["actions"] if each in Action.__members__)
    if not actions or not stored.keys() <= KEYS:
        return None
    where = stored.get("where")
    return Grant(
        actions,
        stored.get("type"),
        None if stored.get("fields") is None else frozenset(stored["fields"]),
        None if stored.get("locales") is None else frozenset(stored["locales"]),
        None if where is None else canonical(where),
    )


def written(grants: Iterable[Grant]) -> str:
    """Write grants as JSON text, which is the same for the same grants."""
    return json.dumps(sorted(map(to_json, grants), key=canonical), ensure_ascii=False)


@lru_cache(maxsize=256)
def read(text: str) -> Grants:
    """Read grants from JSON text; a text that was read before gives the same object."""
    return Grants(frozenset(grant for each in json.loads(text) if (grant := from_json(each)) is not None))


def require_sound(grant: Grant) -> None:
    """Raise `GrantRefused` for a grant that says what cannot be, whatever types and fields there are."""
    words = ", ".join(sorted(each.value for each in grant.actions & WHOLE))
    if not grant.actions:
        raise GrantRefused("A grant needs an action.")
    if words and (grant.fields is not None or grant.locales is not None):
        raise GrantRefused(f"{words} is not narrowed to fields or languages: entries are read whole.")
    if grant.type is not None and grant.actions & OF_NO_TYPE:
        words = ", ".join(sorted(each.value for each in grant.actions & OF_NO_TYPE))
        raise GrantRefused(f"{words} is of no content type.")
    for what, narrowing in (("fields", grant.fields), ("locales", grant.locales)):
        if narrowing is not None and not 0 < len(narrowing) <= LONGEST_LIST:
            raise GrantRefused(f"A grant names 1 to {LONGEST_LIST} {what}, or leaves them out for all.")
    if grant.type is None and (grant.fields is not None or grant.where is not None):
        raise GrantRefused("Fields and conditions need a content type.")
    if grant.where is not None and len(grant.where) > LONGEST_CONDITION:
        raise GrantRefused(f"A condition has at most {LONGEST_CONDITION} characters.")


def told(action: Action, grant: Grant) -> str:
    """Write what a grant says of one action: `EDIT NewsStory.{title} in zh-Hant where {"slug":{"eq":"a"}}`."""
    fields = "" if grant.fields is None else f".{{{', '.join(sorted(grant.fields))}}}"
    on = f" {grant.type}{fields}" if grant.type else "" if action in OF_NO_TYPE else " every type"
    locales = "" if grant.locales is None else f" in {', '.join(sorted(grant.locales))}"
    return f"{action.value}{on}{locales}{'' if grant.where is None else f' where {grant.where}'}"
