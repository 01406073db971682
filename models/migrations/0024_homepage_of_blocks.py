"""The homepage is made of blocks, too: those of the site."""

from peewee import *

def up(migrator, db):
    migrator.migrate(migrator.add_column('site', 'blocks', JSONField(null=True)))
    migrator.migrate(migrator.add_column('site', 'blocks_links_person', JSONField(null=True)))
    migrator.migrate(migrator.add_column('site', 'blocks_links_target', JSONField(null=True)))
    migrator.migrate(migrator.add_column('site', 'blocks_links_entry', JSONField(null=True)))
    migrator.migrate(migrator.add_column('site', 'blocks_links_tag', JSONField(null=True)))
    migrator.migrate(migrator.add_column('site', 'blocks_links_school', JSONField(null=True)))
    migrator.migrate(migrator.add_column('site', 'blocks_links_place', JSONField(null=True)))
    migrator.migrate(migrator.add_column('site', 'blocks_rich', JSONField(null=True)))
    migrator.migrate(migrator.add_column('site', 'blocks_references', JSONField(null=True)))
    migrator.migrate(migrator.add_column('site', 'entry_references', JSONField(null=True)))
    db.execute_sql("UPDATE site SET blocks = '[]'")


def down(migrator, db):
    migrator.migrate(migrator.drop_column('site', 'entry_references'))
    migrator.migrate(migrator.drop_column('site', 'blocks_references'))
    migrator.migrate(migrator.drop_column('site', 'blocks_rich'))
    migrator.migrate(migrator.drop_column('site', 'blocks_links_place'))
    migrator.migrate(migrator.drop_column('site', 'blocks_links_school'))
    migrator.migrate(migrator.drop_column('site', 'blocks_links_tag'))
    migrator.migrate(migrator.drop_column('site', 'blocks_links_entry'))
    migrator.migrate(migrator.drop_column('site', 'blocks_links_target'))
    migrator.migrate(migrator.drop_column('site', 'blocks_links_person'))
    migrator.migrate(migrator.drop_column('site', 'blocks'))
