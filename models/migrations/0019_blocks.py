"""Pages are made of blocks; stories have what else to read, and people schools and departments."""

from peewee import *

def up(migrator, db):
    class Entry(Model):
        entry = BigAutoField()
        class Meta:
            database = db
            table_name = 'entry'

    class NewsStory(Model):
        edition = BigAutoField()
        class Meta:
            database = db
            table_name = 'news_story'

    class Person(Model):
        edition = BigAutoField()
        class Meta:
            database = db
            table_name = 'person'

    class NewsStoryRelated(Model):
        edition = ForeignKeyField(NewsStory, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        published_on = DateField(null=True)
        class Meta:
            database = db
            table_name = 'news_story_related'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'published_on', 'entry', 'edition'), False),)
    db.create_tables([NewsStoryRelated])

    class PersonDepartments(Model):
        edition = ForeignKeyField(Person, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'person_departments'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([PersonDepartments])

    class PersonSchools(Model):
        edition = ForeignKeyField(Person, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        class Meta:
            database = db
            table_name = 'person_schools'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'entry', 'edition'), False),)
    db.create_tables([PersonSchools])

    migrator.migrate(migrator.add_column('page', 'blocks', JSONField(null=True)))
    migrator.migrate(migrator.add_column('page', 'blocks_links_person', JSONField(null=True)))
    migrator.migrate(migrator.add_column('page', 'blocks_links_target', JSONField(null=True)))
    migrator.migrate(migrator.add_column('page', 'blocks_links_entry', JSONField(null=True)))
    migrator.migrate(migrator.add_column('page', 'blocks_links_tag', JSONField(null=True)))
    migrator.migrate(migrator.add_column('page', 'blocks_links_school', JSONField(null=True)))
    migrator.migrate(migrator.add_column('page', 'blocks_links_place', JSONField(null=True)))
    db.execute_sql("UPDATE page SET blocks = '[]'")


def down(migrator, db):
    migrator.migrate(migrator.drop_column('page', 'blocks_links_place'))
    migrator.migrate(migrator.drop_column('page', 'blocks_links_school'))
    migrator.migrate(migrator.drop_column('page', 'blocks_links_tag'))
    migrator.migrate(migrator.drop_column('page', 'blocks_links_entry'))
    migrator.migrate(migrator.drop_column('page', 'blocks_links_target'))
    migrator.migrate(migrator.drop_column('page', 'blocks_links_person'))
    migrator.migrate(migrator.drop_column('page', 'blocks'))
    migrator.migrate(migrator.drop_table('person_schools'))
    migrator.migrate(migrator.drop_table('person_departments'))
    migrator.migrate(migrator.drop_table('news_story_related'))


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
