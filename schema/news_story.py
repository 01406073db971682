"""News stories, as clients see them."""

from datetime import date
from typing import TYPE_CHECKING

import models
from schema.building import content_type
from schema.entries import Entry
from schema.words import LinkedList, RichText, Text, Value

if TYPE_CHECKING:
    from schema.person import Person
    from schema.school import School
    from schema.seo import Seo
    from schema.sustainable_development_goal import SustainableDevelopmentGoal
    from schema.tag import Tag


@content_type(
    models.NewsStory,
    names=("news_story", "news_stories"),
    filters=("title", "category", "body", "published_on", "schools", "sdgs", "tags", "authors"),
    orders=("published_on", "title"),
)
class NewsStory(Entry):
    """A news story."""

    title: Text
    """The headline."""
    category: Text
    """The kind of story, as printed above the headline."""
    body: RichText
    """The text."""
    published_on: date
    """The day printed on the story."""
    schools: LinkedList["School"]
    """The schools that it is about."""
    sdgs: LinkedList["SustainableDevelopmentGoal"]
    """The goals that it touches."""
    tags: LinkedList["Tag"]
    """Its topics, in printed order."""
    summary: Text
    """What it is about, in a few lines."""
    authors: LinkedList["Person"]
    """Those who wrote it."""
    related: LinkedList["Entry"]
    """What else there is to read: entries of any type, in an order of choice."""
    updated_on: date | None
    """The day on which it was last corrected or added to, as it says itself."""
    seo: Value["Seo"]
    """What search engines are told, where it is not what the page says."""
