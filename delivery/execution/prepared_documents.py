"""Prepared documents: those that were used last, as many as have room.

What a document holds grows while it is used: its operations are compiled for the values of their switches, and
statements are written for the conditions that are given.
"""

from collections.abc import Callable
from operator import attrgetter

from delivery.execution.preparing import Document
from resolvers.caches import WeighedCache

MOST_DOCUMENTS = 500
"""Documents that stay prepared; clients that send others in between pay for preparing again."""

MOST_BYTES = 128_000_000
"""What they may weigh together: eighty documents like the homepage's, which weighs 1.5 MB. It is an estimate: of 500
documents made to be large, 68 are cached, and the process has grown by 180 MB; all of them would take 1.1 GB."""


class PreparedDocuments(WeighedCache[str, Document]):
    """What *prepare* makes of the texts of documents, by their hashes."""

    def __init__(self, prepare: Callable[[str], Document]) -> None:
        super().__init__(MOST_DOCUMENTS, MOST_BYTES, attrgetter("weight"))
        self.prepare = prepare

    def of(self, text: str, digest: str) -> Document:
        """Return the document of a text and its hash, prepared now unless it is cached."""
        document = self.get(digest)
        if document is None:
            document = self.prepare(text)
            self.put(digest, document)
        return document
