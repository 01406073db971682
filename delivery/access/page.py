"""The sign-in page: one form, or one link to a provider, and what went wrong, in the reader's language; no script."""

import logging
import re
import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, render_template, request

from delivery import message_languages as languages
from delivery.access import cookies, words
from delivery.access.returning import START, origin_of
from delivery.services import services
from delivery.wsgi import CODES
from models.errors import DatabaseError

logger = logging.getLogger(__name__)

FORM_SECONDS = 3_600
"""Seconds for which a form may be open before it is sent."""

CHANCE = 20
"""Bytes of chance in what tells that a form, or a style, is this server's own."""

FORM_TEXT = re.compile(r"[\w-]{27}", re.ASCII)
"""How that looks in a form."""

RETRY_AFTER = 5
"""Seconds after which a browser may ask again where the database did not answer."""


@dataclass(frozen=True)
class Problem:
    """What went wrong: its code, of which `WORDS` has the words, the status, and what the words name."""

    code: str
    status: int
    retry_after: int | None = None
    name: str = ""

    def written(self, language: str) -> str:
        """Write it for a reader."""
        minutes = -(-(self.retry_after or 0) // 60)
        return words.WORDS[language][self.code].format(minutes=minutes, name=self.name)


def language() -> str:
    """Return the language of the page: the one that is asked for, or else the reader's."""
    given = request.form if request.method == "POST" else request.args
    return languages.language(given.get("locale"), request.headers.get("Accept-Language"))


def shown(problem: Problem | None = None, to: str = START, *, name: str = "", email: str = "") -> Response:
    """Show the page, which leads on to *to*: to who has signed in as *name*, or is to sign in; nobody keeps it."""
    tag, nonce, form = language(), secrets.token_urlsafe(CHANCE), form_text()
    provider = services().provider
    html = render_template(
        "sign_in.html",
        words=words.WORDS[tag],
        language=tag,
        languages=[(each, called, address("/sign-in", to, each)) for each, called in languages.LANGUAGES.items()],
        nonce=nonce,
        form=form,
        problem=problem and problem.written(tag),
        code=problem and problem.code,
        is_wrong=problem is not None and problem.code in ("WRONG", "MISSING"),
        to=to,
        again=address("/sign-in", to, tag),
        openid=address("/sign-in/openid", to, tag),
        provider=provider.name if provider else "",
        name=name,
        email=email,
    )
    response = Response(html, problem.status if problem else 200, mimetype="text/html")
    if problem:
        request.environ[CODES] = (problem.code,)
    if problem and problem.retry_after:
        response.headers["Retry-After"] = str(problem.retry_after)
    if not name and not provider:
        cookies.give(response, request.environ, cookies.FORM, form, FORM_SECONDS)
    frontend = origin_of(to, services().callers.frontends)  # browsers hold the redirect against the policy, too
    leads = f"'self' {frontend}" if frontend else "'self'"
    return guarded(response, f"style-src 'nonce-{nonce}'; img-src data:; form-action {leads}")


def form_text() -> str:
    """Return the text that a form comes back with: that of the browser's other forms, if it has any."""
    held = cookies.read(request.environ, cookies.FORM) or ""
    return held if FORM_TEXT.fullmatch(held) else secrets.token_urlsafe(CHANCE)


def unavailable(error: DatabaseError) -> Response:
    """Say that the database does not answer."""
    logger.error("%s", error)
    return shown(Problem("SERVER_BUSY", 503, RETRY_AFTER))


def guarded(response: Response, policy: str) -> Response:
    """Say what a page may load and do, and that nobody keeps it.

    Browsers send no origin with a form where pages are not to be named at all, so they are named to this server.
    """
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; {policy}; base-uri 'none'; frame-ancestors 'none'"
    )
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def address(path: str, to: str, locale: str) -> str:
    """Write an address that keeps where to return to, and the language."""
    return f"{path}?{urlencode({'to': to, 'locale': locale})}"


def led_to(place: str) -> Response:
    """Lead a browser on by a request of its own, with GET."""
    response = Response(status=303, headers={"Location": place})
    return guarded(response, "form-action 'none'")
