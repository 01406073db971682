"""Grants as they are given: held against the schema, so that nobody is given what can never be met.

A condition is given only if it could be joined with another one like it: so are those of a token and of its owner.
"""

import json
from collections.abc import Container, Iterable
from typing import Any

from graphql import GraphQLError

from models.access.grants import Grant
from models.access.roles import HeldRole
from models.access.stored_grants import GrantRefused, canonical, require_sound
from models.edition import content_types
from models.languages import LANGUAGES
from resolvers.access.conditions import check_condition
from resolvers.context.object_types import OBJECT_TYPES


def check_grant(grant: Grant) -> None:
    """Raise `GrantRefused` for a grant on what there is not: a type, a field, a language, or a condition."""
    require_sound(grant)
    if grant.type is not None:
        require_known({grant.type}, {model.__name__ for model in content_types()}, "content type")
    if grant.fields is not None and grant.type is not None:
        require_known(grant.fields, OBJECT_TYPES[grant.type].attributes, f"field of {grant.type}")
    if grant.locales is not None:
        require_known(grant.locales, LANGUAGES.tags, "language of the site")
    if grant.where is not None and grant.type is not None:
        check_where(grant.type, grant.where)


def check_role(role: HeldRole) -> None:
    """Raise `GrantRefused` for a role under conditions that cannot be read."""
    for grant in role.grants:
        check_grant(grant)


def check_where(type_name: str, where: str) -> None:
    """Raise `GrantRefused` for a condition that cannot be read, alone or joined with another, or says nothing."""
    try:
        check_condition(type_name, where)
        given = json.loads(where)
        check_condition(type_name, canonical({"and": [given] * 2}))
    except GraphQLError as error:
        raise GrantRefused(error.message) from None
    if not says_something(given):
        raise GrantRefused("A condition has no null in it, and nothing that is empty: all content would meet it.")


def says_something(given: Any) -> bool:
    """Tell whether nothing in a condition is null or empty, which in a `where` is as if it were not there."""
    if isinstance(given, dict | list):
        inner = list(given.values()) if isinstance(given, dict) else given
        return bool(inner) and all(map(says_something, inner))
    return given is not None


def require_known(given: Iterable[str], known: Container[str], what: str) -> None:
    """Raise `GrantRefused` for words that are none of those that are known."""
    if unknown := sorted(each for each in given if each not in known):
        raise GrantRefused(f"{unknown[0]!r} is no {what}.")
