"""Firsts: what the university did before others, and the categories they are shown under."""

from models.edition import Edition
from models.links import Links
from models.translations import TranslatedField


class First(Edition):
    """Something done first."""

    title = TranslatedField(is_filtered=True, is_sorted=True)
    subtitle = TranslatedField(null=True)
    categories = Links("FirstCategory", backlink="firsts")
    schools = Links("School", backlink="firsts")
    sdgs = Links("SustainableDevelopmentGoal", backlink="firsts", at_most=17)
    tags = Links("Tag", backlink="firsts")
