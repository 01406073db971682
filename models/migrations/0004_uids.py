"""Uids: what entries are known by outside this database; on SQLite no number of an entry is given twice from here on."""

from random import SystemRandom
from string import ascii_lowercase, digits

from peewee import *

COMMON = {'edition', 'entry', 'version', 'live_from', 'live_until'}
"""Columns by which the tables of editions are known, also those of content types that were added elsewhere."""

RANDOM = SystemRandom()


def new_uid():
    return RANDOM.choice(ascii_lowercase) + ''.join(RANDOM.choices(ascii_lowercase + digits, k=11))


def tables_of_editions(db):
    return [table for table in db.get_tables() if COMMON <= {column.name for column in db.get_columns(table)}]


def rebuild(db, key, columns):
    """Let SQLite make the table of entries anew, which is how it changes what a key is."""
    names = ', '.join(name for name, _ in columns)
    definitions = ''.join(f', {name} {kind}' for name, kind in columns)
    db.execute_sql(f'CREATE TABLE "entry_new" ("entry" INTEGER NOT NULL PRIMARY KEY {key}{definitions})')
    db.execute_sql(f'INSERT INTO "entry_new" ("entry", {names}) SELECT "entry", {names} FROM "entry" ORDER BY "entry"')
    db.execute_sql('DROP TABLE "entry"')
    db.execute_sql('ALTER TABLE "entry_new" RENAME TO "entry"')


def up(migrator, db):
    is_sqlite = isinstance(db, SqliteDatabase)
    migrator.migrate(migrator.add_column('entry', 'uid', TextField(null=True)))
    entries = [entry for (entry,) in db.execute_sql('SELECT entry FROM entry').fetchall()]
    sign = db.param
    db.cursor().executemany(
        f'UPDATE entry SET uid = {sign} WHERE entry = {sign}', [(new_uid(), entry) for entry in entries]
    )
    if is_sqlite:
        rebuild(db, 'AUTOINCREMENT', (('"type"', 'TEXT NOT NULL'), ('"uid"', 'TEXT NOT NULL')))
    else:
        migrator.migrate(migrator.add_not_null('entry', 'uid'))
    migrator.migrate(migrator.add_index('entry', ('uid',), unique=True))
    for table in tables_of_editions(db):
        migrator.migrate(migrator.add_column(table, 'uid', TextField(null=True)))
        db.execute_sql(f'UPDATE "{table}" SET uid = (SELECT e.uid FROM entry AS e WHERE e.entry = "{table}".entry)')
        migrator.migrate(migrator.add_not_null(table, 'uid'))


def down(migrator, db):
    for table in tables_of_editions(db):
        migrator.migrate(migrator.drop_column(table, 'uid'))
    migrator.migrate(migrator.drop_index('entry', 'entry_uid'))
    if isinstance(db, SqliteDatabase):
        rebuild(db, '', (('"type"', 'TEXT NOT NULL'),))
    else:
        migrator.migrate(migrator.drop_column('entry', 'uid'))
