"""Later: what becomes of editions that are scheduled for later than what is published or ended.

KEEP     they begin as planned
REBASE   they begin as planned, as another version, with what is published now at each path at which they say nothing
else than what they were made from
CANCEL   they are removed
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from models.editing import feed, rows
from models.editing.held import Held
from models.editing.journal_lines import tell
from models.editing.outcomes import Later
from models.editing.paths import Merged, differing, three_way
from models.editing.reading import State
from models.editing.sources import sources_taken
from models.edition import Edition
from models.edition_values import EditionValues
from models.problems import LaterScheduled, Problem
from models.reasons import reason

ASKED = reason("editions are scheduled for later: say whether to keep, rebase or cancel them")

UNDECIDED = reason("what is scheduled for later says something else in the same places")


@dataclass(frozen=True)
class Scheduled(State):
    """An edition that has not begun, with the content of what it was made from."""

    model: type[Edition] = Edition
    base: EditionValues | None = None

    def merged(self, live: State | None, result: State) -> Merged:
        """Carry what is published now over to it."""
        base = self.base if self.base is not None else live.values if live else {}
        return three_way(self.model, base, result.values, self.values)


@dataclass(frozen=True)
class Rebased:
    """A scheduled edition, and what it is to say."""

    state: State
    values: EditionValues
    sources: Mapping[str, Any]

    def write(self, held: Held, version: int, based_on: int) -> None:
        """Write it anew, as another version of the same times."""
        state = self.state
        changed = differing(held.model, state.values, self.values)
        touched = {**state.touched, **dict.fromkeys(changed, held.sequence)}
        lineage = {"sequence": held.sequence, "touched": touched, "sources": dict(self.sources)}
        rows.remove(held.model, held.entry, [state.version])
        rows.write_new(held.model, held.entry, version, self.values, held.name, based_on=based_on, **lineage)
        feed.note("CANCELLED", held.model, held.entry, state.version, state.begins)
        feed.note("SCHEDULED", held.model, held.entry, version, state.begins, state.times.ends)
        tell("entry.rebase", held.by, held.entry, version, changed, before=state.version)


def scheduled_after(held: Held, at: int) -> list[Scheduled]:
    """List the editions that begin after an instant, in their order."""
    found = []
    for state in held.published:
        if state.begins > at:
            base = held.version(state.based_on)
            found.append(Scheduled(**vars(state), model=held.model, base=base.values if base else None))
    return found


def require_said(
    later: Later | None, scheduled: Sequence[Scheduled], live: State | None, result: State | None
) -> list[Problem]:
    """Find that it is not said what becomes of scheduled editions, or that it cannot be done."""
    if not scheduled or later in (Later.KEEP, Later.CANCEL):
        return []
    merged = [(each.version, each.merged(live, result)) for each in scheduled] if result else []
    carried = tuple((version, path) for version, found in merged for path in found.carried)
    undecided = tuple((version, path) for version, found in merged for path in found.undecided)
    if later is Later.REBASE and not undecided and result:
        return []
    versions = tuple(each.version for each in scheduled)
    said = UNDECIDED if later is Later.REBASE and undecided else ASKED
    return [LaterScheduled("later", said, "LATER_EDITIONS", versions=versions, carried=carried, undecided=undecided)]


def rebased(scheduled: Sequence[Scheduled], live: State | None, result: State, zone: ZoneInfo) -> list[Rebased]:
    """Say what scheduled editions are to say, of which all is decided."""
    found = []
    for each in scheduled:
        merged = each.merged(live, result)
        values = each.model.derive(merged.values, zone)
        sources = sources_taken(each.sources, result.sources, merged.carried)
        times = {"live_from": each.times.begins, "live_until": each.times.ends}
        found.append(Rebased(each, {**values, **times}, sources))
    return found


def cancel(held: Held, states: Sequence[State]) -> None:
    """Remove editions that have not begun."""
    if states:
        rows.remove(held.model, held.entry, [each.version for each in states])
    for each in states:
        feed.note("CANCELLED", held.model, held.entry, each.version, each.begins)
        tell("entry.cancel", held.by, held.entry, each.version)
