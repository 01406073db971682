"""The homepage's curation: the words of each section, what stands in it and in which order.

Each section is an entry of its own, so one can be rescheduled without touching the others.
Its slug says which one it is; a section uses only the fields that it shows.
"""

from peewee import TextField

from models.components import Component, ComponentField
from models.edition import Edition
from models.links import AnyLink, Links
from models.translations import TranslatedField


class MoreLink(Component):
    """The link under a section that leads to all of its kind."""

    label = TranslatedField()
    url = TextField(null=True)
    target = AnyLink(null=True)


class HomepageSection(Edition):
    """A section of the homepage."""

    is_found = False

    heading = TranslatedField()
    intro = TranslatedField(null=True)
    more = ComponentField(MoreLink)
    all_label = TranslatedField(null=True)
    item_link_label = TranslatedField(null=True)
    featured_heading = TranslatedField(null=True)
    upcoming_heading = TranslatedField(null=True)
    prompt = TranslatedField(null=True)
    news_stories = Links("NewsStory")
    rankings = Links("Ranking")
    facts = Links("Fact")
    firsts = Links("First", at_most=20)
    first_categories = Links("FirstCategory")
    awards = Links("Award")
    sdgs = Links("SustainableDevelopmentGoal", at_most=17)
    featured_events = Links("Event")
    popular_searches = Links("PopularSearch")
