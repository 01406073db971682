"""Derivations."""

from peewee import *

def up(migrator, db):
    class Derivation(Model):
        name = TextField(primary_key=True)
        made_with = TextField()
        class Meta:
            database = db
            table_name = 'derivation'
    db.create_tables([Derivation])


def down(migrator, db):
    migrator.migrate(migrator.drop_table('derivation'))
