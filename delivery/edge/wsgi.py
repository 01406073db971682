"""The shapes of WSGI (PEP 3333), for the applications that stand around Flask's."""

from collections.abc import Callable, Iterable
from typing import Any

Environment = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environment, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]

OPERATION, CACHE, CODES = "sundial.operation", "sundial.cache", "sundial.codes"
"""Where the endpoint leaves, in a request's environment, what is told of it: what ran, from where, and its errors."""

FAILURE = "sundial.failure"
"""Where a known request that failed leaves why: it is answered, and not run once more."""
