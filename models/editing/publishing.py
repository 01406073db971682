"""Publishing: editions begin and end. What has begun is never changed but for its end, which is not in the past.

publish    whole: the draft becomes the edition. A portion: what is live then, with these languages of the draft, is a
new edition, and the rest stays draft
later      what is scheduled begins as planned, is rebased path by path, or does not begin
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple
from zoneinfo import ZoneInfo

from models.access.actors import Actor
from models.editing import acting, feed, rows
from models.editing.held import Held, hold, require_ahead
from models.editing.journal_lines import tell
from models.editing.outcomes import WHOLE, Later, Outcome, Portion
from models.editing.paths import differing, paths_of, taken, three_way, value_at, with_value
from models.editing.publishing_rules import publishing_problems, require_publishable
from models.editing.reading import State
from models.edition import Edition
from models.edition_values import EditionValues
from models.instants import FOREVER, is_storable
from models.problems import ContentRefused, LaterScheduled, Problem, Problems, expect
from models.reasons import reason
from models.timelines import Timeline, begin_at, place, take_away
from models.validation import missing_values

TAKEN = reason("another edition begins at that instant")


class Rebased(NamedTuple):
    """A scheduled edition, and what it is to say."""

    state: State
    values: EditionValues


def publish(
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
    despite: frozenset[str] = frozenset(),
) -> Outcome:
    """Let the draft, or a portion of it, be live from an instant, now unless given, until another or the next edition.

    What is live at that instant ends there. With a *revision*, only what was seen then is published; one that is
    published already stays as it is. Raise `ContentRefused` for an instant that has passed or at which another edition
    begins, for an edition that is incomplete, for warnings that are not accepted by their codes (*despite*), and where
    editions are scheduled for later and it is not said what becomes of them.
    """
    with acting.acting():
        held = hold(model, entry, by)
        if revision is not None and (done := published_as(held, revision)):
            return held.outcome(done.version)
        problems, timeline = Problems(), held.timeline
        begins = problems.check(require_place, timeline, at, until)
        draft = problems.check(held.require_draft)
        if draft is not None:
            problems.check(held.require_seen, draft, revision)
        problems += () if draft is None or begins is not None else missing_values(model, draft.values)
        problems.require_none()
        result = resulting(held, draft, portion, begins, zone)
        found = publishing_problems(model, entry, result.values, result.sources, begins, zone)
        live = held.live(begins)
        scheduled = [each for each in in_order(held) if each.times.begins > begins]
        rebased, clashes = rebase(held, scheduled, live, result, later, zone)
        warnings = require_publishable([*found, *clashes], despite)
        changed = changed_by(held, live, result.values)
        version = write_published(held, draft, result, portion, begins, until, scheduled, rebased, later)
        is_now = begins <= acting.now()
        feed.note("PUBLISHED" if is_now else "SCHEDULED", model, entry, version, begins, until)
        tell("entry.publish", by, entry, version, changed, at=begins, until=None if until == FOREVER else until)
        return replace(held.outcome(version, changed), warnings=warnings)


def published_as(held: Held, revision: str) -> State | None:
    """Return the published edition that a revision is of, if it is one that was published since."""
    seen = held.seen(revision, "revision")
    state = held.version(seen.version)
    is_same = state is not None and state.sequence == seen.sequence and not state.is_draft
    return state if is_same else None


def resulting(held: Held, draft: State, portion: Portion, begins: int, zone: ZoneInfo) -> State:
    """Return the edition that would be live: the draft, or what is live then with a portion of it."""
    if portion.is_whole:
        return draft
    live = held.live(begins)
    paths = [path for path in paths_of(held.model) if portion.has(path)]
    if live is None:
        others = [path for path in paths_of(held.model) if path not in paths and "." in path]
        values = draft.values
        for path in others:
            values = with_value(values, path, None)
        return replace(draft, stored=draft.stored._replace(values=values))
    values = held.model.derive(taken(live.values, draft.values, paths), zone)
    sources = {path: source for path, source in live.sources.items() if not portion.has(path)}
    sources |= {path: source for path, source in draft.sources.items() if portion.has(path)}
    return replace(
        draft, stored=draft.stored._replace(values=values), sources=sources, touched={**live.touched, **draft.touched}
    )


def changed_by(held: Held, live: State | None, values: EditionValues) -> tuple[str, ...]:
    """List the paths at which readers will find something else than before."""
    if live is None:
        return tuple(
            path for path in paths_of(held.model) if value_at(held.model.without_derived(values), path) is not None
        )
    return tuple(differing(held.model, live.values, values))


def in_order(held: Held) -> list[State]:
    """List the published editions in the order in which they begin."""
    return sorted((each for each in held.editions if not each.is_draft), key=lambda each: each.times.begins or 0)


def rebase(
    held: Held, scheduled: Sequence[State], live: State | None, result: State, later: Later | None, zone: ZoneInfo
) -> tuple[list[Rebased], list[Problem]]:
    """Say what scheduled editions are to say, and why that cannot be decided where it cannot."""
    if not scheduled or later in (Later.KEEP, Later.CANCEL):
        return [], []
    carried, undecided, found = list[tuple[int, str]](), list[tuple[int, str]](), list[Rebased]()
    for state in scheduled:
        base = held.version(state.based_on) or live
        merged = three_way(held.model, base.values if base else {}, result.values, state.values)
        carried += [(state.version, path) for path in merged.carried]
        undecided += [(state.version, path) for path in merged.undecided]
        values = {
            **held.model.derive(merged.values, zone),
            "live_from": state.times.begins,
            "live_until": state.times.ends,
        }
        found.append(Rebased(state, values))
    versions = tuple(each.version for each in scheduled)
    if later is None:
        asked = reason("editions are scheduled for later: say whether to keep, rebase or cancel them")
        return [], [later_problem(asked, versions, carried, undecided)]
    if undecided:
        asked = reason("what is scheduled for later says something else in the same places")
        return [], [later_problem(asked, versions, carried, undecided)]
    return found, [problem for each in found for problem in missing_values(held.model, each.values)]


def later_problem(
    said: str, versions: tuple[int, ...], carried: Sequence[tuple[int, str]], undecided: Sequence[tuple[int, str]]
) -> LaterScheduled:
    """Make the problem of editions that are scheduled for later."""
    return LaterScheduled(
        "later", said, "LATER_EDITIONS", versions=versions, carried=tuple(carried), undecided=tuple(undecided)
    )


def write_published(
    held: Held,
    draft: State,
    result: State,
    portion: Portion,
    begins: int,
    until: int,
    scheduled: Sequence[State],
    rebased: Sequence[Rebased],
    later: Later | None,
) -> int:
    """Write an edition that begins, and what becomes of others; return its version."""
    timeline = {version: times for version, times in held.timeline.items() if version != draft.version}
    if later is Later.CANCEL:
        cancel(held, [each.version for each in scheduled])
        for each in scheduled:
            timeline = take_away(timeline, each.version)
    version = draft.version if portion.is_whole else held.editions[-1].version + 1
    after = place(timeline, version, begins, until)
    if portion.is_whole:
        before = {**timeline, version: draft.times}
        rows.set_times(held.model, held.entry, before, after)
        rows.sign(held.model, draft.stored.edition, held.name, acting.now())
    else:
        own = after.pop(version)
        rows.set_times(held.model, held.entry, timeline, after)
        values = {**result.values, "live_from": own.begins, "live_until": own.ends}
        write_portion(held, draft, result, version, values)
    following = max(version, held.editions[-1].version) + 1
    for number, again in enumerate(rebased, following):
        rows.remove(held.model, held.entry, [again.state.version])
        write_rebased(held, again, number, version)
    return version


def write_portion(held: Held, draft: State, result: State, version: int, values: EditionValues) -> None:
    """Write an edition of a portion of the draft; the draft goes on from it, and is gone where nothing is left."""
    live = held.live(values["live_from"])
    rows.write_new(
        held.model,
        held.entry,
        version,
        values,
        held.name,
        sequence=held.sequence,
        based_on=live.version if live else None,
        touched=dict(result.touched),
        sources=dict(result.sources),
    )
    if differing(held.model, values, draft.values):
        rows.set_lineage(held.entry, draft.version, sequence=held.sequence, based_on=version)
    else:
        rows.remove(held.model, held.entry, [draft.version])


def write_rebased(held: Held, rebased: Rebased, version: int, based_on: int) -> None:
    """Write a scheduled edition anew, as another version of the same times."""
    state = rebased.state
    changed = differing(held.model, state.values, rebased.values)
    rows.write_new(
        held.model,
        held.entry,
        version,
        rebased.values,
        held.name,
        sequence=held.sequence,
        based_on=based_on,
        touched={**state.touched, **dict.fromkeys(changed, held.sequence)},
        sources=dict(state.sources),
    )
    feed.note("SCHEDULED", held.model, held.entry, version, state.times.begins or 0, state.times.ends)


def cancel(held: Held, versions: Sequence[int]) -> None:
    """Remove editions that have not begun."""
    rows.remove(held.model, held.entry, versions)
    for version in versions:
        state = held.require_version(version)
        feed.note("CANCELLED", held.model, held.entry, version, state.times.begins or 0)
        tell("entry.cancel", held.by, held.entry, version)


def unpublish(
    model: type[Edition],
    entry: int,
    by: Actor,
    *,
    portion: Portion = WHOLE,
    at: int | None = None,
    later: Later | None = Later.KEEP,
) -> Outcome:
    """End what is live at an instant, now unless given, or go on without the texts of a portion. No rule is asked."""
    with acting.acting():
        held = hold(model, entry, by)
        timeline = held.timeline
        ends = require_ahead(at, "live_until")
        live = held.live(ends)
        if live is None:
            raise ContentRefused([Problem("live_until", reason("nothing is live at that instant"))])
        expect(
            not begin_at(timeline, ends),
            "live_until",
            reason("another edition begins at that instant; cancel its schedule"),
        )
        scheduled = [each for each in in_order(held) if (each.times.begins or 0) > ends]
        if scheduled and later is None:
            asked = reason("editions are scheduled for later: say whether to keep or cancel them")
            raise ContentRefused([later_problem(asked, tuple(each.version for each in scheduled), (), ())])
        if later is Later.CANCEL:
            cancel(held, [each.version for each in scheduled])
            timeline = {
                version: times
                for version, times in timeline.items()
                if version not in {each.version for each in scheduled}
            }
        values, version, before_end = live.values, live.version, live.times.ends
        if scheduled and later is Later.CANCEL and begin_at(held.timeline, before_end):
            before_end = FOREVER
        rows.set_times(model, entry, {version: live.times}, {version: live.times._replace(ends=ends)})
        changed = tuple(path for path in paths_of(model) if value_at(model.without_derived(values), path) is not None)
        if not portion.is_whole:
            changed = tuple(path for path in changed if "." in path and portion.has(path))
            for path in changed:
                values = with_value(values, path, None)
            version = held.editions[-1].version + 1
            rows.write_new(
                model,
                entry,
                version,
                {**values, "live_from": ends, "live_until": before_end},
                by.name,
                sequence=held.sequence,
                based_on=live.version,
                touched={**live.touched, **dict.fromkeys(changed, held.sequence)},
                sources={path: source for path, source in live.sources.items() if path not in changed},
            )
        feed.note("UNPUBLISHED", model, entry, version, ends)
        tell("entry.unpublish", by, entry, version, changed if not portion.is_whole else (), at=ends)
        return held.outcome(version, changed)


def require_place(timeline: Timeline, at: int | None, until: int) -> int:
    """Return where an edition is to begin, now unless given; raise `ContentRefused` where its span cannot be."""
    problems = Problems()
    begins = problems.check(require_ahead, at, "live_from")
    is_end = until == FOREVER or is_storable(until)
    problems.check(expect, is_end, "live_until", reason("must be an instant, in microseconds"))
    if begins is not None:
        problems.check(expect, not begin_at(timeline, begins), "live_from", TAKEN, "OVERLAP")
        problems.check(expect, not is_end or begins < until, "live_until", reason("must be after live_from"))
    problems.require_none()
    return int(begins)
