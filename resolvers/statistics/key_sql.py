"""Group keys in SQL: the value of each row's key, and the joins that find what it links to.

Keys are texts, or for entries their numbers; a row without one has NULL. An edition of whose links none is live counts
once without.
"""

from dataclasses import dataclass

from peewee import BooleanField

from models.edition import content_type
from models.instants import InstantField
from models.links import Link, Links
from models.translations import TranslatedField
from resolvers.compiler.localized import CHAIN, own_chain
from resolvers.compiler.parameters import Parameter
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.statistics.keys import GroupKey, Step


@dataclass(frozen=True)
class KeySql:
    """A key as SQL: a column of the *inner* rows, its *value* outside, the joins, and which joined rows count."""

    value: str
    inner: str = ""
    joins: str = ""
    condition: str = ""


def key_sql(key: GroupKey, place: int, rows: Rows, base: str, zone: Parameter, writer: StatementWriter) -> KeySql:
    """Write the key at a *place* of *rows*, which stand outside under the name *base*."""
    if key.target is None:
        return KeySql(f'"{base}"."k{place}"', f'{plain_key(key, rows, zone, writer)} AS "k{place}"')
    name = f"{base}_{place}"
    if key.beyond is not None:
        return two_links(key, name, rows, base, writer)
    return one_link(key, name, rows, base, writer)


def plain_key(key: GroupKey, rows: Rows, zone: Parameter, writer: StatementWriter) -> str:
    """Write the key of what is no link."""
    attribute = key.attribute
    if isinstance(attribute, TranslatedField):
        return language_sql(attribute, rows, writer)
    column = rows.column(attribute.name)
    if key.step is None:
        if isinstance(attribute, BooleanField):
            return f"CASE WHEN {column} IS NULL THEN NULL WHEN {column} THEN 'true' ELSE 'false' END"
        return column
    if isinstance(attribute, InstantField):
        day = writer.dialect.local_day(column, zone.mark)
    else:
        day = writer.sql(writer.dialect.day(getattr(rows.table, attribute.name)))
    return step_sql(key.step, day, writer)


def step_sql(step: Step, day: str, writer: StatementWriter) -> str:
    """Write the step of time in which a day lies, given as text."""
    dialect = writer.dialect
    if step is Step.WEEK:
        return dialect.iso_week(day)
    if step is Step.WEEKDAY:
        return dialect.weekday(day)
    if step is Step.QUARTER:
        return f"substr({day},1,4)||'-Q'||CAST((CAST(substr({day},6,2) AS INTEGER) + 2) / 3 AS TEXT)"
    return {Step.YEAR: f"substr({day},1,4)", Step.MONTH: f"substr({day},1,7)", Step.DAY: day}[step]


def language_sql(field: TranslatedField, rows: Rows, writer: StatementWriter) -> str:
    """Write the tag of the language that a text is served in."""
    chain = writer.context.chain
    if own_chain(chain) is None:
        text = rows.column(field.name)
        found = [
            f"WHEN ({text} ->> CAST({locale.mark} AS TEXT)) IS NOT NULL THEN CAST({locale.mark} AS TEXT)"
            for locale in CHAIN
        ]
    else:
        names = [(rows.column(field.text_name(locale)), locale.tag) for locale in chain]
        found = [f"WHEN {column} IS NOT NULL THEN '{tag}'" for column, tag in names]
    return f"CASE {' '.join(found)} END"


def one_link(key: GroupKey, name: str, rows: Rows, base: str, writer: StatementWriter) -> KeySql:
    """Follow links to what is live."""
    link, target = key.attribute, Rows(content_type(key.attribute.target), name)
    live, table = writer.sql(writer.live(target.table)), target.model._meta.table_name
    found = f'LEFT JOIN "{table}" AS "{name}" ON'
    value = target.column("entry")
    if isinstance(link, Link):
        inner = f'{rows.column(link.name)} AS "{name}_key"'
        return KeySql(value, inner, f' {found} {value} = "{base}"."{name}_key" AND {live}')
    links, held = link.table._meta.table_name, f'"{base}"."edition"'
    through, other = f"{name}_links", Rows(target.model, f"{name}_other")
    joins = f' LEFT JOIN "{links}" AS "{through}" ON "{through}"."edition" = {held}'
    joins += f' {found} {value} = "{through}"."target" AND {live}'
    before = f'SELECT 1 FROM "{links}" AS "{name}_before"'
    earlier = f'"{name}_before"."edition" = {held} AND "{name}_before"."position" < "{through}"."position"'
    shown = writer.sql(writer.shown(other.table))
    lives = f'{before} JOIN "{table}" AS "{other.alias}" ON {other.column("entry")} = "{name}_before"."target"'
    lives += f' WHERE "{name}_before"."edition" = {held} AND {shown}'
    condition = f"({value} IS NOT NULL OR NOT EXISTS ({before} WHERE {earlier}) AND NOT EXISTS ({lives}))"
    return KeySql(value, "", joins, condition)


def two_links(key: GroupKey, name: str, rows: Rows, base: str, writer: StatementWriter) -> KeySql:
    """Follow links to what is live, and its links to what is live; each that is found counts once."""
    link, middle = key.attribute, Rows(content_type(key.attribute.target), f"{name}_middle")
    target = Rows(content_type(key.beyond.target), f"{name}_target")
    first, inner = f"{middle.column('entry')}", ""
    source = f'"{middle.model._meta.table_name}" AS "{middle.alias}"'
    if isinstance(link, Link):
        inner, held = f'{rows.column(link.name)} AS "{name}_key"', f'"{base}"."{name}_key"'
    else:
        links = f"{name}_links"
        source = f'"{link.table._meta.table_name}" AS "{links}" JOIN {source} ON "{links}"."target" = {first}'
        first, held = f'"{links}"."edition"', f'"{base}"."edition"'
    further = middle.column(key.beyond.name) if isinstance(key.beyond, Link) else f'"{name}_further"."target"'
    if isinstance(key.beyond, Links):
        table = key.beyond.table._meta.table_name
        source += f' JOIN "{table}" AS "{name}_further" ON "{name}_further"."edition" = {middle.column("edition")}'
    source += f' JOIN "{target.model._meta.table_name}" AS "{target.alias}" ON {target.column("entry")} = {further}'
    live = [writer.sql(writer.live(each.table)) for each in (middle, target)]
    columns = f'{first} AS "held", {target.column("entry")} AS "entry"'
    rows_found = f"SELECT DISTINCT {columns} FROM {source} WHERE {' AND '.join(live)}"
    return KeySql(f'"{name}"."entry"', inner, f' LEFT JOIN ({rows_found}) AS "{name}" ON "{name}"."held" = {held}')
