"""People: who may sign in, which roles and grants they have, and whom a provider of OpenID Connect means."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import orjson
import peewee

from models.access import journal, sessions
from models.access.actors import Actor
from models.access.grants import NO_GRANTS, Grant, Grants
from models.access.roles import ADMIN, ROLES, HeldRole
from models.access.stored_grants import MOST_GRANTS, GrantRefused, canonical, read, require_sound, to_json, written
from models.access.tables import OpenidSubject, Person, PersonGrant, PersonRole
from models.database import writing
from models.errors import SundialError

EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}@[^\s@<>()\[\],;:\\\"]{1,190}")
"""An address as people have it; whether it receives anything, nobody can tell by its form."""

LONGEST_NAME = 200
"""Characters of a name."""

LONGEST_SUBJECT = 255
"""Characters of what a provider calls somebody, as OpenID Connect has it."""

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
    """Find a person by their address, in any case; nobody has one that no database stores."""
    address = folded(email)
    found: Person | None = Person.get_or_none(Person.email == address) if address.isprintable() else None
    return found


def by_subject(issuer: str, subject: str) -> Person | None:
    """Find whom a provider means."""
    if not (issuer + subject).isprintable():
        return None
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
        require_free(address)
        with unless_taken(f"There is somebody with the address {address} already."):
            person: Person = Person.create(email=address, name=name, created_at=at)
        journal.note("person.add", by, at, details={**whom(person), "name": name})
        for role in roles:
            give_role(person, role, by, at)
    return person


@contextmanager
def unless_taken(message: str) -> Iterator[None]:
    """Raise `PersonRefused` where what is written inside is there already, be it since a moment ago."""
    try:
        yield
    except peewee.IntegrityError:
        raise PersonRefused(message) from None


def require_free(address: str) -> None:
    """Raise `PersonRefused` if somebody has an address."""
    if by_name(address):
        raise PersonRefused(f"There is somebody with the address {address} already.")


def set_disabled(person: Person, is_disabled: bool, by: Actor, at: int) -> None:  # noqa: FBT001
    """Let a person in no more, or again. Sessions end; tokens and previews are of no use while it lasts."""
    with writing():
        Person.update(is_disabled=is_disabled).where(Person.person == person.person).execute()
        person.is_disabled = is_disabled
        ended = sessions.end_all(person) if is_disabled else 0
        act = "person.disable" if is_disabled else "person.enable"
        journal.note(act, by, at, details={**whom(person), "sessions": ended})


def disable(person: Person, by: Actor, at: int) -> None:
    """Let a person in no more."""
    set_disabled(person, True, by, at)  # noqa: FBT003


def enable(person: Person, by: Actor, at: int) -> None:
    """Let a person in again."""
    set_disabled(person, False, by, at)  # noqa: FBT003


def link_subject(person: Person, issuer: str, subject: str, by: Actor, at: int) -> None:
    """Note whom a provider means by a subject; raise `PersonRefused` if that is somebody already, or no text."""
    if not (issuer + subject).isprintable() or len(subject) > LONGEST_SUBJECT:
        raise PersonRefused(f"A subject has at most {LONGEST_SUBJECT} characters that can be printed.")
    with writing():
        with unless_taken("The subject is somebody's already."):
            OpenidSubject.create(issuer=issuer, subject=subject, person=person)
        journal.note("person.link", by, at, details={**whom(person), "issuer": issuer, "subject": subject})


def has_subject(person: Person, issuer: str) -> bool:
    """Tell whether a provider means a person by some subject."""
    is_it = (OpenidSubject.person == person) & (OpenidSubject.issuer == issuer)
    return bool(OpenidSubject.select().where(is_it).exists())


def unlink_subjects(person: Person, by: Actor, at: int) -> int:
    """Forget by which subjects providers mean a person, and what their groups gave; sessions end. Return how many."""
    with writing():
        unlinked: int = OpenidSubject.delete().where(OpenidSubject.person == person).execute()
        take(person, [row for row in role_rows(person) if row.source], by, at)
        ended = sessions.end_all(person)
        journal.note("person.unlink", by, at, details={**whom(person), "subjects": unlinked, "sessions": ended})
    return unlinked


def grants_of(person: Person) -> Grants:
    """Return all that a person may: by roles, and by grants of their own; nothing while they are disabled."""
    if person.is_disabled:
        return NO_GRANTS
    found = frozenset(grant for role in roles_of(person) for grant in role.grants if grant.actions)
    return Grants(found | own_grants_of(person).all)


def own_grants_of(person: Person) -> Grants:
    """Return the grants that a person has beside the roles, disabled or not."""
    return read(f"[{','.join(own_grants(person))}]")


def own_grants(person: Person) -> list[str]:
    """List the grants that a person has beside the roles, as they are stored."""
    return [row.grant for row in PersonGrant.select().where(PersonGrant.person == person).order_by(PersonGrant.number)]


def roles_of(person: Person) -> list[HeldRole]:
    """List the roles that a person has, whoever decides them."""
    return [held(row) for row in role_rows(person)]


def role_rows(person: Person, source: str | None = None) -> list[PersonRole]:
    """List the rows of the roles that a person has: those that a *source* decides, if given."""
    rows = PersonRole.select().where(PersonRole.person == person).order_by(PersonRole.number)
    return list(rows if source is None else rows.where(PersonRole.source == source))


def held(row: PersonRole) -> HeldRole:
    """Read a role."""
    return HeldRole(row.role, None if row.conditions is None else orjson.loads(row.conditions))


def give_role(person: Person, role: HeldRole, by: Actor, at: int, source: str = "") -> bool:
    """Give a role to a person; return whether they did not have it. Raise `GrantRefused` for one that is none."""
    if role.role not in ROLES:
        raise GrantRefused(f"{role.role!r} is no role: there are {', '.join(ROLES)}.")
    if not role.grants:
        raise GrantRefused("A role under conditions needs one.")
    for grant in role.grants:
        require_sound(grant)
    conditions = None if role.conditions is None else canonical(dict(role.conditions))
    with writing():
        has = role_rows(person, source)
        if role in map(held, has):
            return False
        if len(has) >= MOST_ROLES:
            raise GrantRefused(f"{person.email} has {MOST_ROLES} roles, the most there may be.")
        PersonRole.create(person=person, role=role.role, conditions=conditions, source=source)
        journal.note("person.role", by, at, details=whom(person) | of_role(role, source))
    return True


def take_role(person: Person, role: HeldRole, by: Actor, at: int, source: str = "") -> int:
    """Take a role from a person: under all conditions, if none are given; return how many were taken."""
    with writing():
        rows = [row for row in role_rows(person, source) if row.role == role.role]
        return take(person, [row for row in rows if role.conditions in (None, held(row).conditions)], by, at)


def follow_source(person: Person, source: str, roles: Iterable[HeldRole], by: Actor, at: int) -> None:
    """Let a person have exactly these roles of those that a *source*, such as an issuer's groups, decides."""
    wanted = list(roles)
    with writing():
        take(person, [row for row in role_rows(person, source) if held(row) not in wanted], by, at)
        for role in wanted:
            give_role(person, role, by, at, source)


