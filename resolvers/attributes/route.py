"""Routes: what a path leads to, as one object, answered with the page below it.

A path is parsed in Python (`models.addresses.requests`), and only types that it may be of are in the statement:

    live    the live entry with the slug
    other   if there is none: the redirect of the path, or the newest edition with the slug that was ever public
    facts   how it was found, and what its addresses are made of, in words
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graphql import GraphQLObjectType
from peewee import SQL, Desc

from models.addresses.canonical import written
from models.addresses.patterns import Pattern
from models.addresses.requests import Request, parse_request
from models.edition import Edition, content_type
from models.language_slugs import has_slug, in_path, slugs_field
from models.site import Site
from models.translations import DEFAULT_LOCALE
from resolvers.attributes.addresses import described_sql
from resolvers.attributes.redirects import RedirectParameters, redirect_arm
from resolvers.attributes.route_answers import FORMER, LIVE, NO_DETAIL, REDIRECT, formatter_of, given_text, value_shape
from resolvers.compiler.parameters import ListParameter, Parameter
from resolvers.compiler.planning import Counted, Json, Planner, ReadOptionPlaces, attribute_json, read_options_of
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Reads, Rows, StatementWriter
from resolvers.context.circumstances import SiteOptions
from resolvers.context.errors import Denied
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
    tree: Parameter
    site: Parameter
    path: Parameter
    locale: Parameter
    above: ListParameter

    def request(self, site: SiteOptions, variables: Any) -> Request | None:
        """Parse the path."""
        return request_of(self.selected.arguments_of(variables), site)

    def read(self, context: ReadContext, variables: Any) -> tuple[Hashable, dict[str, Any]]:
        """Return which types the path may be of, in their order, whether one of several sites is meant, and a language.

        The language is that of the path, where a type has slugs of its languages.
        """
        request, site = self.request(context.site, variables), context.site.slug
        if request is None:
            return None, dict.fromkeys((self.given, self.slug, self.tree, self.site, self.path, self.locale), "") | {
                self.above: []
            }
        names = tuple(each.model.__name__ for each in request.matches)
        slugs = [each.slug for each in request.matches if not each.pattern.is_tree]
        locale = request.locale if any(slugs_field(each.model) for each in request.matches) else DEFAULT_LOCALE
        return (names, bool(site), locale), {
            self.given: given_text(request),
            self.slug: "".join(slugs),
            self.tree: in_path(request.segments[-1]) if request.segments else "",
            self.site: site,
            self.path: written(request.segments),
            self.locale: request.locale,
            self.above: list(map(in_path, request.segments[:-1])),
        }


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
    names = {name: Parameter(f"{alias}_{name}") for name in GIVEN}
    given = RouteArguments(selected, above=ListParameter(f"{alias}_above"), **names)
    planner.arguments.append(given)
    hit = RouteRows(None, alias, given)
    element = planner.below(selected, hit)

    def write(writer: StatementWriter) -> str:
        if writer.variant(given) is None:
            return writer.dialect.null
        found = hit_in_front(writer, hit) if writer.is_flat else f"{hit_sql(writer, hit)} LIMIT 1"
        # all have a limit, or SQLite would make one of them, and look the facts up anew for each field
        return writer.dialect.nested(f'(SELECT {element(writer)} FROM ({found}) AS "{alias}" LIMIT 1)', nullable=True)

    return write


GIVEN = ("given", "slug", "tree", "site", "path", "locale")
"""What is bound for a route, beside the slugs above the last one."""


def hit_sql(writer: StatementWriter, hit: RouteRows) -> str:
    """Select what a path leads to: the entry and its type, empty where there is none, and the facts in words.

    Nothing is looked up among redirects and old addresses where the path is that of a live entry.
    """
    given, live = hit.given, f"{hit.alias}_live"
    assert given is not None
    matched = models_in(writer, given)
    now = " UNION ALL ".join([live_arm(writer, each, hit) for each in matched] or [NO_ARM])
    others = [
        *redirect_arm(writer, RedirectParameters(given.path, given.locale), 1, REDIRECT, live),
        *(arm for each in matched for arm in former_arms(writer, each, hit)),
    ]
    arms = [f"SELECT * FROM {live}"]
    if others:
        other = f"SELECT * FROM ({' UNION ALL '.join(others)}) AS others ORDER BY place LIMIT 1"
        described = described_case(writer, hit, matched)
        arms += [f"SELECT other.*, {described} AS described FROM ({other}) AS other"]
    said = f"CAST({given.given.mark} AS TEXT)||' '||how||' '||kind||' '||detail||COALESCE(' '||described,'')"
    is_shown = f"how <> '{REDIRECT}' AND described IS NOT NULL"
    first = "SELECT * FROM ({now}) AS now ORDER BY place LIMIT 1" if len(matched) > 1 else "{now}"
    return (
        f"WITH {live} AS MATERIALIZED ({first.format(now=now)})"
        f" SELECT CASE WHEN {is_shown} THEN kind ELSE '' END AS kind, entry, {said} AS facts"
        f" FROM ({' UNION ALL '.join(arms)} LIMIT 1) AS found"
    )


NO_ARM = (
    f"SELECT 0 AS place, '{LIVE}' AS how, '' AS kind, CAST(NULL AS bigint) AS entry, '{NO_DETAIL}' AS detail,"
    " '' AS described WHERE 1 = 0"
)
"""The arm of nothing, where a path may be of no type."""


def hit_in_front(writer: StatementWriter, hit: RouteRows) -> str:
    """Select the same out of a table in front of the statement, which nests less."""
    return f"SELECT * FROM {writer.in_front(f'{hit.alias}_hit', lambda: hit_sql(writer, hit))}"


def models_in(writer: StatementWriter, given: RouteArguments) -> list[type[Edition]]:
    """List the types that the path may be of."""
    variant = writer.variant(given)
    return [content_type(name) for name in variant[0]] if variant else []


def live_arm(writer: StatementWriter, model: type[Edition], hit: RouteRows) -> str:
    """Write how an entry of a type is found that is live: by its slug, or as the only one."""
    rows = Rows(model, f"{hit.alias}_now")
    live: Any = writer.live_rows(rows.table, rows.table.entry, SQL(f"{described_sql(writer, rows)} AS described"))
    pattern = pattern_in(writer, model)
    if not pattern.values:
        chosen = site_rows(writer, live, rows, hit) if model is Site else live.order_by(rows.table.entry)
    else:
        chosen = with_slug(writer, live, rows, pattern, hit)
    return arm_sql(writer, int(pattern.is_tree) / 2, LIVE, model.__name__, chosen.limit(1), ", described")


def former_arms(writer: StatementWriter, model: type[Edition], hit: RouteRows) -> list[str]:
    """Write how an entry of a type is found that once had the slug: by the newest edition with it."""
    past, pattern = Rows(model, f"{hit.alias}_past"), pattern_in(writer, model)
    if not pattern.values:
        return []
    had = with_slug(writer, writer.public_rows(past.table, past.table.entry), past, pattern, hit)
    is_needed = SQL(f"NOT EXISTS (SELECT 1 FROM {hit.alias}_live)")
    newest = had.where(is_needed).order_by(Desc(past.table.live_from), past.table.entry.desc()).limit(1)
    return [arm_sql(writer, 2 + int(pattern.is_tree) / 2, FORMER, model.__name__, newest)]


def with_slug(writer: StatementWriter, found: Any, rows: Rows, pattern: Pattern, hit: RouteRows) -> Any:
    """Narrow rows to those with the slug of the path; in a tree, those above it are slugs that entries have or had."""
    given = hit.given
    assert given is not None
    locale = writer.variant(given)[2]
    if not pattern.is_tree:
        return found.where(has_slug(rows.table, rows.model, locale, given.slug.place))
    above = rows.model.alias(f"{rows.alias}_had")
    listed = writer.dialect.listed(given.above, f"{rows.alias}_given", "text")
    had = writer.public_rows(above, SQL("1")).where(has_slug(above, rows.model, locale, SQL(listed.value)))
    unknown = f"NOT EXISTS (SELECT 1 FROM {listed.text} WHERE NOT EXISTS ({writer.sql(had)}))"
    return found.where(has_slug(rows.table, rows.model, locale, given.tree.place) & SQL(unknown))


def arm_sql(writer: StatementWriter, place: float, how: str, kind: str, rows: Any, others: str = "") -> str:
    """Write an arm: the entry that is found in one way, its place among the ways, and *others* of its columns."""
    said = f"'{how}' AS how, '{kind}' AS kind, entry, '{NO_DETAIL}' AS detail{others}"
    return f"SELECT {place} AS place, {said} FROM ({writer.sql(rows)}) AS {how}_{kind}"


def pattern_in(writer: StatementWriter, model: type[Edition]) -> Pattern:
    """Return the pattern of a type's paths in the language that is read."""
    pattern = writer.context.site.addresses.pattern(model, writer.context.chain[0])
    assert pattern is not None
    return pattern


