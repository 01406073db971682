"""Routes: what a path leads to, as one object, answered with the page below it.

A path is parsed in Python (`models.addresses.requests`), and only types that it may be of are in the statement:

    arms    the live entry with the slug, and the newest edition with it that was ever public
    hit     the first of them
    facts   how it was found, and what its addresses are made of
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLObjectType
from peewee import SQL, Desc

from models.addresses.requests import Request, parse_request
from models.edition import Edition, content_type
from models.site import Site
from resolvers.attributes.addresses import described_sql
from resolvers.attributes.route_answers import FORMER, LIVE, formatter_of, given_text, value_shape
from resolvers.compiler.parameters import Parameter
from resolvers.compiler.planning import Counted, Json, Planner, ReadOptionPlaces, attribute_json, read_options_of
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.context.circumstances import SiteOptions
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.context.read_context import DEFAULT, ReadContext


@dataclass(frozen=True)
class Route:
    """What the path that the argument `path` gives leads to; null where that is nothing."""


@dataclass(frozen=True)
class RouteValue:
    """A value of a route: what it is in Python, and whether it may be null; alternates are a list."""

    name: str
    target: Any
    is_nullable: bool = False


@dataclass(frozen=True)
class RouteEntry:
    """The entry that a path leads to."""


@dataclass(frozen=True, eq=False)
class RouteArguments:
    """The arguments of a route, read: the types that the path may be of, the text of the request, and the slugs."""

    selected: SelectedField
    given: Parameter
    slug: Parameter
    site: Parameter

    def request(self, site: SiteOptions, variables: Any) -> Request | None:
        """Parse the path."""
        return request_of(self.selected.arguments_of(variables), site)

    def read(self, context: ReadContext, variables: Any) -> tuple[Hashable, dict[str, Any]]:
        """Return which types the path may be of, in their order, and whether one of several sites is meant."""
        request, slug = self.request(context.site, variables), context.site.slug
        if request is None:
            return None, {self.given: "", self.slug: "", self.site: slug}
        names = tuple(each.model.__name__ for each in request.matches)
        slugs = [each.slug for each in request.matches if not each.pattern.is_tree]
        return (names, bool(slug)), {self.given: given_text(request), self.slug: "".join(slugs), self.site: slug}


@dataclass(frozen=True)
class RouteRows(Rows):
    """The row of what a path leads to, with the arguments that gave the path."""

    given: RouteArguments | None = None

    @property
    def entry(self) -> SQL:
        """The number of the entry."""
        return SQL(f'"{self.alias}".entry')


def request_of(arguments: Mapping[str, Any], site: SiteOptions) -> Request | None:
    """Parse the path that arguments give."""
    return parse_request(site.addresses, arguments["path"], arguments.get("host") or "", arguments.get("locale"))


@read_options_of.register
def read_options_of_route(
    attribute: Route, selected: SelectedField, arguments: Mapping[str, Any], site: SiteOptions
) -> ReadOptionPlaces:
    """Read in the language of the path."""
    request = request_of(arguments, site)
    return {DEFAULT.changed(arguments if request is None else {**arguments, "locale": request.locale}): ()}


@attribute_json.register
def route_json(attribute: Route, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Look up what a path leads to."""
    alias = planner.rows(None).alias
    given = RouteArguments(selected, *(Parameter(f"{alias}_{name}") for name in ("given", "slug", "site")))
    planner.arguments.append(given)
    hit = RouteRows(None, alias, given)
    element = planner.below(selected, hit)

    def write(writer: StatementWriter) -> str:
        matched = models_in(writer, given)
        if not matched:
            return writer.dialect.null
        facts = " ".join(f"WHEN '{each.__name__}' THEN {facts_sql(writer, each, alias)}" for each in matched)
        arms = " UNION ALL ".join(arm for each in matched for arm in arms_of(writer, each, hit))
        first = f"SELECT * FROM ({arms}) AS arms ORDER BY place LIMIT 1"
        said = f"CAST({given.given.mark} AS TEXT)||' '||hit.how||' '||hit.kind"
        columns = f"kind, entry, {said}||COALESCE(' '||CASE kind {facts} END,'') AS facts"
        # both have a limit, or SQLite would make one of them, and look the facts up anew for each field
        return writer.dialect.nested(
            f'(SELECT {element(writer)} FROM (SELECT {columns} FROM ({first}) AS hit LIMIT 1) AS "{alias}" LIMIT 1)',
            nullable=True,
        )

    return write


def models_in(writer: StatementWriter, given: RouteArguments) -> list[type[Edition]]:
    """List the types that the path may be of."""
    variant = writer.variant(given)
    return [content_type(name) for name in variant[0]] if variant else []


