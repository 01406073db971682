"""The indexes of orders have the columns of visibility as well: what is not live is passed over without a look-up.

On PostgreSQL slugs are compared by their bytes, as lists are sorted by them, so that their index has that order.
"""

from peewee import *

VISIBILITY = ('live_from', 'live_until')
ORDERS = {
    'event': ('starts_at',),
    'news_story': ('published_on',),
    'sustainable_development_goal': ('number',),
}
TABLES = (
    'award', 'degree', 'department', 'event', 'fact', 'first', 'first_category', 'homepage_section', 'label',
    'menu', 'news_story', 'popular_search', 'program', 'ranking', 'school', 'site', 'sustainable_development_goal',
    'tag',
)


def replace_indexes(migrator, db, before, after):
    """Replace the indexes of default orders and of sort keys, whose languages follow from settings."""
    has_statistics = isinstance(db, SqliteDatabase) and 'sqlite_stat1' in db.get_tables()
    for table in TABLES:
        replaced = False
        orders = [(name, 'entry') for name in ORDERS.get(table, ())]
        for index in db.get_indexes(table):
            columns = tuple(index.columns)
            order = columns[:2]
            is_order = order in orders or ('_key_' in order[0] and order[1:] == ('entry',))
            if is_order and columns == order + before:
                migrator.migrate(migrator.add_index(table, order + after))
                migrator.migrate(migrator.drop_index(table, index.name))
                replaced = True
        if replaced and has_statistics and db.execute_sql('SELECT 1 FROM sqlite_stat1 WHERE tbl = ?', (table,)).fetchone():
            db.execute_sql(f'ANALYZE "{table}"')  # or the planner would know less of the new indexes than of the others


def compare_slugs(db, collation):
    if not isinstance(db, SqliteDatabase):
        for table in TABLES:
            db.execute_sql(f'ALTER TABLE "{table}" ALTER COLUMN "slug" TYPE text COLLATE "{collation}"')


def up(migrator, db):
    compare_slugs(db, 'C')
    replace_indexes(migrator, db, (), VISIBILITY)


def down(migrator, db):
    replace_indexes(migrator, db, VISIBILITY, ())
    compare_slugs(db, 'default')
