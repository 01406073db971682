"""Publishing: editions begin and end. What has begun is never changed but for its end, which is not in the past.

publish    whole: the draft becomes the edition. A portion: what is live then, with these languages of the draft, is a
new edition, and the rest stays draft. What others have published since the draft was made stays (`carrying.py`)
later      what is scheduled begins as planned, is rebased path by path, or does not begin
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from zoneinfo import ZoneInfo

from models.access.actors import Actor
from models.editing import acting, feed, rows
from models.editing.carrying import Carried, carried
from models.editing.effects import affected
from models.editing.held import NO_INSTANT, Held, hold, require_ahead
from models.editing.journal_lines import tell
from models.editing.later import cancel, require_said, scheduled_after
from models.editing.later import rebased as rebased_after
from models.editing.outcomes import WHOLE, Later, Outcome, Portion
from models.editing.paths import differing, filled, paths_of, taken, with_value
from models.editing.publishing_rules import publishing_problems, require_publishable
from models.editing.reading import State
from models.editing.sources import differing_states, sources_taken
from models.editing.standing import require_rules
from models.edition import Edition
from models.edition_values import EditionValues
from models.instants import FOREVER, is_storable
from models.problems import Conflict, ContentRefused, Problems, expect, refused
from models.reasons import reason
from models.timelines import Span, Timeline, begin_at, place, take_away
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
    overwrite: Collection[str] = ()

    @cached_property
    def live(self) -> State | None:
        """What is live where it begins."""
        return self.held.live(self.begins)

    @cached_property
    def version(self) -> int:
        """The version that it is: of a portion, a new one."""
        return self.draft.version if self.portion.is_whole else self.held.next_version

    @cached_property
    def carried(self) -> Carried:
        """What is carried over of the draft to what is live."""
        base = self.held.version(self.draft.based_on)
        return carried(self.held.model, base, self.draft, self.live, self.overwrite)

    @cached_property
    def clashes(self) -> list[Conflict]:
        """The conflicts of what is published now."""
        return [each for each in self.carried.clashes if self.portion.has(each.field)]

    @cached_property
    def merged(self) -> list[str]:
        """The paths of what is published now at which what is live stays."""
        merged = self.carried.merged
        return [path for path in paths_of(self.held.model) if path in merged and self.portion.has(path)]

    @cached_property
    def result(self) -> State:
        """The edition that will be live: the draft, or what is live then with a portion of it."""
        draft, live, portion = self.draft, self.live, self.portion
        if portion.is_whole:
            return self.taken_over(draft, live, self.merged, self.touched(live)) if live and self.merged else draft
        paths = [path for path in paths_of(self.held.model) if portion.has(path) and path not in self.merged]
        if live is not None:
            return self.taken_over(live, draft, paths, self.touched(live))
        values = taken(without_texts(self.held.model, draft.values), draft.values, paths)
        stored = draft.stored._replace(values=self.held.model.derive(values, self.zone))
        return replace(draft, stored=stored, sources=sources_taken({}, draft.sources, paths))

    def taken_over(self, state: State, other: State, paths: Collection[str], touched: Mapping[str, int]) -> State:
        """Take some paths over from another state, with where they come from."""
        values = self.held.model.derive(taken(state.values, other.values, paths), self.zone)
        sources = sources_taken(state.sources, other.sources, paths)
        return replace(state, stored=state.stored._replace(values=values), sources=sources, touched=touched)

    def touched(self, live: State) -> dict[str, int]:
        """Say when paths were changed last; those that stay as they are live are others than the draft has said."""
        return {**live.touched, **self.draft.touched, **dict.fromkeys(self.merged, self.held.sequence)}

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
            self.write_merged()
            rows.set_times(held.model, held.entry, {**timeline, version: self.draft.times}, after)
            rows.sign(held.model, self.draft.stored.edition, held.name, acting.now())
            return
        own = after.pop(version)
        rows.set_times(held.model, held.entry, timeline, after)
        self.write_portion({**self.result.values, "live_from": own.begins, "live_until": own.ends})

    def write_merged(self) -> None:
        """Let the draft say what others have published since, where it is to stay."""
        if self.live is None or not self.merged:
            return
        held, result = self.held, self.result
        lineage = {"based_on": self.live.version, "touched": dict(result.touched), "sources": dict(result.sources)}
        rows.rewrite(held.model, self.draft.stored, result.values, held.name, sequence=held.sequence, **lineage)

    def write_portion(self, values: EditionValues) -> None:
        """Write an edition of a portion; the draft goes on from it, and is gone where nothing of it is left."""
        held, draft, result = self.held, self.draft, self.result
        lineage = {"based_on": self.live.version if self.live else None, "touched": dict(result.touched)}
        sources = dict(result.sources)
        rows.write_new(
            held.model, held.entry, self.version, values, held.name, sequence=held.sequence, sources=sources, **lineage
        )
        rest = self.rest
        if differing_states(held.model, result.said, rest.said):
            based_on = draft.based_on if self.left_to_decide else self.version
            lineage = {"based_on": based_on, "touched": dict(rest.touched), "sources": dict(rest.sources)}
            rows.rewrite(held.model, draft.stored, rest.values, held.name, sequence=held.sequence, **lineage)
        else:
            rows.remove(held.model, held.entry, [draft.version])

    @cached_property
    def rest(self) -> State:
        """What the draft says when a portion of it is published: what others have published since stays in it, too."""
        merged = self.carried.merged
        if self.live is None or not merged:
            return self.draft
        touched = {**self.draft.touched, **dict.fromkeys(merged, self.held.sequence)}
        return self.taken_over(self.draft, self.live, merged, touched)

    @cached_property
    def left_to_decide(self) -> bool:
        """Whether the rest of the draft is in conflict with what is live."""
        return len(self.carried.clashes) > len(self.clashes)


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
    overwrite: Collection[str] = (),
) -> Outcome:
    """Let the draft, or a portion of it, be live from an instant, now unless given, until another or the next edition.

    What is live at that instant ends there. With a *revision*, only what was seen then is published; one that is
    published as it is asked for stays as it is. What was published since the draft was made stays at the paths that the
    draft has not changed, unless they are to *overwrite*. Warnings are accepted by codes (*despite*), all for None.
    Raise `ContentRefused` for an instant that has passed or at which another edition begins, for an edition that is
    incomplete, for warnings that are not accepted, and where editions are scheduled for later and it is not said what
    becomes of them; with a `Conflict` for each path that was both published since and changed in the draft.
    """
    with acting.acting():
        held, since = hold(model, entry, by), acting.now()
        if revision is not None and (done := published_as(held, revision)):
            require_as_asked(done, since, at, until)
            return held.outcome(done.version, done.sequence)
        new = publishing(held, revision, portion, at, until, zone, overwrite=overwrite)
        if new.clashes:
            raise ContentRefused(new.clashes)
        model.hold_rules()
        span = Span(new.begins, until)
        problems = publishing_problems(model, entry, new.result.values, new.result.sources, span, zone)
        scheduled = scheduled_after(held, new.begins)
        problems += require_said(later, scheduled, new.live, new.result)
        again = rebased_after(scheduled, new.live, new.result, zone) if later is Later.REBASE else []
        problems += [problem for each in again for problem in missing_values(model, each.values)]
        warnings = require_publishable(problems, despite)
        cancelled = scheduled if later is Later.CANCEL else []
        cancel(held, cancelled)
        changed, merged = new.changed, new.merged
        new.write(cancelled)
        for number, each in enumerate(again, max(new.version, held.next_version - 1) + 1):
            each.write(held, number, new.version)
        require_rules(held)
        kind = "PUBLISHED" if new.begins <= acting.now() else "SCHEDULED"
        feed.note(kind, model, entry, new.version, new.begins, until)
        tell("entry.publish", by, entry, new.version, changed, at=new.begins, until=None if until == FOREVER else until)
        sequence = new.draft.sequence if portion.is_whole and not merged else held.sequence
        outcome = held.outcome(new.version, sequence, changed, merged)
        return replace(outcome, warnings=warnings, affected=affected(held, since))


def publishing(  # noqa: PLR0913  (the same)
    held: Held,
    revision: str | None,
    portion: Portion,
    at: int | None,
    until: int,
    zone: ZoneInfo,
    *,
    overwrite: Collection[str],
) -> Publishing:
    """Read what is to be published; raise `ContentRefused` with all that keeps it from being read."""
    problems = Problems()
    begins = problems.check(require_place, held.timeline, at, until)
    draft = problems.check(held.require_draft)
    if draft is not None:
        problems.check(held.require_seen, draft, revision)
        problems += missing_values(held.model, draft.values) if begins is None else ()
    problems.require_none()
    return Publishing(held, draft, portion, begins, until, zone, overwrite)


def published_as(held: Held, revision: str) -> State | None:
    """Return the published edition that a revision is of, if it is one that was published since."""
    seen = held.seen(revision, "revision")
    state = held.version(seen.version)
    is_same = state is not None and state.sequence == seen.sequence and not state.is_draft
    return state if is_same else None


def require_as_asked(state: State, now: int, at: int | None, until: int) -> None:
    """Raise `ContentRefused` unless a published edition is live when it is asked to be; say what is there to do."""
    if state.times.ends <= now:
        raise refused("revision", reason("version {version} has ended: restore it", version=state.version))
    is_span = until in (FOREVER, state.times.ends)
    if state.begins > now:
        said = reason("version {version} is scheduled already: reschedule it", version=state.version)
        expect(is_span and at == state.begins, "revision", said)
    else:
        said = reason("version {version} is live already: unpublish it to end it", version=state.version)
        expect(is_span and at in (None, state.begins), "revision", said)


def unpublish(
    model: type[Edition],
    entry: int,
    by: Actor,
    *,
    portion: Portion = WHOLE,
    at: int | None = None,
    later: Later | None = Later.KEEP,
) -> Outcome:
    """End what is live at an instant, now unless given, or go on without the texts of a portion.

    Raise `ContentRefused` where nothing is live then, where editions are scheduled for later and it is not said
    whether they begin, and where what goes on in place of these cannot be live so long by the rules of its type.
    """
    with acting.acting():
        held, since = hold(model, entry, by), acting.now()
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
            require_rules(held)
            tell("entry.unpublish", by, entry, live.version, at=ends)
            outcome = held.outcome(live.version, live.sequence, filled(model, live.values))
            return replace(outcome, affected=affected(held, since))
        changed = [path for path in filled(model, live.values) if "." in path and portion.has(path)]
        values: EditionValues = {**live.values, "live_from": ends, "live_until": goes_on}
        for path in changed:
            values = with_value(values, path, None)
        touched = {**live.touched, **dict.fromkeys(changed, held.sequence)}
        sources = {path: source for path, source in live.sources.items() if path not in changed}
        lineage = {"sequence": held.sequence, "based_on": live.version, "touched": touched, "sources": sources}
        rows.write_new(model, entry, held.next_version, values, by.name, **lineage)
        require_rules(held)
        feed.note("PUBLISHED", model, entry, held.next_version, ends, goes_on)
        tell("entry.unpublish", by, entry, held.next_version, changed, at=ends)
        outcome = held.outcome(held.next_version, held.sequence, changed)
        return replace(outcome, affected=affected(held, since))


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
