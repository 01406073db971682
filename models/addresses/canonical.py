"""Canonical forms: of all the ways in which a path may be given, the one that it is compared in."""

import re
import unicodedata
from typing import NamedTuple
from urllib.parse import quote, unquote, unquote_to_bytes

from models.translations import UNSTORABLE

LONGEST = 2_000
"""Characters of an address, decoded; a longer one leads nowhere."""

LONGEST_WRITTEN = 5_000
"""Characters of one as it is given: eight long slugs of Chinese below each other, percent-encoded, are 4,400."""

SAFE = "!$&'()*+,;=:@-._~"
"""What stands in a segment of a path as it is, beside letters and digits (RFC 3986)."""

WRONG_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")

ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#]*", re.IGNORECASE)

INDEX = "index.html"

PLAIN = re.compile(r"(?:/[a-z0-9-]+)+")
"""What is canonical as it is, which most paths are."""


class Address(NamedTuple):
    """An address in pieces: the *host*, if one was named, the segments of the path, decoded, and the query string.

    It *is canonical* where its path, once decoded, was written so already.
    """

    host: str
    segments: tuple[str, ...]
    query: str
    is_canonical: bool


def parse_address(text: str) -> Address | None:
    """Read a path, or an absolute address; None for what leads nowhere, however it is written.

    It is decoded once: what is still escaped then is content of a segment. An escaped slash is no separator.
    """
    if PLAIN.fullmatch(text) and len(text) <= LONGEST:
        return Address("", tuple(text[1:].split("/")), "", is_canonical=True)
    if len(text) > LONGEST_WRITTEN or UNSTORABLE.search(text) or (len(text) > LONGEST and len(unquote(text)) > LONGEST):
        return None
    found = ORIGIN.match(text)
    origin, rest = (found[0], text[found.end() :]) if found else ("", text)
    path, _, query = rest.partition("#")[0].partition("?")
    if path and not path.startswith("/"):
        return None
    segments = canonical_segments(path)
    if segments is None:
        return None
    is_canonical = unquote(path or "/") == "/" + "/".join(segments)
    return Address(origin.partition("://")[2].lower(), tuple(segments), query, is_canonical)


def canonical_segments(path: str) -> list[str] | None:
    """Return the segments of a path in their canonical form, decoded; None for a path that leads nowhere."""
    if WRONG_ESCAPE.search(path):
        return None
    segments: list[str] = []
    for given in filter(None, path.split("/")):
        try:
            decoded = unquote_to_bytes(given).decode("utf-8")
        except ValueError:
            return None
        segment = lowered(unicodedata.normalize("NFC", decoded))
        if segment in (".", "..") or "/" in segment or UNSTORABLE.search(segment):
            return None
        segments.append(segment)
    if segments and segments[-1] == INDEX:
        segments.pop()
    return segments


def lowered(text: str) -> str:
    """Write the letters of ASCII small, and leave all others."""
    return "".join([letter.lower() if letter.isascii() else letter for letter in text])


def written(segments: tuple[str, ...] | list[str]) -> str:
    """Write the path of segments, percent-encoded; `/` for none."""
    path = "/" + "/".join(segments)
    return path if PLAIN.fullmatch(path) else "/" + "/".join([quote(segment, safe=SAFE) for segment in segments])
