"""Derivations: with what the columns were worked out that follow from others, and working them out anew.

An event's days follow from its instants, or an all-day event's instants from its days, by the rules of the site's
time zone; the forms by which texts are compared and sorted follow from the texts by those of ICU
(`models.derived_texts`). The database records what they were worked out with; where that has changed, `migrate`
and the commands that write content bring them up to date.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from peewee import TextField

from models.derived_texts import present_texts, renew_texts
from models.edition import Edition, content_types, own_fields
from models.entry import Record, database
from models.errors import DerivedOutdated
from models.links import links_of

CHUNK = 1_000
"""Editions that are read at once."""

RULED = (date(1850, 1, 1), date(2100, 1, 1))
"""The days whose midnights tell the rules of a time zone: from before there were any to where they only repeat."""


class Derivation(Record):
    """What derived columns depend on beside the content, and the state of it that they were worked out with."""

    name = TextField(primary_key=True)
    made_with = TextField()


def present(zone: ZoneInfo) -> dict[str, str]:
    """Name the present state of what derived columns depend on."""
    return {"time_zone": f"{zone.key} {rules_of(zone)}", **present_texts()}


@cache
def rules_of(zone: ZoneInfo) -> str:
    """Hash the midnights of a time zone, which a release of tzdata may move; takes 0.1 s, once in a process."""
    changes: list[tuple[int, Any]] = []
    for day in range(RULED[0].toordinal(), RULED[1].toordinal()):
        offset = datetime.fromordinal(day).replace(tzinfo=zone).utcoffset()
        if not changes or changes[-1][1] != offset:
            changes.append((day, offset))
    return sha256(repr(changes).encode()).hexdigest()[:8]


def recorded() -> dict[str, str]:
    """Read what the derived columns of the database were worked out with."""
    return {row.name: row.made_with for row in Derivation.select()}


def require_derived(zone: ZoneInfo) -> None:
    """Raise `DerivedOutdated` unless derived columns were worked out with what there is now."""
    found, wanted = recorded(), present(zone)
    if found != wanted:
        names = [name for name in {**wanted, **found} if found.get(name) != wanted.get(name)]
        raise DerivedOutdated(names[0], found.get(names[0]), wanted.get(names[0]))


def renew(zone: ZoneInfo) -> int:
    """Bring all derived columns up to date; return how many editions changed. The caller holds the transaction.

    Where they were worked out with what there is now, nothing is read.
    """
    wanted, found = present(zone), recorded()
    if found == wanted:
        return 0
    outdated = {name for name, made_with in wanted.items() if found.get(name) != made_with}
    changed, waiting = renew_texts(outdated)
    if "time_zone" in outdated:
        changed += sum(renew_editions(model, zone) for model in content_types() if is_derived(model))
    made = [{"name": name, "made_with": made_with} for name, made_with in wanted.items() if name not in waiting]
    Derivation.delete().execute()
    Derivation.insert_many(made).execute()
    return changed


def forget() -> None:
    """Record that nothing is derived: a migration was reverted, and columns that are dropped come back empty."""
    if Derivation._meta.table_name in database.get_tables():
        Derivation.delete().execute()


def is_derived(model: type[Edition]) -> bool:
    """Tell whether a content type has columns that follow from others."""
    return model.derive.__func__ is not Edition.derive.__func__  # type: ignore[attr-defined]


def renew_editions(model: type[Edition], zone: ZoneInfo) -> int:
    """Work out the derived columns of one type, and what its links repeat of them."""
    changed = 0
    for edition, state in states(model):
        derived = model.derive(model.without_derived(state), zone)
        if changes := {name: value for name, value in derived.items() if state[name] != value}:
            model.update(changes).where(model.edition == edition).execute()
            changed += 1
    if changed:
        renew_links(model)
    return changed


def states(model: type[Edition]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the content of all editions of a type with their ids, read in pieces: they may be many."""
    last = 0
    while rows := rows_behind(model, last):
        for row in rows:
            last = row.pop("edition")
            yield last, row


def rows_behind(model: type[Edition], edition: int) -> list[dict[str, Any]]:
    """Read the content of the editions that follow one."""
    rows: Any = model.select(model.edition, *own_fields(model).values()).where(model.edition > edition)
    return list(rows.order_by(model.edition).limit(CHUNK).dicts())


def renew_links(model: type[Edition]) -> None:
    """Let the links of a type repeat the order columns of their editions as they are now."""
    for links in links_of(model).values():
        table: Any = links.table
        for name in (column.lstrip("-") for column in model.order):
            now = model.select(getattr(model, name)).where(model.edition == table.edition)
            table.update({name: now}).where(getattr(table, name) != now).execute()
