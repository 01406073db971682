"""Drafts may be incomplete: what a published edition requires is no longer required of every row."""

import re

from peewee import *
from playhouse.migrations import MigrationError

COLUMNS = {
    "award": ("award", "recipients"),
    "degree": ("name", "abbreviation", "level"),
    "department": ("name", "kind", "thrust_areas", "school_id"),
    "event": ("title", "is_all_day", "starts_at", "ends_at", "starts_on", "ends_on"),
    "event_schools": ("starts_at",),
    "event_sdgs": ("starts_at",),
    "event_tags": ("starts_at",),
    "ranking": ("name", "year", "rank", "scopes"),
    "fact": ("label", "ranks"),
    "first": ("title",),
    "first_category": ("name",),
    "homepage_section": ("heading",),
    "label": ("text",),
    "menu": ("location", "items"),
    "news_story": ("title", "published_on"),
    "news_story_schools": ("published_on",),
    "news_story_sdgs": ("published_on",),
    "news_story_tags": ("published_on",),
    "popular_search": ("label",),
    "school": ("name", "abbreviation", "kind", "alternate_names"),
    "program": ("name", "is_joint", "alternate_names"),
    "site": ("name", "short_names", "taglines", "languages"),
    "sustainable_development_goal": ("number", "name", "color"),
    "tag": ("name",),
}


def up(migrator, db):
    for table, columns in COLUMNS.items():
        change(db, table, columns, is_nullable=True)


def down(migrator, db):
    for table, columns in COLUMNS.items():
        require_complete(db, table, columns)
        change(db, table, columns, is_nullable=False)


def require_complete(db, table, columns):
    """Raise where a row lacks what it had to have before."""
    lacking = ' OR '.join(f'"{column}" IS NULL' for column in columns)
    name = 'slug' if 'slug' in {column.name for column in db.get_columns(table)} else 'edition'
    found = db.execute_sql(f'SELECT "{name}" FROM "{table}" WHERE {lacking} LIMIT 1').fetchone()
    if found:
        raise MigrationError(f'the draft {found[0]!r} of {table} is incomplete; complete or remove it first')


def change(db, table, columns, is_nullable):
    """Let columns be NULL, or not."""
    if not isinstance(db, SqliteDatabase):
        for column in columns:
            action = 'DROP' if is_nullable else 'SET'
            db.execute_sql(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" {action} NOT NULL')
        return
    (text,) = db.execute_sql("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone()
    for column in columns:
        if is_nullable:
            text = re.sub(rf'("{column}" [A-Z]+) NOT NULL', r'\1', text)
        else:
            text = re.sub(rf'("{column}" [A-Z]+\b)(?! NOT NULL)', r'\1 NOT NULL', text, count=1)
    rebuild(db, table, text)


def rebuild(db, table, text):
    """Let SQLite make a table anew by another definition: https://www.sqlite.org/lang_altertable.html#otheralter."""
    beside = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('index', 'trigger') AND sql IS NOT NULL"
    definitions = [sql for (sql,) in db.execute_sql(beside, (table,)).fetchall()]
    names = ', '.join(f'"{column.name}"' for column in db.get_columns(table))
    has_statistics = 'sqlite_stat1' in db.get_tables()
    statistics = 'SELECT tbl, idx, stat FROM sqlite_stat1 WHERE tbl = ?'
    known = db.execute_sql(statistics, (table,)).fetchall() if has_statistics else []
    db.execute_sql(re.sub(r'^CREATE TABLE (IF NOT EXISTS )?("?)\w+\2', f'CREATE TABLE "{table}_new"', text))
    db.execute_sql(f'INSERT INTO "{table}_new" ({names}) SELECT {names} FROM "{table}"')
    db.execute_sql(f'DROP TABLE "{table}"')
    db.execute_sql(f'ALTER TABLE "{table}_new" RENAME TO "{table}"')
    for definition in definitions:
        db.execute_sql(definition)
    for row in known:  # what the planner knows of a table goes with it
        db.execute_sql('INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)', row)
