"""The hash by which documents are known."""

from functools import lru_cache
from hashlib import sha256

LONGEST = 16_384
"""Characters of a document whose hash is cached: 64 such documents hold 4 MB at most."""


def hash_of(text: str) -> str:
    """Return the SHA-256 of a document, in hexadecimal digits."""
    return cached(text) if len(text) <= LONGEST else digest(text)


def digest(text: str) -> str:
    """Work the hash out."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


cached = lru_cache(maxsize=64)(digest)
