"""Reading entries as editors do: all their editions, with where each comes from."""

from collections.abc import Mapping
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
    """All editions of an entry, by version; *sequence* counts the acts on it."""

    model: type[Edition]
    entry: int
    uid: str
    sequence: int
    deleted_at: int | None
    editions: tuple[State, ...]

    @property
    def draft(self) -> State | None:
        """The draft, if there is one."""
        return next((each for each in self.editions if each.is_draft), None)

    @property
    def timeline(self) -> dict[int, Times]:
        """When the editions are live, by version."""
        return {each.version: each.times for each in self.editions}

    def version(self, number: int | None) -> State | None:
        """Return the edition of a version, if there is one."""
        return next((each for each in self.editions if each.version == number), None)

    def live(self, at: int) -> State | None:
        """Return what is live at an instant, if anything."""
        return next((each for each in self.editions if each.times.holds(at)), None)

    def source_of_draft(self, at: int) -> State:
        """Return what a draft is made from at an instant: what is live, else what last was, else what is next."""
        in_order = sorted(
            (each for each in self.editions if not each.is_draft), key=lambda each: each.times.begins or 0
        )
        begun = [each for each in in_order if (each.times.begins or 0) <= at]
        return begun[-1] if begun else in_order[0]

    def latest(self, at: int) -> State:
        """Return the draft, or else what one would be made from."""
        return self.draft or self.source_of_draft(at)


def states_of(model: type[Edition], entry: int) -> States | None:
    """Read an entry of a type, whether it is deleted or not; None where there is none."""
    if not is_entry_number(entry):
        return None
    found = Entry.get_or_none((Entry.entry == entry) & (Entry.type == model.__name__))
    if found is None:
        return None
    lineages = {each.version: each for each in Lineage.select().where(Lineage.entry == entry)}
    editions = tuple(state_of(found.uid, each, lineages.get(each.version)) for each in stored_editions_of(model, entry))
    return States(model, entry, found.uid, found.sequence or 0, found.deleted_at, editions) if editions else None


def state_of(uid: str, stored: Stored, lineage: Lineage | None) -> State:
    """Put an edition and its lineage together."""
    if lineage is None:
        return State(uid, stored)
    return State(uid, stored, lineage.sequence, lineage.based_on, lineage.touched, lineage.sources)
