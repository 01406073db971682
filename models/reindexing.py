"""Reindexing: what is derived of texts, the index of them and the table of references, checked or made anew."""

from typing import NamedTuple

from models.database import writing
from models.derived_texts import outdated, renew_editions
from models.edition import content_types
from models.entry import database
from models.reference_table import TABLE, unlisted
from models.reference_table import wrong as wrong_references
from models.revisions import uncounted
from models.search_index import unindexed, wrong


class Found(NamedTuple):
    """How many editions had other derived columns than follow from their content, and what differed from editions."""

    editions: int
    indexes: list[str]

    @property
    def is_right(self) -> bool:
        """Tell whether nothing was wrong."""
        return not self.editions and not self.indexes


def all_wrong() -> list[str]:
    """Name the indexes that are not as they should be, and the table of references."""
    return [*wrong(), *(f"{TABLE} of {name}" for name in wrong_references())]


def check() -> Found:
    """Look at all editions and all indexes, and change nothing."""
    with writing():  # FTS5 looks at its index in a statement that could write
        return Found(sum(outdated(model) for model in content_types()), all_wrong())


def reindex() -> Found:
    """Derive the tokens of all editions, and make all indexes anew, while nobody writes; return what was wrong."""
    with writing():
        database.lock_table("revision")  # which all who publish write, too
        indexes = all_wrong()
        with uncounted(), unindexed(), unlisted():
            changed = sum(map(renew_editions, content_types()))
    return Found(changed, indexes)
