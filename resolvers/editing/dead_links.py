"""Dead links: what is live and links to an entry that is not, which readers are not shown.

What texts and components refer to counts, too. A right under conditions is asked of the edition that holds the link;
what the target is called is told under the rights on it.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from peewee import SQL, Case, Select, fn

from models.edition import Edition, content_type, content_types
from models.entry import Entry
from models.entry_references import EntryReferences, paths_in
from models.links import ENTRY, Link, links_from
from models.reference_table import EditionReference
from resolvers.compiler.parameters import Parameter
from resolvers.editing.counts import Permitted, is_live
from resolvers.editing.reader import Reader, together

AFTER_ENTRY, AFTER_LINK, AFTER_TARGET = Parameter("after_entry"), Parameter("after_link"), Parameter("after_target")
LIMIT = Parameter("few")
"""The entry, the place of the link among those of its type and the target behind which a page starts; its rows."""

COLUMNS = {"entry": int, "type": str, "link": int, "target": int}

Place = tuple[int, int, int]


class DeadLink(NamedTuple):
    """A link from an entry by a field to a target of a type; *link* is the place of the field among its type's."""

    entry: int
    type: str
    link: int
    target: int
    field: str
    target_type: str


class Path(NamedTuple):
    """The path by which texts or components refer to entries."""

    model: type[Edition]
    path: str


def fields_of(model: type[Edition]) -> list[tuple[str, Any, str]]:
    """List what links from a type: the name of the field, the link or the path inside, and the type of its targets."""
    found: list[tuple[str, Any, str]] = [(name, link, link.target) for name, link in links_from(model).items()]
    for column in model._meta.sorted_fields:
        if isinstance(column, EntryReferences):
            for source in column.sources:
                found += [(source.name, Path(model, path), ENTRY) for path in paths_in(source)]
    return found


def dead_links(reader: Reader, permitted: Permitted, first: int, after: Place | None) -> tuple[list[DeadLink], bool]:
    """Read a page of dead links, by the numbers of their entries; tell whether others follow."""
    queries = list(queries_of(reader, permitted))
    if not queries:
        return [], False
    values = dict(zip((AFTER_ENTRY, AFTER_LINK, AFTER_TARGET), after or (-1, -1, -1), strict=True))
    entry, link, target = AFTER_ENTRY.mark, AFTER_LINK.mark, AFTER_TARGET.mark
    behind = f'("link" > {link} OR ("link" = {link} AND "target" > {target}))'
    page = f'WHERE "entry" > {entry} OR ("entry" = {entry} AND {behind})'
    order = f'{page} ORDER BY "entry", "link", "target" LIMIT {LIMIT.mark}'
    fields = {model.__name__: fields_of(model) for model in permitted}
    rows = reader.read(together(queries, order), COLUMNS, {**values, LIMIT: first + 1})
    found = []
    for number, kind, link_place, target_number in rows:
        field, _, target_type = fields[kind][link_place]
        found.append(DeadLink(number, kind, link_place, target_number, field, target_type))
    return found[:first], len(found) > first


def count_dead_links(reader: Reader, permitted: Permitted) -> int:
    """Count them all."""
    queries = list(queries_of(reader, permitted))
    if not queries:
        return 0
    query = f'SELECT COUNT(*) AS "many" FROM ({together(queries, "")}) AS "all"'
    [[many]] = reader.read(query, {"many": int}, {})
    return int(many)


def queries_of(reader: Reader, permitted: Permitted) -> Iterator[str]:
    """Write the query of each field that links."""
    for model, permission in permitted.items():
        for place, (_, link, target_type) in enumerate(fields_of(model)):
            table = model.alias("s")
            head = [table.entry, SQL(f"'{model.__name__}'").alias("type"), SQL(str(place)).alias("link")]
            rows = held(reader, table, link, target_type, head).where(is_live(reader, table))
            yield reader.writer.sql(reader.meeting(rows, table, permission))


def held(reader: Reader, table: Any, link: Any, target_type: str, head: list[Any]) -> Any:
    """Select columns of editions, and the dead target of each link that they hold."""
    if isinstance(link, Link):
        target = getattr(table, link.name)
        other = table.model.alias("t")
        gone = dead_among(reader, other.select(getattr(other, link.name).alias("target")), target_type)
        return table.select(*head, target.alias("target")).where(target.in_(gone))
    gone = dead_among(reader, listed(link, "o", "target"), target_type)
    leading = listed(link, "t", "edition", "target")
    few = apart(leading.where(leading.model.target.in_(gone)).distinct(isinstance(link, Path)), "l")
    return table.select(*head, few.c.target.alias("target")).join(few, on=(few.c.edition == table.edition))


def listed(link: Any, alias: str, *columns: str) -> Any:
    """Select columns of the table of a link, or of what refers to entries by a path."""
    rows = (EditionReference if isinstance(link, Path) else link.table).alias(alias)
    selected = rows.select(*(getattr(rows, name).alias(name) for name in columns))
    if isinstance(link, Path):
        is_of_type = rows.type == SQL(f"'{link.model.__name__}'")
        selected = selected.where(is_of_type & (rows.field == SQL(f"'{link.path}'")))
    return selected


def dead_among(reader: Reader, targets: Any, type_name: str) -> Any:
    """Select those of the targets of links that are not live: each is looked up once, however many links lead to it."""
    each = apart(targets.distinct(), "u")
    return Select([each], [each.c.target]).where(is_dead(reader, each.c.target, type_name))


def apart(rows: Any, alias: str) -> Any:
    """Name a subquery that no database joins with what stands around it: it would walk through all editions."""
    return rows.offset(SQL("0")).alias(alias)


def is_dead(reader: Reader, target: Any, type_name: str) -> Any:
    """Require an entry of a type, or of any, that is not live."""
    is_there = target.is_null(is_null=False)
    if type_name != ENTRY:
        return is_there & ~is_shown(reader, content_type(type_name), target)
    of = Entry.alias("of")
    cases = [(model.__name__, is_shown(reader, model, target)) for model in content_types()]
    lives = of.select(SQL("1")).where((of.entry == target) & Case(of.type, cases, SQL("1 = 0")))
    return is_there & ~fn.EXISTS(lives)


def is_shown(reader: Reader, model: type[Edition], target: Any) -> Any:
    """Require an entry of a type that is live."""
    shown = model.alias("g")
    return fn.EXISTS(shown.select(SQL("1")).where((shown.entry == target) & is_live(reader, shown)))
