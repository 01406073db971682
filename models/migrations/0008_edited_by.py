"""Entries say who acted on them last, so that loading content files leaves alone what an editor has ended."""

from peewee import *


def up(migrator, db):
    migrator.migrate(migrator.add_column('entry', 'edited_by', TextField(null=True)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('entry', 'edited_by'))
