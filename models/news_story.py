"""News stories."""

from peewee import DateField

from models.components import ComponentField
from models.edition import Edition
from models.links import AnyLinks, Links
from models.rich_text.fields import RichTextField
from models.seo import Seo
from models.translations import TranslatedField


class NewsStory(Edition):
    """A story of the news section."""

    path = "/news/{slug}"
    order = ("-published_on",)

    title = TranslatedField(is_filtered=True, is_sorted=True, has_order_index=True)
    category = TranslatedField(null=True, is_filtered=True)
    body = RichTextField(null=True, is_filtered=True)
    published_on = DateField()
    schools = Links("School", backlink="news_stories")
    sdgs = Links("SustainableDevelopmentGoal", backlink="news_stories", at_most=17)
    tags = Links("Tag", backlink="news_stories")
    summary = TranslatedField(null=True)
    authors = Links("Person", backlink="news_stories")
    related = AnyLinks()
    updated_on = DateField(null=True)
    seo = ComponentField(Seo)
