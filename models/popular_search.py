"""Popular searches: what visitors look for most."""

from models.edition import Edition
from models.translations import TranslatedField


class PopularSearch(Edition):
    """A search offered to visitors."""

    label = TranslatedField()
