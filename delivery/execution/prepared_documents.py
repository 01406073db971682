"""Prepared documents: those that were used last, as many as have room.

What a document holds grows while it is used: its operations are compiled for the values of their switches, and
statements are written for the conditions that are given.
"""

from collections.abc import Callable

from delivery.execution.preparing import Document
from delivery.execution.shelf import Shelf

MOST_DOCUMENTS = 500
"""Documents that stay prepared; clients that send others in between pay for preparing again."""

MOST_BYTES = 128_000_000
"""What they may weigh together: eighty documents like the homepage's, which weighs 1.5 MB. It is an estimate: of 500
documents made to be large, 68 are kept, and the process has grown by 180 MB; all of them would take 1.1 GB."""


class PreparedDocuments:
    """Keeps what *prepare* makes of texts, under their hashes; *dropped* counts what is kept no longer."""

    def __init__(self, prepare: Callable[[str], Document]) -> None:
        self.prepare = prepare
        self.kept: Shelf[str, Document] = Shelf(MOST_DOCUMENTS, MOST_BYTES, self.drop)
        self.dropped = 0

    def __call__(self, text: str, digest: str) -> Document:
        """Return the document of a text and its hash, prepared now unless it is kept."""
        document = self.kept.get(digest)
        if document is None:
            document = self.prepare(text)
            self.kept.put(digest, document, document.weight)
        return document

    def drop(self, document: Document) -> None:
        """Count a document that is no longer kept, and let those know who hold it."""
        document.is_kept = False
        self.dropped += 1

    def use(self, digest: str) -> None:
        """Note that a document was used without being asked for."""
        self.kept.get(digest)

    def weigh(self, digest: str, document: Document) -> None:
        """Note what a document weighs now that it was used."""
        self.kept.weigh(digest, document, document.weight)
