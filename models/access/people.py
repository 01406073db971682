"""People: who may sign in, which roles and grants they have, and whom a provider of OpenID Connect means."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import orjson

from models.access import journal, sessions
from models.access.actors import Actor
from models.access.grants import NO_GRANTS, Grant, Grants
from models.access.roles import ADMIN, ROLES, HeldRole
from models.access.stored_grants import MOST_GRANTS, GrantRefused, read, require_sound, to_json, written
from models.access.tables import OpenidSubject, Person, PersonGrant, PersonRole
from models.database import writing
from models.errors import SundialError

EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}@[^\s@<>()\[\],;:\\\"]{1,190}")
"""An address as people have it; whether it receives anything, nobody can tell by its form."""

LONGEST_NAME = 200
"""Characters of a name."""

MOST_ROLES = 50
"""Roles of a person, each under other conditions counted."""


class PersonRefused(SundialError):
    """Somebody who cannot be added, or is not there."""

    code = "BAD_USER_INPUT"


def folded(email: str) -> str:
    """Write an address so that it is the same in whatever case it is given."""
    return unicodedata.normalize("NFC", email.strip().casefold())


def checked_name(name: str) -> str:
    """Return a name without space around it; raise `PersonRefused` for one that is empty, long, or no text."""
    name = unicodedata.normalize("NFC", name.strip())
    if not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise PersonRefused(f"A name has 1 to {LONGEST_NAME} characters that can be printed.")
    return name


def checked_email(email: str) -> str:
    """Return an address as it is stored; raise `PersonRefused` for what is none."""
    address = folded(email)
    if not EMAIL.fullmatch(address) or not address.isprintable():
        raise PersonRefused("That is no address of e-mail.")
    return address


def find(number: int) -> Person | None:
    """Find a person by number."""
    found: Person | None = Person.get_or_none(Person.person == number)
    return found


def by_name(email: str) -> Person | None:
    """Find a person by their address, in any case."""
    found: Person | None = Person.get_or_none(Person.email == folded(email))
    return found


def by_subject(issuer: str, subject: str) -> Person | None:
    """Find whom a provider means."""
    found: OpenidSubject | None = (
        OpenidSubject.select(OpenidSubject, Person)
        .join(Person)
        .where((OpenidSubject.issuer == issuer) & (OpenidSubject.subject == subject))
        .first()
    )
    return found.person if found else None


def everybody() -> list[Person]:
    """List all people, by address."""
    return list(Person.select().order_by(Person.email))


def add(email: str, name: str, roles: Iterable[HeldRole], by: Actor, at: int) -> Person:
    """Add a person; raise `PersonRefused` if there is one of that address, or a name or a role is none."""
    address, name = checked_email(email), checked_name(name)
    with writing():
        if by_name(address):
            raise PersonRefused(f"There is somebody with the address {address} already.")
        person: Person = Person.create(email=address, name=name, created_at=at)
        journal.note("person.add", by, at, details={"person": person.person, "email": address, "name": name})
        for role in roles:
            give_role(person, role, by, at)
    return person


def set_disabled(person: Person, is_disabled: bool, by: Actor, at: int) -> None:  # noqa: FBT001
    """Let a person in no more, or again. Sessions end; tokens and previews are of no use while it lasts."""
    with writing():
        Person.update(is_disabled=is_disabled).where(Person.person == person.person).execute()
        person.is_disabled = is_disabled
        ended = sessions.end_all(person) if is_disabled else 0
        act = "person.disable" if is_disabled else "person.enable"
        journal.note(act, by, at, details={"person": person.person, "email": person.email, "sessions": ended})


def disable(person: Person, by: Actor, at: int) -> None:
    """Let a person in no more."""
    set_disabled(person, True, by, at)  # noqa: FBT003


def enable(person: Person, by: Actor, at: int) -> None:
    """Let a person in again."""
    set_disabled(person, False, by, at)  # noqa: FBT003


def link_subject(person: Person, issuer: str, subject: str, by: Actor, at: int) -> None:
    """Note whom a provider means by a subject; raise `PersonRefused` if that is somebody already."""
    with writing():
        if by_subject(issuer, subject):
            raise PersonRefused("The subject is somebody else's already.")
        OpenidSubject.create(issuer=issuer, subject=subject, person=person)
        details = {"person": person.person, "issuer": issuer, "subject": subject}
        journal.note("person.link", by, at, details=details)


def grants_of(person: Person) -> Grants:
    """Return all that a person may: by roles, and by grants of their own; nothing while they are disabled."""
    if person.is_disabled:
        return NO_GRANTS
    found = {grant for role in roles_of(person) for grant in role.grants if grant.actions}
    return Grants(frozenset(found.union(*(read(f"[{text}]").all for text in own_grants(person)))))


def own_grants(person: Person) -> list[str]:
    """List the grants that a person has beside the roles, as they are stored."""
    return [row.grant for row in PersonGrant.select().where(PersonGrant.person == person).order_by(PersonGrant.number)]


def roles_of(person: Person) -> list[HeldRole]:
    """List the roles that a person has."""
    rows = PersonRole.select().where(PersonRole.person == person).order_by(PersonRole.number)
    return [held(row) for row in rows]


def held(row: PersonRole) -> HeldRole:
    """Read a role."""
    return HeldRole(row.role, None if row.conditions is None else orjson.loads(row.conditions))


def text_of(conditions: Any) -> str | None:
    """Write conditions of a role as they are stored."""
    return None if conditions is None else orjson.dumps(dict(conditions), option=orjson.OPT_SORT_KEYS).decode()


def give_role(person: Person, role: HeldRole, by: Actor, at: int, source: str = "") -> bool:
    """Give a role to a person; return whether they did not have it. Raise `GrantRefused` for one that is none."""
    if role.role not in ROLES:
        raise GrantRefused(f"{role.role!r} is no role: there are {', '.join(ROLES)}.")
    if role.conditions is not None and not role.conditions:
        raise GrantRefused("A role under conditions needs one.")
    for grant in role.grants:
        require_sound(grant)
    with writing():
        has = PersonRole.select().where((PersonRole.person == person) & (PersonRole.source == source))
        if role in [held(row) for row in has]:
            return False
        if has.count() >= MOST_ROLES:
            raise GrantRefused(f"{person.email} has {MOST_ROLES} roles, the most there may be.")
        PersonRole.create(person=person, role=role.role, conditions=text_of(role.conditions), source=source)
        journal.note("person.role", by, at, details=details_of(person, role, source))
    return True


def take_role(person: Person, role: HeldRole, by: Actor, at: int, source: str = "") -> int:
    """Take a role from a person: under all conditions, if none are given; return how many were taken."""
    with writing():
        of_source = (PersonRole.person == person) & (PersonRole.source == source) & (PersonRole.role == role.role)
        rows = [row for row in PersonRole.select().where(of_source) if role.conditions in (None, held(row).conditions)]
        for row in rows:
            row.delete_instance()
            journal.note("person.role.remove", by, at, details=details_of(person, held(row), source))
    return len(rows)


def follow_source(person: Person, source: str, roles: Iterable[HeldRole], by: Actor, at: int) -> None:
    """Let a person have exactly these roles of those that a *source*, such as an issuer's groups, decides."""
    with writing():
        wanted = list(roles)
        has = [
            held(row)
            for row in PersonRole.select().where((PersonRole.person == person) & (PersonRole.source == source))
        ]
        for role in has:
            if role not in wanted:
                take_exactly(person, role, by, at, source)
        for role in wanted:
            give_role(person, role, by, at, source)


