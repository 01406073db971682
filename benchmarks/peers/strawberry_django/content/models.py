"""The tables of B36 as Django models; Django reads them and did not make them."""

from django.db import models


class Sdg(models.Model):
    """A Sustainable Development Goal."""

    number = models.IntegerField(unique=True)
    name = models.TextField()
    color = models.TextField()

    class Meta:
        managed = False
        db_table = "sdg"


class School(models.Model):
    """A school of the university."""

    slug = models.TextField(unique=True)
    name = models.TextField()
    abbreviation = models.TextField()

    class Meta:
        managed = False
        db_table = "school"


class Entry(models.Model):
    """What the three collections have in common."""

    slug = models.TextField(unique=True)
    title = models.TextField()

    class Meta:
        abstract = True


class Story(Entry):
    """A news story."""

    category = models.TextField()
    body = models.TextField()
    published_on = models.DateField(db_index=True)
    sdgs = models.ManyToManyField(Sdg, db_table="story_sdg", related_name="stories")
    schools = models.ManyToManyField(School, db_table="story_school", related_name="stories")

    class Meta:
        managed = False
        db_table = "story"


class Event(Entry):
    """An event."""

    category = models.TextField()
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    sdgs = models.ManyToManyField(Sdg, db_table="event_sdg", related_name="events")
    schools = models.ManyToManyField(School, db_table="event_school", related_name="events")

    class Meta:
        managed = False
        db_table = "event"


class Award(Entry):
    """An award."""

    award = models.TextField()
    affiliation = models.TextField()
    live_from = models.DateTimeField(db_index=True)
    sdgs = models.ManyToManyField(Sdg, db_table="award_sdg", related_name="awards")
    schools = models.ManyToManyField(School, db_table="award_school", related_name="awards")

    class Meta:
        managed = False
        db_table = "award"
