"""People of awards."""

from peewee import *

def up(migrator, db):
    migrator.migrate(migrator.add_column('award', 'recipients_links_person', JSONField(null=True)))


def down(migrator, db):
    migrator.migrate(migrator.drop_column('award', 'recipients_links_person'))
