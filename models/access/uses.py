"""When sessions and tokens were last used, noted at most once a minute and never waited for."""

import logging
from typing import Any

import peewee

from models.database import writing
from models.entry import database
from models.errors import DatabaseError

logger = logging.getLogger(__name__)

EVERY = 60_000_000
"""Microseconds within which a second use is not noted."""


def note_use(row: Any, now: int) -> None:
    """Note that a session or token is used, unless that was done a short while ago, or another writes just now."""
    if row.used_at is not None and now - row.used_at < EVERY:
        return
    table, key = type(row), row._meta.primary_key
    try:
        with database.connection_context(), database.hurrying(), writing():
            table.update(used_at=now).where(key == row.get_id()).execute()
    except (peewee.DatabaseError, DatabaseError) as error:
        logger.info("a use of %s was not noted: %s", row._meta.table_name, error)
