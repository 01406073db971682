"""Ids of what is no content: persons and tokens, by their numbers; opaque to clients, and no ids of `node`."""

import re
from base64 import b64decode, b64encode

import strawberry

FORM = re.compile(r"([A-Za-z]+):([0-9]{1,18})", re.ASCII)


def encode(kind: str, number: int) -> strawberry.ID:
    """Write the id of the object of a kind with a number."""
    return strawberry.ID(b64encode(f"{kind}:{number}".encode()).decode())


def decode(kind: str, identifier: str) -> int | None:
    """Return the number in an id of a kind; None for what `encode` never writes for it."""
    try:
        form = FORM.fullmatch(b64decode(identifier, validate=True).decode("ascii"))
    except ValueError:
        return None
    if form is None or form[1] != kind or encode(kind, int(form[2])) != identifier:
        return None
    return int(form[2])
