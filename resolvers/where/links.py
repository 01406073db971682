"""Conditions on the live entries at the other end of links: of one, or of some, none or every one of several."""

from typing import Any

from peewee import SQL

from models.edition import content_type
from models.links import Backlink, Link, Links
from resolvers.where.conditions import ConditionWriter, join_conditions, write_condition
from resolvers.where.filters import Form, Where, WhereReader, given, read_filter


@read_filter.register
def read_link(attribute: Link, name: str, value: Where, reader: WhereReader) -> Form:
    """Read the conditions on the entry that is linked to."""
    return reader.read(value, attribute.target)


@read_filter.register(Links)
@read_filter.register(Backlink)
def read_links(attribute: Links | Backlink, name: str, value: Where, reader: WhereReader) -> tuple[Form, ...]:
    """Read what must be true of some, none or every one of the entries."""
    target = attribute.target if isinstance(attribute, Links) else attribute.link.model.__name__
    return tuple((quantifier, reader.read(inner, target)) for quantifier, inner in given(value))


@write_condition.register
def write_link(attribute: Link, detail: Form, table: Any, writer: ConditionWriter) -> Any:
    """Require that the entry linked to is live and meets a condition."""
    target = content_type(attribute.target).alias()
    rows = writer.writer.live_rows(target, SQL("1")).where(target.entry == getattr(table, attribute.name))
    return writer.exists(rows, detail, target, attribute.target, "some")


@write_condition.register
def write_links(attribute: Links, detail: tuple[Form, ...], table: Any, writer: ConditionWriter) -> Any:
    """Require something of the live entries that are linked to."""
    conditions = []
    for quantifier, inner in detail:
        target, through = content_type(attribute.target).alias(), attribute.table.alias()
        rows: Any = writer.writer.live_rows(target, SQL("1")).join(through, on=(through.target == target.entry))
        rows = rows.where(through.edition == table.edition)
        conditions.append(writer.exists(rows, inner, target, attribute.target, quantifier))
    return join_conditions(conditions, "AND")


@write_condition.register
def write_backlink(attribute: Backlink, detail: tuple[Form, ...], table: Any, writer: ConditionWriter) -> Any:
    """Require something of the live entries that link here."""
    conditions, link = [], attribute.link
    for quantifier, inner in detail:
        target: Any = link.model.alias()
        rows: Any = writer.writer.live_rows(target, SQL("1"))
        if isinstance(link, Link):
            rows = rows.where(getattr(target, link.name) == table.entry)
        else:
            through = link.table.alias()
            rows = rows.join(through, on=(through.edition == target.edition)).where(through.target == table.entry)
        conditions.append(writer.exists(rows, inner, target, link.model.__name__, quantifier))
    return join_conditions(conditions, "AND")
