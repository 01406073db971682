"""Bodies of stories are rich text: what stood there as plain text is escaped, so that it shows as it did."""

import json
import re

from peewee import *

MARKS = re.compile(r"([\\`*_\[\]]|~(?=~)|<(?=[A-Za-z])|&(?=#?\w+;))")
LINE_MARKS = re.compile(r"^(?:(\d{1,9})(?=[.)])|(?=[-+=#>|~]|:::|:?-))")
PARAGRAPHS = re.compile(r"\n[^\S\n]*\n")
CONTROLS = re.compile("[\x02\x03\x04]")
CHUNK = 1_000


def escape(text):
    """Write a plain text as Markdown: paragraphs stay apart, and lines stay lines."""
    plain = CONTROLS.sub('', text.replace('\r\n', '\n').replace('\r', '\n'))
    paragraphs = ([line.strip() for line in part.split('\n') if line.strip()] for part in PARAGRAPHS.split(plain))
    return '\n\n'.join('\\\n'.join(map(escape_line, part)) for part in paragraphs if part)


def escape_line(line):
    """Escape one line."""
    return LINE_MARKS.sub(r'\1\\', MARKS.sub(r'\\\1', line), count=1)


def up(migrator, db):
    migrator.migrate(migrator.add_column('news_story', 'body_references', JSONField(null=True)))
    rewrite(db, lambda texts, plain: {tag: escape(text) for tag, text in texts.items()})


def down(migrator, db):
    rewrite(db, lambda texts, plain: {tag: plain[tag] for tag in texts if plain.get(tag)})
    migrator.migrate(migrator.drop_column('news_story', 'body_references'))


def rewrite(db, change):
    """Change the bodies of all stories, each with the plain texts that stand beside it; those in no language go."""
    languages = [column.name for column in db.get_columns('news_story') if column.name.startswith('body_text_')]
    names = ''.join(f', "{name}"' for name in languages)
    last = 0
    while True:
        rows = db.execute_sql(
            f'SELECT edition, CAST(body AS TEXT){names} FROM news_story'
            f' WHERE body IS NOT NULL AND edition > {db.param} ORDER BY edition LIMIT {CHUNK}',
            (last,),
        ).fetchall()
        if not rows:
            return
        changed = []
        for edition, body, *texts in rows:
            own = dict(zip(languages, texts))
            stored = json.loads(body)
            plain = {tag: own.get(f"body_text_{tag.lower().replace('-', '_')}") for tag in stored}
            made = {tag: text for tag, text in change(stored, plain).items() if text}
            changed.append((json.dumps(made, ensure_ascii=False) if made else None, edition))
        db.cursor().executemany(f'UPDATE news_story SET body = {db.param} WHERE edition = {db.param}', changed)
        last = rows[-1][0]
