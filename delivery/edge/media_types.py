"""Media types: in which of the two forms of GraphQL over HTTP a client wants its answer."""

from functools import lru_cache

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

GRAPHQL = "application/graphql-response+json"
"""The form in which the status tells whether an operation was run."""

JSON = "application/json"
"""The form in which every well-formed request has the status 200."""


HTML = "text/html"
"""The form of GraphiQL's page."""


@lru_cache(maxsize=256)
def response_type(accept: str | None) -> str | None:
    """Choose the form by an `Accept` header; JSON for clients that have no wish, None where neither will do.

    Parameters but `q`, a charset say, do not tell one form from another.
    """
    return wishes(accept).best_match([JSON, GRAPHQL]) if accept else JSON


@lru_cache(maxsize=256)
def prefers_page(accept: str | None) -> bool:
    """Tell whether a client would rather have a page than an answer: it names HTML, as browsers do, before JSON."""
    return accept is not None and wishes(accept).best_match([JSON, GRAPHQL, HTML]) == HTML


def wishes(accept: str | None) -> MIMEAccept:
    """Read an `Accept` header, without parameters but `q`."""
    return MIMEAccept(
        [(value.partition(";")[0].strip(), quality) for value, quality in parse_accept_header(accept or "")]
    )


def content_type(media_type: str) -> str:
    """Write a `Content-Type` header."""
    return f"{media_type}; charset=utf-8"
