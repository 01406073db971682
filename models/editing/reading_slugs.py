"""Finding entries by slugs, as editors name them: whose it is now, or else whose it was last, or will be."""

from typing import Any

from peewee import Case

from models.edition import Edition


def entry_by_slug(model: type[Edition], slug: str, now: int) -> int | None:
    """Return the number of the entry that a slug names at an instant; None where no edition ever had it.

    It is whose live edition has it, or else whose draft, then whose next one, then whose last one.
    """
    begins, ends = model.live_from, model.live_until
    rank = Case(None, [(begins.is_null(), 1), ((begins <= now) & (ends > now), 0), (begins > now, 2)], 3)
    rows: Any = model.select(model.entry).where(model.slug == slug)
    found = rows.order_by(rank, begins.desc(), model.entry).tuples().first()
    return None if found is None else int(found[0])
