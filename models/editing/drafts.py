"""Drafts: the state of an entry that is worked on. Nobody sees it, it may be incomplete, and it is one row.

save    base: the draft, or what is live. Paths that others have touched since the revision that the change was made
on are merged, where the change is of others; where it is of the same, it is refused, path by path
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from models.access.actors import Actor
from models.editing import acting, revisions, rows
from models.editing.conflicts import Base, base_at, conflict, note_changes
from models.editing.content import check_draft, require_free
from models.editing.held import Held, hold
from models.editing.journal_lines import SAVE, tell
from models.editing.link_changes import LinkChanges
from models.editing.outcomes import WHOLE, Outcome, Portion
from models.editing.paths import differing, paths_of, taken, value_at
from models.editing.reading import State
from models.editing.revisions import Seen
from models.editing.slugs import proposed
from models.editing.sources import differing_states, sources_after, sources_taken
from models.edition import Edition
from models.edition_values import EditionValues, new_entry
from models.entry import Entry, new_uid
from models.instants import FOREVER
from models.problems import Conflict, ContentRefused, Problems, expect
from models.reasons import reason
from models.validation import content_fields, default_values
from models.values import SLUG

SOURCES = "sources"
"""What stands beside the fields in changes: where texts come from, by path."""

NO_DRAFT = ""
"""The revision that says that there was no draft."""


def create(
    model: type[Edition],
    slug: str | None,
    values: Mapping[str, Any],
    zone: ZoneInfo,
    by: Actor,
    *,
    uid: str | None = None,
) -> Outcome:
    """Make an entry with a draft; a slug is proposed unless it is given."""
    with acting.acting():
        problems, chosen = Problems(), uid or new_uid()
        problems.check(require_free, uid)
        slug = proposed(model, values, str(chosen)) if slug is None else slug
        base = {**default_values(model), "slug": slug}
        content = problems.check(check_draft, model, base, fields_of(values), zone)
        problems.require_none()
        entry = new_entry(model, chosen, by.name)
        Entry.update(sequence=1).where(Entry.entry == entry).execute()
        changed = differing(model, default_values(model), content)
        sources = sources_after({}, content, (), values.get(SOURCES) or {})
        rows.write_new(
            model, entry, 1, content, by.name, sequence=1, touched=dict.fromkeys(changed, 1), sources=sources
        )
        tell("entry.create", by, entry, 1, changed)
        return Outcome(model, entry, chosen, 1, revisions.encode(chosen, 1, 1), tuple(changed))


def fields_of(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out of changes what is no field."""
    return {name: value for name, value in changes.items() if name != SOURCES}


@dataclass(frozen=True)
class Change:
    """What a draft is to say: *content* that differs from its *base* at some paths, and where texts then come from.

    *merged* are the paths that others have changed, and that stay as they made them.
    """

    base: State
    content: EditionValues
    changed: Sequence[str]
    sources: Mapping[str, Any]
    merged: Sequence[str] = ()


def save(  # noqa: PLR0913  (an act is told all at once)
    model: type[Edition],
    entry: int,
    changes: Mapping[str, Any],
    zone: ZoneInfo,
    by: Actor,
    *,
    on: str | None = None,
    overwrite: Collection[str] = (),
) -> Outcome:
    """Change the draft by what is given, None for nothing, in a text by language.

    *on* is the revision that the change was made on; without it others are overwritten. `NO_DRAFT` says that there was
    none. Raise `ContentRefused` with a `Conflict` for each path that others have changed since, unless it is one to
    *overwrite*.
    """
    with acting.acting():
        held = hold(model, entry, by)
        base = held.latest(acting.now())
        content = check_draft(model, base.values, fields_of(changes), zone)
        change = changed_by(model, base, content, changes.get(SOURCES) or {})
        if on == NO_DRAFT:
            require_no_draft(base)
        elif on is not None:
            steps = {name for name, value in changes.items() if isinstance(value, LinkChanges)}
            change = merge(held, change, held.seen(on, "on"), {*overwrite, *steps}, zone)
        if not change.changed:
            return held.outcome(base.version, base.sequence, (), change.merged)
        return write_draft(held, change)


