"""Editions, written: the only code that makes, changes and ends them. Each act is one transaction.

    create     an entry with a draft
    save       changes the draft; where there is none, it is forked from the newest edition
    publish    the draft becomes live at an instant, and ends the edition that it takes over from
    unpublish  ends what is live
    discard    removes the draft
    restore    makes a draft of any edition
    put        says what all editions of entries are to be; content files are loaded so

An edition that has begun is never changed but for its end. The database guards the rest (`models/guards.py`): what it
refuses is told as a problem, as all others are.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
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
)
from models.entry import Entry, database
from models.faults import driver_error
from models.instants import FOREVER
from models.problems import ContentRefused, Problem, Problems, expect, refused
from models.validation import content_fields, length_problems, missing_values
from models.values import SLUG, checked_fields

REFUSALS = {
    "clashing_spans": Problem("live_from", "another edition is live at the same time"),
    "clashing_drafts": Problem("live_from", "the entry has a draft already"),
    "clashing_slug": Problem("slug", "another entry has it at the same time"),
    "empty_span": Problem("live_until", "must be after live_from"),
    "incomplete": Problem("live_from", "what is published must be complete"),
}
"""What the rules of `models/guards.py` say, by their names; of other keys, `clashing_...`, as of slugs."""


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
    return (
        Problem(rule.removeprefix("clashing_"), REFUSALS["clashing_slug"].reason)
        if rule.startswith("clashing_")
        else None
    )


def create(
    model: type[Edition], slug: str, values: Mapping[str, Any], zone: ZoneInfo, by: str, *, uid: str | None = None
) -> int:
    """Make an entry with a draft; return its number."""
    with acting():
        entry = new_entry(model, uid)
        write_draft(model, entry, 1, {"slug": slug}, values, zone, by)
    return entry


def save(model: type[Edition], entry: int, changes: Mapping[str, Any], zone: ZoneInfo, by: str) -> int:
    """Change the draft by what is given, None for nothing; return its version."""
    with acting():
        stored = editions_of(model, entry)
        draft = draft_in(stored)
        version, base = (draft.version, draft.values) if draft else (stored[-1].version + 1, stored[-1].values)
        write_draft(model, entry, version, base, changes, zone, by)
    return version


def write_draft(  # noqa: PLR0913, PLR0917  (what a draft is made of)
    model: type[Edition],
    entry: int,
    version: int,
    base: EditionValues,
    changes: Mapping[str, Any],
    zone: ZoneInfo,
    by: str,
) -> None:
    """Check changes, and write the draft that they make of other values; it may be incomplete."""
    problems, given = Problems(), {name: value for name, value in changes.items() if name != "slug"}
    slug = changes.get("slug", base["slug"])
    problems.check(expect, isinstance(slug, str) and bool(SLUG.fullmatch(slug)), "slug", "must be a-z, 0-9 and hyphens")
    content = problems.check(partial(checked_fields, is_complete=False), content_fields(model), given, linked) or {}
    emptied = [name for name, value in given.items() if value is None]
    cleared: EditionValues = {name: [] if isinstance(base.get(name), list) else None for name in emptied}
    values = {**base, **cleared, **content, "slug": slug, "live_from": None, "live_until": FOREVER}
    values = problems.check(model.derive, values, zone) or values
    problems += length_problems(model, [values])
    problems.require_none()
    remove_versions(model, entry, [version])
    insert_edition(model, entry, version, values, by)


def linked(target: str, raw: Any, place: str) -> int:
    """Check the entry that a link names by its number."""
    found = isinstance(raw, int) and Entry.select().where((Entry.entry == raw) & (Entry.type == target)).exists()
    expect(found, place, f"there is no {target} {raw!r}")
    return int(raw)


def publish(model: type[Edition], entry: int, by: str, *, at: int | None = None, until: int = FOREVER) -> int:
    """Let the draft be live from an instant, now unless given, until another or the next edition; return its version.

    What is live at that instant ends there. Raise `ContentRefused` for an instant that has passed, or a draft that is
    incomplete.
    """
    with acting():
        present = now()
        begins = present if at is None else at
        expect(begins >= present, "live_from", "must not have passed")
        stored = editions_of(model, entry)
        draft = required_draft(stored)
        problems = Problems(missing_values(model, draft.values))
        problems.require_none()
        later = [each.values["live_from"] for each in stored if (each.values["live_from"] or 0) > begins]
        for each in stored:
            if is_live(each.values, begins):
                set_span(model, each, each.values["live_from"], begins)
        set_span(model, draft, begins, min([until, *later]), by)
    return draft.version


def unpublish(model: type[Edition], entry: int, *, at: int | None = None) -> None:
    """End what is live at an instant, now unless given."""
    with acting():
        present = now()
        ends = present if at is None else at
        expect(ends >= present, "live_until", "must not have passed")
        live = [each for each in editions_of(model, entry) if is_live(each.values, ends)]
        expect(bool(live), "live_until", "nothing is live at that instant")
        set_span(model, live[0], live[0].values["live_from"], ends)


def discard(model: type[Edition], entry: int) -> None:
    """Remove the draft."""
    with acting():
        remove_versions(model, entry, [required_draft(editions_of(model, entry)).version])


def restore(model: type[Edition], entry: int, version: int, by: str) -> int:
    """Make a draft of what an edition says, in place of the draft there is; return its version."""
    with acting():
        stored = editions_of(model, entry)
        wanted = next((each for each in stored if each.version == version), None)
        if wanted is None:
            raise refused("version", f"there is no version {version}")
        draft = draft_in(stored)
        made = draft.version if draft else stored[-1].version + 1
        remove_versions(model, entry, [made])
        insert_edition(model, entry, made, {**wanted.values, "live_from": None, "live_until": FOREVER}, by)
    return made


def put(replacements: Sequence[Replacement], by: str) -> None:
    """Remove all that is outdated, and only then write: spans and slugs change hands, and never have two holders."""
    with acting():
        for each in replacements:
            outdated = [version for version, values in each.before.items() if each.after.get(version) != values]
            remove_versions(each.model, each.entry, outdated)
        for each in replacements:
            for version, values in each.after.items():
                if each.before.get(version) != values:
                    insert_edition(each.model, each.entry, version, values, by)


def editions_of(model: type[Edition], entry: int) -> list[Stored]:
    """Read the editions of an entry by version, and hold back others who write it; raise `ContentRefused` for none."""
    Entry.update(type=Entry.type).where(Entry.entry == entry).execute()  # whoever writes it next waits for this act
    stored = stored_editions_of(model, entry)
    expect(bool(stored), "entry", f"there is no {model.__name__} {entry}")
    return stored


def draft_in(stored: Sequence[Stored]) -> Stored | None:
    """Return the draft among the editions of an entry."""
    return next((each for each in stored if each.values["live_from"] is None), None)


def required_draft(stored: Sequence[Stored]) -> Stored:
    """Return the draft; raise `ContentRefused` where there is none."""
    draft = draft_in(stored)
    if draft is None:
        raise refused("live_from", "there is no draft")
    return draft


def is_live(values: EditionValues, at: int) -> bool:
    """Tell whether an edition is live at an instant."""
    return values["live_from"] is not None and values["live_from"] <= at < values["live_until"]


def set_span(model: type[Edition], stored: Stored, live_from: int, live_until: int, by: str | None = None) -> None:
    """Say when an edition is live; one that would end as it begins is removed, as nobody was shown it."""
    if live_from >= live_until and by is None:
        remove_versions(model, stored.entry, [stored.version])
        return
    author = {"created_by": by, "created_at": now()} if by else {}
    span = {"live_from": live_from, "live_until": live_until, **author}
    model.update(span).where(model.edition == stored.edition).execute()
