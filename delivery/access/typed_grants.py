"""Roles and grants as they are typed on the command line, held against the schema."""

import json
from collections.abc import Sequence
from typing import Any

import click

from models.access.grants import Action, Grant
from models.access.roles import HeldRole
from models.access.stored_grants import GrantRefused, canonical
from resolvers.access.given_grants import check_grant, check_role

ACTION = click.Choice([action.value for action in Action], case_sensitive=False)

ROLE_WHERE = click.option(
    "--where", "conditions", multiple=True, metavar="TYPE=JSON", help="For content of TYPE alone that meets a `where`."
)
"""The conditions of a role."""


def narrowing(command: Any) -> Any:
    """Add the options that narrow a grant."""
    for option in (
        click.option("--where", metavar="JSON", help="On what meets a `where` of the one type."),
        click.option("--locale", "locales", multiple=True, metavar="TAG", help="In a language."),
        click.option("--field", "fields", multiple=True, help="On a field of the one type, as GraphQL names it."),
        click.option("--type", "types", multiple=True, help="On content of a type; of all types unless given."),
    ):
        command = option(command)
    return command


def role_of(name: str, conditions: Sequence[str]) -> HeldRole:
    """Read a role as it is typed."""
    by_type: dict[str, str] = {}
    for each in conditions:
        kind, sign, text = each.partition("=")
        if not sign or kind in by_type:
            raise GrantRefused(f"--where is TYPE=JSON, one for each type, not {each!r}.")
        by_type[kind] = condition(text)
    role = HeldRole(name, by_type or None)
    check_role(role)
    return role


def condition(text: str) -> str:
    """Read a condition as it is typed."""
    try:
        return canonical(json.loads(text))
    except (ValueError, RecursionError):
        raise GrantRefused(f"A condition is JSON, not {text!r}.") from None


def grants_typed(
    actions: Sequence[str], types: Sequence[str], fields: Sequence[str], locales: Sequence[str], where: str | None
) -> list[Grant]:
    """Read grants as they are typed: one for each type."""
    if len(types) != 1 and (fields or where):
        raise GrantRefused("--field and --where need one --type.")
    several = frozenset(Action[each] for each in actions)
    found = [
        Grant(
            several,
            kind,
            frozenset(fields) or None,
            frozenset(locales) or None,
            None if where is None else condition(where),
        )
        for kind in (types or (None,))
    ]
    for grant in found:
        check_grant(grant)
    return found


def role_text(role: HeldRole) -> str:
    """Write a role and its conditions."""
    return role.role + "".join(f" where {kind}={where}" for kind, where in (role.conditions or {}).items())
