"""Reindexing: the tokens of all texts and the index of them, checked or made anew."""

from typing import NamedTuple

from models.database import writing
from models.derived_texts import outdated, renew_editions
from models.edition import content_types
from models.entry import database
from models.revisions import uncounted
from models.search_index import unindexed, wrong


class Found(NamedTuple):
    """How many editions had other tokens than their texts give, and the indexes that had others than the editions."""

    editions: int
    indexes: list[str]

    @property
    def is_right(self) -> bool:
        """Tell whether nothing was wrong."""
        return not self.editions and not self.indexes


def check() -> Found:
    """Look at all editions and all indexes, and change nothing."""
    with writing():  # FTS5 looks at its index in a statement that could write
        return Found(sum(outdated(model) for model in content_types()), wrong())


def reindex() -> Found:
    """Derive the tokens of all editions, and make all indexes anew, while nobody writes; return what was wrong."""
    with writing():
        database.lock_table("revision")  # which all who publish write, too
        indexes = wrong()
        with uncounted(), unindexed():
            changed = sum(map(renew_editions, content_types()))
    return Found(changed, indexes)
