"""Breadcrumbs: the pages above the one that a path leads to, from the homepage on, and that page itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLObjectType
from peewee import SQL

from models.addresses.patterns import DEEPEST
from models.edition import Edition, own_fields
from models.site import Site
from models.translations import TranslatedField, is_text
from resolvers.attributes.route import RouteRows, models_in, pattern_in, site_rows
from resolvers.compiler.localized import shown
from resolvers.compiler.paths import path_json, tree_sql
from resolvers.compiler.planning import Counted, Json, Planner, attribute_json, object_json, typename
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.context.object_types import OBJECT_TYPES

LAST = 1 + DEEPEST
"""The place of the page itself: before it stand the homepage, and what is above in a tree."""


@dataclass(frozen=True)
class Breadcrumbs:
    """The way from the homepage to what a path leads to."""


@attribute_json.register
def breadcrumbs_json(attribute: Breadcrumbs, selected: SelectedField, rows: RouteRows, planner: Planner) -> Json:
    """List a crumb for the homepage, for each page above in a tree and for the page, with what is selected of it."""
    crumbs, alias, given = crumbs_of(selected, planner), f"{rows.alias}_crumbs", rows.given
    assert given is not None

    def write(writer: StatementWriter) -> str:
        matched, kind = models_in(writer, given), f'"{rows.alias}".kind'
        if not matched:
            return writer.dialect.empty_list
        cases = " ".join(f"WHEN '{each.__name__}' THEN {crumb_of(writer, each, rows.entry)}" for each in matched)
        several = [f"SELECT {LAST} AS place, CASE {kind} {cases} END AS crumb"]
        several += [above(writer, each) for each in matched if pattern_in(writer, each).is_tree]
        if any(model is not Site for model in matched):
            home_is_above = f"{kind} NOT IN ('{Site.__name__}','')"
            several.append(f"SELECT 0 AS place, {home(writer)} AS crumb WHERE {home_is_above}")
        listed = writer.dialect.gathered(writer.dialect.again("crumb"), "crumb IS NOT NULL")
        found = f"SELECT * FROM ({' UNION ALL '.join(several)}) AS several ORDER BY place"
        return writer.dialect.nested(f'(SELECT {listed} FROM ({found}) AS "{alias}")')

    def above(writer: StatementWriter, model: type[Edition]) -> str:
        page = Rows(model, f"{rows.alias}_page")
        table, is_page = model._meta.table_name, f"{writer.sql(writer.live(page.table))} AND {page.column('entry')}"
        source = f'FROM "{table}" AS "{page.alias}" WHERE {is_page} = {rows.entry.sql}'
        tree = tree_sql(writer, page, source, "entry, height")
        found = crumb_of(writer, model, SQL("up.entry"))
        return f"SELECT {LAST} - up.height AS place, {found} AS crumb FROM ({tree}) AS up WHERE up.height > 1"

    def crumb_of(writer: StatementWriter, model: type[Edition], entry: Any) -> str:
        crumb, element = crumbs[model.__name__]
        live: Any = writer.live_rows(crumb.table, SQL(element(writer)))
        return f"({writer.sql(live.where(crumb.table.entry == entry).limit(1))})"

    def home(writer: StatementWriter) -> str:
        crumb, element = crumbs[Site.__name__]
        live: Any = writer.live_rows(crumb.table, SQL(element(writer)))
        return f"({writer.sql(site_rows(writer, live, crumb, rows).limit(1))})"

    return write


def crumbs_of(selected: SelectedField, planner: Planner) -> dict[str, tuple[Rows, Json]]:
    """Plan a crumb for each type of entry."""
    fields, schema = selected.fields(), selected.document.schema
    planner.count(len(fields))
    counted: dict[str, Counted] = {field.key: set() for field in fields}
    found = {}
    for kind in schema.get_possible_types(schema.type_map["Entry"]):  # type: ignore[arg-type]
        if OBJECT_TYPES[kind.name].slug is None and title_of(OBJECT_TYPES[kind.name].model) is not None:
            rows = planner.rows(OBJECT_TYPES[kind.name].model)
            members = [(each.key, CRUMB[each.name](each, kind, rows, planner, counted[each.key])) for each in fields]
            found[kind.name] = rows, object_json(members)
    return found


def title_of(model: Any) -> TranslatedField | None:
    """Return the text that names the entries of a type; None where there is none, and so no page."""
    return next((each for each in own_fields(model).values() if is_text(each)), None)


Member = Callable[[SelectedField, GraphQLObjectType, Rows, Planner, Counted], Json]
"""Plans a field of a crumb, of an entry of one type."""


def title_json(
    selected: SelectedField, kind: GraphQLObjectType, rows: Rows, planner: Planner, counted: Counted
) -> Json:
    """Read the text that names the entry."""
    title = title_of(rows.model)
    assert title is not None
    return lambda writer: writer.dialect.text(writer.sql(shown(rows.table, title, writer.context.chain)))


def crumb_path_json(
    selected: SelectedField, kind: GraphQLObjectType, rows: Rows, planner: Planner, counted: Counted
) -> Json:
    """Write the path."""
    return lambda writer: path_json(writer, rows)


def crumb_entry_json(
    selected: SelectedField, kind: GraphQLObjectType, rows: Rows, planner: Planner, counted: Counted
) -> Json:
    """Read the entry."""
    return planner.object(kind, selected.fields(kind), rows, counted)


CRUMB: Mapping[str, Member] = {
    "__typename": lambda selected, kind, rows, planner, counted: typename("Crumb"),
    "title": title_json,
    "path": crumb_path_json,
    "entry": crumb_entry_json,
}
"""How the fields of a crumb are planned."""
