"""The shapes of WSGI (PEP 3333), and what a request's environment carries from one layer to another."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from models.access.callers import ANONYMOUS, Caller

Environment = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environment, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]

OPERATION, CACHE, CODES = "sundial.operation", "sundial.cache", "sundial.codes"
"""Keys under which the endpoint puts into the environment: `Logged`, the cache status and the codes of the errors."""

FAILURE = "sundial.failure"
"""The key of what a request failed with before it came to the endpoint, which reports it and runs nothing again: a
`DatabaseError`, or the `RequestRefused` of a request that got no slot, or whose credentials are not good."""

CALLER = "sundial.caller"
"""The key of the `Caller` of a request; it is not there where nobody is known to ask."""

REQUEST_ID = "sundial.request_id"
"""The key of the id under which the log and the journal have a request."""

QUEUED = "sundial.queued"
"""The key of the seconds for which a request waited for a slot."""

REPEATABLE = "sundial.repeatable"
"""The key under which stands what answers the same request again: a bound operation and its first response."""

LONGEST_DOCUMENT = 1_000
"""Characters of a document that are logged at most."""


@dataclass(frozen=True)
class Logged:
    """What the log says of an operation; of its *document* the first `LONGEST_DOCUMENT` characters."""

    name: str | None
    hash: str
    cost: int | None
    document: str


def caller_in(environ: Environment) -> Caller:
    """Return who asks, as far as that was found out."""
    found: Caller = environ.get(CALLER, ANONYMOUS)
    return found
