"""The search over all types, as a connection: the entries that are found, the best first, with what says why.

hits        the entries of each type that are ranked, with their points
page        those behind the cursor, in their order, one more than are asked for
counts      how many hits there are of each type: how many are found, as long as not more are than are ranked
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson
from peewee import SQL

from models.edition import Edition, content_types, own_fields
from models.search.columns import TITLE_TOKENS, TOKENS, searched
from models.translations import TranslatedField
from resolvers.compiler.localized import shown
from resolvers.compiler.parameters import Parameter
from resolvers.compiler.placeholders import Formatting, unescaped
from resolvers.compiler.planning import Json, Planner, attribute_json, typename
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.connections import cursors
from resolvers.connections.arguments import page_size
from resolvers.connections.pages import NUMBER, ROWS
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.context.read_context import ReadContext
from resolvers.search.points import Names, Ranked
from resolvers.search.query import parsed
from resolvers.search.ranking import MOST, Ranking
from resolvers.search.snippets import Snippet, snippet_shape
from resolvers.search.spelling import Proposals
from resolvers.where.orders import SortKey

NAME = "search"
"""What the cursors of searches are bound to."""

KEYS = [SortKey(int, None, descends=True), SortKey(int, None, descends=True)]
"""What they hold: points, and the number of an entry."""


@dataclass(frozen=True)
class Search:
    """The entries of any type in which what is typed is found."""


@dataclass(frozen=True)
class Suggest:
    """The entries of any type in whose titles what is typed so far is found, as a list."""


def searched_types() -> list[type[Edition]]:
    """List the types that have texts to search."""
    return [model for model in content_types() if TOKENS in model._meta.fields and model.__name__ in OBJECT_TYPES]


class Asked(NamedTuple):
    """What the arguments of a search ask for, as far as it decides the SQL; *ranked* is None where nothing is found."""

    types: tuple[str, ...]
    has_cursor: bool
    ranked: Ranked | None


@dataclass(frozen=True, eq=False)
class SearchArguments:
    """The arguments of the field *selected*; what is bound is named after its hits."""

    selected: SelectedField
    names: Names
    is_of_titles: bool = False

    @property
    def size(self) -> Parameter:
        """How many entries the page may have."""
        return self.names.of("size")

    @property
    def text(self) -> Parameter:
        """What was typed."""
        return self.names.of("text")

    def read(self, context: ReadContext, variables: Any) -> tuple[Hashable, Mapping[str, Any]]:
        """Return what decides the SQL, and what is bound; raise `BadUserInput` for a cursor or a size alone."""
        given = self.selected.arguments_of(variables)
        text = given["query"]
        query = parsed(text, SHORTEST_TYPED) if self.is_of_titles else parsed(text)
        chosen = chosen_types(given, suggested_types() if self.is_of_titles else default_types())
        values: dict[str, Any] = {self.size: page_size(given, self.selected), self.text: text}
        ranked = Ranked.of(query, context.chain) if query.terms and chosen else None
        if ranked is not None:
            values |= dict(self.names.values(query, context.chain))
        if (cursor := given.get("after")) is not None:
            points, entry = cursors.decode(cursor, NAME, KEYS, self.selected)
            values |= {self.names.of("after", 0): points, self.names.of("after", 1): entry}
        return Asked(chosen, cursor is not None, ranked), values


def kind_of(model: type[Edition]) -> str:
    """Name a type as clients do: `NEWS_STORY`."""
    return str(model._meta.table_name).upper()


def default_types() -> tuple[str, ...]:
    """Name the types that are searched where none are named: those whose entries stand for themselves."""
    return tuple(kind_of(model) for model in searched_types() if model.is_found)


def suggested_types() -> tuple[str, ...]:
    """Name the types that are suggested where none are named: those, and the searches that others make."""
    return (*default_types(), *(kind_of(model) for model in searched_types() if model.is_suggested))


def chosen_types(given: Mapping[str, Any], usual: tuple[str, ...]) -> tuple[str, ...]:
    """Name the types that arguments ask for, each once, or the usual ones."""
    types = given.get("types")
    return usual if types is None else tuple(dict.fromkeys(each.name for each in types))


SHORTEST_TYPED = 2
"""Letters from which on what is being typed may be the beginning of a word."""

Value = Callable[[StatementWriter], str]


class SearchPlan:
    """A search while it is planned."""

    def __init__(self, selected: SelectedField, planner: Planner, *, is_of_titles: bool = False) -> None:
        self.planner, self.hits = planner, planner.rows(None)
        self.names, self.is_of_titles = Names(self.hits.alias), is_of_titles
        self.arguments = SearchArguments(selected, self.names, is_of_titles)
        planner.arguments.append(self.arguments)
        self.models = {kind_of(model): model for model in searched_types()}

    def asked(self, writer: StatementWriter) -> Asked:
        """Return what the arguments ask for."""
        found: Asked = writer.variant(self.arguments)
        return found

    @property
    def table(self) -> str:
        """The name of all hits."""
        return f"{self.hits.alias}_hits"

    def column(self, name: str) -> str:
        """Write a column of a hit of the page."""
        return f'"{self.hits.alias}"."{name}"'

    def object(self, members: "Members", selected: SelectedField) -> Value:
        """Plan an object of the connection."""
        planned = [(each.key, self.member(members, each)) for each in selected.fields()]
        return lambda writer: writer.object([(key, value(writer)) for key, value in planned])

    def member(self, members: "Members", selected: SelectedField) -> Value:
        """Plan one of its fields."""
        plan = members[selected.name]
        return plan(self, selected) if plan else typename(selected.parent.name)

    def gathered(self, element: Value) -> Value:
        """List an element of each hit of the page."""
        within = f"{NUMBER} <= {self.arguments.size.mark}"
        return lambda writer: writer.dialect.gathered(element(writer), within)

    def by_type(self, plan: Callable[[type[Edition], Rows], Value]) -> Value:
        """Plan what is read of the entry of a hit, which is of one type or another.

        Only what is shown is a hit (`Ranking.newest`), so its edition is looked up without another look at that.
        """
        kinds = {}
        for name, model in self.models.items():
            rows = self.planner.rows(model)
            kinds[name] = rows, plan(model, rows)

        def write(writer: StatementWriter) -> str:
            cases = []
            for name in self.asked(writer).types:
                rows, value = kinds[name]
                entry: Any = rows.table.edition == SQL(self.column("edition"))
                found = rows.table.select(SQL(value(writer))).where(entry)
                cases.append(f"WHEN '{name}' THEN {writer.dialect.one_of(found)}")
            return writer.dialect.nested(f"CASE {self.column('kind')} {' '.join(cases)} END") if cases else "NULL"

        return write

    def hits_sql(self, writer: StatementWriter) -> str:
        """Write the tables of what is found of each type, and of the hits: those that are whole, or else all.

        They are two, as SQLite would work the points out anew in the SQL of each type, and take long to plan that.
        """
        asked = self.asked(writer)
        if asked.ranked is None:
            return (
                f"{self.table} AS (SELECT '' AS kind, 0 AS entry, 0 AS edition, 1 AS is_whole, 0 AS points WHERE 1 = 0)"
            )
        ranking, tables, several = Ranking(asked.ranked, self.names, writer), list[str](), list[str]()
        for place, kind in enumerate(asked.types):
            model, alias = self.models[kind], f"{self.hits.alias}_{place}"
            found = [ranking.titled(model, alias) if self.is_of_titles else ranking.found(model, alias)]
            if self.may_be_partial(writer):
                found.append(ranking.partly(model, f"{alias}_some"))
            for each, (before, rows) in enumerate(found):
                tables += before
                several.append(f"SELECT '{kind}' AS kind, {1 - each} AS is_whole, found.* FROM ({rows}) AS found")
        columns = f"kind, entry, edition, is_whole, {ranking.points.of('hit')} AS points"
        whole = (
            f" WHERE is_whole = (SELECT MAX(is_whole) FROM {self.table}_found)"
            if len(several) > len(asked.types)
            else ""
        )
        tables += [
            f"{self.table}_found AS MATERIALIZED ({' UNION ALL '.join(several)})",
            f"{self.table} AS MATERIALIZED (SELECT {columns} FROM {self.table}_found AS hit{whole})",
        ]
        return ", ".join(tables)

    def alike_sql(self, writer: StatementWriter) -> str:
        """Write the tables of the titles that words are proposed of, where no hit has all terms."""
        asked, tables, several = self.asked(writer), list[str](), list[str]()
        assert asked.ranked is not None
        for place, kind in enumerate(asked.types):
            found = Ranking(asked.ranked, self.names, writer).alike(self.models[kind], f"{self.hits.alias}_near{place}")
            tables += found.tables
            several.append(f"SELECT {TITLE_TOKENS} FROM ({found.rows}) AS near")
        is_empty = f"NOT EXISTS (SELECT 1 FROM {self.table} WHERE is_whole = 1)"
        alike = f"SELECT {TITLE_TOKENS} FROM ({' UNION ALL '.join(several)}) AS near WHERE {is_empty}"
        return ", ".join((*tables, f"{self.table}_alike AS ({alike})"))

    def may_be_partial(self, writer: StatementWriter) -> bool:
        """Tell whether entries are listed that have only some of the terms, where none has all."""
        ranked = self.asked(writer).ranked
        return not self.is_of_titles and ranked is not None and ranked.terms > 1

    def page_sql(self, writer: StatementWriter) -> str:
        """Write the hits of the page, numbered, and one more if another page follows."""
        behind = ""
        if self.asked(writer).has_cursor:
            points, entry = (self.names.of("after", place).mark for place in (0, 1))
            behind = f" WHERE points < {points} OR (points = {points} AND entry < {entry})"
        order = "points DESC, entry DESC"
        walked = f"SELECT * FROM {self.table}{behind} ORDER BY {order} LIMIT {self.arguments.size.mark} + 1"
        numbered = f"row_number() OVER (ORDER BY {order}) AS {NUMBER}, COUNT(*) OVER () AS {ROWS}"
        return f"SELECT *, {numbered} FROM ({walked}) AS walked ORDER BY {NUMBER}"

    def counts_sql(self) -> str:
        """Select how many entries of each type are found, as far as they are ranked, the most first."""
        count = f"CASE WHEN COUNT(*) < {MOST} THEN COUNT(*) ELSE {MOST} END"
        return f"SELECT kind, {count} AS found FROM {self.table} GROUP BY kind ORDER BY found DESC, kind"


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


Members = Mapping[str, Callable[[SearchPlan, SelectedField], Value] | None]


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
        return writer.placeholder(cursor, writer.dialect.array_of(values), is_plain=False)

    return write


def cursor(payload: bytes, formatting: Formatting) -> bytes:
    """Format a cursor."""
    return b'"%b"' % cursors.encode(NAME, orjson.loads(unescaped(payload))).encode()


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
            texts = [writer.dialect.text(f"CAST({rows.column(field.name)} AS TEXT)") for field in fields]
            return writer.placeholder(formatter, writer.dialect.array_of(texts), is_plain=False)

        return write

    return plan.by_type(of_type)


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
    values: Mapping[str, Callable[[StatementWriter], str]] = {
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
        return writer.placeholder(proposals, f"(SELECT {titles} FROM {plan.table}_alike)", is_plain=False)

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
