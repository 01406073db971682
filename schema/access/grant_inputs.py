"""Grants as clients give them: read, and held against the schema and against what the giver has."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from strawberry.scalars import JSON

from models.access.callers import Caller
from models.access.grants import Grant, Grants
from models.access.intersections import beyond
from models.access.stored_grants import MOST_GRANTS, GrantRefused, canonical
from models.access.wording import in_words
from resolvers.access.given_grants import check_grant
from schema.access.actions import Action
from schema.access.problems import Problem, ProblemCode, forbidden, problem
from schema.locales import Locale
from schema.services import input_type


@input_type
class GrantInput:
    """Some actions: on one content type or on all, narrowed to fields, to languages and by a condition."""

    actions: list[Action]
    """What may be done."""
    type: str | None = None
    """The content type that it may be done to; all, unless given."""
    fields: list[str] | None = None
    """The fields of the type that it may be done to; all, unless given."""
    locales: list[Locale] | None = None
    """The languages in which it may be done; all, unless given."""
    where: JSON | None = None
    """A condition in the language of the type's own filter: `{schools: {some: {slug: {eq: "seng"}}}}`."""


def read_grants(given: Sequence[GrantInput], caller: Caller) -> tuple[list[Grant], list[Problem]]:
    """Read the grants that somebody wants to hand on; return what is wrong with them, too."""
    if not given:
        return [], [problem(ProblemCode.REQUIRED, ["grants"], "A token has at least one grant.")]
    if len(given) > MOST_GRANTS:
        return [], [problem(ProblemCode.TOO_LONG, ["grants"], f"A token has at most {MOST_GRANTS} grants.")]
    grants, problems = list[Grant](), list[Problem]()
    for place, each in enumerate(given):
        path = ["grants", str(place)]
        try:
            grant = read_grant(each)
        except GrantRefused as error:
            problems.append(problem(ProblemCode.INVALID, path, str(error)))
            continue
        grants.append(grant)
        for action, wide in beyond(Grants(frozenset({grant})), caller.grants):
            problems.append(forbidden(path, *in_words(replace(wide, actions=frozenset({action})))))
    return grants, problems


def read_grant(given: GrantInput) -> Grant:
    """Read a grant; raise `GrantRefused` saying what is wrong."""
    grant = Grant(
        frozenset(given.actions),
        given.type,
        None if given.fields is None else frozenset(given.fields),
        None if given.locales is None else frozenset(each.tag for each in given.locales),
        None if given.where is None else condition_text(given.where),
    )
    check_grant(grant)
    return grant


def condition_text(given: Any) -> str:
    """Write a condition as text; raise `GrantRefused` for what is no JSON."""
    try:
        return canonical(given)
    except (TypeError, ValueError, RecursionError):
        raise GrantRefused("A condition is JSON.") from None
