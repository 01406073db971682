"""Linking: which entries link to another, by whatever there is: links, lists of links, texts and components."""

from collections.abc import Iterator
from typing import Any

from peewee import SQL, Select

from models.edition import Edition, content_types
from models.entry import Entry, database
from models.entry_references import REFERENCES
from models.links import Link, links_from
from models.reference_table import EditionReference

MOST_LINKING = 100
"""Entries that are named."""


def linking_to(entry: int, at: int) -> list[int]:
    """List entries that link to another in an edition that is live, scheduled or a draft."""
    found: dict[int, None] = {}
    type_name = Entry.get_by_id(entry).type
    for model in content_types():
        for condition in conditions(model, entry, type_name):
            # apart: SQLite would look for what is current first, of which there is more
            rows = model.select(model.entry, model.live_from, model.live_until).where(condition)
            held = rows.offset(SQL("0")).alias("held")
            is_current = held.c.live_from.is_null() | (held.c.live_until > at)
            few = Select([held], [held.c.entry]).join(Entry, on=Entry.entry == held.c.entry)
            few = few.where(is_current & Entry.deleted_at.is_null()).distinct().limit(MOST_LINKING)
            found |= {number: None for (number,) in few.tuples().execute(database)}
    return list(found)[:MOST_LINKING]


def conditions(model: type[Edition], entry: int, type_name: str) -> Iterator[Any]:
    """Write which editions link to an entry of a type, for each way there is."""
    for name, link in links_from(model).items():
        if not link.leads_to(type_name):
            continue
        if isinstance(link, Link):
            yield getattr(model, name) == entry
        else:
            yield model.edition.in_(link.table.select(link.table.edition).where(link.table.target == entry))
    if REFERENCES in model._meta.fields:
        listed = EditionReference
        is_found = (listed.type == model.__name__) & (listed.target == entry)
        yield model.edition.in_(listed.select(listed.edition).where(is_found))
