"""Spans are found by how long they last and when they start; links to an entry in the order of entries as well.

Events get their widths when `migrate` derives what is missing.
"""

from peewee import *

LINKS = (
    'event_departments', 'event_schools', 'event_sdgs', 'event_speakers', 'event_tags', 'news_story_authors',
    'news_story_related', 'news_story_schools', 'news_story_sdgs', 'news_story_tags',
)


def up(migrator, db):
    migrator.migrate(migrator.add_column('event', 'span_width', IntegerField(null=True)))
    migrator.migrate(migrator.add_index('event', ('span_width', 'starts_at')))
    has_statistics = isinstance(db, SqliteDatabase) and 'sqlite_stat1' in db.get_tables()
    for table in LINKS:
        migrator.migrate(migrator.add_index(table, ('target', 'entry', 'edition')))
        if has_statistics and db.execute_sql('SELECT 1 FROM sqlite_stat1 WHERE tbl = ?', (table,)).fetchone():
            db.execute_sql(f'ANALYZE "{table}"')  # or the planner would know less of the new indexes than of the others


def down(migrator, db):
    for table in LINKS:
        migrator.migrate(migrator.drop_index(table, f'{table}_target_entry_edition'))
    migrator.migrate(migrator.drop_index('event', 'event_span_width_starts_at'))
    migrator.migrate(migrator.drop_column('event', 'span_width'))
