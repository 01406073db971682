"""Reading entries as editors do: all their editions, with where each comes from."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from models.editing import revisions
from models.editing.tables import Lineage
from models.edition import Edition
from models.edition_values import EditionValues, Stored, stored_editions_of
from models.entry import Entry
from models.timelines import Times
from models.values import is_entry_number


@dataclass(frozen=True)
class State:
    """One edition of the entry with a *uid*, as it is *stored*, with its lineage (`models/editing/tables.py`)."""

    uid: str
    stored: Stored
    sequence: int = 0
    based_on: int | None = None
    touched: Mapping[str, int] = field(default_factory=dict)
    sources: Mapping[str, Any] = field(default_factory=dict)

    @property
    def version(self) -> int:
        """The number of the version."""
        return self.stored.version

    @property
    def values(self) -> EditionValues:
        """The content, and the span."""
        return self.stored.values

    @property
    def said(self) -> tuple[EditionValues, Mapping[str, Any]]:
        """What it says, and where that comes from."""
        return self.values, self.sources

    @property
    def created_by(self) -> str | None:
        """Who wrote it last."""
        return self.stored.created_by

    @property
    def created_at(self) -> int:
        """When it was written last, in microseconds."""
        return self.stored.created_at

    @property
    def times(self) -> Times:
        """When it is live."""
        return Times(self.values["live_from"], self.values["live_until"])

    @property
    def begins(self) -> int:
        """When it begins; 0 for a draft."""
        return self.times.begins or 0

    @property
    def is_draft(self) -> bool:
        """Whether it is the draft."""
        return self.values["live_from"] is None

    @property
    def revision(self) -> str:
        """What it says, as a text that is compared."""
        return revisions.encode(self.uid, self.version, self.sequence)

    def state(self, now: int) -> str:
        """Name the state that it is in at an instant: `DRAFT`, `SCHEDULED`, `LIVE` or `PAST`."""
        begins, ends = self.times
        if begins is None:
            return "DRAFT"
        return "SCHEDULED" if now < begins else "LIVE" if now < ends else "PAST"


@dataclass(frozen=True)
class States:
    """Editions of an entry, by version, all or those that an act may need; *sequence* counts the acts on the entry.

    The *timeline* has all of them.
    """

    model: type[Edition]
    entry: int
    uid: str
    sequence: int
    deleted_at: int | None
    timeline: Mapping[int, Times]
    editions: tuple[State, ...]

    @property
    def draft(self) -> State | None:
        """The draft, if there is one."""
        return next((each for each in self.editions if each.is_draft), None)

    @property
    def published(self) -> list[State]:
        """Those that are no draft, in the order in which they begin."""
        found = [each for each in self.editions if not each.is_draft]
        return sorted(found, key=lambda each: each.begins)

    @property
    def next_version(self) -> int:
        """The number that the next version has."""
        return max(self.timeline) + 1

    def version(self, number: int | None) -> State | None:
        """Return the edition of a version, which is read if it was not; None where there is none."""
        found = next((each for each in self.editions if each.version == number), None)
        if found is None and number is not None and number in self.timeline:
            [found] = read_states(self.model, self.entry, self.uid, [number])
        return found

    def live(self, at: int) -> State | None:
        """Return what is live at an instant, if anything."""
        version = next((version for version, times in self.timeline.items() if times.holds(at)), None)
        return self.version(version)

    def source_of_draft(self, at: int) -> State:
        """Return what a draft is made from at an instant: what is live, else what last was, else what is next."""
        begun = [each for each in self.published if each.begins <= at]
        return begun[-1] if begun else self.published[0]

    def latest(self, at: int) -> State:
        """Return the draft, or else what one would be made from."""
        return self.draft or self.source_of_draft(at)


def states_of(model: type[Edition], entry: int, at: int | None = None) -> States | None:
    """Read an entry of a type, whether it is deleted or not; None where there is none.

    With an instant, only what acts at that instant may need is read: the draft, what is live or scheduled, and what
    began last.
    """
    of_type = (Entry.entry == entry) & (Entry.type == model.__name__)
    found = Entry.get_or_none(of_type) if is_entry_number(entry) else None
    timeline = times_by_version(model, entry) if found else {}
    if found is None or not timeline:
        return None
    versions = None if at is None else needed(timeline, at)
    editions = tuple(read_states(model, entry, found.uid, versions))
    return States(model, entry, found.uid, found.sequence or 0, found.deleted_at, timeline, editions)


def times_by_version(model: type[Edition], entry: int) -> dict[int, Times]:
    """Read when the editions of an entry are live, by version."""
    spans: Any = model.select(model.version, model.live_from, model.live_until).where(model.entry == entry)
    return {version: Times(*times) for version, *times in spans.order_by(model.version).tuples()}


def needed(timeline: Mapping[int, Times], at: int) -> list[int]:
    """List the versions that acts at an instant may need."""
    begun = [(times.begins, version) for version, times in timeline.items() if times.begins is not None]
    last = max((each for each in begun if each[0] <= at), default=min(begun, default=(0, 0)))
    ahead = [version for version, times in timeline.items() if times.begins is None or times.ends > at]
    return sorted({*ahead, last[1]})


def read_states(model: type[Edition], entry: int, uid: str, versions: Collection[int] | None) -> Iterator[State]:
    """Read editions of an entry, by version, all for None."""
    lineages = {each.version: each for each in Lineage.select().where(Lineage.entry == entry)}
    for stored in stored_editions_of(model, entry, versions):
        lineage = lineages.get(stored.version)
        if lineage is None:
            yield State(uid, stored)
        else:
            yield State(uid, stored, lineage.sequence, lineage.based_on, lineage.touched, lineage.sources)
