"""Returning: where a browser is led after it has signed in or out, which is never a place of anybody else's choice."""

import re
from collections.abc import Collection

from flask import request

from delivery.services import services

LONGEST = 2_000
"""Characters of an address to return to."""

PLAIN = re.compile(r"[!-\[\]-~]+")
"""What an address has: visible ASCII without the backslash, which browsers take for a slash."""

START = "/graphql"
"""Where a browser is led that names no place: to GraphiQL."""


def is_allowed(address: str, frontends: Collection[str]) -> bool:
    """Tell whether an address is a path of this server, or one of a frontend's."""
    if len(address) > LONGEST or not PLAIN.fullmatch(address):
        return False
    if address.startswith("/"):
        return not address.startswith("//")
    return origin_of(address, frontends) is not None


def origin_of(address: str, frontends: Collection[str]) -> str | None:
    """Return the frontend's origin that an address begins with; None for a path."""
    for origin in frontends:
        if address == origin or address.startswith((f"{origin}/", f"{origin}?", f"{origin}#")):
            return origin
    return None


def place(default: str = START) -> str | None:
    """Return where a request of a page says that the browser is to be led; None for a place that is not allowed."""
    given = request.form if request.method == "POST" else request.args
    to = given.get("to") or default
    return to if is_allowed(to, services().callers.frontends) else None
