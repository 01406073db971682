"""Alerts and series of events are content types; long texts of events, people, places and pages are rich texts."""

from peewee import *

def up(migrator, db):
    class Entry(Model):
        entry = BigAutoField()
        class Meta:
            database = db
            table_name = 'entry'

    class Alert(Model):
        edition = BigAutoField()
        entry = ForeignKeyField(Entry, field=Entry.entry, column_name='entry', index=False)
        uid = TextField()
        version = IntegerField()
        slug = TextField(index=True)
        live_from = BigIntegerField(index=True, null=True)
        live_until = BigIntegerField(index=True, default=9223372036854775807)
        created_at = BigIntegerField()
        created_by = TextField(null=True)
        basis = JSONField(null=True)
        title = JSONField(null=True)
        message = JSONField(null=True)
        level = TextField(null=True)
        action = JSONField(null=True)
        message_html_en = TextField(null=True)
        message_html_zh_hant = TextField(null=True)
        message_html_zh_hans = TextField(null=True)
        message_tree_en = TextField(null=True)
        message_tree_zh_hant = TextField(null=True)
        message_tree_zh_hans = TextField(null=True)
        message_references = JSONField(null=True)
        action_links_target = JSONField(null=True)
        text_languages = TextField(null=True)
        title_tokens = TextField(null=True)
        tokens = TextField(null=True)
        class Meta:
            database = db
            table_name = 'alert'
            indexes = ((('entry', 'version'), True),)
    db.create_tables([Alert])

    class AlertScope(Model):
        edition = ForeignKeyField(Alert, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'alert_scope'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([AlertScope])

    class EventSeries(Model):
        edition = BigAutoField()
        entry = ForeignKeyField(Entry, field=Entry.entry, column_name='entry', index=False)
        uid = TextField()
        version = IntegerField()
        slug = TextField(index=True)
        live_from = BigIntegerField(index=True, null=True)
        live_until = BigIntegerField(index=True, default=9223372036854775807)
        created_at = BigIntegerField()
        created_by = TextField(null=True)
        basis = JSONField(null=True)
        title = JSONField(null=True)
        summary = JSONField(null=True)
        category = JSONField(null=True)
        venue = JSONField(null=True)
        place = ForeignKeyField(Entry, null=True)
        rule = TextField(null=True)
        first_starts_at = BigIntegerField(null=True)
        minutes = IntegerField(null=True, default=60)
        exceptions = JSONField(null=True)
        title_folded = JSONField(null=True)
        text_languages = TextField(null=True)
        title_tokens = TextField(null=True)
        tokens = TextField(null=True)
        class Meta:
            database = db
            table_name = 'event_series'
            indexes = ((('entry', 'version'), True),)
    db.create_tables([EventSeries])

    class EventSeriesSchools(Model):
        edition = ForeignKeyField(EventSeries, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'event_series_schools'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([EventSeriesSchools])

    class EventSeriesTags(Model):
        edition = ForeignKeyField(EventSeries, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'event_series_tags'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([EventSeriesTags])

    migrator.migrate(migrator.add_column('event', 'description', JSONField(null=True)))
    migrator.migrate(migrator.add_column('event', 'series_id', ForeignKeyField(Entry, field=Entry.entry, null=True)))
    migrator.migrate(migrator.add_column('event', 'description_references', JSONField(null=True)))
    migrator.migrate(migrator.add_column('page', 'blocks_rich', JSONField(null=True)))
    migrator.migrate(migrator.add_column('page', 'blocks_references', JSONField(null=True)))
    migrator.migrate(migrator.add_column('person', 'biography', JSONField(null=True)))
    migrator.migrate(migrator.add_column('person', 'biography_references', JSONField(null=True)))
    migrator.migrate(migrator.add_column('place', 'accessibility', JSONField(null=True)))
    migrator.migrate(migrator.add_column('place', 'accessibility_references', JSONField(null=True)))


def down(migrator, db):
    migrator.migrate(migrator.drop_index('event', 'event_series_id'))
    migrator.migrate(migrator.drop_column('place', 'accessibility_references'))
    migrator.migrate(migrator.drop_column('place', 'accessibility'))
    migrator.migrate(migrator.drop_column('person', 'biography_references'))
    migrator.migrate(migrator.drop_column('person', 'biography'))
    migrator.migrate(migrator.drop_column('page', 'blocks_references'))
    migrator.migrate(migrator.drop_column('page', 'blocks_rich'))
    migrator.migrate(migrator.drop_column('event', 'description_references'))
    migrator.migrate(migrator.drop_column('event', 'series_id'))
    migrator.migrate(migrator.drop_column('event', 'description'))
    migrator.migrate(migrator.drop_table('event_series_tags'))
    migrator.migrate(migrator.drop_table('event_series_schools'))
    migrator.migrate(migrator.drop_table('event_series'))
    migrator.migrate(migrator.drop_table('alert_scope'))
    migrator.migrate(migrator.drop_table('alert'))


def is_sqlite(db):
    """Tell whether a database is of SQLite."""
    return isinstance(db, SqliteDatabase)


def drop_triggers(db, table):
    """Take away the triggers that watch a table, and on PostgreSQL their functions."""
    events = ("insert", "update", "delete", "truncate")
    names = [f"{kind}_{table}_{event}" for kind in ("count", "ledger", "guard", "search") for event in events]
    for name in (*names, f"count_{table}_all", f"ledger_{table}_cascade", f"guard_{table}"):
        if is_sqlite(db):
            db.execute_sql(f'DROP TRIGGER IF EXISTS "{name}"')
        else:
            db.execute_sql(f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"')
            db.execute_sql(f'DROP FUNCTION IF EXISTS "{name}"()')


def drop_table(migrator, db, table):
    """Drop a table of editions or links with all that is in it."""
    drop_triggers(db, table)
    migrator.migrate(migrator.drop_table(table))
