"""Counts of what editors have: live entries and drafts, by type, language, link and age; what begins and ends.

    SELECT 'NewsStory' AS "type", SUM(live), SUM(draft), SUM(live and in English), ... UNION ALL SELECT 'School' ...

One statement reads the editions of each type once. Only editions count that the caller's right reaches, so a right
under conditions counts what they show.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from peewee import SQL, Case, Expression, fn

from models.access.grants import Permission
from models.edition import Edition
from models.links import Link, Links
from models.translations import Locale
from resolvers.access.visibility import any_draft, is_deleted
from resolvers.compiler.parameters import AT, Parameter
from resolvers.compiler.visibility import live_at
from resolvers.editing.reader import Reader, together
from resolvers.editing.schedule import FROM, TO, moments
from resolvers.editing.translation_work import texts_in

AFTER, LIMIT = Parameter("after"), Parameter("few")
"""The number of the entry behind which a page starts, and of rows that it has."""

DAY = 86_400 * 1_000_000

AGES = {"day": DAY, "week": 7 * DAY, "month": 30 * DAY}
"""How old drafts of an age are at most, in microseconds."""

SINCE = {name: Parameter(f"since_{name}") for name in AGES}

Permitted = Mapping[type[Edition], Permission]


class Counts(NamedTuple):
    """Entries of a type, or with a link to a target: how many are live, how many have a draft."""

    live: int
    drafts: int


class TypeCounts(NamedTuple):
    """The counts of a type, and those of the entries that have a text in each language."""

    type: str
    all: Counts
    locales: dict[Locale, Counts]


class TargetCounts(NamedTuple):
    """The counts of what links to an entry."""

    target: int
    all: Counts


class Turns(NamedTuple):
    """How many editions of a type begin and end in a span of time."""

    type: str
    begins: int
    ends: int


class Ages(NamedTuple):
    """How many drafts of a type were last saved within a day, a week, a month, or longer ago; each counts once."""

    type: str
    day: int
    week: int
    month: int
    older: int


def number_of(condition: Any) -> Any:
    """Count the rows that meet a condition."""
    return fn.COALESCE(fn.SUM(Case(None, [(condition, 1)], 0)), 0)


def named(model: type[Edition]) -> Any:
    """Write the name of a type as a column."""
    return SQL(f"'{model.__name__}'").alias("type")


def is_live(reader: Reader, table: Any) -> Expression:
    """Require an edition that is live now."""
    return live_at(AT, table, reader.writer)


def is_undeleted_draft(table: Any) -> Any:
    """Require a draft of an entry that is there."""
    return any_draft(table) & ~is_deleted(table)


def count_types(reader: Reader, permitted: Permitted) -> list[TypeCounts]:
    """Count the entries of types, in one statement, in the order of the types."""
    names = [f"{kind}_{place}" for place in range(len(Locale)) for kind in Counts._fields]
    columns = {"type": str, "live": int, "drafts": int, **dict.fromkeys(names, int)}
    queries = [type_query(reader, *each) for each in permitted.items()]
    found = []
    for kind, live, drafts, *others in reader.read(together(queries, ""), columns, {}) if queries else ():
        pairs = zip(others[::2], others[1::2], strict=True)
        locales = {locale: Counts(*pair) for locale, pair in zip(Locale, pairs, strict=True)}
        found.append(TypeCounts(kind, Counts(live, drafts), locales))
    return in_order(found, permitted)


def in_order(found: list[Any], permitted: Permitted) -> list[Any]:
    """Sort what is told of types in their order."""
    places = {model.__name__: place for place, model in enumerate(permitted)}
    return sorted(found, key=lambda each: places[each.type])


def type_query(reader: Reader, model: type[Edition], permission: Permission) -> str:
    """Write the query that counts a type."""
    table = model.alias("s")
    live, draft = is_live(reader, table), is_undeleted_draft(table)
    columns = [named(model), number_of(live).alias("live"), number_of(draft).alias("drafts")]
    for place, locale in enumerate(Locale):
        has_text = is_in(table, model, locale)
        columns.append(number_of(live & has_text).alias(f"live_{place}"))
        columns.append(number_of(draft & has_text).alias(f"drafts_{place}"))
    return reader.writer.sql(reader.meeting(table.select(*columns).where(live | any_draft(table)), table, permission))


def is_in(table: Any, model: type[Edition], locale: Locale) -> Any:
    """Require an edition that has a text in a language."""
    found: Any = None
    for field in texts_in(model).values():
        has_text = getattr(table, field.text_name(locale)).is_null(is_null=False)
        found = has_text if found is None else found | has_text
    return SQL("1 = 0") if found is None else found


def targets(table: Any, link: Link | Links) -> tuple[Any, Any]:
    """Return the rows of a table with the links that it holds by one name, and the column of the targets."""
    if isinstance(link, Link):
        column = getattr(table, link.name)
        return table, column
    through = link.table.alias("t")
    return through, through.target


def linked(table: Any, link: Link | Links, columns: list[Any]) -> tuple[Any, Any]:
    """Select columns of editions and the target of each link that they hold by one name; return its column, too."""
    rows, target = targets(table, link)
    selected = table.select(*columns, target.alias("target"))
    if rows is not table:
        selected = selected.join(rows, on=(rows.edition == table.edition))
    return selected.where(target.is_null(is_null=False)), target


def count_targets(
    reader: Reader, model: type[Edition], permission: Permission, link: Link | Links, first: int, after: int | None
) -> tuple[list[TargetCounts], bool]:
    """Count what links to each entry by one link, a page in the order of their numbers; tell whether others follow."""
    table = model.alias("s")
    live, draft = is_live(reader, table), is_undeleted_draft(table)
    columns = [number_of(live).alias("live"), number_of(draft).alias("drafts")]
    rows, target = linked(table, link, columns)
    rows = rows.where((live | draft) & (target > AFTER.place)).group_by(target).order_by(target).limit(LIMIT.place)
    query = reader.writer.sql(reader.meeting(rows, table, permission))
    values = {AFTER: -1 if after is None else after, LIMIT: first + 1}
    read = reader.read(query, {"target": int, "live": int, "drafts": int}, values)
    found = [TargetCounts(number, Counts(*counts)) for number, *counts in read]
    return found[:first], len(found) > first


def count_ages(reader: Reader, permitted: Permitted) -> list[Ages]:
    """Count the drafts of types by their age, in one statement."""
    now = reader.context.now
    values = {SINCE[name]: now - age for name, age in AGES.items()}
    queries = [ages_query(reader, *each) for each in permitted.items()]
    columns = {"type": str, **dict.fromkeys(Ages._fields[1:], int)}
    found = [Ages(*row) for row in reader.read(together(queries, ""), columns, values)] if queries else []
    return in_order(found, permitted)


def ages_query(reader: Reader, model: type[Edition], permission: Permission) -> str:
    """Write the query that counts the drafts of a type."""
    table = model.alias("s")
    saved, columns, younger = table.created_at, [named(model)], SQL("1 = 1")
    for name, since in SINCE.items():
        columns.append(number_of(younger & (saved >= since.place)).alias(name))
        younger = saved < since.place
    columns.append(number_of(younger).alias("older"))
    rows = table.select(*columns).where(is_undeleted_draft(table))
    return reader.writer.sql(reader.meeting(rows, table, permission))


def count_turns(reader: Reader, permitted: Permitted, since: int, until: int) -> list[Turns]:
    """Count what begins and ends of types from an instant to before another, in one statement."""
    queries = [turns_query(reader, *each) for each in permitted.items()]
    columns = {"type": str, "begins": int, "ends": int}
    read = reader.read(together(queries, ""), columns, {FROM: since, TO: until}) if queries else []
    return in_order([Turns(*row) for row in read], permitted)


def turns_query(reader: Reader, model: type[Edition], permission: Permission) -> str:
    """Write the query that counts what begins and ends of one type."""
    counts = []
    for name in ("begins", "ends"):
        rows, table, _ = moments(model, [fn.COUNT(SQL("*"))], is_begin=name == "begins")
        counts.append(f'({reader.writer.sql(reader.meeting(rows, table, permission))}) AS "{name}"')
    return f"SELECT '{model.__name__}' AS \"type\", {', '.join(counts)}"
