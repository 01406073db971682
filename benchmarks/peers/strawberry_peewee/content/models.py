"""The tables of B36 as Peewee models, with a pool that keeps the worker's connection open."""

import os
from datetime import UTC, datetime
from typing import Any

from peewee import (
    CompositeKey,
    DateField,
    DateTimeField,
    ForeignKeyField,
    IntegerField,
    Model,
    ModelSelect,
    TextField,
    prefetch,
)
from playhouse.pool import PooledPostgresqlDatabase, PooledSqliteDatabase

SQLITE = os.environ.get("PEER_SQLITE")
database = (
    PooledSqliteDatabase(SQLITE)
    if SQLITE
    else PooledPostgresqlDatabase(
        os.environ["PGDATABASE"], host=os.environ["PGHOST"], user=os.environ["PGUSER"], prefer_psycopg3=True
    )
)


class MomentField(DateTimeField):
    """A moment, stored in UTC: SQLite does not say so."""

    def python_value(self, value: Any) -> datetime:
        """Read a moment of either engine."""
        return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value


class Table(Model):
    """A table of the database."""

    class Meta:
        database = database
        legacy_table_names = False


class Sdg(Table):
    """A Sustainable Development Goal."""

    number = IntegerField(unique=True)
    name = TextField()
    color = TextField()


class School(Table):
    """A school of the university."""

    slug = TextField(unique=True)
    name = TextField()
    abbreviation = TextField()


class Entry(Table):
    """What the three collections have in common."""

    slug = TextField(unique=True)
    title = TextField()

    @property
    def sdgs(self) -> list[Sdg]:
        """The goals that were prefetched."""
        return [link.sdg for link in self.sdg_links]

    @property
    def schools(self) -> list[School]:
        """The schools that were prefetched."""
        return [link.school for link in self.school_links]


class Story(Entry):
    """A news story."""

    category = TextField()
    body = TextField()
    published_on = DateField(index=True)


class Event(Entry):
    """An event."""

    category = TextField()
    starts_at = MomentField(index=True)
    ends_at = MomentField()


class Award(Entry):
    """An award."""

    award = TextField()
    affiliation = TextField()
    live_from = MomentField(index=True)


class StorySdg(Table):
    """A goal of a story."""

    story = ForeignKeyField(Story, backref="sdg_links")
    sdg = ForeignKeyField(Sdg)

    class Meta:
        primary_key = CompositeKey("story", "sdg")


class StorySchool(Table):
    """A school of a story."""

    story = ForeignKeyField(Story, backref="school_links")
    school = ForeignKeyField(School)

    class Meta:
        primary_key = CompositeKey("story", "school")


class EventSdg(Table):
    """A goal of an event."""

    event = ForeignKeyField(Event, backref="sdg_links")
    sdg = ForeignKeyField(Sdg)

    class Meta:
        primary_key = CompositeKey("event", "sdg")


class EventSchool(Table):
    """A school of an event."""

    event = ForeignKeyField(Event, backref="school_links")
    school = ForeignKeyField(School)

    class Meta:
        primary_key = CompositeKey("event", "school")


class AwardSdg(Table):
    """A goal of an award."""

    award = ForeignKeyField(Award, backref="sdg_links")
    sdg = ForeignKeyField(Sdg)

    class Meta:
        primary_key = CompositeKey("award", "sdg")


class AwardSchool(Table):
    """A school of an award."""

    award = ForeignKeyField(Award, backref="school_links")
    school = ForeignKeyField(School)

    class Meta:
        primary_key = CompositeKey("award", "school")


def with_links(entries: ModelSelect, goals: type[Table], schools: type[Table]) -> list[Entry]:
    """Fetch entries with their goals and schools in three statements: each link is joined with what it leads to."""
    return prefetch(entries, goals.select(goals, Sdg).join(Sdg), schools.select(schools, School).join(School))
