"""Targets of links."""

from peewee import *

def up(migrator, db):
    migrator.migrate(migrator.add_column('homepage_section', 'more_links_target', JSONField(null=True)))
    migrator.migrate(migrator.add_column('menu', 'items_links_target', JSONField(null=True)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('menu', 'items_links_target'))
    migrator.migrate(migrator.drop_column('homepage_section', 'more_links_target'))