def changed_by(model: type[Edition], base: State, content: EditionValues, given: Mapping[str, Any]) -> Change:
    """Find what a change is to change: a text whose source is *given* anew is changed, too."""
    sources = sources_after(base.sources, content, differing(model, base.values, content), given)
    return Change(base, content, differing_states(model, base.said, (content, sources)), sources)


def require_no_draft(base: State) -> None:
    """Raise `ContentRefused` for a change that was made on no draft, where there is one."""
    expect(not base.is_draft, "on", reason("there is a draft: say the revision that you have seen"), "REQUIRED")


def merge(held: Held, change: Change, seen: Seen, free: Collection[str], zone: ZoneInfo) -> Change:
    """Merge a change that was made on what somebody has seen with what others have changed since.

    A path that is given as it was seen is no change of it. Some are *free* to be changed: those to overwrite, and
    lists of links that are changed by steps. Raise `ContentRefused` with all conflicts.
    """
    model, base, content = held.model, change.base, change.content
    since = [path for path in paths_of(model) if base.touched.get(path, 0) > seen.sequence]
    clashes, unchanged = list[Conflict](), list[str]()
    for path in since:
        if path not in change.changed or path in free:
            continue
        before = value_when(held, path, seen)
        if before.is_known and as_json(value_at(content, path)) == before.value:
            unchanged.append(path)
        else:
            clashes.append(conflict(model, base, held.entry, content, path, before))
    if clashes:
        raise ContentRefused(clashes)
    if unchanged:
        content = model.derive(taken(content, base.values, unchanged), zone)
    mine = [path for path in change.changed if path not in unchanged]
    sources = sources_taken(change.sources, base.sources, unchanged)
    merged = [path for path in since if path not in mine]
    return replace(change, content=content, changed=mine, sources=sources, merged=merged)


def value_when(held: Held, path: str, seen: Seen) -> Base:
    """Find what a path was when somebody looked: as the version has it that they saw, or as it is remembered."""
    state = held.version(seen.version)
    if state is not None and state.sequence == seen.sequence:
        return Base(is_known=True, value=as_json(value_at(state.values, path)))
    return base_at(held.entry, path, seen.sequence)


def as_json(value: Any) -> Any:
    """Give a value the form that it has in JSON."""
    return orjson.loads(orjson.dumps(value))


def write_draft(held: Held, change: Change, act: str = SAVE, **details: Any) -> Outcome:
    """Let the draft say something, in its place, or make one; where it says that already, nothing changes."""
    base, changed, sources = change.base, change.changed, dict(change.sources)
    if not changed and base.is_draft:
        return held.outcome(base.version, base.sequence, (), change.merged)
    content = {**change.content, "live_from": None, "live_until": FOREVER}
    touched = {**base.touched, **dict.fromkeys(changed, held.sequence)}
    lineage = {"sequence": held.sequence, "touched": touched, "sources": sources}
    note_changes(base, held.entry, changed, held.sequence, held.name)
    if base.is_draft:
        version = base.version
        rows.rewrite(held.model, base.stored, content, held.name, **lineage)
    else:
        version = held.next_version
        rows.write_new(held.model, held.entry, version, content, held.name, based_on=base.version, **lineage)
    tell(act, held.by, held.entry, version, changed, **details)
    return held.outcome(version, held.sequence, changed, change.merged)


