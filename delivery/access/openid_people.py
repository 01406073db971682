"""Whom a provider means: people are known by the provider's own name for them, and have the roles of their groups.

Somebody who is not known yet is added if a group of theirs has a role here. An account that there is already is theirs
if the provider has verified that the address is, and knows nobody else by it: addresses are given to others later, and
who waits under an address that was not verified is not to get what its owner may. Roles that the groups gave are taken
again when they do no more.
"""

import unicodedata
from collections.abc import Mapping
from typing import Any

from flask import request

from delivery.access.provider import Provider, ProviderRefused
from delivery.wsgi import REQUEST_ID
from models.access import people
from models.access.actors import Actor
from models.access.people import PersonRefused
from models.access.roles import HeldRole
from models.access.tables import Person
from models.database import writing

LONGEST_SUBJECT = 255
"""Characters of a provider's name for somebody (OpenID Connect Core, 2)."""

MOST_GROUPS = 1_000
"""Groups of somebody that are looked at."""


class NoRole(Exception):
    """Somebody whom the provider knows, and who may do nothing here."""

    def __init__(self, subject: str) -> None:
        super().__init__(subject)
        self.subject = subject


def person_of(provider: Provider, claims: Mapping[str, Any], at: int) -> Person:
    """Return whom the claims are about, with the roles of now; raise `NoRole`, or `ProviderRefused` for bad claims."""
    subject, roles = claims.get("sub"), roles_of(provider, claims)
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT or not subject.isprintable():
        raise ProviderRefused("sub")
    by = Actor(provider.issuer, request_id=request.environ.get(REQUEST_ID, ""))
    with writing():
        person = people.by_subject(provider.issuer, subject)
        if person is None:
            is_verified = claims.get("email_verified") is True
            person = known(provider, claims) if roles or is_verified else None
            if person is None and not roles:
                raise NoRole(subject)
            person = person or added(claims, by, at)
            people.link_subject(person, provider.issuer, subject, by, at)
        people.follow_source(person, provider.issuer, roles, by, at)
    if not people.grants_of(person).all:  # none, or disabled
        raise NoRole(subject)
    return person


def known(provider: Provider, claims: Mapping[str, Any]) -> Person | None:
    """Return the person of an address, None if there is nobody; raise `ProviderRefused` if it may be another's."""
    email = claims.get("email")
    person = people.by_name(email) if isinstance(email, str) else None
    if person is None or not isinstance(email, str):
        return None
    if claims.get("email_verified") is not True:
        raise ProviderRefused("email_verified")
    if not email.isascii() and unicodedata.normalize("NFC", email) != person.email:  # one that only folds to the same
        raise ProviderRefused("email")
    if people.has_subject(person, provider.issuer):
        raise ProviderRefused("email of another")
    return person


def added(claims: Mapping[str, Any], by: Actor, at: int) -> Person:
    """Return somebody new."""
    email, name = claims.get("email"), claims.get("name")
    if not isinstance(email, str):
        raise ProviderRefused("email")
    try:
        return people.add(email, name if isinstance(name, str) and name.strip() else email, (), by, at)
    except PersonRefused as error:
        raise ProviderRefused("email") from error


def roles_of(provider: Provider, claims: Mapping[str, Any]) -> list[HeldRole]:
    """Return the roles of the groups that the claims name: one, or a list."""
    given = claims.get(provider.groups_claim)
    groups = given[:MOST_GROUPS] if isinstance(given, list) else [given]
    found = {provider.roles[group] for group in groups if isinstance(group, str) and group in provider.roles}
    return [HeldRole(role) for role in sorted(found)]
