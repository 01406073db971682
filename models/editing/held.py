"""Held: an entry that an act writes. Whoever writes it next waits for the end of the transaction."""

from collections.abc import Collection
from dataclasses import dataclass

from peewee import fn

from models.access.actors import Actor
from models.editing import acting, revisions
from models.editing.outcomes import Outcome
from models.editing.reading import State, States, states_of
from models.editing.revisions import Seen
from models.edition import Edition
from models.entry import Entry
from models.instants import is_storable
from models.problems import expect, refused
from models.reasons import reason
from models.values import is_entry_number, written

NO_INSTANT = reason("must be an instant, in microseconds")


@dataclass(frozen=True)
class Held(States):
    """An entry with all its editions, which somebody writes. Its *sequence* is that of the act."""

    by: Actor

    @property
    def name(self) -> str:
        """What who acts is called."""
        return self.by.name

    def outcome(
        self, version: int | None, sequence: int, changed: Collection[str] = (), merged: Collection[str] = ()
    ) -> Outcome:
        """Say what an act has done: the version that it wrote, and the number of the write that it has now."""
        revision = None if version is None else revisions.encode(self.uid, version, sequence)
        return Outcome(self.model, self.entry, self.uid, version, revision, tuple(changed), tuple(merged))

    def require_draft(self) -> State:
        """Return the draft; raise `ContentRefused` where there is none."""
        if self.draft is None:
            raise refused("live_from", reason("there is no draft"))
        return self.draft

    def require_version(self, version: int) -> State:
        """Return an edition; raise `ContentRefused` where there is none of this version."""
        found = self.version(version)
        if found is None:
            raise refused("version", reason("there is no version {version}", version=written(version)[:20]))
        return found

    def seen(self, revision: str, field: str) -> Seen:
        """Read a revision; raise `ContentRefused` for one that is none of this entry."""
        found = revisions.decode(revision)
        if found is None or found.uid != self.uid:
            raise refused(field, reason("is no revision of this entry"))
        return found

    def require_seen(self, state: State, revision: str | None, field: str = "revision") -> None:
        """Raise `ContentRefused` unless an edition is as it was when a revision was read; None is not asked."""
        if revision is not None:
            is_same = self.seen(revision, field) == (self.uid, state.version, state.sequence)
            changed = reason("it has changed since you looked at it")
            expect(is_same, field, changed, "CONFLICT")


def hold(model: type[Edition], entry: int, by: Actor, *, is_deleted: bool = False) -> Held:
    """Hold back others who write an entry, say who acts on it, and read its editions.

    Raise `ContentRefused` where there is none, or where it is deleted, unless it may be (*is_deleted*).
    """
    unknown = reason("there is no {type} {entry}", type=model.__name__, entry=written(entry)[:40])
    expect(is_entry_number(entry), "entry", unknown, "UNKNOWN_ENTRY")
    Entry.update(edited_by=by.name, sequence=fn.COALESCE(Entry.sequence, 0) + 1).where(Entry.entry == entry).execute()
    states = states_of(model, entry, acting.now())
    if states is None:
        raise refused("entry", unknown, "UNKNOWN_ENTRY")
    expect(is_deleted or states.deleted_at is None, "entry", reason("it is deleted"), "UNKNOWN_ENTRY")
    return Held(**vars(states), by=by)


def require_ahead(at: int | None, field: str) -> int:
    """Return an instant, now unless given; raise `ContentRefused` for one that has passed.

    Who acts asks only when the entry is held: while another act is waited for, now passes.
    """
    present = acting.now()
    expect(at is None or is_storable(at), field, NO_INSTANT)
    expect(at is None or at >= present, field, reason("must not have passed"), "IN_THE_PAST")
    return present if at is None else at
