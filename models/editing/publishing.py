"""Publishing: editions begin and end. What has begun is never changed but for its end, which is not in the past.

publish    whole: the draft becomes the edition. A portion: what is live then, with these languages of the draft, is a
new edition, and the rest stays draft
later      what is scheduled begins as planned, is rebased path by path, or does not begin
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from zoneinfo import ZoneInfo

from models.access.actors import Actor
from models.editing import acting, feed, rows
from models.editing.held import NO_INSTANT, Held, hold, require_ahead
from models.editing.journal_lines import tell
from models.editing.later import cancel, require_said, scheduled_after
from models.editing.later import rebased as rebased_after
from models.editing.outcomes import WHOLE, Later, Outcome, Portion
from models.editing.paths import differing, filled, paths_of, taken, with_value
from models.editing.publishing_rules import publishing_problems, require_publishable
from models.editing.reading import State
from models.edition import Edition
from models.edition_values import EditionValues
from models.instants import FOREVER, is_storable
from models.problems import Problems, expect, refused
from models.reasons import reason
from models.timelines import Timeline, begin_at, place, take_away
from models.validation import missing_values

TAKEN = reason("another edition begins at that instant")


@dataclass(frozen=True)
class Publishing:
    """A draft, or a *portion* of it, that is to be live from an instant, *begins*, to another."""

    held: Held
    draft: State
    portion: Portion
    begins: int
    until: int
    zone: ZoneInfo

    @cached_property
    def live(self) -> State | None:
        """What is live where it begins."""
        return self.held.live(self.begins)

    @cached_property
    def version(self) -> int:
        """The version that it is: of a portion, a new one."""
        return self.draft.version if self.portion.is_whole else self.held.next_version

    @cached_property
    def result(self) -> State:
        """The edition that will be live: the draft, or what is live then with a portion of it."""
        if self.portion.is_whole:
            return self.draft
        draft, live, portion = self.draft, self.live, self.portion
        paths = [path for path in paths_of(self.held.model) if portion.has(path)]
        values = taken(live.values if live else without_texts(self.held.model, draft.values), draft.values, paths)
        sources = {path: source for path, source in (live.sources if live else {}).items() if not portion.has(path)}
        sources |= {path: source for path, source in draft.sources.items() if portion.has(path)}
        touched = {**(live.touched if live else {}), **draft.touched}
        stored = draft.stored._replace(values=self.held.model.derive(values, self.zone))
        return replace(draft, stored=stored, sources=sources, touched=touched)

    @cached_property
    def changed(self) -> list[str]:
        """The paths at which readers will find something else than before."""
        if self.live is None:
            return filled(self.held.model, self.result.values)
        return differing(self.held.model, self.live.values, self.result.values)

    def write(self, cancelled: Sequence[State]) -> None:
        """Write the edition, and give others their times; those that are *cancelled* have gone."""
        held, version = self.held, self.version
        timeline = {each: times for each, times in held.timeline.items() if each != self.draft.version}
        for each in cancelled:
            timeline = take_away(timeline, each.version)
        after = place(timeline, version, self.begins, self.until)
        if self.portion.is_whole:
            rows.set_times(held.model, held.entry, {**timeline, version: self.draft.times}, after)
            rows.sign(held.model, self.draft.stored.edition, held.name, acting.now())
            return
        own = after.pop(version)
        rows.set_times(held.model, held.entry, timeline, after)
        self.write_portion({**self.result.values, "live_from": own.begins, "live_until": own.ends})

    def write_portion(self, values: EditionValues) -> None:
        """Write an edition of a portion; the draft goes on from it, and is gone where nothing of it is left."""
        held, draft, result = self.held, self.draft, self.result
        lineage = {"based_on": self.live.version if self.live else None, "touched": dict(result.touched)}
        sources = dict(result.sources)
        rows.write_new(
            held.model, held.entry, self.version, values, held.name, sequence=held.sequence, sources=sources, **lineage
        )
        if differing(held.model, values, draft.values):
            rows.set_lineage(held.entry, draft.version, sequence=held.sequence, based_on=self.version)
        else:
            rows.remove(held.model, held.entry, [draft.version])


def without_texts(model: type[Edition], values: EditionValues) -> EditionValues:
    """Leave out all texts of an edition."""
    for path in paths_of(model):
        if "." in path:
            values = with_value(values, path, None)
    return values


def publish(  # noqa: PLR0913  (an act is told all at once)
    model: type[Edition],
    entry: int,
    zone: ZoneInfo,
    by: Actor,
    *,
    revision: str | None = None,
    portion: Portion = WHOLE,
    at: int | None = None,
    until: int = FOREVER,
    later: Later | None = Later.KEEP,
    despite: frozenset[str] | None = None,
) -> Outcome:
    """Let the draft, or a portion of it, be live from an instant, now unless given, until another or the next edition.

    What is live at that instant ends there. With a *revision*, only what was seen then is published; one that is
    published already stays as it is. Warnings are accepted by their codes (*despite*), all for None.
    Raise `ContentRefused` for an instant that has passed or at which another edition begins, for an edition that is
    incomplete, for warnings that are not accepted, and where editions are scheduled for later and it is not said what
    becomes of them.
    """
    with acting.acting():
        held = hold(model, entry, by)
        if revision is not None and (done := published_as(held, revision)):
            return held.outcome(done.version, done.sequence)
        new = publishing(held, revision, portion, at, until, zone)
        problems = publishing_problems(model, new.result.values, new.result.sources, new.begins, zone)
        scheduled = scheduled_after(held, new.begins)
        problems += require_said(later, scheduled, new.live, new.result)
        again = rebased_after(scheduled, new.live, new.result, zone) if later is Later.REBASE else []
        problems += [problem for each in again for problem in missing_values(model, each.values)]
        warnings = require_publishable(problems, despite)
        cancelled = scheduled if later is Later.CANCEL else []
        cancel(held, cancelled)
        changed = new.changed
        new.write(cancelled)
        for number, each in enumerate(again, max(new.version, held.next_version - 1) + 1):
            each.write(held, number, new.version)
        kind = "PUBLISHED" if new.begins <= acting.now() else "SCHEDULED"
        feed.note(kind, model, entry, new.version, new.begins, until)
        tell("entry.publish", by, entry, new.version, changed, at=new.begins, until=None if until == FOREVER else until)
        sequence = new.draft.sequence if portion.is_whole else held.sequence
        return replace(held.outcome(new.version, sequence, changed), warnings=warnings)


def publishing(
    held: Held, revision: str | None, portion: Portion, at: int | None, until: int, zone: ZoneInfo
) -> Publishing:
    """Read what is to be published; raise `ContentRefused` with all that keeps it from being read."""
    problems = Problems()
    begins = problems.check(require_place, held.timeline, at, until)
    draft = problems.check(held.require_draft)
    if draft is not None:
        problems.check(held.require_seen, draft, revision)
        problems += missing_values(held.model, draft.values) if begins is None else ()
    problems.require_none()
    return Publishing(held, draft, portion, begins, until, zone)


def published_as(held: Held, revision: str) -> State | None:
    """Return the published edition that a revision is of, if it is one that was published since."""
    seen = held.seen(revision, "revision")
    state = held.version(seen.version)
    is_same = state is not None and state.sequence == seen.sequence and not state.is_draft
    return state if is_same else None


def unpublish(
    model: type[Edition],
    entry: int,
    by: Actor,
    *,
    portion: Portion = WHOLE,
    at: int | None = None,
    later: Later | None = Later.KEEP,
) -> Outcome:
    """End what is live at an instant, now unless given, or go on without the texts of a portion. No rule is asked.

    Raise `ContentRefused` where nothing is live then, and where editions are scheduled for later and it is not said
    whether they begin.
    """
    with acting.acting():
        held = hold(model, entry, by)
        ends = require_ahead(at, "live_until")
        live = held.live(ends)
        if live is None:
            raise refused("live_until", reason("nothing is live at that instant"))
        taken_then = reason("another edition begins at that instant; cancel its schedule")
        expect(not begin_at(held.timeline, ends), "live_until", taken_then)
        scheduled = scheduled_after(held, ends)
        if problems := require_said(later, scheduled, live, None):
            require_publishable(problems, frozenset())
        gone = scheduled if later is Later.CANCEL else []
        cancel(held, gone)
        goes_on = live.times.ends if not any(each.begins == live.times.ends for each in gone) else FOREVER
        rows.set_times(model, entry, {live.version: live.times}, {live.version: live.times._replace(ends=ends)})
        feed.note("UNPUBLISHED", model, entry, live.version, ends)
        if portion.is_whole:
            tell("entry.unpublish", by, entry, live.version, at=ends)
            return held.outcome(live.version, live.sequence, filled(model, live.values))
        changed = [path for path in filled(model, live.values) if "." in path and portion.has(path)]
        values: EditionValues = {**live.values, "live_from": ends, "live_until": goes_on}
        for path in changed:
            values = with_value(values, path, None)
        touched = {**live.touched, **dict.fromkeys(changed, held.sequence)}
        sources = {path: source for path, source in live.sources.items() if path not in changed}
        lineage = {"sequence": held.sequence, "based_on": live.version, "touched": touched, "sources": sources}
        rows.write_new(model, entry, held.next_version, values, by.name, **lineage)
        feed.note("PUBLISHED", model, entry, held.next_version, ends, goes_on)
        tell("entry.unpublish", by, entry, held.next_version, changed, at=ends)
        return held.outcome(held.next_version, held.sequence, changed)


def require_place(timeline: Timeline, at: int | None, until: int) -> int:
    """Return where an edition is to begin, now unless given; raise `ContentRefused` where its span cannot be."""
    problems = Problems()
    begins = problems.check(require_ahead, at, "live_from")
    is_end = until == FOREVER or is_storable(until)
    problems.check(expect, is_end, "live_until", NO_INSTANT)
    if begins is not None:
        problems.check(expect, not begin_at(timeline, begins), "live_from", TAKEN, "OVERLAP")
        problems.check(expect, not is_end or begins < until, "live_until", reason("must be after live_from"))
    problems.require_none()
    return int(begins)
