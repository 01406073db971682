"""HTTP caching: validators, content codings and lifetimes, as headers say them (RFC 9110, RFC 9111).

`Surrogate-Key` tells content delivery networks what to purge an answer by.
"""

from functools import lru_cache

from werkzeug.http import parse_accept_header

from delivery.edge.media_types import GRAPHQL
from delivery.edge.response_cache import ENCODERS, FAST_ENCODERS, SMALLEST_ENCODED, CachedResponse
from delivery.wsgi import Headers

IDENTITY = "identity"

LONGEST_KEYS = 2_000
"""Bytes of a `Surrogate-Key` header: a proxy's buffer for all headers has some 4,000."""

SECOND = 1_000_000

FORMS = {GRAPHQL: "-graphql"}
"""What the entity tags of a media type end with: the same JSON is two representations, as two codings of it are."""


@lru_cache(maxsize=256)
def coding_of(accept: str | None) -> str:
    """Choose a content coding by an `Accept-Encoding` header; the identity for clients that have no wish."""
    if not accept:
        return IDENTITY
    wanted = parse_accept_header(accept)
    found = max(ENCODERS, key=wanted.quality)
    return found if wanted.quality(found) > 0 else IDENTITY


def is_met(condition: str | None, tag: str) -> bool:
    """Tell whether an `If-None-Match` header names the entity tag; a proxy that compressed it has weakened it.

    Only GET and HEAD ask for a representation that the client may have (RFC 9110, 13.1.2).
    """
    if condition is None:
        return False
    return condition.strip() == "*" or tag in (each.strip().removeprefix("W/") for each in condition.split(","))


def coding_for(body: bytes, accept_encoding: str | None) -> str:
    """Choose the content coding in which a client gets a body."""
    return coding_of(accept_encoding) if len(body) >= SMALLEST_ENCODED else IDENTITY


def entity_tag(cached: CachedResponse, media_type: str, coding: str) -> str:
    """Name an answer as a client gets it."""
    suffix = "" if coding == IDENTITY else f"-{coding}"
    return f'"{cached.digest}{FORMS.get(media_type, "")}{suffix}"'


def coded(cached: CachedResponse, coding: str) -> tuple[bytes, Headers]:
    """Give an answer in a content coding, which is made once, and what describes it."""
    return (cached.body, []) if coding == IDENTITY else (cached.coded(coding), [("Content-Encoding", coding)])


def coded_once(body: bytes, accept_encoding: str | None) -> tuple[bytes, Headers]:
    """Code an answer that is sent for the first time, fast rather than small; return what describes it."""
    coding = coding_for(body, accept_encoding)
    return (body, []) if coding == IDENTITY else (FAST_ENCODERS[coding](body), [("Content-Encoding", coding)])


def lifetime(cached: CachedResponse, at: int, longest: int) -> Headers:
    """Write for how long others may cache an answer: *longest* seconds, but not past its next change by time.

    nginx, which may have another clock, counts whole seconds from the one in which it gets the answer, and caches it to
    the end of the last. So it gets one second less, and before a change by time another one,
    for the way that the answer takes.
    """
    until_change = (cached.until - at) // SECOND
    left = min(longest, until_change)
    if left < 1:
        return [("Cache-Control", "public, no-cache")]
    nginx_seconds = max(0, min(longest - 1, until_change - 2))
    return [("Cache-Control", f"public, max-age={left}"), ("X-Accel-Expires", str(nginx_seconds))]


def surrogate_keys(cached: CachedResponse) -> Headers:
    """Write what an answer is purged by: types and entries, or types alone where the list would be too long."""
    if not cached.keys:
        return []
    keys = " ".join(cached.keys)
    return [("Surrogate-Key", keys if len(keys) <= LONGEST_KEYS else " ".join(sorted(cached.types)))]
