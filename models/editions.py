"""Editions, written: the only code that makes, changes and ends them. Each act is one transaction.

    create           an entry with a draft
    save             changes the draft in its place; where there is none, it is forked from what is live
    publish          the draft becomes live at an instant, and ends the edition that it takes over from
    unpublish        ends what is live
    reschedule       moves the span of an edition that has not begun
    cancel_schedule  makes a draft of it again
    discard          removes the draft
    restore          makes a draft of any edition
    put              says what all editions of entries are to be; content files are loaded so

An edition that has begun is never changed but for its end. The database guards the rest (`models/guards.py`): what it
refuses is a problem as all others are. Each act but `put` says on the entry who did it, and loading leaves it as it is.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import peewee

from models.database import writing
from models.edition import Edition
from models.edition_values import (
    EditionValues,
    Stored,
    insert_edition,
    new_entry,
    remove_versions,
    stored_editions_of,
    update_edition,
)
from models.entry import UID, Entry, database
from models.faults import driver_error
from models.instants import FOREVER, is_storable
from models.problems import ContentRefused, Problem, Problems, expect, refused
from models.timelines import DRAFT, Timeline, Times, begin_at, changes, place, planned_end, take_away
from models.translations import TranslatedField
from models.validation import (
    IMPLIED,
    content_fields,
    default_of,
    default_values,
    derived_names,
    length_problems,
    missing_values,
)
from models.values import SLUG, is_entry_number, sound_fields, written

REFUSALS = {
    "clashing_spans": Problem("live_from", "another edition is live at the same time"),
    "clashing_drafts": Problem("live_from", "the entry has a draft already"),
    "empty_span": Problem("live_until", "must be after live_from"),
}
"""What the rules of `models/guards.py` say, by their names."""

FIELD_REFUSALS = {"missing_": "is required", "clashing_": "another entry has it at the same time"}
"""What those of single fields say, by what their names begin with."""

TAKEN = "another edition begins at that instant"

NO_INSTANT = "must be an instant, in microseconds"


class Replacement(NamedTuple):
    """What all editions of an entry are to be, by version, where that differs from what is stored."""

    model: type[Edition]
    entry: int
    before: Mapping[int, EditionValues]
    after: Mapping[int, EditionValues]


def now() -> int:
    """Return the instant that is now, in microseconds."""
    return time.time_ns() // 1_000


@contextmanager
def acting() -> Iterator[None]:
    """Write all that is inside or nothing; raise `ContentRefused` for what the database refuses."""
    try:
        with writing():
            yield
            database.check_constraints()
    except (peewee.IntegrityError, peewee.OperationalError) as error:
        if (problem := refusal(error)) is None:
            raise
        raise ContentRefused([problem]) from None


def refusal(error: Exception) -> Problem | None:
    """Say what a guard has refused; None for an error that is not a guard's."""
    rule = str(driver_error(error)).partition("\n")[0].strip()
    if rule in REFUSALS:
        return REFUSALS[rule]
    kinds = FIELD_REFUSALS.items()
    return next((Problem(rule.removeprefix(start), reason) for start, reason in kinds if rule.startswith(start)), None)


def create(
    model: type[Edition], slug: str, values: Mapping[str, Any], zone: ZoneInfo, by: str, *, uid: str | None = None
) -> int:
    """Make an entry with a draft; return its number."""
    with acting():
        problems = Problems()
        problems.check(require_free, uid)
        base = {**default_values(model), "slug": slug}
        content = problems.check(check_draft, model, base, values, zone)
        problems.require_none()
        entry = new_entry(model, uid, by)
        insert_edition(model, entry, 1, content, by)
    return entry


def require_free(uid: Any) -> None:
    """Raise `ContentRefused` for a uid that is none, or that an entry has; none given is right."""
    is_uid = uid is None or (isinstance(uid, str) and bool(UID.fullmatch(uid)))
    expect(is_uid, "id", "must be 12 of a-z and 0-9, the first a letter")
    expect(uid is None or not Entry.select().where(Entry.uid == uid).exists(), "id", "another entry has it")


def save(model: type[Edition], entry: int, changes: Mapping[str, Any], zone: ZoneInfo, by: str) -> int:
    """Change the draft by what is given, None for nothing, in a text by language; return its version."""
    with acting():
        stored = editions_of(model, entry, by)
        draft = draft_in(stored)
        base = draft or source_of_draft(stored)
        content = check_draft(model, base.values, changes, zone)
        return write_draft(model, stored, content, by)


