"""Editions have all that they refer to in one column, which the table of references is made of."""

from peewee import *

TABLES = ('alert', 'award', 'event', 'homepage_section', 'menu', 'news_story', 'page', 'person', 'place')


def up(migrator, db):
    for table in TABLES:
        migrator.migrate(migrator.add_column(table, 'entry_references', JSONField(null=True)))


def down(migrator, db):
    for table in TABLES:
        migrator.migrate(migrator.drop_column(table, 'entry_references'))
