"""Work for translators: the entries whose latest state lacks texts in a language, or has some that want a look.

SQL finds those that may have work: a text that is there in another language only, a mark of a conversion, something
said of where a text of the language comes from. What that is, and whether it is stale, is found out of batches of them.
Texts inside components are looked at where an edition is read, not here: no column tells of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson
from peewee import JOIN, SQL, Cast, fn

from models.access.grants import Permission
from models.editing.reading_texts import CONVERSION, KINDS_OF_BASIS, Text, Work, work_in
from models.editing.tables import Lineage
from models.edition import Edition, own_fields
from models.texts import TEXT_LANGUAGES
from models.translations import LOCALES_BY_TAG, TranslatedField, is_text
from resolvers.access.visibility import any_draft, is_deleted, is_latest
from resolvers.compiler.parameters import Parameter
from resolvers.editing.reader import Reader, together

AFTER, LIMIT = Parameter("after"), Parameter("few")
"""The number of the entry behind which a batch starts, and of rows that it has."""

BATCH, MOST = 100, 2_000
"""Entries that are looked at together, and for one page: it may have fewer than asked for where many have no work."""

COLUMNS = {"entry": int, "edition": int, "version": int, "type": str, "languages": str, "basis": str, "sources": str}

CONVERSIONS = [basis for basis, kind in KINDS_OF_BASIS.items() if kind == CONVERSION]
"""The marks of content files for what was converted."""


class Task(NamedTuple):
    """An entry with work, in a version of it."""

    entry: int
    type: str
    version: int
    work: Work


class Tasks(NamedTuple):
    """A page of work; the entry that the next one starts behind; and whether there may be others."""

    tasks: list[Task]
    end: int | None
    has_next: bool


class Candidate(NamedTuple):
    """A state of an entry that may have work: its languages as `TEXT_LANGUAGES` has them, its marks and sources."""

    entry: int
    edition: int
    version: int
    type: str
    languages: str
    basis: Mapping[str, str]
    sources: Mapping[str, Any]


def translation_work(
    reader: Reader, permitted: Mapping[type[Edition], Permission], tag: str, first: int, after: int | None
) -> Tasks:
    """Read a page of what is to be done in a language, in the order of the entries' numbers."""
    models = {model.__name__: model for model in permitted if texts_in(model)}
    found: list[Task] = []
    end, looked_at = after, 0
    while models and looked_at < MOST:
        batch = candidates(reader, {model: permitted[model] for model in models.values()}, tag, end)
        for candidate, work in works(batch, models, tag):
            if work and len(found) == first:
                return Tasks(found, end, has_next=True)
            if work:
                found.append(Task(candidate.entry, candidate.type, candidate.version, work))
            end = candidate.entry
        looked_at += len(batch)
        if len(batch) < BATCH:
            return Tasks(found, end, has_next=False)
    return Tasks(found, end, has_next=bool(models))


def texts_in(model: type[Edition]) -> dict[str, TranslatedField]:
    """List the texts of a type by name."""
    return {name: field for name, field in own_fields(model).items() if is_text(field)}


def candidates(
    reader: Reader, permitted: Mapping[type[Edition], Permission], tag: str, after: int | None
) -> list[Candidate]:
    """Read a batch of the entries that may have work, in order."""
    queries = [query(reader, model, permission, tag) for model, permission in permitted.items()]
    text = together(queries, f'ORDER BY "entry" LIMIT {LIMIT.mark}')
    rows = reader.read(text, COLUMNS, {AFTER: -1 if after is None else after, LIMIT: BATCH})
    return list(map(candidate, rows))


def query(reader: Reader, model: type[Edition], permission: Permission, tag: str) -> str:
    """Write the query of the entries of one type that may have work."""
    writer, table, lineage = reader.writer, model.alias("s"), Lineage.alias("l")
    basis, sources = Cast(table.basis, "TEXT"), Cast(lineage.sources, "TEXT")
    locale = LOCALES_BY_TAG[tag]
    position = getattr(fn, reader.dialect.position)
    may_have = [position(basis, f'"{mark}"') > 0 for mark in CONVERSIONS]
    may_have.append(position(sources, f'.{tag}"') > 0)
    for field in texts_in(model).values():
        own, text = getattr(table, field.name), getattr(table, field.text_name(locale))
        may_have.append(text.is_null() & own.is_null(is_null=False))
    condition = may_have[0]
    for other in may_have[1:]:
        condition |= other
    rows = latest(model, table, lineage).where(condition & (table.entry > AFTER.place))
    return writer.sql(reader.meeting(rows.order_by(table.entry).limit(LIMIT.place), table, permission))


def latest(model: type[Edition], table: Any, lineage: Any) -> Any:
    """Select the latest states of a type as candidates, each with its lineage."""
    languages = getattr(table, TEXT_LANGUAGES).alias("languages")
    kind = SQL(f"'{model.__name__}'").alias("type")
    said = [Cast(table.basis, "TEXT").alias("basis"), Cast(lineage.sources, "TEXT").alias("sources")]
    is_same = (lineage.entry == table.entry) & (lineage.version == table.version)
    rows = table.select(table.entry, table.edition, table.version, kind, languages, *said)
    rows = rows.join(lineage, JOIN.LEFT_OUTER, on=is_same)
    return rows.where(is_latest(table, any_draft) & ~is_deleted(table))


def candidate(row: Sequence[Any]) -> Candidate:
    """Read a row."""
    *head, basis, sources = row
    return Candidate(*head, *(orjson.loads(each or "{}") for each in (basis, sources)))


def works(
    batch: Sequence[Candidate], models: Mapping[str, type[Edition]], tag: str
) -> Iterator[tuple[Candidate, Work]]:
    """Yield what each candidate has of work; the texts of those that have sources are read, by type."""
    stored = stored_texts(batch, models, [tag])
    for each in batch:
        yield each, work_in(texts_of(each, models[each.type], stored.get((each.type, each.edition), {})), tag)


def stored_texts(
    batch: Sequence[Candidate], models: Mapping[str, type[Edition]], tags: Sequence[str]
) -> dict[tuple[str, int], dict[str, Any]]:
    """Read the texts of candidates with sources in some languages, by type and edition, in one statement a type."""
    stored: dict[tuple[str, int], dict[str, Any]] = {}
    for name, model in models.items():
        of_type = [each for each in batch if each.type == name]
        editions = [each.edition for each in of_type if any(tag in path for path in each.sources for tag in tags)]
        if editions:
            columns = [model.edition, *texts_in(model).values()]
            rows: Any = model.select(*columns).where(model.edition.in_(editions)).dicts()
            stored |= {(name, row["edition"]): row for row in rows}
    return stored


def texts_of(candidate: Candidate, model: type[Edition], stored: Mapping[str, Any]) -> Iterator[Text]:
    """Yield the texts of a candidate: as they are stored, or by the languages that they are in alone."""
    order = [source.name for source in model._meta.fields[TEXT_LANGUAGES].sources]
    languages = dict(zip(order, candidate.languages.split("|"), strict=True))
    for name in texts_in(model):
        there = {tag: tag for tag in languages[name].split(".") if tag}
        yield Text(name, name, stored.get(name) or there, candidate.sources, candidate.basis)
