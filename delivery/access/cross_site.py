"""Cross-site requests: what a browser sends on behalf of another site's page does nothing by a person's cookie.

    an operation     needs a header that no page of another site may send unasked: the browser asks leave first
    a form           needs an origin that is this server's, as the browser says it

An origin is a scheme, a host and a port; browsers write it, and no page can change it.
"""

from collections.abc import Collection

from delivery.edge.operation_requests import RequestRefused
from delivery.wsgi import Environment

PREFLIGHTED = ("HTTP_GRAPHQL_PREFLIGHT", "HTTP_APOLLO_REQUIRE_PREFLIGHT")
"""The headers of which one has to be there, as WSGI names them; their value says nothing."""

ELSEWHERE = ("cross-site", "same-site")
"""What `Sec-Fetch-Site` says of pages of other origins."""


def own_origin(environ: Environment) -> str:
    """Return the origin of this server, as the request was sent to it."""
    return f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST', '')}".lower()


def is_from(environ: Environment, origins: Collection[str]) -> bool:
    """Tell whether a request is of this server's own page, or of one of *origins*; True for what no browser sent.

    A browser that hides the origin still says whether it is this server's, which pages cannot forge either.
    """
    origin, site = environ.get("HTTP_ORIGIN"), environ.get("HTTP_SEC_FETCH_SITE")
    if site == "same-origin":
        return True
    if origin is None:
        return site not in ELSEWHERE
    return origin == own_origin(environ) or origin in origins


def require_asked(environ: Environment, frontends: Collection[str]) -> None:
    """Raise `RequestRefused` for an operation by cookie that a page of another site may have sent."""
    if any(header in environ for header in PREFLIGHTED) and is_from(environ, frontends):
        return
    message = (
        "A request with a session's cookie needs the header GraphQL-Preflight, and comes from this server's own pages "
        "or those of SUNDIAL_FRONTENDS."
    )
    raise RequestRefused(message, 403, "CROSS_SITE", cache_control="private, no-store")
