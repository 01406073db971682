"""The statement of a search while it is planned, as tables in WITH.

found       the entries that are ranked, in several steps (`resolvers/search/ranking.py`)
hits        those with their points
alike       titles, out of which other words are proposed
"""

from collections.abc import Callable, Mapping
from typing import Any

from peewee import SQL

from models.edition import Edition
from resolvers.compiler.planning import Planner, typename
from resolvers.compiler.selections import SelectedField
from resolvers.compiler.writer import Rows, StatementWriter
from resolvers.connections.pages import NUMBER, ROWS
from resolvers.connections.search_arguments import KEYS, Asked, SearchArguments, searched_types
from resolvers.search.linked import kind_of
from resolvers.search.points import Names, Ranked
from resolvers.search.ranking import MOST, Ranking
from resolvers.where.orders import behind

Value = Callable[[StatementWriter], str]


class SearchPlan:
    """A search while it is planned."""

    def __init__(self, selected: SelectedField, planner: Planner, *, is_of_titles: bool = False) -> None:
        self.planner, self.hits = planner, planner.rows(None)
        self.names = Names(self.hits.alias)
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
        """Write the tables of what is found, and of the hits: what is found with its points."""
        asked = self.asked(writer)
        if asked.ranked is None:
            return (
                f"{self.table} AS (SELECT '' AS kind, 0 AS entry, 0 AS edition, 1 AS is_whole, 0 AS points WHERE 1 = 0)"
            )
        ranking = self.ranking(writer, asked.ranked)
        tables = (
            ranking.titled()
            if self.arguments.is_of_titles
            else ranking.found(may_be_partial=self.may_be_partial(writer))
        )
        return ", ".join([*tables, *ranking.hits()])

    def ranking(self, writer: StatementWriter, ranked: Ranked) -> Ranking:
        """Return what finds and ranks the entries of the types that are asked for."""
        models = {kind: self.models[kind] for kind in self.asked(writer).types}
        return Ranking(ranked, self.names, writer, models, self.hits.alias)

    def alike_sql(self, writer: StatementWriter) -> str:
        """Write the tables of the titles that words are proposed of, where no hit has all terms."""
        asked = self.asked(writer)
        assert asked.ranked is not None
        is_empty = f"NOT EXISTS (SELECT 1 FROM {self.table} WHERE is_whole = 1)"
        return ", ".join(self.ranking(writer, asked.ranked).alike(is_empty))

    def may_be_partial(self, writer: StatementWriter) -> bool:
        """Tell whether entries are listed that have only some of the terms, where none has all.

        Not where phrases are typed or words left out: the index does not tell of them, and all that has some of the
        terms would be held against them, row by row.
        """
        ranked = self.asked(writer).ranked
        return not self.arguments.is_of_titles and ranked is not None and ranked.terms > 1 and not ranked.beside

    def page_sql(self, writer: StatementWriter) -> str:
        """Write the hits of the page, numbered, and one more if another page follows."""
        dialect, bound = writer.dialect, ""
        if self.asked(writer).has_cursor:
            bound = f" WHERE {writer.sql(behind(dialect, KEYS, self.arguments.cursor))}"
        order = ", ".join(writer.sql(key.ordering(dialect)) for key in KEYS)
        walked = f"SELECT * FROM {self.table}{bound} ORDER BY {order} LIMIT {self.arguments.size.mark} + 1"
        numbered = f"row_number() OVER (ORDER BY {order}) AS {NUMBER}, COUNT(*) OVER () AS {ROWS}"
        return f"SELECT *, {numbered} FROM ({walked}) AS walked ORDER BY {NUMBER}"

    def counts_sql(self) -> str:
        """Select how many entries of each type are found, as far as they are ranked, the most first."""
        count = f"CASE WHEN COUNT(*) < {MOST} THEN COUNT(*) ELSE {MOST} END"
        return f"SELECT kind, {count} AS found FROM {self.table} GROUP BY kind ORDER BY found DESC, kind"


Members = Mapping[str, Callable[[SearchPlan, SelectedField], Value] | None]
"""How the fields of an object are planned, by their names; None for `__typename`."""
