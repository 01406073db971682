"""News stories."""

from peewee import DateField

from models.edition import Edition
from models.links import Links
from models.translations import TranslatedField


class NewsStory(Edition):
    """A story of the news section."""

    order = ("-published_on",)

    title = TranslatedField()
    category = TranslatedField(null=True)
    body = TranslatedField(null=True)
    published_on = DateField()
    schools = Links("School", backlink="news_stories")
    sdgs = Links("SustainableDevelopmentGoal", backlink="news_stories")
    tags = Links("Tag", backlink="news_stories")
