"""The hash by which documents are known."""

from hashlib import sha256


def hash_of(text: str) -> str:
    """Return the SHA-256 of a document, in hexadecimal digits."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
