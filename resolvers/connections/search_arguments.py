"""The arguments of searches: what is typed and in which types it is looked for, and what of it decides the SQL."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from peewee import SQL

from models.edition import Edition, content_types
from models.search.columns import TOKENS
from resolvers.compiler.parameters import Parameter
from resolvers.compiler.selections import SelectedField
from resolvers.connections import cursors
from resolvers.connections.arguments import page_size
from resolvers.context.object_types import OBJECT_TYPES
from resolvers.context.read_context import ReadContext
from resolvers.search.linked import kind_of
from resolvers.search.points import Names, Ranked
from resolvers.search.query import parsed
from resolvers.where.orders import SortKey

NAME = "search"
"""What the cursors of searches are bound to."""

KEYS = [SortKey(int, SQL(name), descends=True) for name in ("points", "entry")]
"""What hits are sorted by, and cursors hold: their points, and the number of the entry."""


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
    def cursor(self) -> str:
        """What the parameters of the cursor's values begin with."""
        return f"{self.names.alias}_after_"

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
            values |= self.names.finding(query, context.chain)
        if (cursor := given.get("after")) is not None:
            bound = cursors.decode(cursor, NAME, KEYS, self.selected)
            values |= {f"{self.cursor}{place}": value for place, value in enumerate(bound)}
        return Asked(chosen, cursor is not None, ranked), values


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
