"""The change feed: what became public, is to become so, or ceased, for programs that mirror or purge.

    acts ──note──▶ the transaction's list ──its last step──▶ one lock, then positions ──▶ commit

Positions are given out under the lock of one row, as the last step of a transaction, which holds it until it ends. So
they are in the order in which transactions end: behind a position that somebody has read, nothing appears later. A
sequence of PostgreSQL gives numbers out before; a slower transaction's row then appears behind a faster one's.
"""

from collections.abc import Collection
from typing import Any

from models.database import LAST_STEPS, at_the_end
from models.editing import acting
from models.editing.tables import FeedEnd, Publication
from models.edition import Edition
from models.instants import FOREVER

KINDS = (
    "PUBLISHED",
    "SCHEDULED",
    "UNPUBLISHED",
    "RESCHEDULED",
    "CANCELLED",
    "DELETED",
    "UNDELETED",
    "REDACTED",
    "REPLACED",
)
"""What a change may be. What was replaced by content files may be another in everything, the past included."""

MOST = 500
"""Changes of a page."""

ROWS = 100
"""Rows that are inserted by one statement."""

Row = dict[str, Any]


class Noted:
    """The changes of one transaction, which are written as its last step."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def __call__(self) -> None:
        """Give the changes their positions, and write them."""
        many = len(self.rows)
        end = FeedEnd.insert(number=1, position=many).on_conflict(
            conflict_target=[FeedEnd.number], update={FeedEnd.position: FeedEnd.position + many}
        )
        [(last,)] = end.returning(FeedEnd.position).tuples().execute()
        rows = [{**row, "position": last - many + place} for place, row in enumerate(self.rows, 1)]
        for start in range(0, many, ROWS):
            Publication.insert_many(rows[start : start + ROWS]).execute()


def note(kind: str, model: type[Edition], entry: int, version: int | None, at: int, until: int = FOREVER) -> None:
    """Take down a change of the transaction of this context."""
    steps = LAST_STEPS.get()
    assert steps is not None
    noted = next((each for each in steps if isinstance(each, Noted)), None)
    if noted is None:
        at_the_end(noted := Noted())
    row = {"kind": kind, "type": model.__name__, "entry": entry, "version": version, "at": at, "until": until}
    noted.rows.append({**row, "made_at": acting.now()})


def page(types: Collection[str], after: int | None, first: int) -> list[Publication]:
    """Read the changes of some types behind a position, from the beginning unless it is given, in their order."""
    found = Publication.select().where(Publication.type.in_(list(types)))
    if after is not None:
        found = found.where(Publication.position > after)
    return list(found.order_by(Publication.position).limit(max(0, min(first, MOST)) + 1))
