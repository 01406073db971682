"""Tags: the topics that stories, programs, awards, events and firsts share."""

from models.edition import Edition
from models.translations import TranslatedField


class Tag(Edition):
    """A topic."""

    is_found, is_suggested = False, True

    name = TranslatedField(is_filtered=True, is_sorted=True)
