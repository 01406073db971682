"""The shapes of WSGI (PEP 3333), for the applications that stand around Flask's."""

from collections.abc import Callable, Iterable
from typing import Any

Environment = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environment, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]
