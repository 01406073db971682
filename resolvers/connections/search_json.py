"""Searches over all types: a connection of the entries that are found, with what says why, and suggestions.

MEMBERS              the fields of the connection
EDGE_MEMBERS         those of an edge
INFO_MEMBERS         those of `pageInfo`
SUGGESTION_MEMBERS   those of a suggestion
"""

from dataclasses import dataclass
from typing import Any

from models.edition import Edition, own_fields
from models.rich_text.fields import RichTextField
from models.search.columns import TITLE_TOKENS, searched
from models.translations import Locale, TranslatedField
from resolvers.compiler.localized import shown
from resolvers.compiler.planning import Json, Planner, attribute_json
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.connections.connection_json import cursor
from resolvers.connections.pages import NUMBER, ROWS
from resolvers.connections.search_arguments import NAME
from resolvers.connections.search_plans import Members, SearchPlan, Value
from resolvers.search.snippets import Snippet, snippet_shape
from resolvers.search.spelling import Proposals


@dataclass(frozen=True)
class Search:
    """The entries of any type in which what is typed is found."""


@dataclass(frozen=True)
class Suggest:
    """The entries of any type in whose titles what is typed so far is found, as a list."""


@attribute_json.register
def search_json(attribute: Search, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Search all types."""
    plan = SearchPlan(selected, planner)
    element = plan.object(MEMBERS, selected)
    members = [each.name for each in selected.fields()]
    has_page = not PAGE_MEMBERS.isdisjoint(members)

    def write(writer: StatementWriter) -> str:
        hits = f"WITH {plan.hits_sql(writer)}"
        if "didYouMean" in members and plan.asked(writer).ranked is not None:
            hits += f", {plan.alike_sql(writer)}"
        page = f' FROM ({plan.page_sql(writer)}) AS "{plan.hits.alias}"' if has_page else ""
        return writer.dialect.nested(f"({hits} SELECT {element(writer)}{page})")

    return write


@attribute_json.register
def suggest_json(attribute: Suggest, selected: SelectedField, rows: Rows, planner: Planner) -> Json:
    """Suggest entries by their titles."""
    plan = SearchPlan(selected, planner, is_of_titles=True)
    element = plan.gathered(plan.object(SUGGESTION_MEMBERS, selected))

    def write(writer: StatementWriter) -> str:
        hits = f"WITH {plan.hits_sql(writer)}"
        page = f'({plan.page_sql(writer)}) AS "{plan.hits.alias}"'
        return writer.dialect.nested(f"({hits} SELECT {element(writer)} FROM {page})")

    return write


def node(plan: SearchPlan, selected: SelectedField) -> Value:
    """Give the entry of a hit."""
    schema = selected.document.schema
    kinds = {kind.name: kind for kind in schema.get_possible_types(selected.type)}  # type: ignore[arg-type]
    return plan.by_type(
        lambda model, rows: plan.planner.object(kinds[model.__name__], selected.fields(kinds[model.__name__]), rows)
    )


def title(plan: SearchPlan, selected: SelectedField) -> Value:
    """Give the title of an entry, as it is shown."""

    def of_type(model: type[Edition], rows: Rows) -> Value:
        field = next(each for each in searched(own_fields(model)) if isinstance(each, TranslatedField))
        return lambda writer: writer.dialect.text(writer.sql(shown(rows.table, field, writer.context.chain)))

    return plan.by_type(of_type)


def kind(plan: SearchPlan, selected: SelectedField) -> Value:
    """Give the type of an entry."""
    return lambda writer: writer.dialect.text(plan.column("kind"), nullable=False)


def nodes(plan: SearchPlan, selected: SelectedField) -> Value:
    """List the entries of the page."""
    return plan.gathered(node(plan, selected))


def edges(plan: SearchPlan, selected: SelectedField) -> Value:
    """List the entries of the page with what says why."""
    return plan.gathered(plan.object(EDGE_MEMBERS, selected))


def edge_cursor(plan: SearchPlan, selected: SelectedField) -> Value:
    """Give the cursor of a hit."""
    return cursor_of(plan)


def cursor_of(plan: SearchPlan) -> Value:
    """Write the place of a hit."""

    def write(writer: StatementWriter) -> str:
        values = [writer.dialect.number(plan.column(name), nullable=False) for name in ("points", "entry")]
        bound = writer.dialect.array_of([writer.dialect.constant(NAME), *values])
        return writer.placeholder(cursor, bound, is_plain=False)

    return write


def score(plan: SearchPlan, selected: SelectedField) -> Value:
    """Give the points of a hit."""
    return lambda writer: writer.dialect.number(plan.column("points"), nullable=False)


def snippet(plan: SearchPlan, selected: SelectedField) -> Value:
    """Give the words around what was found."""
    shaped = snippet_shape(selected)

    def of_type(model: type[Edition], rows: Rows) -> Value:
        fields = searched(own_fields(model))
        formatter = Snippet(fields, plan.arguments.text, shaped)

        def write(writer: StatementWriter) -> str:
            texts = [text_sql(field, rows, writer) for field in fields]
            return writer.placeholder(formatter, writer.dialect.array_of(texts), is_plain=False)

        return write

    return plan.by_type(of_type)


def text_sql(field: Any, rows: Rows, writer: StatementWriter) -> str:
    """Write what a column has of texts: of a rich one the plain text in each language."""
    if not isinstance(field, RichTextField):
        return writer.dialect.text(f"CAST({rows.column(field.name)} AS TEXT)")
    texts = [(locale.tag, writer.dialect.text(rows.column(field.text_name(locale)))) for locale in Locale]
    return writer.dialect.object_of(texts)


def page_info(plan: SearchPlan, selected: SelectedField) -> Value:
    """Describe the page."""
    return plan.object(INFO_MEMBERS, selected)


def has_next(plan: SearchPlan, selected: SelectedField) -> Value:
    """Tell whether hits follow the page."""
    return lambda writer: writer.dialect.boolean(f"(COUNT(*) > {plan.arguments.size.mark})", nullable=False)


def has_previous(plan: SearchPlan, selected: SelectedField) -> Value:
    """Tell whether the page has a cursor: hits stand before it then."""

    def write(writer: StatementWriter) -> str:
        condition = "COUNT(*) >= 0" if plan.asked(writer).has_cursor else "COUNT(*) < 0"
        return writer.dialect.boolean(f"({condition})", nullable=False)

    return write


def cursor_at(plan: SearchPlan, *, is_end: bool) -> Value:
    """Give the cursor of the first or the last hit of the page."""
    size = plan.arguments.size.mark
    place = f"CASE WHEN {ROWS} < {size} THEN {ROWS} ELSE {size} END" if is_end else "1"
    here = f"{NUMBER} = {place} AND {NUMBER} <= {size}"
    written = cursor_of(plan)
    return lambda writer: writer.dialect.or_null(f"MAX({written(writer)}) FILTER (WHERE {here})")


def counts(plan: SearchPlan, selected: SelectedField) -> Value:
    """Count the entries of each type that are found."""
    rows = plan.planner.rows(None)
    values: dict[str, Value] = {
        "__typename": lambda writer: writer.dialect.constant("SearchCount"),
        "type": lambda writer: writer.dialect.text(f'"{rows.alias}".kind', nullable=False),
        "count": lambda writer: writer.dialect.number(f'"{rows.alias}".found', nullable=False),
    }
    members = [(each.key, values[each.name]) for each in selected.fields()]

    def write(writer: StatementWriter) -> str:
        element = writer.object([(key, value(writer)) for key, value in members])
        return writer.dialect.list_of(element, plan.counts_sql(), rows.alias)

    return write


def total_count(plan: SearchPlan, selected: SelectedField) -> Value:
    """Add the counts up."""
    total = f"(SELECT CAST(COALESCE(SUM(found), 0) AS bigint) FROM ({plan.counts_sql()}) AS counted)"
    return lambda writer: writer.dialect.number(total, nullable=False)


def is_partial(plan: SearchPlan, selected: SelectedField) -> Value:
    """Tell whether only some of the words are found."""

    def write(writer: StatementWriter) -> str:
        found = f"EXISTS (SELECT 1 FROM {plan.table} WHERE is_whole = 0)" if plan.may_be_partial(writer) else "1 = 0"
        return writer.dialect.boolean(f"({found})", nullable=False)

    return write


def did_you_mean(plan: SearchPlan, selected: SelectedField) -> Value:
    """Propose other words where nothing is found."""
    proposals = Proposals(plan.arguments.text)

    def write(writer: StatementWriter) -> str:
        dialect = writer.dialect
        if plan.asked(writer).ranked is None:
            return dialect.nested(f"(SELECT {dialect.gathered('NULL')} WHERE 1 = 0)")
        titles = dialect.gathered(dialect.text(TITLE_TOKENS, nullable=False))
        return writer.placeholder(proposals, f"(SELECT {titles} FROM {plan.hits.alias}_alike)", is_plain=False)

    return write


MEMBERS: Members = {
    "__typename": None,
    "edges": edges,
    "nodes": nodes,
    "pageInfo": page_info,
    "counts": counts,
    "totalCount": total_count,
    "didYouMean": did_you_mean,
    "isPartial": is_partial,
}
PAGE_MEMBERS = frozenset({"edges", "nodes", "pageInfo"})
"""Those that read the hits of the page."""

EDGE_MEMBERS: Members = {
    "__typename": None,
    "node": node,
    "cursor": edge_cursor,
    "score": score,
    "snippet": snippet,
}
INFO_MEMBERS: Members = {
    "__typename": None,
    "hasNextPage": has_next,
    "hasPreviousPage": has_previous,
    "startCursor": lambda plan, selected: cursor_at(plan, is_end=False),
    "endCursor": lambda plan, selected: cursor_at(plan, is_end=True),
}
SUGGESTION_MEMBERS: Members = {"__typename": None, "text": title, "type": kind, "node": node}
