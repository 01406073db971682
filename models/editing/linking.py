"""Linking: which entries link to another, by whatever there is: links, lists of links, links in components."""

from collections.abc import Iterator
from typing import Any

from peewee import fn

from models.component_links import column_of_links, kinds_in, links_of_component
from models.edition import Edition, component_fields, content_types
from models.entry import Entry
from models.links import Link, links_of
from models.rich_text.columns import ReferredEntries

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
    for name, field in model._meta.fields.items():
        if isinstance(field, Link):
            yield getattr(model, name) == entry
    for links in links_of(model).values():
        yield model.edition.in_(links.table.select(links.table.edition).where(links.table.target == entry))
    uid = Entry.select(Entry.uid).where(Entry.entry == entry).scalar()
    for name, field in model._meta.fields.items():
        if isinstance(field, ReferredEntries):
            yield refers(getattr(model, name), uid)
    for name, field in component_fields(model).items():
        for link in dict.fromkeys(link for kind in kinds_in(field) for link in links_of_component(kind)):
            yield holds(getattr(model, column_of_links(name, link)), entry)


def refers(column: Any, uid: str) -> Any:
    """Require that a column of JSON, a list of uids, has one."""
    return column.cast("TEXT").contains(f'"{uid}"')


def holds(column: Any, number: int) -> Any:
    """Require that a column of JSON, a list of numbers, has one: `[7,9]` is looked through as `,7,9,`."""
    text = column.cast("TEXT")
    for sign, other in (("[", ","), ("]", ","), (" ", "")):
        text = fn.REPLACE(text, sign, other)
    return text.contains(f",{number},")
