"""Prepared documents: those that were used last, as many as have room.

What a document holds grows while it is used: its operations are compiled for the values of their switches, and
statements are written for the conditions that are given.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable

from delivery.execution.preparing import Document

MOST_DOCUMENTS = 500
"""Documents that stay prepared; clients that send others in between pay for preparing again."""

MOST_BYTES = 128_000_000
"""What they may weigh together: eighty documents like the homepage's, which weighs 1.5 MB. It is an estimate: of 500
documents made to be large, 68 are kept, and the process has grown by 180 MB; all of them would take 1.1 GB."""


class PreparedDocuments:
    """Keeps what *prepare* makes of texts."""

    def __init__(self, prepare: Callable[[str], Document]) -> None:
        self.prepare, self.lock = prepare, threading.Lock()
        self.clear()

    def clear(self) -> None:
        """Forget all."""
        self.kept: OrderedDict[str, Document] = OrderedDict()
        self.weights: dict[str, int] = {}
        self.weight = 0

    def __call__(self, text: str) -> Document:
        """Return the document of a text, prepared now unless it is kept."""
        with self.lock:
            found = self.kept.get(text)
            if found is not None:
                self.kept.move_to_end(text)
                return found
        document = self.prepare(text)
        with self.lock:
            self.kept[text] = document
        self.weigh(text, document)
        return document

    def weigh(self, text: str, document: Document) -> None:
        """Note what a document weighs now; those that were not used for the longest time make room for it."""
        with self.lock:
            if self.kept.get(text) is not document:
                return
            self.weight += document.weight - self.weights.get(text, 0)
            self.weights[text] = document.weight
            while len(self.kept) > 1 and (len(self.kept) > MOST_DOCUMENTS or self.weight > MOST_BYTES):
                oldest, _ = self.kept.popitem(last=False)
                self.weight -= self.weights.pop(oldest, 0)
