"""The arguments of connections: what they ask for, checked, and split into what decides the SQL and what is bound."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from models.edition import Edition
from models.table_statistics import table_statistics
from resolvers.compiler.parameters import Parameter
from resolvers.compiler.planning import OwnArguments
from resolvers.compiler.selections import SelectedField
from resolvers.connections import cursors
from resolvers.context.errors import BadUserInput, Place, require_few
from resolvers.context.read_context import ReadContext, chain_of
from resolvers.search.points import Names, Ranked
from resolvers.search.query import Query, parsed
from resolvers.where.filters import NO_CONDITIONS, Form, WhereReader
from resolvers.where.orders import RELEVANCE, Order, SortKey, sort_keys, sorts_texts

LARGEST_PAGE = 100
DEFAULT_PAGE = 20

Arguments = Mapping[str, Any]


class PageVariant(NamedTuple):
    """What the arguments ask for, as far as it decides the SQL: the *languages* where the order is of texts.

    It *is_dated* where an instant is named. Of an order by relevance, *ranked* is what was searched for.
    """

    order: Order
    is_backward: bool
    has_cursor: bool
    form: Form
    languages: str
    is_dated: bool
    ranked: Ranked | None = None

    def keys(self, model: type[Edition], table: Any, relevance: SortKey) -> list[SortKey]:
        """List the keys that a page of *table* is sorted by, in the direction in which it is walked."""
        keys = sort_keys(table, model, self.order, chain_of(self.languages), relevance)
        return [key.reversed() for key in keys] if self.is_backward else keys


def page_limit(arguments: Arguments) -> tuple[str, int]:
    """Return the argument that limits a page, and to what: `last` if it is given, else `first`; null is not given."""
    argument = "last" if arguments.get("last") is not None else "first"
    size = arguments.get(argument)
    return argument, DEFAULT_PAGE if size is None else size


def page_size(arguments: Arguments, place: Place) -> int:
    """Return how many entries a page may have; raise `BadUserInput` beyond 0 to 100."""
    argument, size = page_limit(arguments)
    if not 0 <= size <= LARGEST_PAGE:
        raise BadUserInput(f"{argument} must be from 0 to {LARGEST_PAGE}, not {size}.", place)
    return size


def ordered_by(model: type[Edition], arguments: Arguments) -> Order:
    """Return the order that arguments ask for, the type's own by default; a column named again adds nothing."""
    given = arguments.get("orderBy")
    if not given:
        return model.order
    named: dict[str, str] = {}
    for each in given:
        named.setdefault(each.value.lstrip("-"), each.value)
    return tuple(named.values())


@dataclass(frozen=True, eq=False)
class ConnectionArguments(OwnArguments):
    """The arguments of one connection of entries of *model*; its parameters are named after the rows' *alias*."""

    model: type[Edition]
    selected: SelectedField
    alias: str
    constant: dict[bool, tuple[PageVariant, dict[str, Any]]] = field(default_factory=dict)

    @cached_property
    def size(self) -> Parameter:
        """How many entries the page may have."""
        return Parameter(f"{self.alias}_size")

    @cached_property
    def name(self) -> Parameter:
        """What the page's cursors are bound to: the order, and the languages of its texts."""
        return Parameter(f"{self.alias}_name")

    @property
    def names(self) -> Names:
        """The names of what is bound to rank entries."""
        return Names(f"{self.alias}_rank")

    @property
    def cursor(self) -> str:
        """What the parameters of the cursor's values begin with."""
        return f"{self.alias}_after_"

    @property
    def compared(self) -> str:
        """What the parameters of the values that conditions compare with begin with."""
        return f"{self.alias}_where_"

    def read(self, context: ReadContext, variables: Any) -> tuple[PageVariant, dict[str, Any]]:
        """Return what decides the SQL, and what is bound; raise `BadUserInput`.

        Arguments without variables are read once where an instant is named, and once where none is.
        """
        is_dated = context.options.at is not None
        found = self.constant.get(is_dated)
        if found is None:
            where = WhereReader(self.selected, context.chain, statistics=table_statistics())
            found = self.read_given(context, variables, where)
            is_constant = self.selected.given.constants is not None and not found[0].languages
            if is_constant and not where.reads_statistics:
                self.constant[is_dated] = found
        return found

    def is_fixed(self, context: ReadContext) -> bool:
        """Tell whether they are read once: what is ordered by texts, or decided by statistics, is not."""
        return (context.options.at is not None) in self.constant

    def read_given(
        self, context: ReadContext, variables: Any, where: WhereReader
    ) -> tuple[PageVariant, dict[str, Any]]:
        """Read the arguments of one request."""
        arguments = self.selected.arguments_of(variables)
        is_backward, cursor = self.direction(arguments)
        order, form = self.order(arguments), self.form(arguments, where)
        compared = where.values
        languages = (
            context.languages if where.reads_texts or RELEVANCE in order or sorts_texts(self.model, order) else ""
        )
        is_dated, ranked = context.options.at is not None, None
        if RELEVANCE in order:
            query = self.searched(arguments)
            ranked = Ranked.of(query, context.chain)
        variant = PageVariant(order, is_backward, cursor is not None, form, languages, is_dated, ranked)
        name = ",".join(filter(None, (self.model.__name__, *order, languages)))
        values: dict[str, Any] = {self.size: page_size(arguments, self.selected), self.name: name}
        if cursor is not None:
            keys = sort_keys(self.model.alias(), self.model, order, chain_of(languages))
            bound = cursors.decode(cursor, name, keys, self.selected)
            values |= {f"{self.cursor}{place}": value for place, value in enumerate(bound)}
        if ranked is not None:
            values |= self.names.ranking(query, context.chain)
        if compared:
            values |= {f"{self.compared}{place}": value for place, value in enumerate(compared)}
        return variant, values

    def searched(self, arguments: Arguments) -> Query:
        """Return what is searched for; raise `BadUserInput` where nothing is that entries could be ranked by."""
        text = (arguments.get("where") or {}).get("search")
        if text is None:
            raise BadUserInput("orderBy RELEVANCE goes with where: {search: ...}.", self.selected)
        return parsed(text)

    def direction(self, arguments: Arguments) -> tuple[bool, str | None]:
        """Tell whether the page is walked from its end, and from which cursor; raise `BadUserInput`."""
        after, before = arguments.get("after"), arguments.get("before")
        is_backward = page_limit(arguments)[0] == "last"
        if after is not None and before is not None:
            raise BadUserInput("after and before cannot both be given.", self.selected)
        if (after is not None and is_backward) or (before is not None and not is_backward):
            raise BadUserInput("after goes with first, before goes with last.", self.selected)
        return is_backward, before if after is None else after

    def order(self, arguments: Arguments) -> Order:
        """Return the order asked for, the type's own by default; raise `BadUserInput` for too many columns."""
        require_few(arguments.get("orderBy") or (), "orderBy", self.selected)
        return ordered_by(self.model, arguments)

    def form(self, arguments: Arguments, reader: WhereReader) -> Form:
        """Return the form of the conditions, whose values the reader has then."""
        where = arguments.get("where")
        return reader.read(where, self.model.__name__) if where else NO_CONDITIONS
