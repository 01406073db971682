"""Rows: the only code that writes editions one by one, with their lineages; acts are above it."""

from collections.abc import Collection, Mapping
from typing import Any

from peewee import fn

from models.editing.tables import Lineage
from models.edition import Edition
from models.edition_values import EditionValues, Stored, insert_edition, remove_versions, update_edition
from models.entry import Entry
from models.timelines import Timeline, changes


def count(entry: int) -> int:
    """Count a write to an entry; return its number. Whoever writes the entry next waits for the end of this one."""
    Entry.update(sequence=fn.COALESCE(Entry.sequence, 0) + 1).where(Entry.entry == entry).execute()
    return int(Entry.get_by_id(entry).sequence or 0)


def write_new(model: type[Edition], entry: int, version: int, values: EditionValues, by: str, **lineage: Any) -> None:
    """Insert an edition, with its lineage; without one it is as files have it."""
    insert_edition(model, entry, version, values, by)
    if lineage:
        Lineage.insert(entry=entry, version=version, **lineage).execute()


def rewrite(model: type[Edition], stored: Stored, values: EditionValues, by: str, **lineage: Any) -> None:
    """Change an edition in its place, and its lineage."""
    update_edition(model, stored, values, by)
    set_lineage(stored.entry, stored.version, **lineage)


def set_lineage(entry: int, version: int, **lineage: Any) -> None:
    """Say where an edition comes from: all of that, or what is to be changed of it."""
    defaults: Mapping[str, Any] = {"sequence": 0, "based_on": None, "touched": {}, "sources": {}}
    row = {**defaults, **lineage, "entry": entry, "version": version}
    kept = [getattr(Lineage, name) for name in lineage]
    upsert = Lineage.insert(row).on_conflict(conflict_target=[Lineage.entry, Lineage.version], preserve=kept)
    upsert.execute()


def remove(model: type[Edition], entry: int, versions: Collection[int]) -> None:
    """Remove some versions of an entry, with their lineages."""
    remove_versions(model, entry, versions)
    Lineage.delete().where((Lineage.entry == entry) & Lineage.version.in_(versions)).execute()


def set_times(model: type[Edition], entry: int, before: Timeline, after: Timeline) -> None:
    """Change when editions of an entry are live."""
    for version, times in changes(before, after):
        span = {"live_from": times.begins, "live_until": times.ends}
        model.update(span).where((model.entry == entry) & (model.version == version)).execute()


def sign(model: type[Edition], edition: int, by: str, at: int) -> None:
    """Say who made an edition what it is."""
    model.update(created_by=by, created_at=at).where(model.edition == edition).execute()
