"""Removal: entries that end for good, and words that are taken out of the past.

A deleted entry is shown by nothing from that instant on; what was public stays the answer for its instant. `redact` is
the one act that changes the past: it needs a reason, and leaves a mark.
"""

from collections.abc import Collection
from zoneinfo import ZoneInfo

from models.access.actors import Actor
from models.editing import acting, feed, rows
from models.editing.held import hold
from models.editing.journal_lines import tell
from models.editing.linking import linking_to
from models.editing.outcomes import Outcome
from models.editing.paths import paths_of, value_at, with_value
from models.editing.publishing_rules import require_publishable
from models.editing.reading import State
from models.editing.tables import PathChange
from models.edition import Edition
from models.entry import Entry
from models.links import Links
from models.problems import LinkProblem, Problems, expect
from models.reasons import reason
from models.timelines import DRAFT
from models.validation import content_fields, missing_values
from models.values import checked_text

REDACTED = {"en": "[redacted]", "zh-Hant": "[已移除]", "zh-Hans": "[已移除]"}
"""What stands in the place of a text that was taken out, by language; English for others."""

LONGEST_REASON = 1_000
"""Characters of the reason for which words are taken out."""


def delete(
    model: type[Edition], entry: int, by: Actor, *, revision: str | None = None, despite: frozenset[str] | None = None
) -> Outcome:
    """End what is live, now, let nothing begin that is scheduled, and hide the entry.

    What is scheduled is removed; where there is no draft, the last of it becomes the draft.
    Raise `ContentRefused` with a warning, STILL_LINKED, if other entries link to it, unless that is accepted: by its
    code in *despite*, or by None.
    """
    with acting.acting():
        held = hold(model, entry, by)
        present = acting.now()
        held.require_seen(held.latest(present), revision)
        linking = [(number, None) for number in linking_to(entry, present)]
        still = reason("other entries link to it")
        found = (
            [LinkProblem("entry", still, "STILL_LINKED", is_warning=True, entries=tuple(linking))] if linking else []
        )
        require_publishable(found, despite)
        scheduled = [each for each in held.editions if each.state(present) == "SCHEDULED"]
        live = held.live(present)
        if live is not None:
            rows.set_times(model, entry, {live.version: live.times}, {live.version: live.times._replace(ends=present)})
        stays = scheduled[-1] if scheduled and held.draft is None else None
        rows.remove(model, entry, [each.version for each in scheduled if each is not stays])
        if stays is not None:
            rows.set_times(model, entry, {stays.version: stays.times}, {stays.version: DRAFT})
        Entry.update(deleted_at=present).where(Entry.entry == entry).execute()
        feed.note("DELETED", model, entry, live.version if live else None, present)
        tell("entry.delete", by, entry, live.version if live else None, removed=[each.version for each in scheduled])
        left = live or stays or held.draft
        return held.outcome(left.version if left else None, left.sequence if left else 0)


def undelete(model: type[Edition], entry: int, by: Actor) -> Outcome:
    """Let an entry be there again, with its history and its draft; nothing of it is live."""
    with acting.acting():
        held = hold(model, entry, by, is_deleted=True)
        expect(held.deleted_at is not None, "entry", reason("it is not deleted"))
        Entry.update(deleted_at=None).where(Entry.entry == entry).execute()
        feed.note("UNDELETED", model, entry, None, acting.now())
        tell("entry.undelete", by, entry, None)
        latest = held.latest(acting.now())
        return held.outcome(latest.version, latest.sequence)


def redact(  # noqa: PLR0913  (the same)
    model: type[Edition],
    entry: int,
    versions: Collection[int],
    paths: Collection[str],
    zone: ZoneInfo,
    by: Actor,
    *,
    why: str,
) -> Outcome:
    """Take what stands at some paths out of editions, of the past as well, and out of what is remembered of drafts.

    In the place of a text stands a mark; anything else is empty, if its type may lack it. The reason is in the journal.
    """
    with acting.acting():
        held = hold(model, entry, by, is_deleted=True)
        problems, known = Problems(), set(paths_of(model)) - {"slug"}
        problems.check(checked_text, why, "reason", LONGEST_REASON)
        for path in paths:
            problems.check(expect, path in known, path, reason("is no field of this type"))
        states = [problems.check(held.require_version, version) for version in versions]
        problems.require_none()
        for state in states:
            values = model.derive(redacted(model, state, paths), zone)
            problems += missing_values(model, values) if not state.is_draft else ()
        problems.require_none()
        for state in states:
            values = model.derive(redacted(model, state, paths), zone)
            changed = [path for path in paths if value_at(values, path) != value_at(state.values, path)]
            touched = {**state.touched, **dict.fromkeys(changed, held.sequence)}
            sources = {path: source for path, source in state.sources.items() if path not in changed}
            author = state.created_by or by.name
            rows.rewrite(model, state.stored, values, author, sequence=held.sequence, touched=touched, sources=sources)
            rows.sign(model, state.stored.edition, author, state.created_at)
            if not state.is_draft:
                feed.note("REDACTED", model, entry, state.version, state.times.begins or 0, state.times.ends)
        PathChange.delete().where((PathChange.entry == entry) & PathChange.path.in_(list(paths))).execute()
        for state in states:
            tell("entry.redact", by, entry, state.version, paths, reason=why)
        return held.outcome(states[-1].version if states else None, held.sequence, paths)


def redacted(model: type[Edition], state: State, paths: Collection[str]) -> dict[str, object]:
    """Give the values of an edition without what stands at some paths."""
    values, fields = state.values, content_fields(model)
    for path in paths:
        name, _, tag = path.partition(".")
        if value_at(values, path) is None:
            continue
        if tag:
            values = with_value(values, path, REDACTED.get(tag, REDACTED["en"]))
        else:
            values = with_value(values, path, [] if isinstance(fields[name], Links) else None)
    return values
