"""Popular searches: what visitors look for most."""

from models.edition import Edition
from models.links import Links
from models.translations import TranslatedField


class PopularSearch(Edition):
    """A search offered to visitors."""

    is_found, is_suggested = False, True

    label = TranslatedField(is_filtered=True, is_sorted=True)
    schools = Links("School", backlink="popular_searches")
    sdgs = Links("SustainableDevelopmentGoal", backlink="popular_searches", at_most=17)
    tags = Links("Tag", backlink="popular_searches")
