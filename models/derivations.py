"""Derivations: what derived columns were made with, so that they are made anew when that changes.

Another ICU sorts otherwise, and a column that a migration adds is empty. The database records by
content type what its rows were derived with; where that is another now, `migrate` and `content load`
bring them up to date.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from peewee import TextField

from models.bulk import encoded, update_rows
from models.collation import RULES
from models.edition import Edition, content_types
from models.entry import Record, database
from models.errors import DerivedOutdated
from models.revisions import uncounted
from models.texts import derive, derived_fields

CHUNK = 5_000
"""Editions that are read at once."""


class Derivation(Record):
    """What derived columns depend on beside the content, and the state of it that they were made with."""

    name = TextField(primary_key=True)
    made_with = TextField()


def present() -> dict[str, str]:
    """Tell what the rows of each table would be derived with now: the rules, and the columns there are."""
    kinds = {model._meta.table_name: derived_fields(model) for model in content_types()}
    return {table: f"{RULES}: {', '.join(fields)}" for table, fields in kinds.items() if fields}


def recorded() -> dict[str, str]:
    """Read what they were derived with."""
    return {row.name: row.made_with for row in Derivation.select()}


def outdated() -> list[str]:
    """Name the tables whose rows were derived with something else."""
    found = recorded()
    return [table for table, made_with in present().items() if found.get(table) != made_with]


def require_derived() -> None:
    """Raise `DerivedOutdated` unless derived columns were made with what there is now."""
    if tables := outdated():
        raise DerivedOutdated(tables[0], recorded().get(tables[0]), present()[tables[0]])


def renew() -> int:
    """Bring all derived columns up to date; return how many editions were written. The caller holds the transaction.

    A column for which there is no migration yet waits for it.
    """
    names, wanted = outdated(), present()
    due = [model for model in content_types() if model._meta.table_name in names and has_columns(model)]
    if not due:
        return 0
    tables = [model._meta.table_name for model in due]
    with uncounted():
        written = sum(map(renew_editions, due))
    Derivation.delete().where(Derivation.name.in_(tables)).execute()
    Derivation.insert_many([{"name": name, "made_with": wanted[name]} for name in tables]).execute()
    return written


def has_columns(model: type[Edition]) -> bool:
    """Tell whether the database has the derived columns of a type."""
    table = model._meta.table_name
    if table not in database.get_tables():
        return False
    return derived_fields(model).keys() <= {column.name for column in database.get_columns(table)}


def renew_editions(model: type[Edition]) -> int:
    """Derive the columns of all editions of a type again."""
    written = 0
    for rows in pieces(model):
        derived = [(*map(encoded, derive(model, row).values()), row["edition"]) for row in rows]
        update_rows(model, list(derived_fields(model)), model.edition.name, derived)
        written += len(rows)
    return written


def pieces(model: type[Edition]) -> Iterator[Sequence[dict[str, Any]]]:
    """Read what the derived columns of a type follow from, in pieces: there may be many."""
    sources = {field.source.name: field.source for field in derived_fields(model).values()}
    last = 0
    while True:
        following: Any = model.select(model.edition, *sources.values()).where(model.edition > last)
        rows = list(following.order_by(model.edition).limit(CHUNK).dicts())
        if not rows:
            return
        yield rows
        last = rows[-1]["edition"]


def forget() -> None:
    """Record that nothing is derived: a migration was reverted, and columns that are dropped come back empty."""
    if Derivation._meta.table_name in database.get_tables():
        Derivation.delete().execute()
