"""Browser security: which pages may ask, and what browsers may do with what they get.

Content is public, and a cookie counts only beside a header that browsers ask leave for first
(`delivery.access.cross_site`), so nothing is lost by a request of another site; even so an operation by POST is only
taken as `application/json`, which browsers ask leave for as well.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from flask import Flask, Response, request
from flask_cors import CORS

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
"""What every response says unless it says something else itself: its content is data, and no page.

Each header costs a request some 3 µs, so there is none that says less than these.
"""

REQUEST_HEADERS = (
    "Content-Type",
    "Authorization",
    "If-None-Match",
    "Cache-Control",
    "X-Request-Id",
    "X-Requested-With",
    # Apollo Client names itself so; the last two make a browser ask leave first
    "Apollographql-Client-Name",
    "Apollographql-Client-Version",
    "X-Apollo-Operation-Name",
    "Apollo-Require-Preflight",
    "GraphQL-Preflight",
    "Sundial-Preview",
    # traces: W3C Trace Context and Baggage, and Sentry's own
    "Traceparent",
    "Tracestate",
    "Baggage",
    "Sentry-Trace",
)
"""Headers that pages of allowed origins may send."""

EXPOSED_HEADERS = ["ETag", "Retry-After", "Server-Timing", "X-Request-Id"]

PREFLIGHT_LASTS = 7_200
"""Seconds for which a browser need not ask again whether it may ask: the most that Chromium takes."""


class Origins:
    """The origins whose pages may ask: texts in which `*` stands for any part of one; alone it allows all.

    Pages of *frontends*, which are origins as browsers write them, may ask with a person's cookie.
    """

    def __init__(self, allowed: Sequence[str], frontends: Sequence[str] = ()) -> None:
        self.allows_all, self.frontends = "*" in allowed, frozenset(frontends)
        allowed = [*allowed, *frontends]
        self.patterns = [re.compile(re.escape(text).replace(r"\*", "[^/]*") + "$", re.IGNORECASE) for text in allowed]
        self.distinguished = lru_cache(maxsize=256)(self.distinguish)

    def distinguish(self, origin: str | None) -> str | None:
        """Return an origin whose pages get a response of their own: None for one that is not allowed, or if all are."""
        if origin in self.frontends:
            return origin
        if self.allows_all or origin is None:
            return None
        return origin if any(pattern.match(origin) for pattern in self.patterns) else None


def secure(app: Flask, origins: Origins, request_headers: Sequence[str] = ()) -> None:
    """Let pages of *origins* ask, frontends with cookies, and have every response say what browsers may do with it.

    They may send *request_headers* beside those that they always may.
    """

    @app.after_request  # these run in the reverse of their order
    def with_credentials(response: Response) -> Response:
        """Let pages of frontends ask with cookies."""
        origin = request.headers.get("Origin")
        if origin in origins.frontends and "Access-Control-Allow-Origin" in response.headers:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Credentials"] = "true"
        return response

    CORS(
        app,
        resources={r"/graphql/?": {"origins": "*" if origins.allows_all else origins.patterns}},
        methods=["GET", "HEAD", "POST"],
        allow_headers=[*REQUEST_HEADERS, *request_headers],
        expose_headers=EXPOSED_HEADERS,
        max_age=PREFLIGHT_LASTS,
        supports_credentials=False,
        send_wildcard=True,
    )

    @app.after_request
    def with_headers(response: Response) -> Response:
        """Add what is not said yet."""
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
