"""Conditions on the live entries at the other end of links: of one, or of some, none or every one of several."""

from typing import Any

from peewee import SQL, Expression, NodeList

from models.edition import Edition, content_type
from models.links import Backlink, Link, Links
from resolvers.compiler.dialect import signed
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.where.conditions import ConditionWriter, Exists, Pin, join_conditions, write_condition
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


PINNED: Form = (("some", ("and", (("on", "slug", ("eq",)),))),)
"""The form of a condition on links that only those to one entry meet: one of them is to the entry with a slug."""


def pin_of(form: Form, model: type[Edition]) -> tuple[Links, Form] | None:
    """Return the links, with their condition, from whose rows a page can be read: those that lead to one entry.

    None where there are none, or where another condition finds the rows: by their slug, or in the order they stand in.
    """
    conditions = {each[1]: each[2] for each in form[1] if each[0] == "on"}
    columns = {"slug", *(name.lstrip("-") for name in model.order[:1])}
    filters = OBJECT_TYPES[model.__name__].filters
    if any(getattr(filters[name], "name", None) in columns for name in conditions):
        return None
    found = [(filters[name], detail) for name, detail in conditions.items() if detail == PINNED]
    return next(((links, detail) for links, detail in found if isinstance(links, Links)), None)


def write_pin(attribute: Links, pin: Pin, writer: ConditionWriter) -> Expression:
    """Require that the row of a link leads to the live entry with a slug, as the first of its edition that does."""
    target = content_type(attribute.target).alias()
    entry = writer.writer.live_rows(target, target.entry).where(target.slug == writer.parameter().place).limit(1)
    is_found_apart = writer.part is not None and writer.part.is_running
    leads: Expression = leads_to(pin.through, entry, is_found_apart=is_found_apart) & is_first(attribute, pin.through)
    return leads


def is_first(links: Links, through: Any) -> Any:
    """Require that the row of a link is the first of its edition that leads where it does."""
    before = links.table.alias()
    same = [before.edition == through.edition, before.target == through.target, before.position < through.position]
    return Exists(before.select(SQL("1")).where(NodeList(same, glue=" AND ")), is_negated=True)


def joined(through: Any, table: Any, column: Any) -> Any:
    """Select *column* of the rows of links and the editions that hold them."""
    return through.select(column).join(table, on=(through.edition == table.edition))


def leads_to(through: Any, entry: Any, *, is_found_apart: bool) -> Expression:
    """Require that the row of a link leads to an entry; which no index is to find where rows are found by another."""
    return Expression(signed(through.target) if is_found_apart else through.target, "=", entry)


@write_condition.register
def write_link(attribute: Link, detail: Form, table: Any, writer: ConditionWriter) -> Any:
    """Require that the entry linked to is live and meets a condition."""
    target = content_type(attribute.target).alias()
    rows = writer.writer.live_rows(target, SQL("1")).where(target.entry == getattr(table, attribute.name))
    return writer.exists(rows, detail, target, attribute.target, "some")


@write_condition.register
def write_links(attribute: Links, detail: tuple[Form, ...], table: Any, writer: ConditionWriter) -> Any:
    """Require something of the live entries that are linked to."""
    if writer.pin is not None and writer.pin.detail is detail:
        return write_pin(attribute, writer.pin, writer)
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
