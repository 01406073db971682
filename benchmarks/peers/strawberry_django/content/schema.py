"""The GraphQL schema: types made of the models, and lists that the optimizer prefetches for."""

import strawberry
import strawberry_django
from strawberry import auto
from strawberry.extensions import ParserCache, ValidationCache
from strawberry_django.optimizer import DjangoOptimizerExtension

from . import models


@strawberry_django.type(models.Sdg)
class Sdg:
    number: auto
    name: auto
    color: auto


@strawberry_django.type(models.School)
class School:
    slug: auto
    name: auto
    abbreviation: auto


@strawberry_django.order_type(models.Story)
class StoryOrder:
    published_on: auto


@strawberry_django.order_type(models.Event)
class EventOrder:
    starts_at: auto


@strawberry_django.order_type(models.Award)
class AwardOrder:
    live_from: auto


@strawberry_django.type(models.Story, pagination=True, ordering=StoryOrder)
class Story:
    slug: auto
    title: auto
    category: auto
    body: auto
    published_on: auto
    sdgs: list[Sdg]
    schools: list[School]


@strawberry_django.type(models.Event, pagination=True, ordering=EventOrder)
class Event:
    slug: auto
    title: auto
    category: auto
    starts_at: auto
    ends_at: auto
    sdgs: list[Sdg]
    schools: list[School]


@strawberry_django.type(models.Award, pagination=True, ordering=AwardOrder)
class Award:
    slug: auto
    title: auto
    award: auto
    affiliation: auto
    live_from: auto
    sdgs: list[Sdg]
    schools: list[School]


@strawberry.type
class Query:
    stories: list[Story] = strawberry_django.field()
    events: list[Event] = strawberry_django.field()
    awards: list[Award] = strawberry_django.field()
    sdgs: list[Sdg] = strawberry_django.field()


schema = strawberry.Schema(Query, extensions=[ParserCache, ValidationCache, DjangoOptimizerExtension])
