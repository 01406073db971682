"""Labels: names and interface words in the languages of the site, for translators and frontends."""

from models.edition import Edition
from models.translations import TranslatedField


class Label(Edition):
    """A name or word with its accepted translations."""

    is_found = False

    text = TranslatedField(is_filtered=True, is_sorted=True)
