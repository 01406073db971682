"""Signing in and out, with pages of this server's own: `/sign-in` and `/sign-out`.

    GET  /sign-in?to=/graphql    the form, with a text in it that the browser also gets as a cookie
    POST /sign-in                from this server's own page, with both: a new session and its cookie, and on to `to`
    POST /sign-out               from this server's or a frontend's page: the session ends, and on to `to`

A form that another site sends is refused, also of who has not signed in: nobody is to be signed in as somebody else.
What signs people in by a provider is in `delivery.access.openid`.
"""

from hmac import compare_digest

from flask import Blueprint, Response, request

from delivery.access import cookies
from delivery.access.cross_site import is_from
from delivery.access.page import RETRY_AFTER, Problem, led_to, shown, unavailable
from delivery.access.returning import place
from delivery.access.signing import begin, end, failed, now
from delivery.edge.operation_requests import RequestRefused
from delivery.edge.rate_limits import network_of
from delivery.services import services
from models.access import attempts, passwords
from models.access.attempts import TooManyAttempts
from models.access.passwords import Checked, HashingBusy
from models.database import connection, reachable
from models.errors import DatabaseError

sign_in = Blueprint("sign_in", __name__, template_folder="templates")
sign_in.register_error_handler(DatabaseError, unavailable)

MISSING, WRONG = Problem("MISSING", 422), Problem("WRONG", 422)

LONGEST_EMAIL = 254
"""Characters of an address of mail (RFC 5321); what is longer is shown to nobody again."""


@sign_in.get("/sign-in")
def show() -> Response:
    """Show the form, or who has signed in."""
    to = place()
    if to is None:
        return shown(Problem("RETURN_REFUSED", 400))
    response = shown(None, to, name=services().callers.visitor(request.environ).name)
    services().callers.forget_session(response, request.environ)
    return response


@sign_in.post("/sign-in")
def take() -> Response:
    """Sign a person in by a password."""
    to = place()
    if to is None:
        return shown(Problem("RETURN_REFUSED", 400))
    email, password = request.form.get("email", "").strip()[:LONGEST_EMAIL], request.form.get("password", "")
    problem, found = form_problem() or (MISSING if not email or not password else None), None
    if problem is None:
        problem, found = checked(email, password)
    response = led_to(to)
    if found is None or not begin(found.person, response, is_still=lambda: passwords.hold(found)):
        return shown(problem, to, email=email)
    return response


def form_problem() -> Problem | None:
    """Say why a form cannot have been sent by this server's own page in this browser; None if it was."""
    if services().provider is not None:
        return Problem("NO_PASSWORDS", 404)
    if not is_from(request.environ, ()):
        return Problem("CROSS_SITE", 403)
    return None if is_own_form() else Problem("EXPIRED", 403)


@sign_in.post("/sign-out")
def leave() -> Response:
    """End the session of the browser."""
    to = place("/sign-in")
    if to is None:
        return shown(Problem("RETURN_REFUSED", 400))
    if not is_from(request.environ, services().callers.frontends):
        return shown(Problem("CROSS_SITE", 403))
    response = led_to(to)
    end(response)
    return response


def checked(email: str, password: str) -> tuple[Problem, Checked | None]:
    """Return whose password it is; None, and what to say, for nobody's.

    What is said is the same, and takes as long, whether or not there is such an account. It takes long, and much
    memory, so it has a slot; who waits to be the one that is hashed has none, or operations would wait for them all.
    """
    problem, found = WRONG, None
    try:
        with passwords.one_at_a_time(), services().slots.slot(request.environ), reachable(), connection():
            attempts.require_allowed(email, network_of(request.remote_addr or ""), now())
            found = passwords.check_in_turn(email, password)
            if found is not None:
                attempts.forget(email)
    except RequestRefused as busy:
        problem = Problem("SERVER_BUSY", busy.status, int(busy.headers.get("Retry-After", RETRY_AFTER)))
    except HashingBusy as busy:
        problem = Problem("SERVER_BUSY", 503, busy.seconds)
    except TooManyAttempts as refused:
        problem = Problem("RATE_LIMITED", 429, refused.seconds)
    if found is None and problem.status < 500:
        failed(problem.code, email)
    return problem, found


def is_own_form() -> bool:
    """Tell whether a form was made for this browser: the text in it is that of the cookie."""
    held, sent = cookies.read(request.environ, cookies.FORM), request.form.get("form", "")
    return bool(held) and compare_digest((held or "").encode(), sent.encode("utf-8", "replace"))
