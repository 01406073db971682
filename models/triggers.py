"""Triggers that follow from the models: made for every table after each upgrade, no part of migrations.

A database writes them in its own way: SQLite with the statements that they run, PostgreSQL with a function of the same
name (`definition`, `creation`, `removal`, `made` of `models.sqlite.SqlitePool` and `models.postgresql.PostgresqlPool`).
"""

from collections.abc import Iterable
from typing import NamedTuple

from models.entry import database


class Trigger(NamedTuple):
    """A trigger on *table*: it runs *body* at *event*, under the conditions that *clauses* write in SQL."""

    name: str
    table: str
    event: str
    clauses: str
    body: str
    is_constraint: bool = False
    """Whether PostgreSQL runs it for each row at the end of the transaction."""
    is_before: bool = False
    """Whether it runs before the row is changed, with all that refers to it."""

    @property
    def moment(self) -> str:
        """When it runs, in SQL."""
        return f"{'BEFORE' if self.is_before else 'AFTER'} {self.event}"


def missing(wanted: Iterable[Trigger]) -> list[Trigger]:
    """List the triggers that are not there, do not run, or are not as this code makes them."""
    made = database.all_made()
    return [each for each in wanted if database.made(each) not in made]


def create(triggers: Iterable[Trigger]) -> None:
    """Make triggers anew."""
    for each in triggers:
        for statement in database.creation(each):
            database.execute_sql(statement)


def remove(triggers: Iterable[Trigger]) -> None:
    """Take triggers away."""
    for each in triggers:
        database.execute_sql(database.removal(each))
