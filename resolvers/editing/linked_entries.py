"""Linked entries: how an entry is named where another one links to it, whether it is public or not.

Who may not read the drafts of an entry is told what was public until now, or is scheduled for who may preview that. All
entries of a type are read by one statement, however many there are.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from peewee import JOIN, SQL, Case, fn

from models.access.grants import Action
from models.edition import Edition, content_type, own_fields
from models.entry import Entry, types_of_entries
from models.links import ENTRY
from models.translations import DEFAULT_LOCALE, FALLBACKS, Locale, is_text
from resolvers.access.visibility import allowed
from resolvers.compiler.parameters import AT, ListParameter
from resolvers.editing.reader import Reader

ENTRIES = ListParameter("entries")
"""The numbers of the entries."""

COLUMNS = {"entry": int, "uid": str, "is_deleted": int, "phase": int, "slug": str, "label": str}


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
    """An entry as it is named, by its own text, in the latest of its states that the caller may know.

    Where there is none, all but its id is None.
    """

    entry: int
    type: str
    uid: str
    slug: str | None
    label: str | None
    state: EntryState | None


def linked_entries(reader: Reader, numbers: Mapping[str, Collection[int]]) -> dict[int, LinkedEntry]:
    """Read entries by their numbers, which are given by type; those of `Entry` are of any."""
    found: dict[int, LinkedEntry] = {}
    for type_name, wanted in by_type(numbers).items():
        if wanted:
            query = named_entries(reader, content_type(type_name))
            for row in reader.read(query, COLUMNS, {ENTRIES: sorted(wanted)}):
                linked = linked_entry(type_name, row)
                found[linked.entry] = linked
    return found


def by_type(numbers: Mapping[str, Collection[int]]) -> Mapping[str, Collection[int]]:
    """Put the numbers of entries of any type to those of their types."""
    if ENTRY not in numbers:
        return numbers
    found = {name: {*given} for name, given in numbers.items() if name != ENTRY}
    for number, name in types_of_entries(numbers[ENTRY]).items():
        found.setdefault(name, set()).add(number)
    return found


def named_entries(reader: Reader, model: type[Edition]) -> str:
    """Write the query of the entries of a type, each with the latest of its editions that the caller may know of."""
    writer, entry, table, other = reader.writer, Entry.alias("e"), model.alias("s"), model.alias("o")
    known = other.select(other.edition).where((other.entry == entry.entry) & reader.may_know(other))
    latest = known.order_by(Case(None, [(other.live_from.is_null(), 0)], 1), other.live_from.desc()).limit(1)
    columns = [
        entry.entry,
        entry.uid,
        is_known_deleted(reader, model, entry).alias("is_deleted"),
        phase(reader, model, entry).alias("phase"),
        table.slug,
        label(table).alias("label"),
    ]
    rows = entry.select(*columns).join(table, JOIN.LEFT_OUTER, on=table.edition == latest)
    found = rows.where(reader.dialect.among(entry.entry, ENTRIES) & (entry.type == model.__name__))
    return writer.sql(found)


def is_known_deleted(reader: Reader, model: type[Edition], entry: Any) -> Any:
    """Select 1 for an entry that is deleted, if the caller reads its drafts; else 0."""
    permission = reader.permission(Action.READ_DRAFTS, model.__name__)
    is_deleted = entry.deleted_at.is_null(is_null=False)
    if permission.is_never:
        return SQL("0")
    if permission.conditions:
        other = model.alias("d")
        may = (other.entry == entry.entry) & allowed(permission, other, reader.writer)
        is_deleted &= fn.EXISTS(other.select(SQL("1")).where(may))
    return Case(None, [(is_deleted, 1)], 0)


def phase(reader: Reader, model: type[Edition], entry: Any) -> Any:
    """Select the highest rank of the states that the known editions of an entry are in; NULL where none is known."""
    other = model.alias("p")
    begun, lasts = other.live_from <= AT.place, other.live_until > AT.place
    ranks = [(other.live_from.is_null(), 0), (begun & lasts, 3), (lasts, 2)]
    known = (other.entry == entry.entry) & reader.may_know(other)
    return other.select(fn.MAX(Case(None, ranks, 1))).where(known)


def label(table: Any) -> Any:
    """Select the text that names an edition, in the default language or the first that there is; else the slug."""
    texts = [field for field in own_fields(table.model).values() if is_text(field)]
    if not texts:
        return table.slug
    order = dict.fromkeys((DEFAULT_LOCALE, *FALLBACKS[DEFAULT_LOCALE], *Locale))
    return fn.COALESCE(*(getattr(table, texts[0].text_name(locale)) for locale in order), table.slug)


def linked_entry(type_name: str, row: list[Any]) -> LinkedEntry:
    """Make an entry of a row; of one of which no edition is known, only its id is."""
    entry, uid, is_deleted, rank, slug, text = row
    state = None if rank is None else PHASES.get(rank, EntryState.NEVER_PUBLISHED)
    return LinkedEntry(entry, type_name, uid, slug, text, EntryState.DELETED if is_deleted else state)
