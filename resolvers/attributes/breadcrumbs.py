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
from resolvers.attributes.route_hits import RouteRows, models_in, pattern_in, site_rows
from resolvers.compiler.localized import shown
from resolvers.compiler.paths import path_json, tree_sql
from resolvers.compiler.planning import Counted, Json, Planner, attribute_json, object_json, typename
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.context.object_types import OBJECT_TYPES

LAST = 1 + DEEPEST
"""The most crumbs: the homepage, and in a tree the page with all above it."""


@dataclass(frozen=True)
class Breadcrumbs:
    """The way from the homepage to what a path leads to."""


@attribute_json.register
def breadcrumbs_json(attribute: Breadcrumbs, selected: SelectedField, rows: RouteRows, planner: Planner) -> Json:
    """List a crumb for the homepage, for each page above in a tree and for the page, with what is selected of it."""
    crumbs, alias, kind = crumbs_of(selected, planner), f"{rows.alias}_crumbs", f'"{rows.alias}".kind'

    def write(writer: StatementWriter) -> str:
        matched = models_in(writer, rows.given)
        if not matched:
            return writer.dialect.empty_list
        several = [home(writer)] if any(model is not Site for model in matched) else []
        several += [above(writer, each) for each in matched if pattern_in(writer, each).is_tree]
        cases = [f"WHEN '{each.__name__}' THEN {crumb_of(writer, each, rows.entry)}" for each in matched]
        several.append(f"SELECT CASE {kind} {' '.join(cases)} END AS crumb")
        # one after the other: neither database changes their order
        listed = writer.dialect.gathered(writer.dialect.again("crumb"), "crumb IS NOT NULL")
        return writer.dialect.nested(f'(SELECT {listed} FROM ({" UNION ALL ".join(several)}) AS "{alias}")')

    def above(writer: StatementWriter, model: type[Edition]) -> str:
        page = Rows(model, f"{rows.alias}_page")
        live: Any = writer.live_rows(page.table, SQL("1")).where(page.table.entry == rows.entry)
        source = writer.sql(live.where(page.table.parent.is_null(is_null=False))).removeprefix("SELECT 1 ")
        tree = tree_sql(writer, page, source, "entry, height")
        found = crumb_of(writer, model, SQL("up.entry"))
        crumbs = f"SELECT {found} AS crumb FROM ({tree}) AS up WHERE up.height > 1 ORDER BY up.height DESC"
        return f"SELECT * FROM ({crumbs}) AS above WHERE {kind} = '{model.__name__}'"

    def crumb_of(writer: StatementWriter, model: type[Edition], entry: Any) -> str:
        crumb, element = crumbs[model.__name__]
        live: Any = writer.live_rows(crumb.table, SQL(element(writer)))
        return f"({writer.sql(live.where(crumb.table.entry == entry).limit(1))})"

    def home(writer: StatementWriter) -> str:
        crumb, element = crumbs[Site.__name__]
        live: Any = writer.live_rows(crumb.table, SQL(element(writer)))
        first = writer.sql(site_rows(writer, live, crumb, rows).limit(1))
        return f"SELECT ({first}) AS crumb WHERE {kind} NOT IN ('{Site.__name__}','')"

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
