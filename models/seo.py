"""What search engines and previews of links are told of a page, where it is not what the page says itself."""

from peewee import BooleanField

from models.components import Component
from models.translations import TranslatedField


class Seo(Component):
    """Another title and description of a page, and whether search engines should list it."""

    title = TranslatedField(null=True, longest=200)
    description = TranslatedField(null=True, longest=500)
    no_index = BooleanField(default=False)
