"""Calls to a provider: HTTP that takes no longer, and reads no more, than a sign-in may wait and hold.

Redirects are not followed: a provider's endpoints are where its own document says.
"""

import json
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from socket import SHUT_RDWR, socket
from threading import Timer
from time import monotonic
from typing import Any
from urllib.parse import urlencode, urlsplit

SECONDS = 5.0
"""Seconds that a call takes at most, from its connection to the last byte of its answer."""

LARGEST = 200_000
"""Bytes of an answer; documents of known providers have some 5,000, and their keys twice that."""


class ProviderDown(Exception):
    """A provider that does not answer, in time or at all, or with something that is no answer."""


class Answer:
    """What a provider answered: a status, and a body of JSON."""

    def __init__(self, status: int, body: bytes) -> None:
        self.status_code, self.body = status, body

    def json(self) -> Any:
        """Read the body; raise `ValueError` for what is no JSON."""
        return json.loads(self.body)

    def raise_for_status(self) -> None:
        """Raise `ProviderDown` for a failure."""
        if self.status_code >= 400:
            raise ProviderDown(f"it answered with {self.status_code}")


class Calls:
    """What Authlib's client calls a provider by."""

    def post(self, url: str, data: dict[str, str], headers: dict[str, str], auth: Any) -> Answer:
        """Send a form, with what says who asks as *auth* writes it."""
        url, headers, body = auth.prepare("POST", url, dict(headers), urlencode(data))
        return call("POST", url, headers, body)


def fetch(url: str, **headers: str) -> dict[str, Any]:
    """Return an object of JSON; raise `ProviderDown`."""
    answer = call("GET", url, {"Accept": "application/json", **headers})
    if answer.status_code != 200:
        raise ProviderDown(f"{url} answered with {answer.status_code}")
    try:
        found = answer.json()
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ProviderDown(f"{url} answered with no object of JSON")
    return found


def call(method: str, url: str, headers: dict[str, str], body: str | None = None) -> Answer:
    """Make a call; raise `ProviderDown` where it fails."""
    started, parts = monotonic(), urlsplit(url)
    connection = (HTTPSConnection if parts.scheme == "https" else HTTPConnection)(
        parts.hostname or "", parts.port, timeout=SECONDS
    )
    ending = None
    try:
        connection.connect()
        ending = Timer(max(0.0, started + SECONDS - monotonic()), shut, [connection.sock])
        ending.daemon = True
        ending.start()
        connection.request(method, f"{parts.path or '/'}{'?' * bool(parts.query)}{parts.query}", body, headers)
        return read(connection.getresponse())
    except (OSError, HTTPException, ValueError) as error:
        raise ProviderDown(f"{url}: {error!r}") from error
    finally:
        if ending:
            ending.cancel()
        connection.close()


def read(response: HTTPResponse) -> Answer:
    """Read an answer whole; raise `ProviderDown` for one that is too large."""
    body = response.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise ProviderDown(f"an answer has more than {LARGEST} bytes")
    if not response.isclosed() and response.length:
        raise ProviderDown("an answer breaks off")
    return Answer(response.status, body)


def shut(held: socket) -> None:
    """End a connection whose time is over, whoever waits for it."""
    with suppress(OSError):
        held.shutdown(SHUT_RDWR)
