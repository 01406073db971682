"""What an attack is: requests that a server must refuse, or answer without harm, and how they are written as HTTP.

What is sent stands in `attacks.py` and the modules that it names.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import Any

JSON = "application/json"


@dataclass(frozen=True)
class Request:
    """One request: what WSGI would know of it, or, where HTTP itself is attacked, its bytes as they are."""

    body: bytes = b""
    method: str = "POST"
    target: str = "/graphql"
    headers: tuple[tuple[str, str], ...] = (("Content-Type", JSON),)
    raw: bytes | None = None

    def bytes(self) -> bytes:
        """Write it as HTTP."""
        if self.raw is not None:
            return self.raw
        named = {name.lower() for name, _ in self.headers}
        own = [] if named & {"content-length", "transfer-encoding"} else [("Content-Length", str(len(self.body)))]
        host = [] if "host" in named else [("Host", "localhost")]
        lines = [f"{name}: {value}\r\n" for name, value in chain(host, self.headers, own)]
        return f"{self.method} {self.target} HTTP/1.1\r\n{''.join(lines)}\r\n".encode("latin-1") + self.body


@dataclass(frozen=True)
class Attack:
    """One way to attack: *make* gives the request of a number, each with a text of its own so that no cache hides it.

    *status* and *code* are what it must be answered with; no code stands for an answer without errors, and no *status*
    for what gunicorn ends before the application hears of it. *variants* are sent at least.
    """

    family: str
    name: str
    make: Callable[[int], Request]
    status: int = 200
    code: str = ""
    variants: int = 0
    may_be_large: bool = False
    """Whether a legal answer may be longer than a refusal."""
    excused: str = ""
    """Why a bound may be missed."""


def asking(query: str, variables: Any = None, **more: Any) -> Request:
    """Ask by POST."""
    return Request(json.dumps({"query": query, "variables": variables, **more}).encode())


def sent(body: bytes, content_type: str = JSON, **headers: str) -> Request:
    """Send a body as it is."""
    others = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Request(body, headers=(("Content-Type", content_type), *others))
