"""Editions have the tokens by which their texts are found, in columns derived of them."""

from peewee import *

TABLES = (
    'award', 'degree', 'department', 'event', 'fact', 'first', 'first_category', 'homepage_section', 'label',
    'menu', 'news_story', 'popular_search', 'program', 'ranking', 'school', 'site', 'sustainable_development_goal',
    'tag',
)


def up(migrator, db):
    for table in TABLES:
        migrator.migrate(
            migrator.add_column(table, 'title_tokens', TextField(null=True)),
            migrator.add_column(table, 'tokens', TextField(null=True)),
        )


def down(migrator, db):
    for table in TABLES:
        migrator.migrate(migrator.drop_column(table, 'tokens'), migrator.drop_column(table, 'title_tokens'))
