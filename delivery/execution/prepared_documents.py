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

MOST_BYTES = 24_000_000
"""What they may weigh together: 23 documents like the homepage's, which weighs 1.0 MB and holds 0.9, or 77 with pages
within pages. It is bounded for the sake of time as well: a full collection of Python's garbage, in which no thread
runs, walks through 5,600 objects of a homepage, and 120,000 to 160,000 of a full cache: 95 to 148 ms on a machine
that is busy with three times as much as it can do."""


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
