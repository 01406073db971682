"""News stories, as clients see them."""

import models
from schema.building import content_type
from schema.entries import Entry
from schema.members import LinkedList, Text
from schema.scalars import Date


@content_type(
    models.NewsStory,
    names=("news_story", "news_stories"),
    filters=("title", "category", "body", "published_on", "schools", "sdgs", "tags"),
    orders=("published_on", "title"),
)
class NewsStory(Entry):
    """A news story."""

    title: Text
    """The headline."""
    category: Text
    """The kind of story, as printed above the headline."""
    body: Text
    """The text."""
    published_on: Date
    """The day printed on the story."""
    schools: LinkedList
    """The schools that it is about."""
    sdgs: LinkedList
    """The goals that it touches."""
    tags: LinkedList
    """Its topics, in printed order."""
