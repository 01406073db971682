"""Sign-ins by OpenID Connect that are on their way: sent to the provider, and not come back.

    state      goes to the provider and comes back in the address; can be taken once
    binding    stays in a cookie of the browser that was sent: nobody else's address is taken from it
    nonce, verifier    are made of the binding, so that no table has them

Of state and binding the database has digests.
"""

import hmac
from typing import NamedTuple

from models.access import credentials
from models.access.tables import SignInState
from models.database import writing

LASTS = 10 * 60_000_000
"""Microseconds within which somebody must have signed in at the provider."""

MOST_STATES = 10_000
"""Sign-ins on their way; with one more, the oldest are forgotten."""


class Started(NamedTuple):
    """What a sign-in is sent off with: *verifier* is that of PKCE."""

    state: str
    binding: str
    nonce: str
    verifier: str


class Returned(NamedTuple):
    """What is known of a sign-in that comes back."""

    nonce: str
    verifier: str
    return_to: str


def begin(return_to: str, now: int) -> Started:
    """Begin a sign-in, which leads to an address in the end."""
    state, binding = credentials.new_secret(), credentials.new_secret()
    with writing():
        SignInState.delete().where(SignInState.expires_at <= now).execute()
        newest = SignInState.select(SignInState.number).order_by(SignInState.number.desc())
        if (last := newest.offset(MOST_STATES - 1).first()) is not None:
            SignInState.delete().where(SignInState.number <= last.number).execute()
        SignInState.create(
            digest=credentials.digest(state),
            binding=credentials.digest(binding),
            return_to=return_to,
            expires_at=now + LASTS,
        )
    return Started(state, binding, *made_of(binding))


def take(state: str, binding: str, now: int) -> Returned | None:
    """Take what is known of a sign-in, which nobody can take again; None for one that is unknown, late or another's."""
    if max(len(state), len(binding)) > credentials.LONGEST:
        return None
    with writing():
        row = SignInState.get_or_none(SignInState.digest == credentials.digest(state))
        is_first = row is not None and SignInState.delete().where(SignInState.number == row.number).execute() == 1
    if row is None or not is_first or row.expires_at <= now:
        return None
    if not hmac.compare_digest(row.binding, credentials.digest(binding)):
        return None
    return Returned(*made_of(binding), row.return_to)


def made_of(binding: str) -> tuple[str, str]:
    """Return the nonce and the verifier of a sign-in."""
    return credentials.derived(binding, "nonce"), credentials.derived(binding, "verifier")
