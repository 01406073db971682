"""Linked entries: how an entry is named where another one links to it, whether it is public or not.

Who may not read the drafts of an entry is told of it what is public, and no more. All entries of a type are read by
one statement, however many there are.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from peewee import JOIN, SQL, Case, fn

from models.access.grants import Action
from models.edition import Edition, content_type, own_fields
from models.entry import Entry
from models.translations import DEFAULT_LOCALE, FALLBACKS, Locale, TranslatedField
from resolvers.access.visibility import allowed, any_draft, is_latest, latest_or_public
from resolvers.compiler.parameters import AT, ListParameter
from resolvers.editing.reader import Reader

ENTRIES = ListParameter("entries")
"""The numbers of the entries."""

COLUMNS = {"entry": int, "uid": str, "is_deleted": int, "phase": int, "is_open": int, "slug": str, "label": str}


class EntryState(StrEnum):
    """What readers see of an entry, seen from now."""

    NEVER_PUBLISHED = "NEVER_PUBLISHED"
    """It has been public at no time, and is not scheduled."""
    SCHEDULED = "SCHEDULED"
    """It is not public, and will be."""
    LIVE = "LIVE"
    """It is public."""
    ENDED = "ENDED"
    """It was public, and is not any more."""
    DELETED = "DELETED"
    """It is deleted."""


PHASES = {3: EntryState.LIVE, 2: EntryState.SCHEDULED, 1: EntryState.ENDED}
"""The states by their ranks: the highest of those that an entry's editions are in."""


class LinkedEntry(NamedTuple):
    """An entry as it is named: by its own text, in its latest state, or as it is public.

    What the caller may not know is None.
    """

    entry: int
    type: str
    uid: str
    slug: str | None
    label: str | None
    state: EntryState | None


def linked_entries(reader: Reader, numbers: Mapping[str, Collection[int]]) -> dict[int, LinkedEntry]:
    """Read entries by their numbers, which are given by type."""
    found: dict[int, LinkedEntry] = {}
    for type_name, wanted in numbers.items():
        if wanted:
            query = named_entries(reader, content_type(type_name))
            for row in reader.read(query, COLUMNS, {ENTRIES: sorted(wanted)}):
                linked = linked_entry(type_name, row)
                found[linked.entry] = linked
    return found


def named_entries(reader: Reader, model: type[Edition]) -> str:
    """Write the query of the entries of a type."""
    writer, entry, table = reader.writer, Entry.alias("e"), model.alias("s")
    permission = reader.permission(Action.READ_DRAFTS, model.__name__)
    shown = latest_or_public(permission, table, writer, any_draft)
    if permission.conditions:
        is_open: Any = Case(None, [(is_latest(table, any_draft) & allowed(permission, table, writer), 1)], 0)
    else:
        is_open = SQL("1" if permission.is_always else "0")
    columns = [
        entry.entry,
        entry.uid,
        Case(None, [(entry.deleted_at.is_null(), 0)], 1).alias("is_deleted"),
        phase(model, entry).alias("phase"),
        is_open.alias("is_open"),
        table.slug,
        label(table).alias("label"),
    ]
    rows = entry.select(*columns).join(table, JOIN.LEFT_OUTER, on=(table.entry == entry.entry) & shown)
    found = rows.where(reader.dialect.among(entry.entry, ENTRIES) & (entry.type == model.__name__))
    return writer.sql(found)


def phase(model: type[Edition], entry: Any) -> Any:
    """Select the highest rank of the states that the editions of an entry are in; NULL for drafts alone."""
    other = model.alias("p")
    begun, lasts = other.live_from <= AT.place, other.live_until > AT.place
    ranks = [(other.live_from.is_null(), 0), (begun & lasts, 3), (lasts, 2)]
    return other.select(fn.MAX(Case(None, ranks, 1))).where(other.entry == entry.entry)


def label(table: Any) -> Any:
    """Select the text that names an edition, in the default language or the first that there is; else the slug."""
    texts = [field for field in own_fields(table.model).values() if isinstance(field, TranslatedField)]
    if not texts:
        return table.slug
    order = dict.fromkeys((DEFAULT_LOCALE, *FALLBACKS[DEFAULT_LOCALE], *Locale))
    return fn.COALESCE(*(getattr(table, texts[0].text_name(locale)) for locale in order), table.slug)


def linked_entry(type_name: str, row: list[Any]) -> LinkedEntry:
    """Make an entry of a row; of one that is neither open to the caller nor public, only its id is known."""
    entry, uid, is_deleted, rank, is_open, slug, text = row
    state = PHASES.get(rank or 0, EntryState.NEVER_PUBLISHED)
    if is_deleted:
        state = EntryState.DELETED
    is_known = bool(is_open) or state is EntryState.LIVE
    return LinkedEntry(entry, type_name, uid, slug, text, state if is_known else None)