def arms_of(writer: StatementWriter, model: type[Edition], hit: RouteRows) -> list[str]:
    """Write how an entry of a type is found: by the slug that it has, and by one that it had."""
    assert hit.given is not None
    name, slug = model.__name__, hit.given.slug.place
    rows, past = Rows(model, f"{hit.alias}_live"), Rows(model, f"{hit.alias}_past")
    live: Any = writer.live_rows(rows.table, rows.table.entry)
    if not has_slug(writer, model):
        chosen = live.order_by(rows.table.entry) if model is not Site else site_rows(writer, live, rows, hit)
        return [arm_sql(writer, 0, LIVE, name, chosen.limit(1))]
    had: Any = writer.public_rows(past.table, past.table.entry).where(past.table.slug == slug)
    newest = had.order_by(Desc(past.table.live_from), past.table.entry.desc()).limit(1)
    now = live.where(rows.table.slug == slug).limit(1)
    return [arm_sql(writer, 0, LIVE, name, now), arm_sql(writer, 2, FORMER, name, newest)]


def arm_sql(writer: StatementWriter, place: int, how: str, kind: str, rows: Any) -> str:
    """Write an arm: the entry that is found in one way, and its place among the ways."""
    return f"SELECT {place} AS place, '{how}' AS how, '{kind}' AS kind, entry FROM ({writer.sql(rows)}) AS {how}"


def site_rows(writer: StatementWriter, live: Any, rows: Rows, hit: RouteRows) -> Any:
    """Narrow sites to the one that a setting names, or put the first one first."""
    assert hit.given is not None
    if writer.variant(hit.given)[1]:
        live = live.where(rows.table.slug == hit.given.site.place)
    return live.order_by(rows.table.entry)


def has_slug(writer: StatementWriter, model: type[Edition]) -> bool:
    """Tell whether the path of a type has a slug, in any language."""
    pattern = writer.context.site.addresses.pattern(model, writer.context.chain[0])
    return pattern is not None and bool(pattern.values)


def facts_sql(writer: StatementWriter, model: type[Edition], alias: str) -> str:
    """Write what the addresses of the entry that is hit are made of; NULL where it is not live."""
    rows = Rows(model, f"{alias}_facts")
    live: Any = writer.live_rows(rows.table, SQL(described_sql(writer, rows)))
    return f"({writer.sql(live.where(rows.table.entry == SQL('hit.entry')).limit(1))})"


@attribute_json.register
def route_value_json(attribute: RouteValue, selected: SelectedField, rows: RouteRows, planner: Planner) -> Json:
    """Let Python say a value of the facts."""
    shape = value_shape(attribute.name, selected)

    def write(writer: StatementWriter) -> str:
        formatter = formatter_of(shape, writer.context.site.addresses)
        return writer.placeholder(formatter, f'"{rows.alias}".facts')

    return write


@attribute_json.register
def route_entry_json(attribute: RouteEntry, selected: SelectedField, rows: RouteRows, planner: Planner) -> Json:
    """Read the entry by the query of its type."""
    given, kinds = rows.given, kinds_of(selected, rows, planner)
    assert given is not None

    def write(writer: StatementWriter) -> str:
        cases = [
            f"WHEN '{model.__name__}' THEN {kinds[model.__name__](writer)}"
            for model in models_in(writer, given)
            if model.__name__ in kinds
        ]
        return writer.dialect.nested(f'CASE "{rows.alias}".kind {" ".join(cases)} ELSE {writer.dialect.null} END')

    return write


def kinds_of(selected: SelectedField, rows: RouteRows, planner: Planner) -> dict[str, Json]:
    """Plan the entry of a hit for each type that it may be of."""
    possible = selected.document.schema.get_possible_types(selected.type)  # type: ignore[arg-type]
    kinds = [kind for kind in possible if OBJECT_TYPES[kind.name].slug is None]
    counted: Counted = set()
    return {kind.name: entry_json(kind, selected, rows, planner, counted) for kind in kinds}


def entry_json(
    kind: GraphQLObjectType, selected: SelectedField, rows: RouteRows, planner: Planner, counted: Counted
) -> Json:
    """Plan what is selected on the entry of a hit, of one type."""
    found = planner.rows(OBJECT_TYPES[kind.name].model)
    element = planner.object(kind, selected.fields(kind), found, counted)
    is_hit = found.table.entry == rows.entry
    return lambda writer: writer.dialect.one_of(writer.live_rows(found.table, SQL(element(writer))).where(is_hit))
