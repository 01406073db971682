"""Categories of firsts."""

from models.edition import Edition
from models.translations import TranslatedField


class FirstCategory(Edition):
    """A category that firsts are filtered by."""

    is_found = False

    name = TranslatedField(is_filtered=True, is_sorted=True)
