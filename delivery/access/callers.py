"""Callers: who asks in a request, by its credentials, of which there are three.

    Authorization: Bearer sundial_...    a program's token
    cookie sundial_session               a person who has signed in; not read where there is a token
    Sundial-Preview                      what fields show that name no reading of their own, beside either or alone

Credentials that are not good are refused with 401: nobody is ever given the public answer in place of one's own.
Other schemes of `Authorization` are left to the proxies that ask for them.
"""

import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from threading import Lock, Semaphore
from typing import NoReturn

from cachetools import TTLCache
from flask import Response

from delivery.access import cookies
from delivery.access.cross_site import require_asked
from delivery.edge.operation_requests import RequestRefused
from delivery.edge.rate_limits import network_of
from delivery.wsgi import REQUEST_ID, Environment
from models.access import journal, previews, sessions, tokens
from models.access.actors import NOBODY
from models.access.callers import ANONYMOUS, Caller
from models.access.sessions import SessionLimits
from models.database import connection, reachable
from models.errors import DatabaseError
from models.instants import to_microseconds

logger = logging.getLogger(__name__)

MOST_NOTED, NOTED_SECONDS = 256, 60
"""What a worker notes of addresses in so many seconds: each thing once, and no more things than these."""


class Callers:
    """Finds out who asks at the instant of *clock*; pages of *frontends* may ask by a person's cookie.

    A session lasts as the *limits* say. Of connections to the database it has one at a time for each place of *check*.
    """

    def __init__(
        self, clock: Callable[[], datetime], frontends: Collection[str], limits: SessionLimits, check: Semaphore
    ) -> None:
        self.clock, self.frontends, self.limits, self.check = clock, frontends, limits, check
        self.noted: TTLCache[tuple[str, str], None] = TTLCache(MOST_NOTED, NOTED_SECONDS)
        self.noting = Lock()

    def now(self) -> int:
        """Return the instant that is now, in microseconds."""
        return to_microseconds(self.clock())

    @contextmanager
    def looking_up(self) -> Iterator[None]:
        """Hold a connection for what takes no longer than a look; not inside each other."""
        with self.check, reachable(), connection():
            yield

    def caller_of(self, environ: Environment) -> Caller:
        """Return who asks; raise `RequestRefused` for credentials that are not good, or that another site may use.

        A request without credentials costs no statement; one with a token that is none, neither.
        """
        scheme, *rest = environ.get("HTTP_AUTHORIZATION", "").split(maxsplit=1) or [""]
        secret = rest[0] if rest else ""
        preview = environ.get("HTTP_SUNDIAL_PREVIEW")
        if scheme.lower() == "bearer":
            own = self.by_token(secret.strip(), environ)
        elif (session := cookies.read(environ, cookies.SESSION)) is not None:
            require_asked(environ, self.frontends)
            own = self.of_session(session) or self.refuse("session", environ)
        else:
            own = ANONYMOUS
        return own if preview is None else self.by_preview(preview, own, environ)

    @staticmethod
    def has_session(environ: Environment) -> bool:
        """Tell whether a request has the cookie of a session, good or not."""
        return cookies.read(environ, cookies.SESSION) is not None

    def visitor(self, environ: Environment) -> Caller:
        """Return whose session a page is asked for with, for the page to say so.

        Nobody where the session is over, or the database does not say.
        """
        session = cookies.read(environ, cookies.SESSION)
        try:
            return self.of_session(session) or ANONYMOUS if session else ANONYMOUS
        except DatabaseError:
            return ANONYMOUS

    def forget_session(self, response: Response, environ: Environment) -> None:
        """Let a browser forget a session that is over: it would have all that it asks refused."""
        session = cookies.read(environ, cookies.SESSION)
        with suppress(DatabaseError):
            if session is not None and self.of_session(session) is None:
                cookies.take_back(response, environ, cookies.SESSION)
                response.headers["Cache-Control"] = "private, no-store"

    def by_token(self, secret: str, environ: Environment) -> Caller:
        """Return the caller of a token."""
        if tokens.is_form(secret):
            with self.looking_up():
                found = tokens.find(secret, self.now())
            if found is not None:
                token, person, grants = found
                return Caller(grants, person.person, token.token, f"{person.email} by {token.name}")
        return self.refuse("token", environ)

    def of_session(self, secret: str) -> Caller | None:
        """Return the caller of a session; None for one that is over, or never was."""
        with self.looking_up():
            found = sessions.find_with_grants(secret, self.now(), self.limits)
        return found and Caller(found.grants, found.person.person, None, found.person.email)

    def by_preview(self, secret: str, own: Caller, environ: Environment) -> Caller:
        """Let a caller, who may be nobody known, see what a preview shows by grants of its own."""
        with self.looking_up():
            found = previews.find(secret, self.now())
        if found is None:
            return self.refuse("preview", environ)
        preview, _, person = found
        return replace(own, name=own.name or f"preview of {person.email}", preview=preview)

    def is_news(self, kind: str, address: str) -> bool:
        """Tell whether something of a kind is to be noted of an address: once a minute, as anybody may cause it.

        Nor are lines for ever made by who has very many addresses.
        """
        with self.noting:
            if (kind, address) in self.noted or len(self.noted) >= MOST_NOTED:
                return False
            self.noted[kind, address] = None
            return True

    def refuse(self, kind: str, environ: Environment) -> NoReturn:
        """Refuse bad credentials, and note it where that is news."""
        address = network_of(environ.get("REMOTE_ADDR") or "")
        if self.is_news(kind, address):
            by = NOBODY._replace(request_id=environ.get(REQUEST_ID, ""))
            try:
                with self.looking_up():
                    journal.note(f"{kind}.refused", by, self.now(), details={"address": address})
            except DatabaseError as error:  # who sends bad credentials need not wait for it
                logger.warning("bad credentials were not noted: %s", error)
        raise RequestRefused(
            f"The {kind} is not good: it is unknown, has expired or was revoked.",
            401,
            "UNAUTHENTICATED",
            cache_control="private, no-store",
            www_authenticate="Bearer",
        )
