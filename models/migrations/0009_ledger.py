"""The ledger, from which totals are read; it is filled with its triggers, when the migrations are over."""

from peewee import *

LEAVES_CONTENT = True


def up(migrator, db):
    class Ledger(Model):
        list = TextField()
        target = BigIntegerField()
        width = IntegerField()
        bucket = BigIntegerField()
        change = IntegerField()
        class Meta:
            database = db
            table_name = 'ledger'
            primary_key = CompositeKey('list', 'target', 'width', 'bucket')
            without_rowid = isinstance(db, SqliteDatabase)
            # PostgreSQL writes a row anew in its page, if there is room
            table_settings = None if isinstance(db, SqliteDatabase) else 'WITH (fillfactor = 70)'
    db.create_tables([Ledger])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('ledger'))
