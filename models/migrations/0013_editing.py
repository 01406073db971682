"""Entries count the writes to them and may be deleted; beside the content stands what came of what, and the change feed."""

from peewee import *

LEAVES_CONTENT = True


def up(migrator, db):
    migrator.migrate(
        migrator.add_column('entry', 'sequence', BigIntegerField(null=True)),
        migrator.add_column('entry', 'deleted_at', BigIntegerField(null=True)),
    )

    class AnsweredKey(Model):
        actor = TextField()
        act = TextField()
        key = TextField()
        digest = TextField()
        answer = TextField(null=True)
        at = BigIntegerField(index=True)
        class Meta:
            database = db
            legacy_table_names = False
            table_name = 'editing_key'
            primary_key = CompositeKey('actor', 'act', 'key')

    class FeedEnd(Model):
        number = IntegerField(primary_key=True)
        position = BigIntegerField()
        class Meta:
            database = db
            legacy_table_names = False
            table_name = 'editing_feed'

    class Lineage(Model):
        entry = BigIntegerField()
        version = IntegerField()
        sequence = BigIntegerField()
        based_on = IntegerField(null=True)
        touched = JSONField()
        sources = JSONField()
        class Meta:
            database = db
            legacy_table_names = False
            table_name = 'editing_lineage'
            primary_key = CompositeKey('entry', 'version')

    class PathChange(Model):
        number = BigAutoField()
        entry = BigIntegerField()
        path = TextField()
        since = BigIntegerField()
        first = BigIntegerField()
        last = BigIntegerField()
        before = TextField(null=True)
        is_known = BooleanField()
        actor = TextField()
        at = BigIntegerField()
        class Meta:
            database = db
            legacy_table_names = False
            table_name = 'editing_path_change'
            indexes = ((('entry', 'path', 'last'), False),)

    class Publication(Model):
        position = BigIntegerField(primary_key=True)
        kind = TextField()
        type = TextField()
        entry = BigIntegerField(index=True)
        version = IntegerField(null=True)
        at = BigIntegerField()
        until = BigIntegerField()
        made_at = BigIntegerField()
        class Meta:
            database = db
            legacy_table_names = False
            table_name = 'editing_publication'
            indexes = ((('type', 'position'), False),)

    db.create_tables([AnsweredKey, FeedEnd, Lineage, PathChange, Publication])


def down(migrator, db):
    for table in ('editing_publication', 'editing_path_change', 'editing_lineage', 'editing_feed', 'editing_key'):
        migrator.migrate(migrator.drop_table(table))
    migrator.migrate(migrator.drop_column('entry', 'deleted_at'), migrator.drop_column('entry', 'sequence'))
