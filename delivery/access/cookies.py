"""Cookies: their names, and how they are set so that no script, no other site and no other host reads or makes them."""

from flask import Response
from werkzeug.http import parse_cookie

from delivery.wsgi import Environment

SESSION = "sundial_session"
"""The cookie of who has signed in: the secret of a session."""

FORM = "sundial_form"
"""The cookie that a form of this server comes back with, beside the same text in a field."""

FLOW = "sundial_openid"
"""The cookie of who is on the way to a provider and back."""

PREFIX = "__Host-"
"""Behind TLS: browsers take such a cookie from this host alone, and not from another one of the same domain."""

AMBIGUOUS = ""
"""What a cookie says that comes more than once: no good value of any."""


def is_secure(environ: Environment) -> bool:
    """Tell whether the request came over TLS, as far as a trusted proxy says."""
    return environ.get("wsgi.url_scheme") == "https"


def name_in(environ: Environment, cookie: str) -> str:
    """Return the name that a cookie has on the way that the request came by."""
    return PREFIX + cookie if is_secure(environ) else cookie


def read(environ: Environment, cookie: str) -> str | None:
    """Return the value of a cookie, None without it."""
    header, name = environ.get("HTTP_COOKIE", ""), name_in(environ, cookie)
    if name not in header:  # most have others only
        return None
    values = parse_cookie(header).getlist(name)
    return (values[0] if len(values) == 1 else AMBIGUOUS) if values else None


def give(response: Response, environ: Environment, cookie: str, value: str, seconds: int) -> None:
    """Set a cookie for so many seconds, or take it back at once where they are 0."""
    response.set_cookie(
        name_in(environ, cookie),
        value,
        max_age=seconds,
        path="/",
        secure=is_secure(environ),
        httponly=True,
        samesite="Lax",
    )


def take_back(response: Response, environ: Environment, cookie: str) -> None:
    """Let the browser forget a cookie."""
    give(response, environ, cookie, "", 0)