def check_draft(model: type[Edition], base: EditionValues, changes: Mapping[str, Any], zone: ZoneInfo) -> EditionValues:
    """Check changes, and give the values that they make of others; they may be incomplete."""
    problems, fields = Problems(), content_fields(model)
    slug = changes.get("slug", base["slug"])
    given = {
        name: merge_languages(fields.get(name), base.get(name), raw) for name, raw in changes.items() if name != "slug"
    }
    is_slug = isinstance(slug, str) and bool(SLUG.fullmatch(slug))
    problems.check(expect, is_slug, "slug", "must be a-z, 0-9 and hyphens")
    follows = derived_names(model, {**base, **given})
    for name in sorted(follows):
        problems.check(expect, given.pop(name, None) is None, name, IMPLIED)
    content = sound_fields(problems, fields, given, check_link, is_complete=False)
    emptied = {name: default_of(fields[name]) for name in (*given, *follows) if name in fields}
    values = {**base, **emptied, **content, "slug": slug, "live_from": None, "live_until": FOREVER}
    values = problems.check(model.derive, values, zone) or values
    problems += length_problems(model, [values])
    problems.require_none()
    return values


def merge_languages(field: Any, base: Any, raw: Any) -> Any:
    """Put the languages of a text that are given in the place of those of before; None takes one away."""
    if not isinstance(field, TranslatedField) or not isinstance(raw, dict):
        return raw
    return {tag: text for tag, text in {**(base or {}), **raw}.items() if text is not None} or None


def write_draft(model: type[Edition], stored: Sequence[Stored], values: EditionValues, by: str) -> int:
    """Let the draft of an entry have these values, in its place; return its version."""
    if draft := draft_in(stored):
        update_edition(model, draft, values, by)
        return draft.version
    version = stored[-1].version + 1
    insert_edition(model, stored[0].entry, version, values, by)
    return version


def check_link(target: str, raw: Any, place: str) -> int:
    """Check the entry that a link names by its number."""
    found = is_entry_number(raw) and Entry.select().where((Entry.entry == raw) & (Entry.type == target)).exists()
    expect(found, place, f"there is no {target} {written(raw)[:40]}")
    return int(raw)


def publish(model: type[Edition], entry: int, by: str, *, at: int | None = None, until: int = FOREVER) -> int:
    """Let the draft be live from an instant, now unless given, until another or the next edition; return its version.

    What is live at that instant ends there. Raise `ContentRefused` for an instant that has passed or at which another
    edition begins, or a draft that is incomplete.
    """
    with acting():
        stored = editions_of(model, entry, by)
        problems, timeline = Problems(), timeline_of(stored)
        begins = problems.check(require_place, timeline, at, until)
        draft = problems.check(require_draft, stored)
        problems += missing_values(model, draft.values) if draft else ()
        problems.require_none()
        version = int(draft.version)
        set_times(model, entry, timeline, place(timeline, version, begins, until))
        signed = {"created_by": by, "created_at": now()}
        model.update(signed).where(model.edition == draft.edition).execute()
    return version


def unpublish(model: type[Edition], entry: int, by: str, *, at: int | None = None) -> None:
    """End what is live at an instant, now unless given."""
    with acting():
        timeline = timeline_of(editions_of(model, entry, by))
        ends = require_ahead(at, "live_until")
        live = [version for version, times in timeline.items() if times.holds(ends)]
        expect(bool(live), "live_until", "nothing is live at that instant")
        expect(not begin_at(timeline, ends), "live_until", f"{TAKEN}; cancel its schedule")
        set_times(model, entry, timeline, {live[0]: timeline[live[0]]._replace(ends=ends)})


def reschedule(
    model: type[Edition], entry: int, version: int, by: str, *, at: int | None = None, until: int | None = None
) -> None:
    """Move an edition that has not begun: to an instant, and until another, each its own unless given.

    It ends where the next one begins at the latest. What it took over from goes on until the edition that then follows.
    """
    with acting():
        timeline = timeline_of(editions_of(model, entry, by))
        scheduled = require_scheduled(timeline, version)
        others, ends = take_away(timeline, version), planned_end(timeline, version) if until is None else until
        begins = require_place(others, scheduled if at is None else at, ends)
        set_times(model, entry, timeline, place(others, version, begins, ends))


def cancel_schedule(model: type[Edition], entry: int, version: int, by: str) -> None:
    """Make a draft again of an edition that has not begun; what it took over from goes on until the next one begins."""
    with acting():
        stored = editions_of(model, entry, by)
        problems, timeline = Problems(), timeline_of(stored)
        problems.check(require_scheduled, timeline, version)
        problems.check(expect, draft_in(stored) is None, "live_from", "the entry has a draft already")
        problems.require_none()
        set_times(model, entry, timeline, {**take_away(timeline, version), version: DRAFT})


def discard(model: type[Edition], entry: int, by: str) -> None:
    """Remove the draft; raise `ContentRefused` where the entry has nothing else."""
    with acting():
        stored = editions_of(model, entry, by)
        draft = require_draft(stored)
        expect(len(stored) > 1, "live_from", "the draft is all that there is of the entry")
        remove_versions(model, entry, [draft.version])


