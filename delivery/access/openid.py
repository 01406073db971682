"""Signing in by a provider of OpenID Connect.

    GET /sign-in/openid             a state is stored, the browser gets a cookie that belongs to it, and is led away
    GET /sign-in/openid/callback    the state is taken, which nobody can take again, by the browser with that cookie;
                                    the provider says who it is; a session begins, and the browser is led on

The nonce and the verifier of PKCE are made of the cookie. Whatever goes wrong is said on the sign-in page.
"""

from typing import Any

from flask import Blueprint, Response, request

from delivery.access import cookies
from delivery.access.cross_site import own_origin
from delivery.access.openid_people import NoRole, person_of
from delivery.access.page import Problem, led_to, shown, unavailable
from delivery.access.provider import Flow, Provider, ProviderRefused
from delivery.access.provider_calls import ProviderDown
from delivery.access.returning import START, place
from delivery.access.signing import begin, failed, looking_up, now
from delivery.edge.lanes import leave_lane
from delivery.services import services
from models.access import states
from models.errors import DatabaseError

openid = Blueprint("openid", __name__)
openid.register_error_handler(DatabaseError, unavailable)

BACK = "/sign-in/openid/callback"
"""Where the provider sends browsers back to."""

FLOW_SECONDS = states.LASTS // 1_000_000
"""Seconds for which a browser keeps the cookie of its way."""

LONGEST_REASON = 100
"""Characters of a provider's word for what went wrong, in the journal."""


@openid.get("/sign-in/openid")
def leave() -> Response:
    """Send a browser to the provider."""
    provider, to = services().provider, place()
    if provider is None:
        return shown(Problem("NO_PROVIDER", 404))
    if to is None:
        return shown(Problem("RETURN_REFUSED", 400))
    with looking_up():
        started = states.begin(to, now())
    try:
        flow = Flow(started.state, started.nonce, started.verifier)
        way = asked(provider, lambda: provider.way_to(flow, back()))
    except ProviderDown as error:
        return refused("PROVIDER_DOWN", 503, provider, to, str(error))
    response = led_to(way)
    cookies.give(response, request.environ, cookies.FLOW, started.binding, FLOW_SECONDS)
    return response


@openid.get(BACK)
def come_back() -> Response:
    """Sign in who comes back from the provider."""
    provider = services().provider
    if provider is None:
        return shown(Problem("NO_PROVIDER", 404))
    response = signed_in(provider)
    cookies.take_back(response, request.environ, cookies.FLOW)
    return response


def signed_in(provider: Provider) -> Response:
    """Find out who comes back, and begin a session."""
    state, binding = request.args.get("state", ""), cookies.read(request.environ, cookies.FLOW) or ""
    with looking_up():
        returned = states.take(state, binding, now()) if state and binding else None
    if returned is None:
        return refused("FLOW_EXPIRED", 400, provider, START)
    to = returned.return_to
    try:
        claims = asked(provider, lambda: claims_of(provider, Flow(state, returned.nonce, returned.verifier)))
        with looking_up():
            person = person_of(provider, claims, now())
    except ProviderDown as error:
        return refused("PROVIDER_DOWN", 503, provider, to, str(error))
    except ProviderRefused as error:
        return refused("PROVIDER_REFUSED", 403, provider, to, error.reason)
    except NoRole as error:
        return refused("NO_ROLE", 403, provider, to, error.subject)
    response = led_to(to)
    begin(person, response, issuer=provider.issuer)
    return response


def claims_of(provider: Provider, flow: Flow) -> Any:
    """Return what the provider says of who comes back; raise `ProviderRefused` where it says that it does not."""
    error, issuer = request.args.get("error"), request.args.get("iss")
    if issuer not in (None, provider.issuer):  # RFC 9207: the answer of another provider
        raise ProviderRefused("iss")
    if error is not None or "code" not in request.args:
        raise ProviderRefused(error or "no code")
    came = f"{back()}?{request.query_string.decode('latin-1')}"
    return provider.claims(flow, back(), came)


def asked(provider: Provider, ask: Any) -> Any:
    """Ask the provider, of which few people of a worker are asked about at a time; raise `ProviderDown` for others."""
    if not provider.callers.acquire(blocking=False):
        raise ProviderDown("too many sign in at a time")
    leave_lane()  # others are answered meanwhile
    try:
        return ask()
    finally:
        provider.callers.release()


def back() -> str:
    """Return the address that the provider sends browsers back to, which it has to know."""
    return own_origin(request.environ) + BACK


def refused(code: str, status: int, provider: Provider, to: str, reason: str = "") -> Response:
    """Say on the page that nobody was signed in, and write why into the journal."""
    failed(code, issuer=provider.issuer, reason=reason[:LONGEST_REASON])
    return shown(Problem(code, status, name=provider.name), to)
