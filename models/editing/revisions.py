"""Revisions of editions: what one said when it was read, as a text that is compared for equality alone.

    k3v9x0ab2m4q:3:17      version 3 of the entry with this uid, as its write number 17 left it; in base64

They are others than the revisions of types (`models/revisions.py`), which tell whether answers are valid.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import NamedTuple

FORM = re.compile(r"([a-z][a-z0-9]{11}):([1-9][0-9]{0,8}):([0-9]{1,18})", re.ASCII)

LONGEST = 64
"""Characters of a revision: the longest has fewer."""


class Seen(NamedTuple):
    """What somebody has seen: a version of an entry, as a write left it."""

    uid: str
    version: int
    sequence: int


def encode(uid: str, version: int, sequence: int) -> str:
    """Write a revision."""
    return urlsafe_b64encode(f"{uid}:{version}:{sequence}".encode()).decode().rstrip("=")


def decode(text: str) -> Seen | None:
    """Read a revision; None for what `encode` never writes."""
    if not isinstance(text, str) or len(text) > LONGEST:
        return None
    try:
        form = FORM.fullmatch(urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii"))
    except ValueError:
        return None
    if form is None:
        return None
    seen = Seen(form[1], int(form[2]), int(form[3]))
    return seen if encode(*seen) == text else None
