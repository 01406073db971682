"""Editions say in which languages their texts are, and which entries their components link to: columns derived of both."""

from peewee import *

TRANSLATED = (
    "award",
    "degree",
    "department",
    "event",
    "ranking",
    "fact",
    "first",
    "first_category",
    "homepage_section",
    "label",
    "menu",
    "news_story",
    "popular_search",
    "school",
    "program",
    "site",
    "sustainable_development_goal",
    "tag",
)


def up(migrator, db):
    for table in TRANSLATED:
        migrator.migrate(migrator.add_column(table, 'text_languages', TextField(null=True)))
    migrator.migrate(migrator.add_column('menu', 'items_links_school', JSONField(null=True)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('menu', 'items_links_school'))
    for table in TRANSLATED:
        migrator.migrate(migrator.drop_column(table, 'text_languages'))
