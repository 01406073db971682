"""Inner requests: what answers pages and tables asks the application for an operation, as a client would by GET."""

from typing import Any, NamedTuple

from delivery.edge.media_types import JSON
from delivery.wsgi import Application, Environment, Headers

HIDDEN = ("HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH")
"""Headers that say in which form the client wants what is made of the answer."""


class Response(NamedTuple):
    """A response of the application within."""

    status: int
    headers: Headers
    body: bytes


def asked_within(app: Application, environ: Environment, query: str) -> Response:
    """Ask *app* for the operation of a query string, as JSON without a coding or condition; *environ* learns of it.

    Who asks is whoever *environ* says.
    """
    asked = {name: value for name, value in environ.items() if name not in HIDDEN}
    asked |= {"PATH_INFO": "/graphql", "QUERY_STRING": query, "REQUEST_METHOD": "GET", "HTTP_ACCEPT": JSON}
    started: list[Any] = []
    sent = app(asked, lambda *response: started.__setitem__(slice(None), response))
    try:
        body = b"".join(sent)
    finally:
        getattr(sent, "close", lambda: None)()
    environ.update({name: value for name, value in asked.items() if name.startswith("sundial.")})
    return Response(int(started[0].split()[0]), list(started[1]), body)