def take(person: Person, rows: Sequence[PersonRole], by: Actor, at: int) -> int:
    """Take roles from a person; return how many."""
    for row in rows:
        row.delete_instance()
        journal.note("person.role.remove", by, at, details=whom(person) | of_role(held(row), str(row.source)))
    return len(rows)


def whom(person: Person) -> dict[str, Any]:
    """Tell in the journal whom an act is about."""
    return {"person": person.person, "email": person.email}


def of_role(role: HeldRole, source: str) -> dict[str, Any]:
    """Tell there of a role."""
    return {"role": role.role, "conditions": role.conditions} | ({"source": source} if source else {})


def give_grant(person: Person, grant: Grant, by: Actor, at: int) -> bool:
    """Give a grant to a person beside the roles; return whether they did not have it."""
    require_sound(grant)
    text = written([grant])[1:-1]
    with writing():
        has = own_grants(person)
        if text in has:
            return False
        if len(has) >= MOST_GRANTS:
            raise GrantRefused(f"{person.email} has {MOST_GRANTS} grants of their own, the most there may be.")
        PersonGrant.create(person=person, grant=text)
        journal.note("person.grant", by, at, details={**whom(person), **to_json(grant)})
    return True


def take_grant(person: Person, grant: Grant, by: Actor, at: int) -> bool:
    """Take a grant from a person that was given just so; return whether they had it."""
    is_it = (PersonGrant.person == person) & (PersonGrant.grant == written([grant])[1:-1])
    with writing():
        taken = PersonGrant.delete().where(is_it).execute()
        if taken:
            journal.note("person.grant.remove", by, at, details={**whom(person), **to_json(grant)})
    return bool(taken)


def has_admin() -> bool:
    """Tell whether anybody may manage access everywhere who is let in."""
    is_admin = (PersonRole.role == ADMIN) & PersonRole.conditions.is_null() & ~Person.is_disabled
    return bool(PersonRole.select().join(Person).where(is_admin).exists())
