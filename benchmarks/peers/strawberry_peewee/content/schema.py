"""The GraphQL schema; the resolvers answer with models, whose attributes are the fields."""

from datetime import date, datetime

import strawberry
from strawberry.extensions import ParserCache, ValidationCache

from . import models


@strawberry.type
class Sdg:
    number: int
    name: str
    color: str


@strawberry.type
class School:
    slug: str
    name: str
    abbreviation: str


@strawberry.type
class Story:
    slug: str
    title: str
    category: str
    body: str
    published_on: date
    sdgs: list[Sdg]
    schools: list[School]


@strawberry.type
class Event:
    slug: str
    title: str
    category: str
    starts_at: datetime
    ends_at: datetime
    sdgs: list[Sdg]
    schools: list[School]


@strawberry.type
class Award:
    slug: str
    title: str
    award: str
    affiliation: str
    live_from: datetime
    sdgs: list[Sdg]
    schools: list[School]


@strawberry.type
class Query:
    @strawberry.field
    def stories(self, first: int) -> list[Story]:
        """The newest stories."""
        newest = models.Story.select().order_by(models.Story.published_on.desc()).limit(first)
        return models.with_links(newest, models.StorySdg, models.StorySchool)

    @strawberry.field
    def events(self, first: int) -> list[Event]:
        """The events that start last."""
        newest = models.Event.select().order_by(models.Event.starts_at.desc()).limit(first)
        return models.with_links(newest, models.EventSdg, models.EventSchool)

    @strawberry.field
    def awards(self, first: int) -> list[Award]:
        """The newest awards."""
        newest = models.Award.select().order_by(models.Award.live_from.desc()).limit(first)
        return models.with_links(newest, models.AwardSdg, models.AwardSchool)

    @strawberry.field
    def sdgs(self) -> list[Sdg]:
        """All goals."""
        return list(models.Sdg.select().order_by(models.Sdg.number))


schema = strawberry.Schema(Query, extensions=[ParserCache, ValidationCache])
