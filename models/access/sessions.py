"""Sessions: browsers that signed in. One ends when it is not used for a while, and after some time in any case."""

from typing import NamedTuple

from models.access import credentials, journal, lookups
from models.access.actors import Actor
from models.access.lookups import Found
from models.access.tables import Person, Session
from models.access.uses import note_use
from models.database import writing

HOUR = 3_600_000_000
"""Microseconds."""

MOST_SESSIONS = 20
"""Sessions of a person; with one more, the one that was not used for longest ends."""

LONGEST_AGENT = 200
"""Characters of what a browser calls itself."""


class SessionLimits(NamedTuple):
    """Microseconds after which a session ends: unused, and in any case."""

    idle: int = 12 * HOUR
    longest: int = 7 * 24 * HOUR


LIMITS = SessionLimits()


def begin(person: Person, now: int, agent: str, limits: SessionLimits = LIMITS) -> str:
    """Begin a session of a person; return its secret. Those that are over are removed."""
    secret, shown = credentials.new_secret(), "".join(filter(str.isprintable, agent[:LONGEST_AGENT]))
    with writing():
        is_over = (Session.used_at <= now - limits.idle) | (Session.began_at <= now - limits.longest)
        Session.delete().where(is_over).execute()
        own = Session.select(Session.session).where(Session.person == person).order_by(Session.used_at.desc())
        surplus = [row.session for row in own.offset(MOST_SESSIONS - 1).limit(MOST_SESSIONS)]
        Session.delete().where(Session.session.in_(surplus)).execute()
        Session.create(digest=credentials.digest(secret), person=person, began_at=now, used_at=now, agent=shown)
    return secret


def find(secret: str, now: int, limits: SessionLimits = LIMITS) -> tuple[Session, Person] | None:
    """Find a session that is not over, and its person, unless they are disabled; note its use."""
    found = find_with_grants(secret, now, limits)
    return found and (found.row, found.person)


def find_with_grants(secret: str, now: int, limits: SessionLimits = LIMITS) -> Found | None:
    """Find the same, and what the person may, in the same statement."""
    found = lookups.find(Session, secret)
    if found is None or found.person.is_disabled:
        return None
    if found.row.used_at + limits.idle <= now or found.row.began_at + limits.longest <= now:
        return None
    note_use(found.row, now)
    return found


def end(secret: str) -> None:
    """End a session, if there is one of that secret."""
    with writing():
        Session.delete().where(Session.digest == credentials.digest(secret[: credentials.LONGEST])).execute()


def sign_out(person: Person, by: Actor, at: int) -> int:
    """End all sessions of a person by somebody's word; return how many."""
    with writing():
        ended = end_all(person)
        details = {"person": person.person, "email": person.email, "sessions": ended}
        journal.note("person.sign_out", by, at, details=details)
    return ended


def end_all(person: Person) -> int:
    """End all sessions of a person; return how many."""
    with writing():
        ended: int = Session.delete().where(Session.person == person).execute()
    return ended
