"""Redirects."""

from peewee import *

def up(migrator, db):
    class Entry(Model):
        entry = BigAutoField()
        class Meta:
            database = db
            table_name = 'entry'

    class Redirect(Model):
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
        note = JSONField(null=True)
        source = TextField(index=True, null=True)
        stem = TextField(index=True, null=True)
        target = ForeignKeyField(Entry, null=True)
        location = TextField(null=True)
        status = IntegerField(null=True, default=301)
        keeps_query = BooleanField(null=True, default=True)
        languages = JSONField(null=True)
        source_folded = TextField(null=True)
        text_languages = TextField(null=True)
        title_tokens = TextField(null=True)
        tokens = TextField(null=True)
        class Meta:
            database = db
            table_name = 'redirect'
            indexes = ((('entry', 'version'), True),)
    db.create_tables([Redirect])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('redirect'))


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
