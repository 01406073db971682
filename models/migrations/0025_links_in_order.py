"""What links to an entry by a single link stands in an index in its order, as what links by several did."""

from peewee import *

LEAVES_CONTENT = True

VISIBILITY = ('live_from', 'live_until')
LINKS = (
    ('department', 'school_id', ()),
    ('event', 'place_id', ('starts_at',)),
    ('event', 'series_id', ('starts_at',)),
    ('event_series', 'place_id', ()),
    ('page', 'parent_id', ('position',)),
    ('person', 'office_id', ()),
    ('place', 'part_of_id', ()),
)


def up(migrator, db):
    for table, column, order in LINKS:
        migrator.migrate(migrator.add_index(table, (column, *order, 'entry', *VISIBILITY)))
    look_again(db)


def down(migrator, db):
    for table, column, order in LINKS:
        migrator.migrate(migrator.drop_index(table, '_'.join([table, column, *order, 'entry', *VISIBILITY])))


def look_again(db):
    """Let SQLite's planner know as much of new indexes as of the others, where it knows of any."""
    if not isinstance(db, SqliteDatabase) or 'sqlite_stat1' not in db.get_tables():
        return
    for table in dict.fromkeys(table for table, *_ in LINKS):
        if db.execute_sql('SELECT 1 FROM sqlite_stat1 WHERE tbl = ?', (table,)).fetchone():
            db.execute_sql(f'ANALYZE "{table}"')
