"""Places, people and pages are content types; stories and events say more of themselves."""

from peewee import *

def up(migrator, db):
    class Entry(Model):
        entry = BigAutoField()
        class Meta:
            database = db
            table_name = 'entry'

    class Event(Model):
        edition = BigAutoField()
        class Meta:
            database = db
            table_name = 'event'

    class NewsStory(Model):
        edition = BigAutoField()
        class Meta:
            database = db
            table_name = 'news_story'

    class EventDepartments(Model):
        edition = ForeignKeyField(Event, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        starts_at = BigIntegerField(null=True)
        class Meta:
            database = db
            table_name = 'event_departments'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'starts_at', 'entry', 'edition'), False),)
    db.create_tables([EventDepartments])

    class EventSpeakers(Model):
        edition = ForeignKeyField(Event, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        starts_at = BigIntegerField(null=True)
        class Meta:
            database = db
            table_name = 'event_speakers'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'starts_at', 'entry', 'edition'), False),)
    db.create_tables([EventSpeakers])

    class NewsStoryAuthors(Model):
        edition = ForeignKeyField(NewsStory, column_name='edition', index=False, on_delete='CASCADE')
        position = IntegerField()
        target = ForeignKeyField(Entry, column_name='target', index=False)
        entry = BigIntegerField()
        published_on = DateField(null=True)
        class Meta:
            database = db
            table_name = 'news_story_authors'
            primary_key = CompositeKey('edition', 'position')
            indexes = ((('target', 'published_on', 'entry', 'edition'), False),)
    db.create_tables([NewsStoryAuthors])

    class Page(Model):
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
        parent = ForeignKeyField(Entry, null=True)
        summary = JSONField(null=True)
        position = IntegerField(null=True, default=0)
        seo = JSONField(null=True)
        title_folded = JSONField(null=True)
        text_languages = TextField(null=True)
        title_tokens = TextField(null=True)
        tokens = TextField(null=True)
        class Meta:
            database = db
            table_name = 'page'
            indexes = ((('entry', 'version'), True), (('position', 'entry', 'live_from', 'live_until'), False))
    db.create_tables([Page])

    class Person(Model):
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
        name = JSONField(null=True)
        sort_name = TextField(null=True)
        honorific = JSONField(null=True)
        roles = JSONField(null=True)
        email = TextField(null=True)
        phone = TextField(null=True)
        office = ForeignKeyField(Entry, null=True)
        links = JSONField(null=True)
        orcid = TextField(null=True)
        seo = JSONField(null=True)
        name_folded = JSONField(null=True)
        sort_name_key = BlobField(null=True)
        roles_links_department = JSONField(null=True)
        roles_links_school = JSONField(null=True)
        text_languages = TextField(null=True)
        title_tokens = TextField(null=True)
        tokens = TextField(null=True)
        class Meta:
            database = db
            table_name = 'person'
            indexes = ((('entry', 'version'), True),)
    db.create_tables([Person])

    class Place(Model):
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
        name = JSONField(null=True)
        kind = TextField(null=True)
        part_of = ForeignKeyField(Entry, null=True)
        address = JSONField(null=True)
        latitude = FloatField(null=True)
        longitude = FloatField(null=True)
        map_url = TextField(null=True)
        weekly_hours = JSONField(null=True)
        special_hours = JSONField(null=True)
        seo = JSONField(null=True)
        name_folded = JSONField(null=True)
        text_languages = TextField(null=True)
        title_tokens = TextField(null=True)
        tokens = TextField(null=True)
        class Meta:
            database = db
            table_name = 'place'
            indexes = ((('entry', 'version'), True),)
    db.create_tables([Place])

    migrator.migrate(migrator.add_column('department', 'seo', JSONField(null=True)))
    migrator.migrate(migrator.add_column('event', 'summary', JSONField(null=True)))
    migrator.migrate(migrator.add_column('event', 'status', TextField(index=True, null=True, default='SCHEDULED')))
    migrator.migrate(migrator.add_column('event', 'status_note', JSONField(null=True)))
    migrator.migrate(migrator.add_column('event', 'attendance', TextField(null=True)))
    migrator.migrate(migrator.add_column('event', 'audience', TextField(null=True)))
    migrator.migrate(migrator.add_column('event', 'language', TextField(null=True)))
    migrator.migrate(migrator.add_column('event', 'place_id', ForeignKeyField(Entry, field=Entry.entry, null=True)))
    migrator.migrate(migrator.add_column('event', 'online_url', TextField(null=True)))
    migrator.migrate(migrator.add_column('event', 'organiser', JSONField(null=True)))
    migrator.migrate(migrator.add_column('event', 'offers', JSONField(null=True)))
    migrator.migrate(migrator.add_column('event', 'registration_url', TextField(null=True)))
    migrator.migrate(migrator.add_column('event', 'registration_opens_at', BigIntegerField(index=True, null=True)))
    migrator.migrate(migrator.add_column('event', 'registration_closes_at', BigIntegerField(index=True, null=True)))
    migrator.migrate(migrator.add_column('event', 'registration_capacity', IntegerField(null=True)))
    migrator.migrate(migrator.add_column('event', 'requires_registration', BooleanField(null=True)))
    migrator.migrate(migrator.add_column('event', 'seo', JSONField(null=True)))
    migrator.migrate(migrator.add_column('news_story', 'summary', JSONField(null=True)))
    migrator.migrate(migrator.add_column('news_story', 'updated_on', DateField(null=True)))
    migrator.migrate(migrator.add_column('news_story', 'seo', JSONField(null=True)))
    migrator.migrate(migrator.add_column('program', 'seo', JSONField(null=True)))
    migrator.migrate(migrator.add_column('school', 'seo', JSONField(null=True)))
    fill(db, 'event', 'status', 'SCHEDULED')
    fill(db, 'event', 'offers', '[]')
    derive_anew(db, 'time_zone')


