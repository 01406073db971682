"""Hits: what a path leads to, one row in SQL: the type of the entry, empty where none is shown, its number and facts.

    live       the live entry with the slug, of each type that the path may be of
    redirect   if there is none: the redirect of the path
    former     or else the newest edition with the slug that was ever public

The arms stand one after the other, and both databases run the next one only where those before have found nothing. The
facts are words: how it was found, of which type, and what the addresses of the page are made of.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from peewee import SQL, Desc

from models.addresses.patterns import Pattern
from models.edition import Edition, content_type
from models.language_slugs import has_slug
from models.site import Site
from resolvers.attributes.addresses import described_sql
from resolvers.attributes.redirects import RedirectParameters, redirect_sql
from resolvers.attributes.route_answers import FORMER, LIVE, NO_DETAIL, REDIRECT
from resolvers.attributes.route_arguments import RouteArguments, RouteVariant
from resolvers.compiler.writer import Reads, Rows, StatementWriter
from resolvers.context.errors import Denied


@dataclass(frozen=True)
class RouteRows(Rows):
    """The row of what a path leads to, with the arguments that gave the path."""

    given: RouteArguments

    @property
    def facts(self) -> str:
        """What Python makes the values of the route of: the text of the request, and the facts."""
        return f"CAST({self.given.given.mark} AS TEXT)||' '||\"{self.alias}\".facts"

    @property
    def entry(self) -> SQL:
        """The number of the entry."""
        return SQL(f'"{self.alias}".entry')


def hit_sql(writer: StatementWriter, hit: RouteRows) -> str:
    """Select what a path leads to."""
    matched = models_in(writer, hit.given)
    arms = [
        *(live_arm(writer, each, hit) for each in matched),
        *redirect_arm(writer, hit, matched),
        *(former_arm(writer, each, hit) for each in matched if pattern_in(writer, each).values),
    ]
    return f"{' UNION ALL '.join(arms or [NO_ARM])} LIMIT 1"


NO_ARM = "SELECT '' AS kind, CAST(NULL AS bigint) AS entry, '' AS facts WHERE 1 = 0"
"""The arm of nothing, where a path may be of no type, for one who may not see redirects."""


def hit_from(writer: StatementWriter, hit: RouteRows) -> str:
    """Write the hit for FROM; in a flat statement out of a table in front, which nests less."""
    if not writer.is_flat:
        return f'({hit_sql(writer, hit)}) AS "{hit.alias}"'
    return f'{writer.in_front(f"{hit.alias}_hit", lambda: hit_sql(writer, hit))} AS "{hit.alias}"'


def variant_in(writer: StatementWriter, given: RouteArguments) -> RouteVariant:
    """Return what of the path decides the SQL."""
    found: RouteVariant = writer.variant(given)
    return found


def models_in(writer: StatementWriter, given: RouteArguments) -> list[type[Edition]]:
    """List the types that the path may be of."""
    return [content_type(name) for name in variant_in(writer, given).types]


def pattern_in(writer: StatementWriter, model: type[Edition]) -> Pattern:
    """Return the pattern of a type's paths in the language that is read."""
    pattern = writer.context.site.addresses.pattern(model, writer.context.chain[0])
    assert pattern is not None
    return pattern


def live_arm(writer: StatementWriter, model: type[Edition], hit: RouteRows) -> str:
    """Write how an entry of a type is found that is live: by its slug, or as the only one."""
    rows, pattern = Rows(model, f"{hit.alias}_now"), pattern_in(writer, model)
    facts = facts_sql(LIVE, model.__name__, described_sql(writer, rows))
    columns = SQL(f"'{model.__name__}' AS kind"), rows.table.entry, SQL(f"{facts} AS facts")
    live: Any = writer.live_rows(rows.table, *columns)
    if pattern.values:
        return writer.sql(with_slug(writer, live, rows, pattern, hit))
    chosen = site_rows(writer, live, rows, hit) if model is Site else live.order_by(rows.table.entry)
    return f"SELECT * FROM ({writer.sql(chosen.limit(1))}) AS first"


