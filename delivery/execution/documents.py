"""Documents by their ids: the project's own, trusted ones of manifests, and those that clients register by SHA-256.

A client that sends the hash in place of the text can ask by GET, so that its answer is cached on the way.
"""

import json
from collections.abc import Sequence
from functools import cache
from sys import getsizeof
from typing import Any

from delivery.execution.hashing import hash_of
from delivery.execution.manifests import read_names, read_trusted
from delivery.settings import PROJECT
from resolvers.caches import WeighedCache

DOCUMENTS = PROJECT / "documents"

LONGEST = 16_384
"""Characters of a document that clients may register."""

MOST_REGISTERED = 500
"""Registered documents in each worker process; one that has made room for others is registered again."""

MOST_BYTES = 8_000_000
"""Bytes that these have together: a character may take four."""


@cache
def document(name: str) -> str:
    """Read a document by its name."""
    return (DOCUMENTS / f"{name}.graphql").read_text(encoding="utf-8")


@cache
def variables(name: str) -> dict[str, Any] | None:
    """Read the variables that a document is shown with; `None` where it has none."""
    path = DOCUMENTS / f"{name}.variables.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


@cache
def names() -> list[str]:
    """List the names of all documents, the homepage's first."""
    return sorted((path.stem for path in DOCUMENTS.glob("*.graphql")), key=lambda name: (name != "homepage", name))


class Documents:
    """What ids stand for; where *only_trusted*, nothing but the project's own documents and those of *manifests* runs.

    Manifests are paths, as `delivery.execution.manifests` reads them.
    """

    def __init__(self, manifests: Sequence[str] = (), *, only_trusted: bool) -> None:
        self.only_trusted = only_trusted
        self.trusted = {hash_of(document(name)): document(name) for name in names()} | read_trusted(manifests)
        self.names = read_names(manifests) | {name: hash_of(document(name)) for name in names()}
        self.trusted_hashes = set(map(hash_of, self.trusted.values()))
        self.registered: WeighedCache[str, str] = WeighedCache(MOST_REGISTERED, MOST_BYTES, getsizeof)

    def known(self) -> list[tuple[str, dict[str, Any]]]:
        """List the trusted documents with variables to run them with, the project's own first."""
        own = [(document(name), variables(name) or {}) for name in names()]
        texts = {text for text, _ in own}
        return own + [(text, {}) for text in dict.fromkeys(self.trusted.values()) if text not in texts]

    def find(self, key: str) -> str | None:
        """Return the document of an id, None where there is none."""
        return self.trusted.get(key) or self.trusted.get(key.lower()) or self.registered.get(key.lower())

    def named(self, name: str) -> str | None:
        """Return the hash of the trusted document in the file of a name, without its ending; None for no file."""
        return self.names.get(name)

    def is_allowed(self, text: str) -> bool:
        """Tell whether a document may be run."""
        return not self.only_trusted or hash_of(text) in self.trusted_hashes

    def register(self, text: str) -> None:
        """Register a document of a client."""
        if len(text) <= LONGEST and not self.only_trusted:
            self.registered.put(hash_of(text), text)