def down(migrator, db):
    migrator.migrate(migrator.drop_index('event', 'event_status'))
    migrator.migrate(migrator.drop_index('event', 'event_registration_opens_at'))
    migrator.migrate(migrator.drop_index('event', 'event_registration_closes_at'))
    migrator.migrate(migrator.drop_index('event', 'event_place_id'))
    migrator.migrate(migrator.drop_column('school', 'seo'))
    migrator.migrate(migrator.drop_column('program', 'seo'))
    migrator.migrate(migrator.drop_column('news_story', 'seo'))
    migrator.migrate(migrator.drop_column('news_story', 'updated_on'))
    migrator.migrate(migrator.drop_column('news_story', 'summary'))
    migrator.migrate(migrator.drop_column('event', 'seo'))
    migrator.migrate(migrator.drop_column('event', 'requires_registration'))
    migrator.migrate(migrator.drop_column('event', 'registration_capacity'))
    migrator.migrate(migrator.drop_column('event', 'registration_closes_at'))
    migrator.migrate(migrator.drop_column('event', 'registration_opens_at'))
    migrator.migrate(migrator.drop_column('event', 'registration_url'))
    migrator.migrate(migrator.drop_column('event', 'offers'))
    migrator.migrate(migrator.drop_column('event', 'organiser'))
    migrator.migrate(migrator.drop_column('event', 'online_url'))
    migrator.migrate(migrator.drop_column('event', 'place_id'))
    migrator.migrate(migrator.drop_column('event', 'language'))
    migrator.migrate(migrator.drop_column('event', 'audience'))
    migrator.migrate(migrator.drop_column('event', 'attendance'))
    migrator.migrate(migrator.drop_column('event', 'status_note'))
    migrator.migrate(migrator.drop_column('event', 'status'))
    migrator.migrate(migrator.drop_column('event', 'summary'))
    migrator.migrate(migrator.drop_column('department', 'seo'))
    migrator.migrate(migrator.drop_table('place'))
    migrator.migrate(migrator.drop_table('person'))
    migrator.migrate(migrator.drop_table('page'))
    migrator.migrate(migrator.drop_table('news_story_authors'))
    migrator.migrate(migrator.drop_table('event_speakers'))
    migrator.migrate(migrator.drop_table('event_departments'))


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


def fill(db, table, column, value):
    """Fill in a column of the editions that lack it."""
    db.execute_sql(f'UPDATE "{table}" SET "{column}" = {db.param} WHERE "{column}" IS NULL', (value,))


def derive_anew(db, name):
    """Let what follows from content be worked out again, when the migrations are over."""
    db.execute_sql(f"DELETE FROM derivation WHERE name = {db.param}", (name,))


def drop_table(migrator, db, table):
    """Drop a table of editions or links with all that is in it."""
    drop_triggers(db, table)
    migrator.migrate(migrator.drop_table(table))