def site_rows(writer: StatementWriter, live: Any, rows: Rows, hit: RouteRows) -> Any:
    """Narrow sites to the one that a setting names, or put the first one first."""
    assert hit.given is not None
    if writer.variant(hit.given)[1]:
        live = live.where(rows.table.slug == hit.given.site.place)
    return live.order_by(rows.table.entry)


def described_case(writer: StatementWriter, hit: RouteRows, matched: Sequence[type[Edition]]) -> str:
    """Write what the addresses are made of, of an entry that a redirect or an old address leads to; NULL if not live.

    Redirects lead to entries of any type. An answer depends on those of its own alone, and on the one that it meets.
    """
    cases = []
    for each in writer.context.site.addresses.models:
        apart = writer if each in matched else replace(writer, reads=Reads())
        if sql := facts_sql(apart, each, hit.alias):
            cases.append(f"WHEN '{each.__name__}' THEN {sql}")
        if apart is not writer:
            writer.reads.may_be_met[each.__name__] = apart.reads.types
    return f"CASE kind {' '.join(cases)} END" if cases else "NULL"


def facts_sql(writer: StatementWriter, model: type[Edition], alias: str) -> str:
    """Write the same for a type; nothing for a caller who may not see it."""
    rows = Rows(model, f"{alias}_facts")
    try:
        live: Any = writer.live_rows(rows.table, SQL(described_sql(writer, rows)))
    except Denied:
        return ""
    return f"({writer.sql(live.where(rows.table.entry == SQL('other.entry')).limit(1))})"


@attribute_json.register
def route_value_json(attribute: RouteValue, selected: SelectedField, rows: RouteRows, planner: Planner) -> Json:
    """Let Python say a value of the facts."""
    shape = value_shape(attribute.name, selected)

    def write(writer: StatementWriter) -> str:
        formatter = formatter_of(shape, writer.context.site.addresses, writer.reads)
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
        if not cases:
            return writer.dialect.null
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
