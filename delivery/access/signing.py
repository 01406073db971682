"""What signing in and out does, whichever way somebody came: sessions begin and end, and the journal says so."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from flask import Response, request

from delivery.access import cookies
from delivery.edge.rate_limits import network_of
from delivery.services import services
from delivery.wsgi import REQUEST_ID
from models.access import journal, sessions
from models.access.actors import NOBODY, Actor, actor_of
from models.access.people import EMAIL
from models.access.tables import Person
from models.database import writing

BY_ANYBODY = ("RATE_LIMITED", "FLOW_EXPIRED", "PROVIDER_DOWN", "PROVIDER_REFUSED")
"""Codes of what can be caused any number of times without an account."""


def looking_up() -> AbstractContextManager[None]:
    """Hold one of the few connections for what takes no longer than a look; not inside each other."""
    return services().callers.looking_up()


def now() -> int:
    """Return the instant that is now, in microseconds."""
    return services().callers.now()


def begin(person: Person, response: Response, is_still: Callable[[], bool] = lambda: True, **details: str) -> bool:
    """Begin a session of a person in this browser, and end the one that it had: no session outlives who signs in.

    Return whether what they signed in by *is still* good: one by a password that was changed meanwhile would stay.
    """
    limits, held = services().callers.limits, cookies.read(request.environ, cookies.SESSION)
    with looking_up(), writing():
        if not is_still():
            return False
        if held:
            sessions.end(held)
        secret = sessions.begin(person, now(), request.headers.get("User-Agent", ""), limits)
        note("sign_in", Actor(person.email, person.person, None, request.environ.get(REQUEST_ID, "")), **details)
    cookies.give(response, request.environ, cookies.SESSION, secret, limits.longest // 1_000_000)
    cookies.take_back(response, request.environ, cookies.FORM)
    return True


def end(response: Response) -> None:
    """End the session of this browser, if it has one."""
    if held := cookies.read(request.environ, cookies.SESSION):
        caller = services().callers.visitor(request.environ)
        with looking_up(), writing():
            sessions.end(held)
            if not caller.is_anonymous:
                note("sign_out", actor_of(caller, request.environ.get(REQUEST_ID, "")))
    cookies.take_back(response, request.environ, cookies.SESSION)


def failed(code: str, account: str = "", **details: str) -> None:
    """Write into the journal that somebody was not signed in, and why.

    What is no address of mail is not written: people type their password into the wrong field. Lines are few for each
    address: wrong passwords, as attempts are few, and the rest once a minute, as anybody may cause it.
    """
    address = network_of(request.remote_addr or "")
    if code in BY_ANYBODY and not services().callers.is_news(code, address):
        return
    named = {"account": account} if EMAIL.fullmatch(account) else {}
    with looking_up():
        note(
            "sign_in.failed",
            NOBODY._replace(request_id=request.environ.get(REQUEST_ID, "")),
            code=code,
            **named,
            **details,
        )


def note(act: str, by: Actor, **details: str) -> None:
    """Write a line of the journal about this request."""
    told = {"address": network_of(request.remote_addr or ""), **details}
    journal.note(act, by, now(), details=told)