def redirect_arm(writer: StatementWriter, hit: RouteRows, matched: Sequence[type[Edition]]) -> list[str]:
    """Write the redirect that the path is subject to; there is none for a caller who may not see redirects."""
    found = redirect_sql(writer, RedirectParameters(hit.given.path, hit.given.locale))
    if found is None:
        return []
    described = f"COALESCE(' '||{described_case(writer, hit, matched)},'')"
    facts = f"'{REDIRECT} '||redirected.kind||' '||redirected.detail||{described}"
    return [f"SELECT '' AS kind, redirected.entry, {facts} AS facts FROM ({found}) AS redirected"]


def former_arm(writer: StatementWriter, model: type[Edition], hit: RouteRows) -> str:
    """Write how an entry of a type is found that once had the slug: by the newest edition with it."""
    past, pattern = Rows(model, f"{hit.alias}_past"), pattern_in(writer, model)
    had = with_slug(writer, writer.public_rows(past.table, past.table.entry), past, pattern, hit)
    newest = had.order_by(Desc(past.table.live_from), past.table.entry.desc()).limit(1)
    rows = Rows(model, f"{hit.alias}_present")
    met = f"{writer.sql(writer.live(rows.table))} AND {rows.column('entry')} = former.entry"
    facts = facts_sql(FORMER, model.__name__, described_sql(writer, rows))
    return (
        f"SELECT CASE WHEN {rows.column('entry')} IS NULL THEN '' ELSE '{model.__name__}' END AS kind, former.entry,"
        f" {facts} AS facts FROM ({writer.sql(newest)}) AS former"
        f' LEFT JOIN "{model._meta.table_name}" AS "{rows.alias}" ON {met}'
    )


def facts_sql(how: str, kind: str, described: str) -> str:
    """Write the facts of an entry of a type; where it is not live, nothing describes the addresses."""
    end = f" '||{described}" if how == LIVE else f"'||COALESCE(' '||{described},'')"
    return f"'{how} {kind} {NO_DETAIL}{end}"


def with_slug(writer: StatementWriter, found: Any, rows: Rows, pattern: Pattern, hit: RouteRows) -> Any:
    """Narrow rows to those with the slug of the path; in a tree, those above it are slugs that entries have or had."""
    given, variant = hit.given, variant_in(writer, hit.given)
    slug = given.tree if pattern.is_tree else given.slug
    found = found.where(has_slug(rows.table, rows.model, variant.locale, slug.place))
    if not pattern.is_tree or not variant.is_below:
        return found
    above = rows.model.alias(f"{rows.alias}_had")
    listed = writer.dialect.listed(given.above, f"{rows.alias}_given", "text")
    had = writer.public_rows(above, SQL("1")).where(has_slug(above, rows.model, variant.locale, SQL(listed.value)))
    return found.where(SQL(f"NOT EXISTS (SELECT 1 FROM {listed.text} WHERE NOT EXISTS ({writer.sql(had)}))"))


def site_rows(writer: StatementWriter, live: Any, rows: Rows, hit: RouteRows) -> Any:
    """Narrow sites to the one that a setting names, or put the first one first."""
    if variant_in(writer, hit.given).names_site:
        live = live.where(rows.table.slug == hit.given.site.place)
    return live.order_by(rows.table.entry)


def described_case(writer: StatementWriter, hit: RouteRows, matched: Sequence[type[Edition]]) -> str:
    """Write what the addresses are made of, of an entry that a redirect leads to; NULL if it is not live.

    Redirects lead to entries of any type. An answer depends on those of its own alone, and on the one that it meets.
    """
    cases = []
    for each in writer.context.site.addresses.models:
        apart = writer if each in matched else replace(writer, reads=Reads())
        if sql := described_target(apart, each, hit.alias):
            cases.append(f"WHEN '{each.__name__}' THEN {sql}")
        if apart is not writer:
            writer.reads.may_be_met[each.__name__] = apart.reads.types
    return f"CASE redirected.kind {' '.join(cases)} END" if cases else "NULL"


def described_target(writer: StatementWriter, model: type[Edition], alias: str) -> str:
    """Write the same for a type; nothing for a caller who may not see it."""
    rows = Rows(model, f"{alias}_facts")
    try:
        live: Any = writer.live_rows(rows.table, SQL(described_sql(writer, rows)))
    except Denied:
        return ""
    return f"({writer.sql(live.where(rows.table.entry == SQL('redirected.entry')).limit(1))})"
