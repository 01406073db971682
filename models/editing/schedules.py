"""Schedules: editions that have not begun are moved, or made drafts again. They are frozen: what they say stays."""

from models.access.actors import Actor
from models.editing import acting, feed, rows
from models.editing.held import Held, hold
from models.editing.journal_lines import tell
from models.editing.outcomes import Outcome
from models.editing.publishing import require_place
from models.editing.standing import require_rules
from models.edition import Edition
from models.instants import FOREVER
from models.problems import Problems, expect, refused
from models.reasons import reason
from models.timelines import DRAFT, place, planned_end, take_away


def reschedule(  # noqa: PLR0913  (an act is told all at once)
    model: type[Edition],
    entry: int,
    version: int,
    by: Actor,
    *,
    revision: str | None = None,
    at: int | None = None,
    until: int | None = None,
) -> Outcome:
    """Move an edition that has not begun: to an instant, and until another, each its own unless given.

    It ends where the next one begins at the latest. What it took over from goes on until the edition that then follows.
    Raise `ContentRefused` where one of both cannot be live then by the rules of its type.
    """
    with acting.acting():
        held = hold(model, entry, by)
        timeline = held.timeline
        scheduled = require_scheduled(held, version, revision)
        others, ends = take_away(timeline, version), planned_end(timeline, version) if until is None else until
        begins = require_place(others, scheduled if at is None else at, ends)
        after = place(others, version, begins, ends)
        rows.set_times(model, entry, timeline, after)
        require_rules(held)
        rows.set_lineage(entry, version, sequence=held.sequence)
        feed.note("RESCHEDULED", model, entry, version, begins, after[version].ends)
        tell("entry.reschedule", by, entry, version, at=begins, until=None if ends == FOREVER else ends)
        return held.outcome(version, held.sequence)


def cancel_schedule(
    model: type[Edition], entry: int, version: int, by: Actor, *, revision: str | None = None
) -> Outcome:
    """Make a draft again of an edition that has not begun; what it took over from goes on until the next one begins.

    Raise `ContentRefused` where that cannot be live so long by the rules of its type.
    """
    with acting.acting():
        held = hold(model, entry, by)
        problems, timeline = Problems(), held.timeline
        begins = problems.check(require_scheduled, held, version, revision)
        problems.check(expect, held.draft is None, "live_from", reason("the entry has a draft already"), "OVERLAP")
        problems.require_none()
        rows.set_times(model, entry, timeline, {**take_away(timeline, version), version: DRAFT})
        require_rules(held)
        rows.set_lineage(entry, version, sequence=held.sequence)
        feed.note("CANCELLED", model, entry, version, begins)
        tell("entry.cancel", by, entry, version)
        return held.outcome(version, held.sequence)


def require_scheduled(held: Held, version: int, revision: str | None = None) -> int:
    """Return when an edition begins; raise `ContentRefused` unless it is one that has not begun, as it was seen."""
    state = held.version(version)
    begins = state.times.begins if state else None
    if state is None or begins is None or begins <= acting.now():
        raise refused("version", reason("version {version} is not scheduled", version=version))
    held.require_seen(state, revision)
    return begins