def take_exactly(person: Person, role: HeldRole, by: Actor, at: int, source: str) -> None:
    """Take a role under just its conditions."""
    of_source = (PersonRole.person == person) & (PersonRole.source == source) & (PersonRole.role == role.role)
    for row in PersonRole.select().where(of_source):
        if held(row) == role:
            row.delete_instance()
            journal.note("person.role.remove", by, at, details=details_of(person, role, source))


def details_of(person: Person, role: HeldRole, source: str) -> dict[str, Any]:
    """Tell of a role in the journal."""
    found = {"person": person.person, "email": person.email, "role": role.role, "conditions": role.conditions}
    return found | ({"source": source} if source else {})


def give_grant(person: Person, grant: Grant, by: Actor, at: int) -> bool:
    """Give a grant to a person beside the roles; return whether they did not have it."""
    require_sound(grant)
    with writing():
        has = own_grants(person)
        text = written([grant])[1:-1]
        if text in has:
            return False
        if len(has) >= MOST_GRANTS:
            raise GrantRefused(f"{person.email} has {MOST_GRANTS} grants of their own, the most there may be.")
        PersonGrant.create(person=person, grant=text)
        journal.note("person.grant", by, at, details={"person": person.person, "email": person.email, **to_json(grant)})
    return True


def has_admin() -> bool:
    """Tell whether anybody may manage access everywhere."""
    admins = (
        PersonRole.select()
        .join(Person)
        .where(
            (PersonRole.role == ADMIN) & PersonRole.conditions.is_null() & (Person.is_disabled == False)  # noqa: E712
        )
    )
    return bool(admins.exists())