def restore(model: type[Edition], entry: int, version: int, by: str) -> int:
    """Make a draft of what an edition says, in place of the draft there is; return its version."""
    with acting():
        stored = editions_of(model, entry, by)
        wanted = next((each for each in stored if each.version == version), None)
        if wanted is None:
            raise refused("version", f"there is no version {version}")
        return write_draft(model, stored, {**wanted.values, "live_from": None, "live_until": FOREVER}, by)


def put(replacements: Sequence[Replacement], by: str) -> None:
    """Remove and shorten what is outdated, and only then write: spans and slugs change hands, with one holder each."""
    with acting():
        for each in replacements:
            versions = [
                version for version, values in each.before.items() if is_outdated(values, each.after.get(version))
            ]
            remove_versions(each.model, each.entry, versions)
            set_times(each.model, each.entry, *ends_moved(each, is_shortened=True))
        for each in replacements:
            set_times(each.model, each.entry, *ends_moved(each, is_shortened=False))
            for version, values in each.after.items():
                if is_outdated(each.before.get(version), values):
                    insert_edition(each.model, each.entry, version, values, by)


def ends_moved(replacement: Replacement, *, is_shortened: bool) -> tuple[dict[int, Times], dict[int, Times]]:
    """Give the times, before and after, of the editions that end at another instant and are otherwise as they were."""
    before, after = {}, {}
    for version, values in replacement.before.items():
        to_be = replacement.after.get(version)
        if to_be and not is_outdated(values, to_be) and is_shortened == (to_be["live_until"] < values["live_until"]):
            before[version], after[version] = times_of(values), times_of(to_be)
    return before, after


def is_outdated(before: EditionValues | None, after: EditionValues | None) -> bool:
    """Tell whether an edition is to be another, or none: not one that only ends at another instant, after it begins."""
    return before is None or after is None or {**before, "live_until": None} != {**after, "live_until": None}


def editions_of(model: type[Edition], entry: int, by: str) -> list[Stored]:
    """Read the editions of an entry by version, hold back others who write it, and say who acts on it.

    Raise `ContentRefused` where there are none.
    """
    unknown = f"there is no {model.__name__} {written(entry)[:40]}"
    expect(is_entry_number(entry), "entry", unknown)
    Entry.update(edited_by=by).where(Entry.entry == entry).execute()  # whoever writes it next waits for this act
    stored = stored_editions_of(model, entry)
    expect(bool(stored), "entry", unknown)
    return stored


def draft_in(stored: Sequence[Stored]) -> Stored | None:
    """Return the draft among the editions of an entry."""
    return next((each for each in stored if each.values["live_from"] is None), None)


def source_of_draft(stored: Sequence[Stored]) -> Stored:
    """Return what a draft is made from where there is none: what is live, else what last was, else what is next."""
    in_order = sorted(stored, key=lambda each: each.values["live_from"])
    begun = [each for each in in_order if each.values["live_from"] <= now()]
    return begun[-1] if begun else in_order[0]


def require_draft(stored: Sequence[Stored]) -> Stored:
    """Return the draft; raise `ContentRefused` where there is none."""
    draft = draft_in(stored)
    if draft is None:
        raise refused("live_from", "there is no draft")
    return draft


def require_scheduled(timeline: Timeline, version: int) -> int:
    """Return when an edition begins; raise `ContentRefused` unless it is one that has not begun."""
    begins = timeline.get(version, DRAFT).begins
    if begins is None or begins <= now():
        raise refused("version", f"version {version} is not scheduled")
    return begins


def require_ahead(at: int | None, field: str) -> int:
    """Return an instant, now unless given; raise `ContentRefused` for one that has passed.

    Who acts asks only when the entry is held: while another act is waited for, now passes.
    """
    present = now()
    expect(at is None or is_storable(at), field, NO_INSTANT)
    expect(at is None or at >= present, field, "must not have passed")
    return present if at is None else at


def require_place(timeline: Timeline, at: int | None, until: int) -> int:
    """Return where an edition is to begin, now unless given; raise `ContentRefused` where its span cannot be."""
    problems = Problems()
    begins = problems.check(require_ahead, at, "live_from")
    is_end = until == FOREVER or is_storable(until)
    problems.check(expect, is_end, "live_until", NO_INSTANT)
    if begins is not None:
        problems.check(expect, not begin_at(timeline, begins), "live_from", TAKEN)
        problems.check(expect, not is_end or begins < until, "live_until", REFUSALS["empty_span"].reason)
    problems.require_none()
    return int(begins)


def timeline_of(stored: Sequence[Stored]) -> dict[int, Times]:
    """Return when the editions of an entry are live."""
    return {each.version: times_of(each.values) for each in stored}


def times_of(values: EditionValues) -> Times:
    """Return when an edition is live."""
    return Times(values["live_from"], values["live_until"])


def set_times(model: type[Edition], entry: int, before: Timeline, after: Timeline) -> None:
    """Change when editions of an entry are live."""
    for version, times in changes(before, after):
        span = {"live_from": times.begins, "live_until": times.ends}
        model.update(span).where((model.entry == entry) & (model.version == version)).execute()
