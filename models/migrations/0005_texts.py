"""Texts are compared by stored forms. The sort keys of each language follow from settings: `migrate` adds them."""

import re

from peewee import *

SORTED = {
    "award": ("award", "title"),
    "department": ("name",),
    "event": ("title",),
    "first": ("title",),
    "first_category": ("name",),
    "label": ("text",),
    "news_story": ("title",),
    "popular_search": ("label",),
    "program": ("name",),
    "ranking": ("name",),
    "school": ("name",),
    "sustainable_development_goal": ("name",),
    "tag": ("name",),
}

def up(migrator, db):
    migrator.migrate(migrator.add_column('award', 'award_folded', JSONField(null=True)))
    migrator.migrate(migrator.add_column('award', 'title_folded', JSONField(null=True)))
    migrator.migrate(migrator.add_column('degree', 'abbreviation_folded', TextField(null=True)))
    migrator.migrate(migrator.add_column('degree', 'abbreviation_key', BlobField(null=True)))
    migrator.migrate(migrator.add_column('department', 'name_folded', JSONField(null=True)))
    migrator.migrate(migrator.add_column('department', 'code_folded', TextField(null=True)))
    migrator.migrate(migrator.add_column('department', 'code_key', BlobField(null=True)))
    migrator.migrate(migrator.add_column('event', 'title_folded', JSONField(null=True)))
    migrator.migrate(migrator.add_column('event', 'category_folded', JSONField(null=True)))
    migrator.migrate(migrator.add_column('fact', 'label_folded', JSONField(null=True)))
    migrator.migrate(migrator.add_column('first', 'title_folded', JSONField(null=True)))
    migrator.migrate(migrator.add_column('first_category', 'name_folded', JSONField(null=True)))
    migrator.migrate(migrator.add_column('label', 'text_folded', JSONField(null=True)))
    migrator.migrate(migrator.add_column('news_story', 'title_folded', JSONField(null=True)))
    migrator.migrate(migrator.add_column('news_story', 'category_folded', JSONField(null=True)))
    migrator.migrate(migrator.add_column('news_story', 'body_folded', JSONField(null=True)))
    migrator.migrate(migrator.add_column('popular_search', 'label_folded', JSONField(null=True)))
    migrator.migrate(migrator.add_column('program', 'name_folded', JSONField(null=True)))
    migrator.migrate(migrator.add_column('program', 'code_folded', TextField(null=True)))
    migrator.migrate(migrator.add_column('program', 'code_key', BlobField(null=True)))
    migrator.migrate(migrator.add_column('ranking', 'name_folded', JSONField(null=True)))
    migrator.migrate(migrator.add_column('ranking', 'publisher_folded', JSONField(null=True)))
    migrator.migrate(migrator.add_column('school', 'name_folded', JSONField(null=True)))
    migrator.migrate(migrator.add_column('school', 'abbreviation_folded', TextField(null=True)))
    migrator.migrate(migrator.add_column('school', 'abbreviation_key', BlobField(null=True)))
    migrator.migrate(migrator.add_column('site', 'name_folded', JSONField(null=True)))
    migrator.migrate(migrator.add_column('sustainable_development_goal', 'name_folded', JSONField(null=True)))
    migrator.migrate(migrator.add_column('tag', 'name_folded', JSONField(null=True)))


def drop_sort_keys(migrator, db, table, text):
    """Drop the sort keys of a text in all languages, with their indexes."""
    form = re.compile(rf'{text}_key_[a-z]{{2,3}}(_[a-z0-9]+)*')
    for index in db.get_indexes(table):
        if any(map(form.fullmatch, index.columns)):
            migrator.migrate(migrator.drop_index(table, index.name))
    for column in db.get_columns(table):
        if form.fullmatch(column.name):
            migrator.migrate(migrator.drop_column(table, column.name))


def down(migrator, db):
    for table, texts in SORTED.items():
        for text in texts:
            drop_sort_keys(migrator, db, table, text)
    migrator.migrate(migrator.drop_column('tag', 'name_folded'))
    migrator.migrate(migrator.drop_column('sustainable_development_goal', 'name_folded'))
    migrator.migrate(migrator.drop_column('site', 'name_folded'))
    migrator.migrate(migrator.drop_column('school', 'abbreviation_key'))
    migrator.migrate(migrator.drop_column('school', 'abbreviation_folded'))
    migrator.migrate(migrator.drop_column('school', 'name_folded'))
    migrator.migrate(migrator.drop_column('ranking', 'publisher_folded'))
    migrator.migrate(migrator.drop_column('ranking', 'name_folded'))
    migrator.migrate(migrator.drop_column('program', 'code_key'))
    migrator.migrate(migrator.drop_column('program', 'code_folded'))
    migrator.migrate(migrator.drop_column('program', 'name_folded'))
    migrator.migrate(migrator.drop_column('popular_search', 'label_folded'))
    migrator.migrate(migrator.drop_column('news_story', 'body_folded'))
    migrator.migrate(migrator.drop_column('news_story', 'category_folded'))
    migrator.migrate(migrator.drop_column('news_story', 'title_folded'))
    migrator.migrate(migrator.drop_column('label', 'text_folded'))
    migrator.migrate(migrator.drop_column('first_category', 'name_folded'))
    migrator.migrate(migrator.drop_column('first', 'title_folded'))
    migrator.migrate(migrator.drop_column('fact', 'label_folded'))
    migrator.migrate(migrator.drop_column('event', 'category_folded'))
    migrator.migrate(migrator.drop_column('event', 'title_folded'))
    migrator.migrate(migrator.drop_column('department', 'code_key'))
    migrator.migrate(migrator.drop_column('department', 'code_folded'))
    migrator.migrate(migrator.drop_column('department', 'name_folded'))
    migrator.migrate(migrator.drop_column('degree', 'abbreviation_key'))
    migrator.migrate(migrator.drop_column('degree', 'abbreviation_folded'))
    migrator.migrate(migrator.drop_column('award', 'title_folded'))
    migrator.migrate(migrator.drop_column('award', 'award_folded'))
