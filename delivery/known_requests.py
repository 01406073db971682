"""Known requests: one that was answered before is answered again without reading it.

Frontends send the same few requests over and over. Of these nothing is left to find out but the
content: the body says the document, the variables and so the statement and its values. Such a
request goes from its bytes to SQL; all others, and all that can go wrong, are Flask's.

    POST /graphql, body met before    the statement runs, under the headers that Flask gave the first time
    anything else                     Flask; what it answered without errors is known from then on

It is no cache of answers: each is read from the database, as of its own instant.
"""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

AGAIN = "sundial.again"
"""Where the endpoint leaves, in the request's environment, what answers the same request again."""

LONGEST = 16_384
"""Bytes of a body that is remembered; documents of known clients have a few thousand."""

KEPT = 500
"""Requests that are remembered."""

Environment = dict[str, Any]
StartResponse = Callable[..., Any]
Headers = list[tuple[str, str]]


class KnownRequests:
    """A WSGI application around Flask's."""

    def __init__(self, app: Callable[[Environment, StartResponse], Iterable[bytes]], path: str) -> None:
        self.app, self.path = app, path
        self.known: dict[Any, tuple[Callable[[], bytes], Headers]] = {}

    def __call__(self, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a known request, or let Flask answer it and get to know it."""
        if not self.may_know(environ):
            return self.app(environ, start_response)
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        key = (body, environ["CONTENT_TYPE"], environ.get("HTTP_ORIGIN"))
        if key in self.known:
            again, headers = self.known[key]
            try:
                answer = again()
            except Exception:  # noqa: BLE001  (Flask's way tells what failed, and logs it)
                del self.known[key]
            else:
                start_response("200 OK", [*headers, ("Content-Length", str(len(answer)))])
                return [answer]
        environ["wsgi.input"] = BytesIO(body)
        return self.app(environ, self.learning(key, environ, start_response))

    def may_know(self, environ: Environment) -> bool:
        """Tell whether a request is of the kind that is remembered."""
        length = environ.get("CONTENT_LENGTH", "")
        return (
            environ["REQUEST_METHOD"] == "POST"
            and environ["PATH_INFO"] == self.path
            and not environ.get("QUERY_STRING")
            and "CONTENT_TYPE" in environ
            and length.isdecimal()
            and int(length) <= LONGEST
        )

    def learning(self, key: Any, environ: Environment, start_response: StartResponse) -> StartResponse:
        """Start Flask's response, and remember how the request is answered again."""

        def start(status: str, headers: Headers, *failure: Any) -> Any:
            again = environ.get(AGAIN)
            if again and status == "200 OK":
                if len(self.known) >= KEPT:
                    self.known.clear()
                self.known[key] = again, [each for each in headers if each[0] != "Content-Length"]
            return start_response(status, headers, *failure)

        return start
