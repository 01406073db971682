"""Work for translators, counted: of each type and language, the entries that lack a text, and those with a stale one.

    missing   one statement over the latest states of all types
    stale     those that somebody has said to be made from another language's text are read, and held against it

What is missing or stale is what `translation_work` lists.
"""

from collections import Counter
from typing import NamedTuple

from peewee import SQL, Cast

from models.access.grants import Permission
from models.editing.reading_texts import work_in
from models.editing.tables import Lineage
from models.edition import Edition
from models.translations import Locale
from resolvers.access.visibility import any_draft, is_deleted, is_latest
from resolvers.compiler.parameters import Parameter
from resolvers.editing.counts import Permitted, named, number_of
from resolvers.editing.reader import Reader, together
from resolvers.editing.translation_work import COLUMNS, candidate, latest, stored_texts, texts_in, texts_of

LIMIT = Parameter("few")

MOST = 10_000
"""Entries whose texts are held against their sources; of more, nothing is said of what is stale."""

MARKED = '"mark"'
"""What the sources of an edition have in them where one names the text that it was made from."""


class TranslationCounts(NamedTuple):
    """Entries of a type that lack a text in a language, and that have a stale one; None where those are too many."""

    type: str
    locale: Locale
    missing: int
    stale: int | None


def count_translations(reader: Reader, permitted: Permitted) -> list[TranslationCounts]:
    """Count what is to be done, by type and language."""
    permitted = {model: permission for model, permission in permitted.items() if texts_in(model)}
    if not permitted:
        return []
    names = [f"missing_{place}" for place in range(len(Locale))]
    queries = [missing_query(reader, *each) for each in permitted.items()]
    rows = reader.read(together(queries, ""), {"type": str, **dict.fromkeys(names, int)}, {})
    missing = {kind: counts for kind, *counts in rows}
    stale = count_stale(reader, permitted)
    return [
        TranslationCounts(name, locale, missing[name][place], None if stale is None else stale[name, locale])
        for name in (model.__name__ for model in permitted)
        for place, locale in enumerate(Locale)
    ]


def missing_query(reader: Reader, model: type[Edition], permission: Permission) -> str:
    """Write the query that counts what lacks a text, by language."""
    table = model.alias("s")
    columns = [named(model)]
    for place, locale in enumerate(Locale):
        condition = None
        for field in texts_in(model).values():
            own, text = getattr(table, field.name), getattr(table, field.text_name(locale))
            lacks = text.is_null() & own.is_null(is_null=False)
            condition = lacks if condition is None else condition | lacks
        columns.append(number_of(condition).alias(f"missing_{place}"))
    rows = table.select(*columns).where(is_latest(table, any_draft) & ~is_deleted(table))
    return reader.writer.sql(reader.meeting(rows, table, permission))


def count_stale(reader: Reader, permitted: Permitted) -> Counter[tuple[str, Locale]] | None:
    """Count the entries with a stale text by type and language; None where too many would have to be looked at."""
    queries = [marked_query(reader, *each) for each in permitted.items()]
    rows = reader.read(together(queries, f"LIMIT {LIMIT.mark}"), COLUMNS, {LIMIT: MOST + 1})
    if len(rows) > MOST:
        return None
    marked, models = list(map(candidate, rows)), {model.__name__: model for model in permitted}
    stored = stored_texts(marked, models, [locale.tag for locale in Locale])
    found = Counter[tuple[str, Locale]]()
    for each in marked:
        texts = list(texts_of(each, models[each.type], stored.get((each.type, each.edition), {})))
        found.update((each.type, locale) for locale in Locale if work_in(iter(texts), locale.tag).stale)
    return found


def marked_query(reader: Reader, model: type[Edition], permission: Permission) -> str:
    """Write the query of the latest states that name a text that one of theirs was made from."""
    table, lineage = model.alias("s"), Lineage.alias("l")
    names_one = SQL(f"{reader.dialect.position}({reader.writer.sql(Cast(lineage.sources, 'TEXT'))}, '{MARKED}') > 0")
    rows = latest(model, table, lineage).where(names_one)
    return reader.writer.sql(reader.meeting(rows.limit(LIMIT.place), table, permission))
