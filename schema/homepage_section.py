"""Sections of the homepage, as clients see them: any section, whichever slug it has.

Those that every homepage has are types of their own, in `schema.homepage`.
"""

from typing import TYPE_CHECKING

import models
from schema.building import content_type
from schema.entries import Entry
from schema.words import LinkedList, Text, Value

if TYPE_CHECKING:
    from schema.award import Award
    from schema.event import Event
    from schema.fact import Fact
    from schema.first import First
    from schema.first_category import FirstCategory
    from schema.homepage import MoreLink
    from schema.news_story import NewsStory
    from schema.popular_search import PopularSearch
    from schema.ranking import Ranking
    from schema.sustainable_development_goal import SustainableDevelopmentGoal


@content_type(models.HomepageSection)
class HomepageSection(Entry):
    """A section of the homepage; it uses only the fields that it shows."""

    heading: Text
    """The heading."""
    intro: Text
    """The lines below it."""
    more: Value["MoreLink"]
    """The link to more of its kind."""
    all_label: Text
    """The label of the filter that shows all."""
    item_link_label: Text
    """The label of the link on each item."""
    featured_heading: Text
    """The heading over the featured events."""
    upcoming_heading: Text
    """The heading over the upcoming events."""
    prompt: Text
    """The question in the search box."""
    news_stories: LinkedList["NewsStory"]
    """The stories shown, in curated order."""
    rankings: LinkedList["Ranking"]
    """The rankings shown, in curated order."""
    facts: LinkedList["Fact"]
    """The facts shown, in curated order."""
    firsts: LinkedList["First"]
    """The firsts shown, in curated order."""
    first_categories: LinkedList["FirstCategory"]
    """The categories that the firsts can be filtered by, in curated order."""
    awards: LinkedList["Award"]
    """The awards shown, in curated order."""
    sdgs: LinkedList["SustainableDevelopmentGoal"]
    """The goals shown, in curated order."""
    featured_events: LinkedList["Event"]
    """The events that editors put first."""
    popular_searches: LinkedList["PopularSearch"]
    """The searches offered, in curated order."""
