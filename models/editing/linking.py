"""Linking: which entries link to another, by whatever there is: links, lists of links, texts and components."""

from collections.abc import Iterator
from typing import Any

from models.edition import Edition, content_types
from models.entry import Entry
from models.entry_references import REFERENCES
from models.links import Link, links_from
from models.reference_table import EditionReference

MOST_LINKING = 100
"""Entries that are named."""


def linking_to(entry: int, at: int) -> list[int]:
    """List entries that link to another in an edition that is live, scheduled or a draft."""
    found: dict[int, None] = {}
    for model in content_types():
        current = model.live_from.is_null() | (model.live_until > at)
        for condition in conditions(model, entry):
            rows_of = model.select(model.entry).join(Entry).where(condition & current & Entry.deleted_at.is_null())
            found |= dict.fromkeys(row.entry_id for row in rows_of.distinct().limit(MOST_LINKING))
    return list(found)[:MOST_LINKING]


def conditions(model: type[Edition], entry: int) -> Iterator[Any]:
    """Write by which editions of a type link to an entry, for each way there is."""
    for name, link in links_from(model).items():
        if isinstance(link, Link):
            yield getattr(model, name) == entry
        else:
            yield model.edition.in_(link.table.select(link.table.edition).where(link.table.target == entry))
    if REFERENCES in model._meta.fields:
        listed = EditionReference
        is_found = (listed.type == model.__name__) & (listed.target == entry)
        yield model.edition.in_(listed.select(listed.edition).where(is_found))
