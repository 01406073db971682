"""Tokens, by which programs ask. One allows what it says and its owner may; it ends with a date, or is revoked."""

from typing import Any

from models.access import credentials, journal, lookups, people, previews
from models.access.actors import Actor
from models.access.grants import Grants
from models.access.intersections import beyond, intersection
from models.access.stored_grants import MOST_GRANTS, GrantRefused, read, require_sound, to_json, told, written
from models.access.tables import Person, Token
from models.access.uses import note_use
from models.database import writing
from models.errors import SundialError

LONGEST = 366 * 24 * 3_600_000_000
"""Microseconds that a token lasts at most: a year."""

MOST_TOKENS = 100
"""Tokens of a person that can be used."""

is_form = credentials.is_token
"""Tell whether a text has the form of a token: its prefix, and a checksum that is right. Asks no database."""


class TokenRefused(SundialError):
    """A token that cannot be made as it is asked for, or revoked."""

    code = "BAD_USER_INPUT"


def create(owner: Person, name: str, grants: Grants, expires_at: int, now: int, by: Actor) -> tuple[Token, str]:
    """Make a token; return its row, and its secret, which is nowhere else.

    Raise `GrantRefused` for grants that the owner has not, `TokenRefused` for another name, date or number of them.
    """
    name = people.checked_name(name)
    if not now < expires_at <= now + LONGEST:
        raise TokenRefused("A token must expire: after now, and within a year.")
    require_grants(grants, people.grants_of(owner))
    secret = credentials.new_token()
    with writing():
        if usable(owner, now).count() >= MOST_TOKENS:
            raise TokenRefused(f"{owner.email} has {MOST_TOKENS} tokens, the most there may be; revoke some first.")
        row = Token.create(
            digest=credentials.digest(secret),
            prefix=secret[: credentials.PREFIX_LENGTH],
            owner=owner,
            name=name,
            grants=written(grants.all),
            created_at=now,
            expires_at=expires_at,
        )
        details = {"token": row.token, "prefix": row.prefix, "owner": owner.person, "name": name}
        journal.note("token.create", by, now, details=details | {"grants": list(map(to_json, grants.all))})
    return row, secret


def require_grants(asked: Grants, held: Grants) -> None:
    """Raise `GrantRefused` unless grants can be given, by somebody who holds others."""
    if not 0 < len(asked.all) <= MOST_GRANTS:
        raise GrantRefused(f"A token needs 1 to {MOST_GRANTS} grants.")
    for grant in asked.all:
        require_sound(grant)
    if missing := beyond(asked, held):
        action, grant = missing[0]
        instead = sorted(held.permission(action, grant.type).conditions)
        hint = f" They have it where {' or '.join(instead)}." if instead and grant.type else ""
        raise GrantRefused(f"The owner of the token lacks the grant: {told(action, grant)}.{hint}")


def find(secret: str, now: int) -> tuple[Token, Person, Grants] | None:
    """Find a token that can be used, its owner, and what both may; note its use."""
    found = lookups.find(Token, secret) if is_form(secret) else None
    if found is None or found.person.is_disabled:
        return None
    row: Token = found.row
    if row.revoked_at is not None or row.expires_at <= now:
        return None
    note_use(row, now)
    return row, found.person, intersection(read(str(row.grants)), found.grants)


def by_number(number: int) -> Token | None:
    """Find a token by its number, with its owner, whether it can be used or not."""
    found: Token | None = Token.select(Token, Person).join(Person).where(Token.token == number).first()
    return found


def by_prefix(prefix: str) -> Token:
    """Find the one token that begins so; raise `TokenRefused` for none, or several."""
    known = prefix[: credentials.PREFIX_LENGTH]
    rows: list[Token] = list(owned().where(Token.prefix == known).limit(2)) if known.isprintable() else []
    if len(rows) != 1:
        raise TokenRefused(f"{'Several tokens begin' if rows else 'No token begins'} with {known!r}.")
    return rows[0]


def owned(owner: Person | None = None) -> Any:
    """Select tokens, of one owner or of all, with their owners, the newest first."""
    rows = Token.select(Token, Person).join(Person).order_by(Token.token.desc())
    return rows if owner is None else rows.where(Token.owner == owner)


def usable(owner: Person, now: int) -> Any:
    """Select the tokens of a person that can be used."""
    return Token.select().where((Token.owner == owner) & Token.revoked_at.is_null() & (Token.expires_at > now))


def revoke(token: Token, by: Actor, now: int) -> bool:
    """Revoke a token, and end the previews that it made; return whether that was still to be done."""
    with writing():
        changed = (
            Token.update(revoked_at=now).where((Token.token == token.token) & Token.revoked_at.is_null()).execute()
        )
        if changed:
            token.revoked_at = now
            details = {"token": token.token, "prefix": token.prefix, "owner": token.owner.person, "name": token.name}
            previews.end_made_by(token.token, token.owner, now)
            journal.note("token.revoke", by, now, details=details)
    return bool(changed)
