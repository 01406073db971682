"""Actors: who acts, as the journal writes it."""

from typing import NamedTuple

from models.access.callers import Caller


class Actor(NamedTuple):
    """Who acts, by the name of then: a person, a token of a person, or nobody who has a row; and in which request."""

    name: str
    person: int | None = None
    token: int | None = None
    request_id: str = ""


COMMAND_LINE = Actor("command line")
"""An operator, who may do everything."""

NOBODY = Actor("")
"""Who is not known, such as somebody who could not sign in."""


def actor_of(caller: Caller, request_id: str) -> Actor:
    """Return the actor that a caller of a request is."""
    return Actor(caller.name, caller.person, caller.token, request_id)
