"""Events: spans of time in which something happens."""

from peewee import BooleanField, DateField

from models.edition import Edition
from models.instants import InstantField
from models.links import Links
from models.translations import TranslatedField


class Event(Edition):
    """An event, from the instant it starts to the instant it ends (exclusive).

    `starts_on` and `ends_on` are its first and last day at the site. An all-day event is
    given by these days alone; its instants are the midnights around them.
    """

    order = ("starts_at",)

    title = TranslatedField()
    category = TranslatedField(null=True)
    venue = TranslatedField(null=True)
    is_all_day = BooleanField(default=False)
    starts_at = InstantField(index=True)
    ends_at = InstantField(index=True)
    starts_on = DateField()
    ends_on = DateField()
    schools = Links("School", backlink="events")
    sdgs = Links("SustainableDevelopmentGoal", backlink="events")
    tags = Links("Tag", backlink="events")
