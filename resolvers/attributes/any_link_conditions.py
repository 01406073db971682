"""Conditions on live entries at the other end of links that may lead to several types: which entry, of which type.

{target: {type: {eq: "School"}, slug: {eq: "seng"}}}       {related: {some: {entryId: {in: [...]}}}}
"""

from collections.abc import Callable
from typing import Any

from peewee import SQL, Case, fn

from models.collation import fold
from models.edition import target_models
from models.entry import Entry
from models.links import AnyLink, AnyLinks, Link, Links
from resolvers.attributes import ids
from resolvers.context.errors import Denied, require_few, require_text
from resolvers.where.conditions import FALSE, ConditionWriter, Exists, join_conditions, require_not, write_condition
from resolvers.where.filters import Form, Where, WhereReader, given, read_filter

COMPARED: dict[str, Callable[[str], str]] = {
    "entryId": lambda text: ids.decode(text).uid,
    "slug": fold,
    "type": lambda text: text,
}
"""What entries of any type are compared by, and how a value is that clients give."""

OPERATORS = ("eq", "in")


@read_filter.register
def read_any_link(attribute: AnyLink, name: str, value: Where, reader: WhereReader) -> Form:
    """Read the conditions on the entry that is linked to."""
    return read_entry(name, value, reader)


@read_filter.register
def read_any_links(attribute: AnyLinks, name: str, value: Where, reader: WhereReader) -> Form:
    """Read what must be true of some, none or every one of the entries."""
    return tuple((quantifier, read_entry(name, inner, reader)) for quantifier, inner in given(value))


def read_entry(name: str, value: Where, reader: WhereReader) -> Form:
    """Read what an entry is compared by, and with."""
    form = []
    for field, comparisons in given(value):
        for operator, compared in given(comparisons):
            several = compared if isinstance(compared, list) else [compared]
            require_few(several, f"{name}.{field}.{operator}", reader.place)
            texts = [COMPARED[field](require_text(str(each), "A filter", reader.place)) for each in several]
            reader.values.append(list(dict.fromkeys(texts)))
            form.append(field)
    return tuple(form)


@write_condition.register
def write_any_link(attribute: AnyLink, detail: Form, table: Any, writer: ConditionWriter) -> Any:
    """Require that the entry linked to is live and meets the conditions."""
    entry = Entry.alias()
    met, live = conditions(attribute, detail, entry, writer)
    linked = entry.entry == getattr(table, attribute.name)
    return Exists(entry.select(SQL("1")).where(linked, *met, live), is_negated=False)


@write_condition.register
def write_any_links(attribute: AnyLinks, detail: Form, table: Any, writer: ConditionWriter) -> Any:
    """Require something of the live entries that are linked to."""
    found = []
    for quantifier, inner in detail:
        entry, through = Entry.alias(), attribute.table.alias()
        met, live = conditions(attribute, inner, entry, writer)
        rows: Any = entry.select(SQL("1")).join(through, on=(through.target == entry.entry))
        rows = rows.where(through.edition == table.edition)
        if quantifier == "every":
            # what is not live does not count, so that it is live is no part of what is negated
            shown = is_live(attribute, entry, None, writer)
            rows = rows.where(shown, require_not(join_conditions([*met, live], "AND")))
        else:
            rows = rows.where(*met, live)
        found.append(Exists(rows, is_negated=quantifier != "some"))
    return join_conditions(found, "AND")


def conditions(link: Link | Links, detail: Form, entry: Any, writer: ConditionWriter) -> tuple[list[Any], Any]:
    """Build the conditions on a row of entries, and that it is live, with the slugs that are asked for."""
    met, slugs = [], []
    for field in detail:
        values = writer.list_parameter()
        if field == "slug":
            slugs.append(values)
        else:
            column = entry.uid if field == "entryId" else entry.type
            met.append(writer.writer.dialect.among(column, values, "text"))
    return met, is_live(link, entry, slugs, writer)


def is_live(link: Link | Links, entry: Any, slugs: Any, writer: ConditionWriter) -> Any:
    """Require that an entry is live as one of its type, with each of some lists of slugs."""
    cases = []
    for model in target_models(link):
        table = model.alias()
        try:
            rows = writer.writer.live_rows(table, SQL("1")).where(table.entry == entry.entry)
        except Denied:
            continue
        named = [writer.writer.dialect.among(table.slug, each, "text") for each in slugs or ()]
        cases.append((model.__name__, fn.EXISTS(rows.where(*named) if named else rows)))
    return Case(entry.type, cases, FALSE) if cases else FALSE
