"""Activity: who did how much to entries since an instant, as the journal has it."""

from typing import Any, NamedTuple

from peewee import fn

from models.access.tables import Change
from models.entry import Entry

MOST_ROWS = 100


class Activity(NamedTuple):
    """What one actor did to entries of a type: how many lines of the journal, on how many entries, the last when.

    *actor* is what they were called; *person* and *token* are numbers of rows. *at* is microseconds.
    """

    actor: str
    person: int | None
    token: int | None
    type: str
    acts: int
    entries: int
    at: int


def activity(since: int, first: int) -> list[Activity]:
    """Count the acts on entries since an instant by actor and type, those with the most first."""
    who = (Change.actor, Change.person, Change.token, Entry.type)
    acts = fn.COUNT(Change.change)
    rows = Change.select(*who, acts, fn.COUNT(Change.entry.distinct()), fn.MAX(Change.at))
    rows = rows.join(Entry, on=(Entry.entry == Change.entry)).where(Change.at >= since)
    rows = rows.group_by(*who).order_by(acts.desc(), *who).limit(min(first, MOST_ROWS))
    found: Any = rows.tuples()
    return [Activity(*row) for row in found]