def discard(
    model: type[Edition], entry: int, by: Actor, *, revision: str | None = None, portion: Portion = WHOLE
) -> Outcome:
    """Remove the draft, or let a portion of it be what it was made from; what is the only draft stays."""
    with acting.acting():
        held = hold(model, entry, by)
        draft = held.require_draft()
        held.require_seen(draft, revision)
        only = reason("the draft is all that there is of the entry")
        expect(len(held.timeline) > 1, "live_from", only)
        source = held.source_of_draft(acting.now())
        apart = differing_states(model, draft.said, source.said)
        paths = [path for path in apart if portion.has(path)]
        if len(paths) < len(apart):
            content = taken(draft.values, source.values, paths)
            sources = sources_taken(draft.sources, source.sources, paths)
            return write_draft(held, Change(draft, content, paths, sources), act="entry.discard")
        note_changes(draft, entry, paths, held.sequence, by.name)
        rows.remove(model, entry, [draft.version])
        touched = {**source.touched, **dict.fromkeys(paths, held.sequence)}
        rows.set_lineage(entry, source.version, touched=touched)
        tell("entry.discard", by, entry, draft.version, paths)
        return held.outcome(source.version, source.sequence, paths)


def restore(  # noqa: PLR0913  (the same)
    model: type[Edition],
    entry: int,
    version: int,
    zone: ZoneInfo,
    by: Actor,
    *,
    on: str | None = None,
    portion: Portion = WHOLE,
) -> Outcome:
    """Make a draft of what an edition says, or a portion of it, in place of the draft there is."""
    with acting.acting():
        held = hold(model, entry, by)
        wanted, base = held.require_version(version), held.latest(acting.now())
        if on == NO_DRAFT:
            require_no_draft(base)
        else:
            held.require_seen(base, on, "on")
        paths = [path for path in differing_states(model, base.said, wanted.said) if portion.has(path)]
        content = wanted.values if portion.is_whole else model.derive(taken(base.values, wanted.values, paths), zone)
        sources = sources_taken(base.sources, wanted.sources, paths)
        return write_draft(held, Change(base, content, paths, sources), act="entry.restore", restored=version)


def put(model: type[Edition], slug: str, content: Mapping[str, Any], zone: ZoneInfo, by: Actor) -> Outcome:
    """Let the draft of the entry with a slug say all that is given and nothing else; make the entry if there is none.

    Where it says that already, nothing changes.
    """
    with acting.acting():
        entry = entry_with(model, slug)
        if entry is None:
            return create(model, slug, content, zone, by)
        return put_on(model, entry, slug, content, zone, by)


def put_on(
    model: type[Edition], entry: int, slug: str, content: Mapping[str, Any], zone: ZoneInfo, by: Actor
) -> Outcome:
    """Let the draft of an entry say all that is given and nothing else, whatever was published since it was made."""
    with acting.acting():
        held, now = hold(model, entry, by), acting.now()
        base, live = held.latest(now), held.live(now)
        if base.is_draft and live is not None:
            rows.set_lineage(entry, base.version, based_on=live.version)
        whole = {**dict.fromkeys(content_fields(model)), **fields_of(content), "slug": content.get("slug", slug)}
        emptied = {**base.values, **default_values(model)}
        values = check_draft(model, emptied, whole, zone)
        change = changed_by(model, base, values, content.get(SOURCES) or {})
        if not change.changed:
            return held.outcome(base.version, base.sequence)
        return write_draft(held, change, act="entry.put")


def entry_with(model: type[Edition], slug: Any) -> int | None:
    """Find the entry that has a slug: now, else in a draft, else at last; none that is deleted."""
    if not isinstance(slug, str) or not SLUG.fullmatch(slug):
        return None
    rows_of = (
        model.select(model.entry, model.live_from, model.live_until)
        .join(Entry)
        .where((model.slug == slug) & Entry.deleted_at.is_null())
    )
    at = acting.now()

    def rank(row: Any) -> tuple[int, int]:
        if row.live_from is None:
            return 1, 0
        return (2, 0) if row.live_from <= at < row.live_until else (0, row.live_from)

    found = max(rows_of, key=rank, default=None)
    return None if found is None else int(found.entry_id)
